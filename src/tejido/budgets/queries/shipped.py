"""The example questions that ship."""

from typing import Any

from tejido.budgets.asking.shipped import shipped_questions


def shipped_question(name: str) -> dict[str, Any]:
    """Return an example question as data.

    Arguments:
        name: of its file in data/questions, without the ending.
    """
    found: dict[str, Any] = shipped_questions()[name]
    return found
