"""Descriptors of Fiscal Data Packages (datapackage.json) read into a proposed mapping.

Three forms are read: the logical model of version 0.3 (`model`, earlier `mapping`: measures and
dimensions with their attributes), OpenSpending's `osType` of each field, and the `columnType` of
version 1.0. Source: specs.frictionlessdata.io/fiscal-data-package (0.3.0 and 1.0-rc.1).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tejido.budgets.domain import mapping as mappings
from tejido.budgets.domain.amounts import DECIMAL_MARKS, GROUP_MARKS, AmountStyle
from tejido.budgets.domain.columns import MEASURES, Measure
from tejido.budgets.domain.mapping import MAPPED, ColumnRule, fold_heading
from tejido.budgets.domain.mapping_proposal import (
    Proposal,
    Reason,
    Why,
    add_usual,
    proposal_of,
)
from tejido.budgets.domain.mapping_words import PLACES, WORDS
from tejido.budgets.domain.rule_data import RuleFault

_LEVELS = {
    "administrative": ("branch", "unit"),
    "functional": ("purpose", "function", "subfunction", "activity"),
    "activity": ("modality", "programme"),
    "location": ("state",),
    "datetime": ("year",),
    "fact": ("project",),
}
_PHASES = {
    "proposed": Measure.PROPOSED,
    "approved": Measure.APPROVED,
    "adjusted": Measure.MODIFIED,
    "executed": Measure.EXECUTED,
}
# Types of fields, from the most specific; the deepest level of the economic classification is the
# object of expenditure, so that the last one found stands.
_TYPES = (
    (r"date:fiscal-year|date:generic|date", "year"),
    (r"administrative-classification:generic:level1:(code|label)", "branch"),
    (r"administrative-classification:generic:level2:(code|label)", "unit"),
    (r"administrative-classification:generic:(code|label)", "unit"),
    (r"functional-classification:\w+:level1:(code|label)", "purpose"),
    (r"functional-classification:\w+:level2:(code|label)", "function"),
    (r"functional-classification:\w+:level3:(code|label)", "subfunction"),
    (r"functional-classification:\w+:level4:(code|label)", "activity"),
    (r"functional-classification:\w+:(code|label)", "function"),
    (r"activity:generic:program:(code|label)", "modality"),
    (r"activity:generic:(?:sub)?project:(code|label)", "programme"),
    (r"economic-classification:\w+:(?:level\d:)?(code|label)", "object"),
    (r"expenditure-type:?(code|label)?", "expense_type"),
    (r"fin-source:generic:(code|label)", "funding"),
    (r"geo-?(?:source|target)?:(?:source|target|region):?(code|label|title)?", "state"),
    (r"budget-line-id", "project"),
)
_MOST_FIELDS = 500

Found = dict[str, str]


def read_descriptor(data: object) -> Proposal:
    """Return the mapping a descriptor proposes for its first resource with a schema.

    Errors:
        RuleFault: not-a-descriptor.
    """
    if not isinstance(data, Mapping):
        raise RuleFault("not-a-descriptor", "", data)
    resource = _resource(data)
    fields = _fields(resource)
    found: Found = {}
    model = data.get("model") or data.get("mapping")
    if isinstance(model, Mapping):
        found = _from_model(model)
    for column, heading in _from_types(fields):
        found.setdefault(column, heading)
    if not any(column in MEASURES for column in found):
        raise RuleFault("not-a-descriptor", "measures", data.get("name", ""))
    columns = {
        column: ColumnRule(names=(found[column],), pad=PLACES.get(column))
        for column in MAPPED
        if column in found
    }
    reasons = {name: Reason(name, found[name], Why.DESCRIPTOR) for name in columns}
    _add_constants(data, columns, reasons)
    add_usual(columns, reasons)
    name = re.sub(r"[^a-z0-9]+", "-", str(data.get("name", "")).lower()).strip("-")[:50]
    title = " ".join(str(data.get("title") or name or "datapackage").split())[:200]
    mapping = mappings.Mapping(
        key=name or "datapackage",
        title_es=title,
        title_en=title,
        columns={column: columns[column] for column in MAPPED if column in columns},
        amounts=_style(fields),
        choices=_choices(resource),
    )
    return proposal_of(mapping, "", reasons, [_text(field.get("name")) for field in fields])


def _resource(data: Mapping[str, Any]) -> Mapping[str, Any]:
    resources = data.get("resources")
    if isinstance(resources, list):
        for resource in resources:
            if isinstance(resource, Mapping) and isinstance(resource.get("schema"), Mapping):
                return resource
    return {}


def _fields(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    fields = resource.get("schema", {}).get("fields", [])
    if not isinstance(fields, list):
        return []
    return [field for field in fields[:_MOST_FIELDS] if isinstance(field, Mapping)]


def _from_model(model: Mapping[str, Any]) -> Found:
    found: Found = {}
    for name, measure in _named(model.get("measures")):
        source = _text(measure.get("source")) or name
        column = _measure(source, _text(measure.get("phase")), found)
        if column:
            found[column] = source
    for _, dimension in _named(model.get("dimensions")):
        attributes = dict(_named(dimension.get("attributes")))
        for column, key in _levels(dimension, attributes):
            attribute = attributes[key]
            found.setdefault(column, _text(attribute.get("source")) or key)
            for other, label in attributes.items():
                wanted = label.get("labelfor") or label.get("labelFor")
                if wanted == key and f"{column}_label" in MAPPED:
                    found.setdefault(f"{column}_label", _text(label.get("source")) or other)
    return found


def _levels(
    dimension: Mapping[str, Any], attributes: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """Return the canonical columns of a dimension's keys, from the top down."""
    keys = dimension.get("primaryKey", [])
    keys = [keys] if isinstance(keys, str) else list(keys) if isinstance(keys, list) else []
    keys = [key for key in keys if isinstance(key, str) and key in attributes]
    sort = _text(dimension.get("classificationType")) or _text(dimension.get("dimensionType"))
    if sort == "economic":
        return [("object", keys[-1])] if keys else []
    if sort == "activity" and len(keys) == 1:
        return [("programme", keys[0])]
    if sort in _LEVELS:
        return list(zip(_LEVELS[sort], keys, strict=False))
    known = ((column, key) for key in keys for column in ("expense_type", "funding"))
    return [(column, key) for column, key in known if _is_word(column, key)]


def _from_types(fields: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    found: Found = {}
    for field in fields:
        name = _text(field.get("name"))
        sort = _text(field.get("columnType")) or _text(field.get("osType"))
        if sort == "value" or sort.startswith("value:"):
            column = _measure(name, _text(field.get("phase")), found)
        else:
            column = _typed(sort)
        if column and name:
            found[column] = name
    yield from found.items()


def _typed(sort: str) -> str:
    """Return the canonical column of a type of field, "" for none."""
    for pattern, column in _TYPES:
        match = re.match(f"(?:{pattern})(?::|$)", sort, re.ASCII)
        if match:
            named = match.lastindex and match[match.lastindex] in ("label", "title")
            return f"{column}_label" if named else column
    return ""


def _measure(heading: str, phase: str, found: Found) -> str:
    """Return the stage of an amount: its heading says it better than four phases can."""
    for column in MEASURES:
        if _is_word(column, heading):
            return column if column not in found else ""
    stage = _PHASES.get(phase)
    return stage.value if stage is not None and stage not in found else ""


def _is_word(column: str, heading: str) -> bool:
    return fold_heading(heading) in WORDS[column]


def _add_constants(
    data: Mapping[str, Any], columns: dict[str, ColumnRule], reasons: dict[str, Reason]
) -> None:
    """Add the year of a package about one, and the currency its measures are in."""
    period = data.get("fiscalPeriod")
    if "year" not in columns and isinstance(period, Mapping):
        start, end = (_text(period.get(name))[:4] for name in ("start", "end"))
        if start.isdigit() and end in ("", start):
            columns["year"] = ColumnRule(const=start)
            reasons["year"] = Reason("year", "", Why.DESCRIPTOR)
    model = data.get("model") or data.get("mapping")
    measures = model.get("measures") if isinstance(model, Mapping) else None
    currencies = {_text(one.get("currency")) for _, one in _named(measures)} - {""}
    if len(currencies) == 1 and re.fullmatch("[A-Z]{3}", min(currencies)):
        columns["currency"] = ColumnRule(const=min(currencies))
        reasons["currency"] = Reason("currency", "", Why.DESCRIPTOR)


def _style(fields: list[Mapping[str, Any]]) -> AmountStyle:
    for field in fields:
        group, point = field.get("groupChar"), field.get("decimalChar")
        if group in GROUP_MARKS and point in DECIMAL_MARKS and group != point:
            return replace(AmountStyle(), group_mark=str(group), decimal_mark=str(point))
    return AmountStyle()


def _choices(resource: Mapping[str, Any]) -> dict[str, Any]:
    dialect = resource.get("dialect")
    delimiter = dialect.get("delimiter") if isinstance(dialect, Mapping) else None
    return {"delimiter": delimiter} if delimiter in (",", ";", "\t", "|") else {}


def _named(data: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            if isinstance(name, str) and isinstance(value, Mapping):
                yield name, value


def _text(data: object) -> str:
    return data if isinstance(data, str) else ""
