"""What an account did since it was in other hands, reviewed one act at a time."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tejido.core import actions
from tejido.core.accounts.access import get_act_for, get_person_for
from tejido.core.actions.freezing import SINCE_UNKNOWN
from tejido.core.acts import in_words
from tejido.core.errors import InvalidInput
from tejido.core.forms import ReviewForm, SinceForm
from tejido.core.models import User
from tejido.core.queries.people import acts_of, made_since, open_freeze
from tejido.core.views.signed_in import person_of

PAGE_SIZE = 25


@never_cache
@require_safe
def acts(request: HttpRequest, pk: int) -> HttpResponse:
    """List what somebody did since a moment: of the last freeze, or a day given."""
    person = get_person_for(request.user, pk)
    since = _since(request, person)
    page = Paginator(acts_of(person, since), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = []
    for number, act in enumerate(in_words(page.object_list)):
        review = getattr(act.entry, "review", None)
        initial = {"verdict": review.verdict, "note": review.note} if review else {}
        form = ReviewForm(initial=initial, auto_id=f"act{number}_%s")
        lines.append({"act": act, "review": review, "form": form})
    made = made_since(person, since)
    may_freeze_made = open_freeze(person) and any(account.is_active for account in made)
    context = {
        "person": person,
        "since": since,
        "page": page,
        "lines": lines,
        "made": made,
        "may_freeze_made": may_freeze_made and person != request.user,
        "is_own": person == request.user,
        "filter": SinceForm(initial={"since": timezone.localdate(since)}),
    }
    return render(request, "core/account/acts.html", context)


@require_POST
def act_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of one act whether it stands."""
    entry = get_act_for(request.user, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("Say whether the act stands or is to be undone."))
    actions.review_act(actor=person_of(request), entry=entry, **form.cleaned_data)
    messages.success(request, _("The review is kept."))
    return redirect("core:acts", entry.actor_id)


def _since(request: HttpRequest, person: User) -> datetime:
    begun = _beginning_of(request.GET.get("since", ""))
    if begun is not None:
        return begun
    freeze = person.freezes.order_by("-frozen_at").first()
    return freeze.acts_since if freeze else timezone.now() - SINCE_UNKNOWN


def _beginning_of(sent: str) -> datetime | None:
    """Return when a day begins; None for what is no day that every time zone has."""
    try:
        day = parse_date(sent)
        if day is None:
            return None
        zone = timezone.get_current_timezone()
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
