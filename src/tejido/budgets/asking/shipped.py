"""What ships with questions as data: rules, words and example questions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from tejido.budgets.domain.plan import ObjectRule

DATA: Final = Path(__file__).resolve().parent.parent / "data"
QUESTIONS: Final = DATA / "questions"


@dataclass(frozen=True, slots=True)
class CoverageBreak:
    """A year from which a country's totals mean something else."""

    key: str
    country: str
    before: int
    es: str
    en: str


@cache
def wording() -> dict[str, dict[str, dict[str, str]]]:
    """Return the sentences of answers: kind, name, language."""
    found: dict[str, dict[str, dict[str, str]]] = _read("wording.yaml")
    return found


@cache
def catch_all_rule() -> ObjectRule:
    """Return the rule for objects of expenditure that say nothing."""
    data = _read("rules/catch-all-objects.yaml")
    return ObjectRule(f"{data['key']}@{data['number']}", tuple(data["codes"]), tuple(data["words"]))


@cache
def coverage_breaks() -> tuple[CoverageBreak, ...]:
    """Return the years between which totals cannot be compared."""
    return tuple(CoverageBreak(**one) for one in _read("rules/coverage-breaks.yaml")["breaks"])


def shipped_questions() -> dict[str, Any]:
    """Return the example questions as data, by name."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(QUESTIONS.glob("*.yaml"))
    }


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
