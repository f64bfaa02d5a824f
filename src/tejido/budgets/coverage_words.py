"""What a dataset holds, in words: which years of which documents."""

from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.lens_scope import documents_of
from tejido.budgets.models import Dataset


def held_said(dataset: Dataset) -> list[tuple[str, str]]:
    """Return what each document in force is called, with its years."""
    return [
        (str(DOCUMENTS[document]), year_spans(years))
        for document, years in documents_of(dataset).items()
    ]
