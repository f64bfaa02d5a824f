"""Lenses, datasets and documents by the names people write on the command line."""

from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.lens import read_lens
from tejido.budgets.lens_figures import Comparison, compare
from tejido.budgets.lens_scope import Scope, scope_of
from tejido.budgets.queries.answers import dataset_called, lens_version
from tejido.core.errors import NotFound


def compare_named(
    one: str, other: str, dataset: str, document: str, year: int | None = None
) -> tuple[Comparison, Scope]:
    """Return what two lenses make of a document of a dataset, as the installation, and its lines.

    Arguments:
        one, other: "key" or "key@version".
        dataset: its key.
        document: sort of document.
        year: one year, or all.

    Errors:
        NotFound: something named is not there.
    """
    if document not in set(Document):
        raise NotFound
    lenses = [read_lens(lens_version(name).spec) for name in (one, other)]
    scope = scope_of(dataset_called(None, dataset), Document(document), year)
    return compare(lenses[0], lenses[1], scope), scope
