"""Codes found by their names: distinct labels are searched, never lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.concordance import Entity
from tejido.budgets.domain.named_codes import same_name
from tejido.budgets.domain.question import INSTITUTION
from tejido.budgets.models import Dataset, Label
from tejido.core.sorting import sort_key

# Beyond these nobody reads on: another word narrows more.
MOST_OF_A_SORT: Final = 12
_MOST_LABELS: Final = 2_000
# An ñ is found without its tilde in words with at most so many n's.
_MOST_TILDES: Final = 3
# The dimension whose labels a field of a question is chosen from.
DIMENSION_OF: Final = {
    INSTITUTION: "unit",
    "programme": "programme",
    "branch": "branch",
    "object": "object",
}
_SORTS: Final = {
    INSTITUTION: _("institution"),
    "programme": _("programme"),
    "branch": _("branch"),
    "object": _("object of expenditure"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A code with its newest name, and the years it was seen between.

    Arguments:
        field: of a question: "institution", "programme"…
        value: what the field takes: a code, or the id of an entity of a concordance.
        years: "2008–2013"; empty for an entity.
    """

    field: str
    value: str
    label: str
    years: str = ""

    @property
    def sort(self) -> str:
        """What it is: an institution, a programme…"""
        return str(_SORTS[self.field])


@dataclass(frozen=True, slots=True)
class Search:
    """What a name was found in: entities first, then codes; `more` where some are left out."""

    found: Sequence[Found]
    more: bool


def labels_in_force(dataset: Dataset) -> QuerySet[Label, dict[str, Any]]:
    """Return each code and label of the lines that questions read, with its years.

    Of an import the names count that stand in a year it is in force for: what was withdrawn or
    replaced is not called anything any more.

    Returns "dimension", "code", "label", "search_key", and "first" and "last", the years in force.
    """
    held = dataset.coverage.filter(in_force=True)
    found = Label.objects.filter(
        snapshot__in=held.values("snapshot"),
        snapshot__coverage__in_force=True,
        snapshot__coverage__year__gte=F("first_year"),
        snapshot__coverage__year__lte=F("last_year"),
    )
    return found.values("dimension", "code", "label", "search_key").annotate(
        first=Min("snapshot__coverage__year"), last=Max("snapshot__coverage__year")
    )


def search_labels(dataset: Dataset, text: str, entities: Sequence[Entity], language: str) -> Search:
    """Return what is called so, or has a code that begins so, in one query.

    Arguments:
        text: words in any order, accents and capitals ignored; or the beginning of a code.
        entities: of the concordance asked for, which stand beside the codes.
        language: of the names of entities.
    """
    words = sort_key(text).split()
    if not words:
        return Search((), more=False)
    named = Q()
    for word in words:
        named &= _contains(word)
    labels = labels_in_force(dataset).filter(
        named | Q(code__istartswith=text.strip()), dimension__in=DIMENSION_OF.values()
    )
    codes = _by_code(labels.order_by("dimension", "search_key", "code", "label")[:_MOST_LABELS])
    listed: list[Found] = [
        Found(INSTITUTION, one.id, one.name.en if language == "en" else one.name.es)
        for one in entities
        if _is_called(one, text)
    ]
    more = False
    for field in DIMENSION_OF:
        of_field = [one for one in codes if one.field == field]
        listed += of_field[:MOST_OF_A_SORT]
        more = more or len(of_field) > MOST_OF_A_SORT
    return Search(tuple(listed), more)


def chosen_labels(
    dataset: Dataset, chosen: Mapping[str, Sequence[str]], entities: Sequence[Entity], language: str
) -> list[Found]:
    """Return what was chosen with its name, in one query; what has none stands for itself.

    Arguments:
        chosen: codes or names, by field.
    """
    if not chosen:
        return []
    wanted = Q()
    for field, values in chosen.items():
        wanted |= Q(dimension=DIMENSION_OF[field], code__in=values)
    labels = labels_in_force(dataset).filter(wanted)
    known = {(one.field, one.value): one for one in _by_code(labels.order_by("code", "label"))}
    known |= {
        (INSTITUTION, one.id): Found(
            INSTITUTION, one.id, one.name.en if language == "en" else one.name.es
        )
        for one in entities
    }
    return [
        known.get((field, value), Found(field, value, ""))
        for field, values in chosen.items()
        for value in dict.fromkeys(values)
    ]


def _contains(word: str) -> Q:
    """Return the condition that a word stands in a name, an ñ typed as n included."""
    count = word.count("n")
    if count > _MOST_TILDES or "~" in word:
        return Q(search_key__contains=word)
    parts = word.split("n")
    written = Q()
    for tildes in product(("n", "n~"), repeat=count):
        spelled = parts[0] + "".join(n + rest for n, rest in zip(tildes, parts[1:], strict=True))
        written |= Q(search_key__contains=spelled)
    return written


def _by_code(labels: Iterable[Mapping[str, Any]]) -> list[Found]:
    """Return each code once, under its newest name."""
    fields = {dimension: field for field, dimension in DIMENSION_OF.items()}
    newest: dict[tuple[str, str], Mapping[str, Any]] = {}
    first: dict[tuple[str, str], int] = {}
    for one in labels:
        key = (one["dimension"], one["code"])
        first[key] = min(first.get(key, one["first"]), one["first"])
        if key not in newest or one["last"] > newest[key]["last"]:
            newest[key] = one
    found = []
    for key, one in newest.items():
        entry = Found(fields[one["dimension"]], one["code"], one["label"], str(one["last"]))
        if first[key] != one["last"]:
            entry = replace(entry, years=f"{first[key]}–{one['last']}")
        found.append(entry)
    return found


def _is_called(entity: Entity, text: str) -> bool:
    words = set(same_name(text).split())
    names = (entity.id, *entity.acronyms, entity.name.es, entity.name.en)
    return any(words <= set(same_name(name).split()) for name in names)
