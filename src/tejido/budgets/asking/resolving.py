"""A question with everything it names looked up: snapshots, corrections, rules, series, codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tejido.budgets.asking.resolving_names import names_of
from tejido.budgets.asking.resolving_rules import (
    concordance_of,
    factors_of,
    lens_of,
    series_of,
    series_record,
)
from tejido.budgets.asking.shipped import catch_all_rule
from tejido.budgets.asking.sql_lines import Held
from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.corrections import Rule, corrected_sql
from tejido.budgets.domain.plan import Plan
from tejido.budgets.domain.question import CLASS, Question, Sign
from tejido.budgets.domain.selection import Selection
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.domain.standing import refuse_years
from tejido.budgets.models import Coverage
from tejido.budgets.models.datasets import Grain
from tejido.budgets.queries import answers as lookups
from tejido.budgets.queries.corrections import (
    corrections_in_force,
    pinned_corrections,
    rules_by_digest,
)
from tejido.evidence.domain.series import SeriesValues

Years = Mapping[Document, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Everything an answer is made from and depends on.

    Arguments:
        plan: what SQL is written from.
        asked: the years asked.
        coverage: by sort of document, the years the dataset holds.
        snapshots: digest of each snapshot read, with its corrections and what it is in force for.
        record: what the answer says of all this: digests, versions, names.
        selections: what the conditions came to, by dimension.
        deflator: and `people`: the series, where one is asked for.
        country: whose whole budget the dataset is, or empty.
        titles: of the dataset, by language.
    """

    plan: Plan
    asked: tuple[int, ...]
    coverage: Years
    snapshots: tuple[
        tuple[str, tuple[Rule, ...], tuple[tuple[Document, tuple[int, ...]], ...]], ...
    ]
    record: dict[str, Any]
    selections: Mapping[str, Selection]
    deflator: SeriesValues | None
    people: SeriesValues | None
    country: str
    titles: Mapping[str, str]

    def held(self, path: Mapping[str, str]) -> list[Held]:
        """Return the relations of lines.

        Arguments:
            path: where each snapshot's Parquet file is, by digest.
        """
        listed = []
        for digest, rules, years in self.snapshots:
            columns = corrected_sql(rules) if rules else "*"
            relation = f"SELECT {columns} FROM read_parquet({literal(path[digest])})"  # noqa: S608
            listed.append(Held(relation, years))
        return listed


def resolve(
    user: lookups.Asker, question: Question, pinned: Mapping[str, Any] | None = None
) -> Resolved:
    """Look up what a question names.

    Arguments:
        pinned: `record` of an answer: its snapshots and corrections are read again and its names
            stand, whatever is in force and called so by now.

    Errors:
        NotFound: the dataset, lens, concordance or series is none that `user` may see.
        NameFault: an institution or code cannot be found, or stands for several.
        RuleFault: the years asked may not stand side by side.
    """
    dataset = lookups.dataset_called(user, question.dataset)
    entries = (
        lookups.coverage_of(dataset)
        if pinned is None
        else lookups.pinned_coverage(dataset, pinned["snapshots"])
    )
    coverage = _coverage(entries)
    asked = question.years or _all_years(question, coverage)
    held = tuple(year for year in asked if year in coverage.get(question.document, ()))
    refuse_years(question, held)
    read = [one for one in entries if _is_read(question, one, asked)]
    digests = {one.snapshot.digest for one in read}
    corrections = (
        corrections_in_force(dataset, digests)
        if pinned is None
        else pinned_corrections(dataset, digests, pinned["corrections"])
    )
    lens, lens_record = lens_of(question)
    concordance, concordance_record = concordance_of(question)
    names = names_of(dataset, question, lens, concordance, pinned)
    deflator, people = series_of(user, question)
    plan = Plan(
        question=question,
        years=held,
        currency=dataset.currency,
        lens=lens,
        concordance=concordance,
        lines_where=tuple(one.sql for name, one in names.selections.items() if name != CLASS),
        groups_where=tuple(one.sql for name, one in names.selections.items() if name == CLASS),
        factors=factors_of(question, asked, deflator, people),
        catch_all=catch_all_rule() if question.sign == Sign.CATCH_ALL_OBJECTS else None,
    )
    return Resolved(
        plan=plan,
        asked=asked,
        coverage=coverage,
        snapshots=_snapshots(read, rules_by_digest(corrections)),
        record={
            "dataset": dataset.key,
            "snapshots": _snapshot_records(read),
            "corrections": [
                {"number": one.pk, "snapshot": one.snapshot.digest, "where": one.where}
                | {"change": one.change, "reason": one.reason}
                for one in corrections
            ],
            "lens": lens_record,
            "concordance": concordance_record,
            "series": [series_record(one) for one in (deflator, people) if one is not None],
            "rules": [plan.catch_all.key] if plan.catch_all else [],
            **names.record,
        },
        selections=names.selections,
        deflator=deflator,
        people=people,
        # What changes in the totals of a whole budget changes nothing in a choice of institutions.
        country=dataset.country if dataset.grain == Grain.LINE else "",
        titles={"es": dataset.title_es, "en": dataset.title_en},
    )


def _coverage(entries: Sequence[Coverage]) -> Years:
    found: dict[Document, set[int]] = {}
    for one in entries:
        found.setdefault(Document(one.document), set()).add(one.year)
    return {document: tuple(sorted(years)) for document, years in found.items()}


def _all_years(question: Question, coverage: Years) -> tuple[int, ...]:
    if question.sign == Sign.MISSING_YEARS:
        years = {year for held in coverage.values() for year in held}
        return tuple(range(min(years), max(years) + 1)) if years else ()
    return coverage.get(question.document, ())


def _is_read(question: Question, entry: Coverage, asked: Sequence[int]) -> bool:
    every = question.sign == Sign.MISSING_YEARS
    return entry.year in asked and (every or entry.document == question.document)


def _snapshots(
    read: Sequence[Coverage], rules: Mapping[str, Sequence[Rule]]
) -> tuple[tuple[str, tuple[Rule, ...], tuple[tuple[Document, tuple[int, ...]], ...]], ...]:
    years: dict[str, dict[Document, set[int]]] = {}
    for one in read:
        documents = years.setdefault(one.snapshot.digest, {})
        documents.setdefault(Document(one.document), set()).add(one.year)
    return tuple(
        (
            digest,
            tuple(rules.get(digest, ())),
            tuple((document, tuple(sorted(held))) for document, held in sorted(found.items())),
        )
        for digest, found in sorted(years.items())
    )


def _snapshot_records(read: Sequence[Coverage]) -> list[dict[str, Any]]:
    return [
        {
            "digest": one.snapshot.digest,
            "original_digest": one.snapshot.original_digest,
            "name": one.snapshot.original_name,
            "key": one.snapshot.key,
            "year": one.year,
            "document": one.document,
            "rows": one.rows,
        }
        for one in read
    ]
