"""What a finding says, and how two sets of rows differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

LONGEST: Final = 3_000
# Columns that hold what was found; the others say what it is about.
_FOUND: Final = ("value", "reason")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FindingWords:
    """The sentence of a finding in both languages, and what its data cannot show."""

    sentence_es: str
    sentence_en: str
    limits_es: str
    limits_en: str


def missing_words(words: FindingWords) -> tuple[str, ...]:
    """Return the names of the fields that are empty or too long."""
    return tuple(
        field.name
        for field in fields(words)
        if not 0 < len(getattr(words, field.name).strip()) <= LONGEST
    )


def difference(before: Sequence[Row], after: Sequence[Row]) -> list[dict[str, Any]]:
    """Return where two answers to one question differ, in the order of the rows.

    Each entry has what the row is about, with "before" and "after": the value, or None where
    there is no such row or no figure.
    """
    old, new = _by_subject(before), _by_subject(after)
    return [
        {**dict(subject), "before": _value(old.get(subject)), "after": _value(new.get(subject))}
        for subject in dict.fromkeys([*old, *new])
        if _found(old.get(subject)) != _found(new.get(subject))
    ]


def _by_subject(rows: Sequence[Row]) -> dict[tuple[tuple[str, Any], ...], Row]:
    return {
        tuple((name, value) for name, value in sorted(row.items()) if name not in _FOUND): row
        for row in rows
    }


def _found(row: Row | None) -> tuple[Any, ...] | None:
    return None if row is None else tuple(row.get(name) for name in _FOUND)


def _value(row: Row | None) -> Any:
    return None if row is None else row.get("value")
