"""How a file's columns become the canonical ones: data a person confirms.

`read_mapping` reads what YAML or JSON gives; `mapping_data` gives it back, always in the same
form, so that equal mappings have equal digests. docs/budgets.md describes the fields.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping as Data
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tejido.budgets.domain.amounts import AmountStyle
from tejido.budgets.domain.columns import COLUMNS, MEASURES

MAPPED = tuple(column for column in COLUMNS if column != "line")
"""Every canonical column a mapping may fill: `line` is the file's own."""


class SkipKind(StrEnum):
    """What a record that is no budget line is."""

    TOTAL = "total"
    HEADER = "header"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """Where a canonical column comes from; applied in the order of the fields.

    Arguments:
        names: headings it goes by, over the years; the first that the file has is read.
        const: the same value for the whole file, instead of a column.
        part: regular expression whose one group is the part of the cell that is meant.
        values: what the file says, and what it stands for; anything else is refused.
        pad: places a code of figures is brought to with zeros in front.
    """

    names: tuple[str, ...] = ()
    const: str | None = None
    part: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    pad: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a cell says in the records a skip rule means.

    Arguments:
        names: headings of the column, over the years.
        values: the texts it may hold; empty: any, so long as `empty` and `pattern` hold.
        pattern: regular expression that its text fits from end to end.
        empty: True: it holds nothing; False: something.
    """

    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    pattern: str | None = None
    empty: bool | None = None


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Records that are no budget lines: kept apart and reported, never summed with the lines.

    Arguments:
        name: short name, shown in the report.
        kind: totals are used as a control of the lines they repeat.
        where: conditions that all hold.
        by: canonical columns in which a total agrees with the lines it is the sum of.
    """

    name: str
    kind: SkipKind
    where: tuple[Condition, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """From the columns of a file to the canonical ones.

    Arguments:
        key: its short name.
        title_es, title_en: what it is for.
        columns: by canonical column.
        skip: records that are no lines, the first that holds decides.
        amounts: how amounts are written.
        choices: how such files are read (`reading.Choices` as data), where content cannot tell.
        dataset: key of the dataset such files belong to; "" when any.
    """

    key: str
    title_es: str
    title_en: str
    columns: Data[str, ColumnRule]
    skip: tuple[SkipRule, ...] = ()
    amounts: AmountStyle = field(default_factory=AmountStyle)
    choices: Data[str, Any] = field(default_factory=dict)
    dataset: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The amounts it fills, in canonical order."""
        return tuple(measure for measure in MEASURES if measure in self.columns)


def fold_heading(heading: str) -> str:
    """Return what two headings have in common that differ in case, accents, spaces or signs."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")


def heading_of(names: Sequence[str], header: Sequence[str]) -> str | None:
    """Return the file's heading for the first of some names that it has; None for none."""
    exact = set(header)
    folded: dict[str, str] = {}
    for heading in header:
        folded.setdefault(fold_heading(heading), heading)
    for name in names:
        if name in exact:
            return name
        if fold_heading(name) and fold_heading(name) in folded:
            return folded[fold_heading(name)]
    return None


def missing_columns(mapping: Mapping, header: Sequence[str]) -> tuple[str, ...]:
    """Return the canonical columns whose rule names a column, none of which the file has."""
    return tuple(
        column
        for column, rule in mapping.columns.items()
        if rule.names and heading_of(rule.names, header) is None
    )


def unused_headings(mapping: Mapping, header: Sequence[str]) -> tuple[str, ...]:
    """Return the file's headings that neither a column nor a condition of a mapping reads."""
    read = [rule.names for rule in mapping.columns.values()]
    read += [condition.names for rule in mapping.skip for condition in rule.where]
    used = {heading_of(names, header) for names in read}
    return tuple(heading for heading in header if heading not in used)


def mapping_data(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as plain data, in canonical order and without what is left at its default.

    `read_mapping` reads it back to an equal mapping.
    """
    data: dict[str, Any] = {
        "key": mapping.key,
        "title": {"es": mapping.title_es, "en": mapping.title_en},
        "dataset": mapping.dataset,
        "columns": {
            str(column): _rule_data(mapping.columns[column])
            for column in MAPPED
            if column in mapping.columns
        },
        "skip": [_skip_data(rule) for rule in mapping.skip],
        "amounts": {
            "group_mark": mapping.amounts.group_mark,
            "decimal_mark": mapping.amounts.decimal_mark,
            "dash_is_zero": mapping.amounts.dash_is_zero,
            "unit": mapping.amounts.unit,
        },
        "choices": dict(sorted(mapping.choices.items())),
    }
    return {name: value for name, value in data.items() if value not in ("", [], {})}


def mapping_digest(mapping: Mapping) -> str:
    """Return the SHA-256 of a mapping's canonical JSON, as 64 hexadecimal digits."""
    text = json.dumps(
        mapping_data(mapping), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _rule_data(rule: ColumnRule) -> dict[str, Any]:
    data = {
        "from": list(rule.names),
        "const": rule.const,
        "part": rule.part,
        "values": dict(rule.values),
        "pad": rule.pad,
    }
    return {name: value for name, value in data.items() if value not in (None, [], {})}


def _skip_data(rule: SkipRule) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": rule.name,
        "kind": rule.kind.value,
        "where": [_condition_data(condition) for condition in rule.where],
        "by": list(rule.by),
    }
    return {name: value for name, value in data.items() if value != []}


def _condition_data(condition: Condition) -> dict[str, Any]:
    data = {
        "column": list(condition.names),
        "values": list(condition.values),
        "pattern": condition.pattern,
        "empty": condition.empty,
    }
    return {name: value for name, value in data.items() if value is not None and value != []}
