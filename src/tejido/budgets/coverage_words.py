"""What a dataset holds, in words: which years of which documents."""

from collections.abc import Sequence

from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.lens_scope import documents_of
from tejido.budgets.models import Dataset


def held_said(dataset: Dataset) -> list[tuple[str, str]]:
    """Return what each document in force is called, with its years."""
    return [
        (str(DOCUMENTS[document]), years_said(years))
        for document, years in documents_of(dataset).items()
    ]


def years_said(years: Sequence[int]) -> str:
    """Return "2012", "2008-2013", or each year where some between are missing.

    Arguments:
        years: ascending, each once.
    """
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"  # noqa: RUF001
    return ", ".join(map(str, years))
