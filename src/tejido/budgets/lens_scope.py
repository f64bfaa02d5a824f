"""Which lines a lens is tried on: one sort of document of a dataset, one year of it or all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tejido.budgets.asking.sql_lines import Held, lines_sql
from tejido.budgets.domain.columns import Document, Measure
from tejido.budgets.domain.corrections import Rule, corrected_sql
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.models import Coverage, Dataset
from tejido.budgets.queries.answers import coverage_of
from tejido.budgets.queries.corrections import rules_in_force
from tejido.budgets.snapshot_files import parquet_path
from tejido.core.errors import NotFound

# What a document is told by: the last stage that each of its years has, or else that any has. A
# part-year document's flows stop at a date, so what was approved stands for it.
_TOLD_BY: Final[Mapping[Document, tuple[Measure, ...]]] = {
    Document.FINAL_ACCOUNT: (Measure.EXECUTED, Measure.PAID, Measure.ACCRUED, Measure.MODIFIED),
    Document.PART_YEAR: (Measure.APPROVED, Measure.MODIFIED),
    Document.PROPOSAL: (Measure.PROPOSED,),
    Document.APPROVED: (Measure.APPROVED,),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Lines of one sort of document.

    Arguments:
        dataset: its key; `currency` its money.
        document: the one sort of document.
        years: those held, ascending.
        measure: the amount that is added up.
        snapshots: digest and years in force of each file read.
        rules: corrections by digest.
    """

    dataset: str
    currency: str
    document: Document
    years: tuple[int, ...]
    measure: Measure
    snapshots: tuple[tuple[str, tuple[int, ...]], ...]
    rules: Mapping[str, Sequence[Rule]]

    def sql(self) -> str:
        """Return the query of its lines, corrections applied."""
        return lines_sql(
            [
                Held(self._relation(digest), ((self.document, years),))
                for digest, years in self.snapshots
            ]
        )

    def paths(self) -> list[Path]:
        """Return the files it reads."""
        return [parquet_path(digest) for digest, _years in self.snapshots]

    def named(self) -> dict[str, object]:
        """Return everything a figure over these lines depends on, as plain data."""
        return {
            "document": str(self.document),
            "measure": str(self.measure),
            "snapshots": [[digest, list(years)] for digest, years in self.snapshots],
            "corrections": sorted(one.number for held in self.rules.values() for one in held),
        }

    def _relation(self, digest: str) -> str:
        rules = self.rules.get(digest, ())
        columns = corrected_sql(rules) if rules else "*"
        path = literal(str(parquet_path(digest)))
        return f"SELECT {columns} FROM read_parquet({path})"  # noqa: S608


def documents_of(dataset: Dataset) -> dict[Document, tuple[int, ...]]:
    """Return the years in force by sort of document, final accounts first."""
    found: dict[Document, set[int]] = {}
    for one in coverage_of(dataset):
        found.setdefault(Document(one.document), set()).add(one.year)
    order = list(_TOLD_BY)
    return {document: tuple(sorted(found[document])) for document in sorted(found, key=order.index)}


def scope_of(dataset: Dataset, document: Document, year: int | None = None) -> Scope:
    """Return the lines of a document, of one year or of all.

    Errors:
        NotFound: the dataset has no such document, or not of that year.
    """
    read = [
        one for one in coverage_of(dataset) if one.document == document and year in (None, one.year)
    ]
    if not read:
        raise NotFound
    years: dict[str, list[int]] = {}
    for one in read:
        years.setdefault(one.snapshot.digest, []).append(one.year)
    return Scope(
        dataset=dataset.key,
        currency=dataset.currency,
        document=document,
        years=tuple(sorted(one.year for one in read)),
        measure=_measure(document, read),
        snapshots=tuple((digest, tuple(years[digest])) for digest in sorted(years)),
        rules=rules_in_force(dataset, years),
    )


def _measure(document: Document, read: Sequence[Coverage]) -> Measure:
    told_by = _TOLD_BY[document]
    for holds in (all, any):
        for measure in told_by:
            if holds(one.totals.get(measure) is not None for one in read):
                return measure
    return told_by[0]
