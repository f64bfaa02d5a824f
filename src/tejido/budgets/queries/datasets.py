"""What is read of datasets: what each holds, from which files, and what it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, Min, Sum
from django.utils.translation import gettext as _

from tejido.budgets.domain.columns import MEASURES, Measure
from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.lens_forms import MEASURES as MEASURE_NAMES
from tejido.budgets.models import Correction, Coverage, Dataset, Snapshot
from tejido.budgets.queries.answers import Asker, coverage_of, datasets_for
from tejido.budgets.queries.corrections import corrections_in_force
from tejido.evidence.queries import sources_for


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset in a list: years from and to, how many lines; None and 0 before the first."""

    dataset: Dataset
    first_year: int | None
    last_year: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A year: `totals` are of the stages its document shows, None where no line has one."""

    entry: Coverage
    totals: Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class DocumentHeld:
    """The years a dataset holds of one sort of document.

    Arguments:
        name: how the document is called.
        years: in words: "2008–2013, 2016".
        measures: how the stages some line has are called, in their order.
        rows: year by year.
    """

    name: str
    years: str
    measures: Sequence[str]
    rows: Sequence[CoverageRow]


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """What a dataset holds.

    Arguments:
        documents: what is in force, by sort of document.
        files: the snapshots they stand in, newest first.
        missing: sentences on what is not there.
        corrections: in force, oldest first.
        seen_sources: ids of the files' sources the reader may see.
    """

    documents: Sequence[DocumentHeld]
    files: Sequence[Snapshot]
    missing: Sequence[str]
    corrections: Sequence[Correction]
    seen_sources: frozenset[int]


def dataset_lines(user: Asker) -> list[DatasetLine]:
    """Return the datasets `user` sees, those of budget lines first, in two queries."""
    listed = datasets_for(user)
    held = (
        Coverage.objects.filter(dataset__in=listed, in_force=True)
        .order_by("dataset")
        .values_list("dataset")
        .annotate(Min("year"), Max("year"), Sum("rows"))
    )
    found = {key: (first, last, rows) for key, first, last, rows in held}
    return [DatasetLine(one, *found.get(one.pk, (None, None, 0))) for one in listed]


def dataset_page(user: Asker, dataset: Dataset) -> DatasetPage:
    """Return what a dataset holds, in four queries."""
    entries = coverage_of(dataset)
    files = (
        Snapshot.objects.filter(coverage__in=entries)
        .select_related("source", "mapping")
        .distinct()
        .order_by(F("stored_at").desc(nulls_last=True), "-pk")
    )
    sources = sources_for(user).filter(budget_snapshots__in={one.snapshot_id for one in entries})
    return DatasetPage(
        documents=_documents(entries),
        files=list(files.defer("report")),
        missing=_missing(entries),
        corrections=corrections_in_force(dataset, (one.snapshot.digest for one in entries)),
        seen_sources=frozenset(sources.values_list("pk", flat=True)),
    )


def _documents(entries: Sequence[Coverage]) -> list[DocumentHeld]:
    found = []
    for document, name in DOCUMENTS.items():
        held = [one for one in entries if one.document == document]
        shown = [one for one in MEASURES if any(entry.totals.get(one) for entry in held)]
        if held:
            found.append(
                DocumentHeld(
                    name=str(name),
                    years=year_spans(one.year for one in held),
                    measures=[str(MEASURE_NAMES[one]) for one in shown],
                    rows=[_row(one, shown) for one in held],
                )
            )
    return found


def _row(entry: Coverage, shown: Sequence[Measure]) -> CoverageRow:
    totals = [(str(MEASURE_NAMES[one]), _decimal(entry.totals.get(one))) for one in shown]
    return CoverageRow(entry, totals)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _missing(entries: Sequence[Coverage]) -> list[str]:
    """Say which years between the first and the last have no document of each sort."""
    years = {one.year for one in entries}
    span = range(min(years), max(years) + 1) if years else range(0)
    said = []
    for document, name in DOCUMENTS.items():
        held = {one.year for one in entries if one.document == document}
        lacking = [year for year in span if year not in held]
        if held and lacking:
            said.append(
                _("%(document)s: nothing for %(years)s.")
                % {"document": str(name).capitalize(), "years": year_spans(lacking)}
            )
        elif not held and years:
            said.append(_("%(document)s: none of any year.") % {"document": str(name).capitalize()})
    return said
