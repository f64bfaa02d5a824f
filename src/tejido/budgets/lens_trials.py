"""What a new version of a lens would move, before anybody publishes it."""

from dataclasses import dataclass

from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.lens import Lens
from tejido.budgets.lens_figures import Comparison, compare
from tejido.budgets.lens_scope import documents_of, scope_of
from tejido.budgets.models import Dataset


@dataclass(frozen=True, slots=True)
class Trial:
    """What moves within one sort of document of a dataset."""

    dataset: Dataset
    document: Document
    comparison: Comparison

    @property
    def moves(self) -> bool:
        """Whether any line would change its class."""
        return bool(self.comparison.groups)


def try_lens(standing: Lens, tried: Lens, datasets: list[Dataset]) -> list[Trial]:
    """Return, for each dataset and sort of document, what the new rules would move.

    Arguments:
        standing: the lens as it is published.
        tried: the lens as it would be.
        datasets: those the person sees.
    """
    return [
        Trial(dataset, document, compare(standing, tried, scope_of(dataset, document)))
        for dataset in datasets
        for document in documents_of(dataset)
    ]
