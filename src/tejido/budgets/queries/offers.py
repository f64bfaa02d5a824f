"""What a question in the browser can be put together from; as many queries whatever there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.budgets.domain.concordance import Entity, read_concordance
from tejido.budgets.domain.lens import read_lens
from tejido.budgets.models import Coverage, Dataset
from tejido.budgets.queries.answers import (
    Asker,
    concordance_version,
    coverage_of,
    datasets_for,
    lens_version,
)
from tejido.budgets.queries.rule_sets import Listed, concordances, lenses
from tejido.budgets.rule_rows import class_names
from tejido.core.errors import NotFound
from tejido.evidence.models import Series, SeriesSort


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen.

    Arguments:
        datasets: those the reader sees; `dataset` is the one asked, or the first.
        coverage: years and documents of `dataset` in force.
        lenses: with `lens`, the key of the one asked or the first; `classes` its (id, name)
            pairs in the reader's language, what stays unclassified last.
        concordances: with the `entities` of the one asked.
        deflators: price indices of the dataset's country, and those of none.
        people: series that count people.
    """

    datasets: Sequence[Dataset]
    dataset: Dataset | None
    coverage: Sequence[Coverage]
    lenses: Sequence[Listed]
    lens: str
    classes: Sequence[tuple[str, str]]
    concordances: Sequence[Listed]
    entities: Sequence[Entity]
    deflators: Sequence[Series]
    people: Sequence[Series]


def offer_for(user: Asker, dataset: str, lens: str, concordance: str, language: str) -> Offer:
    """Return what a reader may ask.

    Arguments:
        dataset: key asked for; `lens` and `concordance` too. Empty for the first, and for none.
        language: of the names of classes: "es" or "en".
    """
    listed = datasets_for(user)
    chosen = next((one for one in listed if one.key == dataset), listed[0] if listed else None)
    found = lenses()
    series = _series_of(user, chosen)
    of_lens = lens or (found[0].rules.key if found else "")
    return Offer(
        datasets=listed,
        dataset=chosen,
        coverage=coverage_of(chosen) if chosen is not None else [],
        lenses=found,
        lens=of_lens,
        classes=_classes(of_lens, language),
        concordances=concordances(),
        entities=_entities(concordance),
        deflators=[one for one in series if one.sort == SeriesSort.DEFLATOR],
        people=[one for one in series if one.sort == SeriesSort.PEOPLE],
    )


def _series_of(user: Asker, dataset: Dataset | None) -> list[Series]:
    seen = Series.objects.all() if user is None else Series.objects.visible_to(user)
    country = dataset.country if dataset is not None else ""
    return list(seen.filter(country__in=(country, "")).order_by("key"))


def _classes(lens: str, language: str) -> list[tuple[str, str]]:
    try:
        read = read_lens(lens_version(lens).spec) if lens else None
    except NotFound:
        read = None
    return list(class_names(read, language).items()) if read is not None else []


def _entities(concordance: str) -> Sequence[Entity]:
    try:
        version = concordance_version(concordance) if concordance else None
    except NotFound:
        return ()
    return read_concordance(version.spec).entities if version is not None else ()
