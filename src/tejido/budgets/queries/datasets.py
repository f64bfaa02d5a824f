"""What is read of datasets: what each holds, from which files, and what it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, Min, Sum
from django.utils.translation import gettext as _

from tejido.budgets.domain.columns import MEASURES, Document, Measure
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.lens_forms import MEASURES as MEASURE_NAMES
from tejido.budgets.models import Correction, Coverage, Dataset, Snapshot
from tejido.budgets.queries.answers import Asker, coverage_of, datasets_for
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
    """A year and document: `totals` are of the measures shown, None where no line has one."""

    entry: Coverage
    document: str
    totals: Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """What a dataset holds.

    Arguments:
        measures: how the stages some line has are called, in their order.
        rows: what is in force, by year and document.
        files: the snapshots they stand in, newest first.
        missing: sentences on what is not there.
        corrections: in force, oldest first.
        seen_sources: ids of the files' sources the reader may see.
    """

    measures: Sequence[str]
    rows: Sequence[CoverageRow]
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
    shown = [one for one in MEASURES if any(entry.totals.get(one) for entry in entries)]
    files = (
        Snapshot.objects.filter(coverage__in=entries)
        .select_related("source", "mapping")
        .distinct()
        .order_by(F("stored_at").desc(nulls_last=True), "-pk")
    )
    corrections = Correction.objects.filter(
        snapshot__in={one.snapshot_id for one in entries}, withdrawn_at=None
    )
    sources = sources_for(user).filter(budget_snapshots__in={one.snapshot_id for one in entries})
    return DatasetPage(
        measures=[str(MEASURE_NAMES[one]) for one in shown],
        rows=[_row(one, shown) for one in entries],
        files=list(files.defer("report")),
        missing=_missing(entries),
        corrections=list(corrections.order_by("pk")),
        seen_sources=frozenset(sources.values_list("pk", flat=True)),
    )


def _row(entry: Coverage, shown: Sequence[Measure]) -> CoverageRow:
    totals = [(str(MEASURE_NAMES[one]), _decimal(entry.totals.get(one))) for one in shown]
    return CoverageRow(entry, str(DOCUMENTS[Document(entry.document)]), totals)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _missing(entries: Sequence[Coverage]) -> list[str]:
    """Say which years between the first and the last have no document of each sort."""
    years = {one.year for one in entries}
    span = range(min(years), max(years) + 1) if years else range(0)
    said = []
    for document, name in DOCUMENTS.items():
        held = {one.year for one in entries if one.document == document}
        lacking = [str(year) for year in span if year not in held]
        if held and lacking:
            said.append(
                _("%(document)s: nothing for %(years)s.")
                % {"document": str(name).capitalize(), "years": ", ".join(lacking)}
            )
        elif not held and years:
            said.append(_("%(document)s: none of any year.") % {"document": str(name).capitalize()})
    return said
