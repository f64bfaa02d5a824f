"""What an answer says of itself in both languages: its method, and what it cannot show."""

from collections.abc import Iterable, Mapping, Sequence

from tejido.budgets.asking.resolving import Resolved
from tejido.budgets.asking.shipped import coverage_breaks, wording
from tejido.budgets.domain.answer import Said
from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.grid import Record, counts_of
from tejido.budgets.domain.named_codes import NamedCode, same_name
from tejido.budgets.domain.question import (
    CLASS,
    COUNTING_SIGNS,
    INSTITUTION,
    Figure,
    Question,
    Sign,
)
from tejido.evidence.domain.series import SeriesValues

_LANGUAGES = ("es", "en")
_NAMED = (INSTITUTION, "unit", "branch", "programme")


def method_of(resolved: Resolved) -> dict[str, list[str]]:
    """Return how the answer was made, sentence by sentence, in each language."""
    return {
        language: [
            wording()["method"][name][language].format_map(_values(resolved, language))
            for name in _sentences(resolved)
        ]
        for language in _LANGUAGES
    }


def notes_of(resolved: Resolved, records: Sequence[Record], *, empty: bool) -> list[Said]:
    """Return what is missing, and what is to be read with care.

    Arguments:
        resolved: what was asked.
        records: the engine's rows.
        empty: the answer has no row in which a reason could stand.
    """
    question = resolved.plan.question
    notes = [_note("no_rows", document=question.document)] if empty else []
    notes += [*_missing_years(resolved), *_missing_amounts(resolved, records)]
    if question.document == Document.PART_YEAR:
        notes.append(_note("part_year"))
    if resolved.plan.factors is not None:
        lacking = [year for year in resolved.plan.years if year not in resolved.plan.factors]
        notes += [_note("factor_missing", years=_listed(lacking))] if lacking else []
    notes += _breaks(resolved)
    for name in _NAMED:
        if name in resolved.selections:
            notes += _renamed(resolved.selections[name].codes)
    corrections = [str(one["number"]) for one in resolved.record["corrections"]]
    if corrections:
        notes.append(_note("corrected", numbers=_listed(corrections)))
    return notes


def reasons_of(used: Iterable[str]) -> dict[str, Said]:
    """Return the sentences of the reasons that occur."""
    return {name: wording()["reasons"][name] for name in sorted(set(used))}


def names_of(resolved: Resolved) -> dict[str, dict[str, Said]]:
    """Return how the classes and entities of the rows are called."""
    names: dict[str, dict[str, Said]] = {}
    lens, concordance = resolved.plan.lens, resolved.plan.concordance
    if lens is not None and resolved.plan.needs_class():
        names[CLASS] = {one.id: one.name.data() for one in lens.classes}
    if concordance is not None and resolved.plan.needs_entity():
        names[INSTITUTION] = {one.id: one.name.data() for one in concordance.entities}
    return names


def _sentences(resolved: Resolved) -> list[str]:
    plan, question = resolved.plan, resolved.plan.question
    figure = "codes_figure" if question.figure == Figure.CODES else str(question.figure)
    by_code = any(group != CLASS for group in plan.groups)
    money = question.sign not in COUNTING_SIGNS
    real = question.real is not None and plan.factors is not None
    said = {
        "lines": question.sign != Sign.MISSING_YEARS,
        str(question.sign) if question.sign is not None else figure: True,
        "codes": by_code,
        "institution": INSTITUTION in plan.groups and plan.concordance is None,
        "concordance": plan.concordance is not None,
        "acronyms": bool(resolved.record["acronyms"]),
        "lens": plan.needs_class(),
        "real": real,
        "nominal": money and not real,
        "per": bool(question.per) and plan.factors is not None,
        "top": question.top is not None and question.figure != Figure.CONCENTRATION,
    }
    return [name for name, holds in said.items() if holds]


def _values(resolved: Resolved, language: str) -> Mapping[str, object]:
    plan, record = resolved.plan, resolved.record
    question = plan.question
    deflator, people = resolved.deflator, resolved.people
    return {
        "document": wording()["documents"][question.document][language],
        "dataset": resolved.titles[language],
        "lens": _version(record["lens"]),
        "concordance": _version(record["concordance"]),
        "acronyms": _listed(map(_version, record["acronyms"])),
        "base": question.real.base if question.real else "",
        "series": _series(deflator, language),
        "publisher": deflator.publisher if deflator else "",
        "people": _series(people, language),
        "people_publisher": people.publisher if people else "",
        "top": question.top,
        "rule": plan.catch_all.key if plan.catch_all else "",
    }


def _series(series: SeriesValues | None, language: str) -> str:
    return f"{series.title(language)} ({series.key}@{series.number})" if series else ""


def _version(record: Mapping[str, object] | None) -> str:
    return f"{record['key']}@{record['number']}" if record else ""


def _missing_years(resolved: Resolved) -> list[Said]:
    question = resolved.plan.question
    lacking = [year for year in resolved.asked if year not in resolved.plan.years]
    if not lacking or question.sign == Sign.MISSING_YEARS:
        return []
    notes = [_note("years_missing", document=question.document, years=_listed(lacking))]
    for document, years in sorted(resolved.coverage.items()):
        held = [year for year in lacking if year in years]
        if held:
            notes.append(_note("held_instead", document=document, years=_listed(held)))
    return notes


def _missing_amounts(resolved: Resolved, records: Sequence[Record]) -> list[Said]:
    return [
        _note("amounts_missing", count=lines - given, lines=lines, year=year, measure=measure)
        for (year, measure), (lines, given) in sorted(counts_of(records).items())
        if 0 < given < lines
    ]


def _breaks(resolved: Resolved) -> list[Said]:
    """Say where totals change their meaning; an institution's own figures do not."""
    question, years = resolved.plan.question, resolved.plan.years
    if not years or not _is_total(question):
        return []
    return [
        {"code": one.key, "es": one.es, "en": one.en}
        for one in coverage_breaks()
        if one.country == resolved.country and years[0] < one.before <= years[-1]
    ]


def _is_total(question: Question) -> bool:
    if question.sign not in (None, Sign.CATCH_ALL_OBJECTS):
        return False
    whole = question.figure == Figure.SHARE
    apart = question.selects(CLASS, INSTITUTION, "branch", "unit", "programme")
    return whole or not (apart or INSTITUTION in question.by)


def _renamed(codes: Sequence[NamedCode]) -> list[Said]:
    notes = []
    names: dict[str, dict[str, str]] = {}
    under: dict[str, dict[str, str]] = {}
    for each in sorted(codes, key=lambda one: (one.first_year, one.label)):
        names.setdefault(each.code, {}).setdefault(same_name(each.label), each.label)
        under.setdefault(same_name(each.label), {}).setdefault(each.code, each.label)
    for code, called in names.items():
        if len(called) > 1:
            notes.append(_note("renamed", code=code, names=" · ".join(called.values())))
    for found in under.values():
        if len(found) > 1:
            label = next(iter(found.values()))
            notes.append(_note("several_codes", name=label, codes=_listed(found)))
    return notes


def _note(note: str, /, **values: object) -> Said:
    """Return a note; words of a document or measure are put in each language."""
    said = {"code": note}
    for language in _LANGUAGES:
        filled = {
            name: wording()[f"{name}s"][str(value)][language]
            if name in ("document", "measure")
            else value
            for name, value in values.items()
        }
        said[language] = wording()["notes"][note][language].format_map(filled)
    return said


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))
