"""An address of the explore page: the question it stands for, and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.answer_rows import HEADINGS, document_said, measures_said, units_said
from tejido.budgets.asking_slots import asking_slot
from tejido.budgets.domain.answer import Answer
from tejido.budgets.domain.question import Sign
from tejido.budgets.explore_fields import FIGURES, NAMED, SIGNS
from tejido.budgets.explore_forms import ExploreForm, explore_form
from tejido.budgets.queries.labels import Found, Search, chosen_labels, search_labels
from tejido.core.errors import InvalidInput

# Names that are said in a title; the others are counted.
_MOST_NAMES: Final = 3
_FIGURES: Final = {str(key): name for key, name in (*FIGURES, *SIGNS)}


@dataclass(frozen=True, slots=True)
class Explored:
    """An answer with what it is called.

    Arguments:
        title: a sentence for who sees neither chart nor table.
        query: the address's part after "?", of known fields only.
    """

    answer: Answer
    title: str
    query: str


def reader_language() -> str:
    """Return "es" or "en"."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def form_of(request: HttpRequest) -> ExploreForm:
    """Return the form of an address."""
    return explore_form(request.user, request.GET, reader_language())


def known_query(form: ExploreForm) -> str:
    """Return the query string of what a form knows and was given: a question has few addresses."""
    kept = QueryDict(mutable=True)
    data = form.data
    if isinstance(data, QueryDict):
        for name in form.fields:
            values = [value for value in data.getlist(name) if value]
            if values and name != "name":
                kept.setlist(name, values)
    return kept.urlencode()


def found_of(form: ExploreForm) -> tuple[Search | None, list[Found]]:
    """Return what a search finds, None without one, and what is chosen, in two queries."""
    dataset, entities = form.offer.dataset, form.offer.entities
    if dataset is None or not form.is_bound:
        return None, []
    language = reader_language()
    text = form.data.get("name", "")[:300]
    chosen = chosen_labels(dataset, form.chosen(), entities, language)
    if not text.strip():
        return None, chosen
    search = search_labels(dataset, text, entities, language)
    taken = {(one.field, one.value) for one in chosen}
    left = [one for one in search.found if (one.field, one.value) not in taken]
    return Search(left, search.more), chosen


def explored(request: HttpRequest, form: ExploreForm, chosen: Sequence[Found]) -> Explored:
    """Return the answer to a valid form.

    Errors:
        InvalidInput, NotFound: as `actions.asking.answer`.
        AskedTooMuch: as many questions as may be are being computed.
    """
    question = question_from(form.question())
    found = answer(request.user, question, slot=asking_slot())
    return Explored(found, title_of(found, chosen), known_query(form))


def explored_from(request: HttpRequest) -> Explored:
    """Return the answer of an address, for its files.

    Errors:
        InvalidInput: the address holds no question; and as `explored`.
    """
    form = form_of(request)
    if not form.is_bound or not form.is_valid():
        raise InvalidInput(_("This address holds no question. Ask it on the page first."))
    return explored(request, form, found_of(form)[1])


def title_of(found: Answer, chosen: Sequence[Found]) -> str:
    """Return what an answer is about: figure, stages, whom, years, money and document."""
    asked = found.question
    figure = f"opacity:{asked['sign']}" if asked.get("sign") else asked["figure"]
    stages = measures_said(found, reader_language())
    parts = [f"{_FIGURES[figure]}{': ' if stages else ''}{stages}"]
    names = _names(asked, chosen)
    if len(names) > _MOST_NAMES:
        parts.append(_("%(count)s chosen by name") % {"count": len(names)})
    elif names:
        parts.append(", ".join(names))
    groups = [str(HEADINGS[name]).lower() for name in asked["by"] if name != "year"]
    if groups:
        parts.append(_("by %(groups)s") % {"groups": ", ".join(groups)})
    years = sorted({row["year"] for row in found.rows})
    if years:
        parts.append(f"{years[0]}–{years[-1]}" if years[0] != years[-1] else str(years[0]))
    if asked.get("real") or asked.get("per") or not asked.get("sign"):
        parts.append(units_said(found))
    # Missing years are a question about every sort of document.
    if asked.get("sign") != Sign.MISSING_YEARS:
        parts.append(document_said(asked["document"], reader_language()))
    return " · ".join(parts)


def _names(asked: Mapping[str, Any], chosen: Sequence[Found]) -> list[str]:
    """Return what is chosen by name; where nothing is left out, that it is the whole dataset."""
    names = [one.label or one.value for one in chosen if one.field in NAMED]
    every = not any(asked.get(name) for name in ("where", "text", "top", "sign"))
    return [_("the whole dataset")] if every and not names else names
