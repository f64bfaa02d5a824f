"""Reading a mapping from plain data, every field known and checked."""

import re
from collections.abc import Mapping as Data
from typing import Any

from tejido.budgets.domain.amounts import AmountStyle
from tejido.budgets.domain.columns import KEYS, MEASURES, Document
from tejido.budgets.domain.mapping import (
    MAPPED,
    ColumnRule,
    Condition,
    Mapping,
    SkipKind,
    SkipRule,
)
from tejido.budgets.domain.rule_data import (
    RuleFault,
    both_languages,
    fields,
    identifier,
    items,
)

_LONGEST = 500
_CHOICES = {"encoding": str, "member": str, "sheet": str, "delimiter": str, "header_row": int}
_MOST_PLACES = 12
# Python's and DuckDB's expressions agree on these signs; what they read differently is left out.
_PATTERN = re.compile(
    r"(?:[\w /.,:*+{}()|^$_-]|\[[^\[\]\\]+\]|\\[dsw.()/*+$^|\-]|\?(?![:=!<P#])|\(\?:)*", re.ASCII
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_mapping(data: object) -> Mapping:
    """Return the mapping that plain data says.

    Errors:
        RuleFault: what does not hold, and where.
    """
    found = fields(
        data, "", needed="key title columns", known="dataset skip amounts choices version"
    )
    if found.get("version", 1) != 1:
        raise RuleFault("format-unknown", "version", found["version"])
    title = both_languages(found["title"], "title")
    mapping = Mapping(
        key=identifier(found["key"], "key"),
        title_es=title.es,
        title_en=title.en,
        columns=_columns(found["columns"]),
        skip=_skips(found.get("skip", ())),
        amounts=_amounts(found.get("amounts", {})),
        choices=_choices(found.get("choices", {})),
        dataset=identifier(found["dataset"], "dataset") if "dataset" in found else "",
    )
    _check_whole(mapping)
    return mapping


def _columns(data: object) -> dict[str, ColumnRule]:
    found = fields(data, "columns", needed="", known=" ".join(MAPPED))
    return {
        column: _rule(found[column], f"columns.{column}") for column in MAPPED if column in found
    }


def _rule(data: object, place: str) -> ColumnRule:
    found = fields(data, place, needed="", known="from const part values pad")
    if ("from" in found) == ("const" in found):
        raise RuleFault("from-or-const", place)
    if "const" in found:
        if len(found) > 1:
            raise RuleFault("const-alone", place)
        return ColumnRule(const=_string(found["const"], f"{place}.const"))
    return ColumnRule(
        names=_strings(found["from"], f"{place}.from"),
        part=_pattern(found.get("part"), f"{place}.part", groups=1),
        values=_values(found.get("values", {}), f"{place}.values"),
        pad=_pad(found.get("pad"), f"{place}.pad"),
    )


def _values(data: object, place: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(data, Data):
        raise RuleFault("not-an-object", place, data)
    return tuple(
        sorted((_string(said, place), _string(meant, place)) for said, meant in data.items())
    )


def _pad(data: object, place: str) -> int | None:
    if data is None:
        return None
    if type(data) is not int or not 0 < data <= _MOST_PLACES:
        raise RuleFault("not-a-number", place, data)
    return data


def _skips(data: object) -> tuple[SkipRule, ...]:
    if data in ((), []):
        return ()
    return tuple(_skip(one, f"skip[{place}]") for place, one in enumerate(items(data, "skip")))


def _skip(data: object, place: str) -> SkipRule:
    found = fields(data, place, needed="name kind where", known="by")
    kind = found["kind"]
    if kind not in list(SkipKind):
        raise RuleFault("kind-unknown", f"{place}.kind", kind)
    by = _strings(found["by"], f"{place}.by") if found.get("by") else ()
    for column in by:
        if column not in MAPPED or column in MEASURES:
            raise RuleFault("column-unknown", f"{place}.by", column)
    return SkipRule(
        name=identifier(found["name"], f"{place}.name"),
        kind=SkipKind(str(kind)),
        where=tuple(
            _condition(one, f"{place}.where[{number}]")
            for number, one in enumerate(items(found["where"], f"{place}.where"))
        ),
        by=by,
    )


def _condition(data: object, place: str) -> Condition:
    found = fields(data, place, needed="column", known="values pattern empty")
    if len(found) == 1:
        raise RuleFault("condition-empty", place)
    empty = found.get("empty")
    if empty is not None and not isinstance(empty, bool):
        raise RuleFault("not-yes-or-no", f"{place}.empty", empty)
    return Condition(
        names=_strings(found["column"], f"{place}.column"),
        values=_strings(found["values"], f"{place}.values") if "values" in found else (),
        pattern=_pattern(found.get("pattern"), f"{place}.pattern", groups=None),
        empty=empty,
    )


def _amounts(data: object) -> AmountStyle:
    found = fields(data, "amounts", needed="", known="group_mark decimal_mark dash_is_zero unit")
    default = AmountStyle()
    try:
        style = AmountStyle(
            **{
                name: _like(getattr(default, name), value, f"amounts.{name}")
                for name, value in found.items()
            }
        )
    except ValueError as error:
        if isinstance(error, RuleFault):
            raise
        raise RuleFault("amounts", "amounts") from error
    return style


def _choices(data: object) -> dict[str, Any]:
    found = fields(data, "choices", needed="", known=" ".join(_CHOICES))
    for name, value in found.items():
        if type(value) is not _CHOICES[name]:
            raise RuleFault("not-a-text", f"choices.{name}", value)
    return dict(found)


def _like(default: object, value: object, place: str) -> Any:
    if type(value) is not type(default):
        raise RuleFault("amounts", place, value)
    return value


def _strings(data: object, place: str) -> tuple[str, ...]:
    if isinstance(data, str | int):
        return (_string(data, place),)
    return tuple(_string(one, place) for one in items(data, place))


def _string(data: object, place: str) -> str:
    # YAML reads a bare 2016 as a number.
    if type(data) is int:
        return str(data)
    if not isinstance(data, str) or not data.strip() or len(data) > _LONGEST or "\0" in data:
        raise RuleFault("not-a-text", place, data)
    return data


def _pattern(data: object, place: str, *, groups: int | None) -> str | None:
    if data is None:
        return None
    expression = _string(data, place)
    try:
        found = re.compile(expression, re.ASCII).groups
    except re.error as error:
        raise RuleFault("not-a-pattern", place, expression) from error
    if not _PATTERN.fullmatch(expression) or (groups is not None and found != groups):
        raise RuleFault("not-a-pattern", place, expression)
    return expression


def _check_whole(mapping: Mapping) -> None:
    """Refuse a mapping that cannot make a budget line."""
    for column in KEYS:
        if column not in mapping.columns:
            raise RuleFault("column-missing", "columns", column)
    if not mapping.measures:
        raise RuleFault("amount-missing", "columns")
    for measure in mapping.measures:
        rule = mapping.columns[measure]
        if rule != ColumnRule(names=rule.names) or not rule.names:
            raise RuleFault("amount-from-a-column", f"columns.{measure}")
    _check_const(mapping.columns["year"], "year", _YEAR)
    _check_const(mapping.columns["currency"], "currency", _CURRENCY)
    _check_const(mapping.columns["document"], "document", re.compile("|".join(Document)))


def _check_const(rule: ColumnRule, column: str, allowed: re.Pattern[str]) -> None:
    meant = [rule.const] if rule.const is not None else [value for _, value in rule.values]
    for value in meant:
        if not allowed.fullmatch(str(value)):
            raise RuleFault("value-unknown", f"columns.{column}", value)
