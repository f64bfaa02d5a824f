"""Reviewing doubtful pairs one at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tejido.core.form_pages import refusals_on, show_form
from tejido.directory.access import person
from tejido.directory.actions import decide_pair, undo_decision
from tejido.directory.domain.countries import country_name, subdivision_name
from tejido.directory.domain.sides import Comparison, Side, Word, compare_sides
from tejido.directory.forms.review import VerdictForm
from tejido.directory.models import DoubtfulPair, MentionRow
from tejido.directory.pair_wording import AGREEMENTS, FIELDS, REASONS, how_alike
from tejido.directory.queries.decisions import (
    decided_pairs,
    last_decision_of,
    networks_of,
    review_progress,
    waiting_pairs,
)
from tejido.directory.queries.printed_lists import heading_seen
from tejido.directory.review_access import can_decide_pairs, get_decision_for, get_pair_for

PAGE_SIZE = 50


@never_cache
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Show the next doubtful pair, or that none waits."""
    return _show(request, VerdictForm())


@never_cache
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what the reviewer says of a pair, and go on to the next."""
    actor = person(request.user, can_decide_pairs(request.user))
    pair = get_pair_for(actor, pk)
    form = VerdictForm(request.POST)
    if form.is_valid():
        # Somebody was quicker, or the two cannot be one: say so, and go on.
        with refusals_on(form):
            decision = decide_pair(actor=actor, pair=pair, **form.cleaned_data)
            verdict = decision.get_verdict_display()
            messages.success(request, _("Decided: %(verdict)s.") % {"verdict": verdict})
            return redirect("directory:review")
    return _show(request, form, pair)


@never_cache
@require_POST
def decision_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back; its pair waits again."""
    actor = person(request.user, can_decide_pairs(request.user))
    undo_decision(actor=actor, decision=get_decision_for(actor, pk))
    messages.success(request, _("The decision is taken back. The pair waits again."))
    return redirect("directory:review")


@never_cache
@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """List what was decided, by whom and why."""
    reader = person(request.user, can_decide_pairs(request.user))
    page = Paginator(decided_pairs(reader), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "progress": review_progress(reader)}
    return render(request, "directory/review/decisions.html", context)


def _show(
    request: HttpRequest, form: VerdictForm, pair: DoubtfulPair | None = None
) -> HttpResponse:
    """Show a pair, or the next one; `pair` is shown again only while nobody has decided it."""
    reader = person(request.user, can_decide_pairs(request.user))
    waiting = waiting_pairs(reader)
    shown = (waiting.filter(pk=pair.pk) if pair else waiting).first()
    if shown is None:
        shown = waiting.first()
    context: dict[str, object] = {
        "pair": shown,
        "progress": review_progress(reader),
        "last": last_decision_of(reader),
    }
    if shown is not None:
        sides = _side(shown.a, request), _side(shown.b, request)
        context |= {
            "sides": sides,
            "rows": [_row(comparison) for comparison in compare_sides(*sides)],
            "reason": REASONS[shown.why],
            "alike": how_alike(shown.score),
        }
    return show_form(request, "directory/review/pair.html", form, **context)


def _side(mention: MentionRow, request: HttpRequest) -> Side:
    return Side(
        text=mention.text,
        listed_under=heading_seen(mention, request.user),
        networks=tuple(networks_of(mention, request.user)),
        list_title=mention.printed_list.title if mention.printed_list else "",
        line=mention.line,
    )


def _row(comparison: Comparison) -> dict[str, object]:
    kind, agreement = AGREEMENTS[comparison.agreement]
    places = comparison.field == "place"
    return {
        "field": FIELDS[comparison.field],
        "joined": comparison.field == "words",
        "one": [_place(w) for w in comparison.one] if places else comparison.one,
        "other": [_place(w) for w in comparison.other] if places else comparison.other,
        "kind": kind,
        "agreement": agreement,
    }


def _place(word: Word) -> Word:
    """Return a place by its name in the reader's language where it is a code."""
    language = get_language() or "es"
    name = country_name(word.text, language)
    if name == word.text:
        name = subdivision_name(word.text, language)
    return Word(name, word.only_here)
