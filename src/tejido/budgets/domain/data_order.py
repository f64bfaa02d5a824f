"""One order for the names in stored data: PostgreSQL's jsonb keeps them in an order of its own."""

from typing import Any

from tejido.budgets.domain.columns import COLUMNS

_KNOWN = ("read", "kept", "refused", "set_apart", "lines", "keys", *COLUMNS)
_PLACES = {name: place for place, name in enumerate(_KNOWN)}


def in_order(data: Any) -> Any:
    """Return stored data with the names of every object in one order, whatever kept them.

    Arguments:
        data: what JSON holds: objects, lists, texts, numbers; lists stay as they are.
    """
    if isinstance(data, dict):
        return {name: in_order(data[name]) for name in sorted(data, key=_place)}
    return [in_order(one) for one in data] if isinstance(data, list) else data


def _place(name: str) -> tuple[int, str]:
    """Counts and columns as a reader expects them, then everything else by its letters."""
    return _PLACES.get(name, len(_KNOWN)), name
