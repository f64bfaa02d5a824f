"""Pages on which many are invited: a list read and decided, the directory, and the progress."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.access import require
from tejido.core.errors import DomainError, InvalidInput
from tejido.core.form_pages import show_form
from tejido.core.models import User
from tejido.directory.access import get_network_for
from tejido.directory.models import Organization
from tejido.statements import campaign_access as access
from tejido.statements.actions.invitee_lists import (
    create_open_rows,
    decide_rows,
    invite_list,
    leave_out_open_rows,
    undo_new_rows,
)
from tejido.statements.actions.inviting import invite_organizations
from tejido.statements.domain.invitees import MAX_INVITEES
from tejido.statements.forms.invitations import EVERYBODY, DirectoryForm, InviteeListForm
from tejido.statements.kept_lists import ListRow, forget_list, get_list_for, keep_list
from tejido.statements.models import Campaign
from tejido.statements.queries.campaigns import newest_version
from tejido.statements.queries.invitees import (
    matched,
    members_with_contacts,
    networks,
    uninvited,
    with_contact,
)
from tejido.statements.views.editing import person

PAGE_SIZE = 30
# What is decided of all rows of a list at once.
_AT_ONCE: dict[str, Callable[..., object]] = {
    "leave-out": leave_out_open_rows,
    "create-new": create_open_rows,
    "undo-new": undo_new_rows,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a list of who is to be invited, or offer whom the directory knows."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    require(access.can_invite(user, campaign))
    form = InviteeListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key = _kept(campaign, form)
        if key:
            return redirect("statements:invitee_list", slug, key)
    context = {
        **_about(campaign),
        "directory": DirectoryForm(networks=networks()),
    }
    return show_form(request, "statements/campaign/invite.html", form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitee_list(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show whom the rows of a list mean; a POST decides the rows of the page."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    refusal = None
    if request.method == "POST":
        try:
            decide_rows(actor=user, campaign=campaign, key=key, choices=_choices(request))
        except InvalidInput as refused:
            refusal = refused
        else:
            return redirect("statements:invitee_list", slug, key)
    rows = get_list_for(user, campaign, key)
    shown = request.GET.get("show", "")
    counts = _counts(campaign, rows)
    wanted = [row for row in rows if row.is_open] if shown != "all" and counts["open"] else rows
    page = Paginator(wanted, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **_about(campaign),
        "key": key,
        "page": page,
        "lines": _lines(list(page.object_list)),
        "counts": counts,
        "shows_all": wanted is rows,
        "refusal": refusal,
        "may_invite": access.can_invite(user, campaign),
    }
    status = refusal.status if refusal else 200
    return render(request, "statements/campaign/invitees.html", context, status=status)


@never_cache
@require_POST
def invitee_list_use(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Invite a decided list, decide all its rows of one sort at once, or discard it."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    then = request.POST.get("then", "")
    if then == "invite":
        run = invite_list(actor=user, campaign=campaign, key=key)
        return redirect("statements:invitation_run", slug, run.pk)
    if then in _AT_ONCE:
        _AT_ONCE[then](actor=user, campaign=campaign, key=key)
        return redirect("statements:invitee_list", slug, key)
    get_list_for(user, campaign, key)
    forget_list(key)
    messages.success(request, _("The list is gone and nobody was invited."))
    return redirect("statements:campaign", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_directory(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how many of the directory would be invited; a POST invites them."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    require(access.can_invite(user, campaign))
    given = request.POST if request.method == "POST" else request.GET
    form = DirectoryForm(given, networks=networks())
    if not form.is_valid():
        return redirect("statements:invitation_new", slug)
    rows = _from_directory(user, str(form.cleaned_data["who"]))
    fresh = uninvited(campaign, rows)
    if request.method == "POST":
        run = invite_organizations(actor=user, campaign=campaign, rows=fresh)
        return redirect("statements:invitation_run", slug, run.pk)
    context = {
        **_about(campaign),
        "form": form,
        "who": form.cleaned_data["who"],
        "who_text": form.who_text(),
        "fresh": len(fresh),
        "mailed": sum(1 for _body, contact in fresh if contact is not None),
        "by_hand": sum(1 for _body, contact in fresh if contact is None),
        "known": len(rows) - len(fresh),
    }
    return render(request, "statements/campaign/invite_directory.html", context)


@never_cache
@require_safe
def invitation_run(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show how far the worker is with inviting."""
    user = person(request)
    run = access.get_run_for(user, slug, number)
    context = {**_about(run.campaign), "run": run}
    return render(request, "statements/campaign/run.html", context)


def _kept(campaign: Campaign, form: InviteeListForm) -> str:
    """Keep the list of a form and return its key; "" when it is refused, with the reason."""
    try:
        invitees = form.invitees()
    except DomainError as refused:
        form.refuse(str(refused.message))
        return ""
    if form.too_many(invitees):
        form.refuse(_("A list has at most %(most)s rows: split it.") % {"most": MAX_INVITEES})
        return ""
    return keep_list(campaign, matched(invitees))


def _choices(request: HttpRequest) -> dict[int, str]:
    """Return what was chosen by line; a key that was typed comes before the choice beside it."""
    found: dict[str, dict[int, str]] = {"row": {}, "key": {}}
    for name, value in request.POST.items():
        sort, _dash, line = name.partition("-")
        chosen = str(value).strip().lower()
        if sort in found and line.isdecimal() and len(line) < 9 and chosen:
            found[sort][int(line)] = chosen
    return {**found["row"], **found["key"]}


def _counts(campaign: Campaign, rows: Sequence[ListRow]) -> dict[str, int]:
    chosen = [row for row in rows if row.organization is not None and not row.left_out]
    bodies: dict[int, int | None] = {}
    for row in chosen:
        bodies.setdefault(row.organization or 0, None if not row.invitee.email else 1)
    fresh = uninvited(campaign, list(bodies.items()))
    to_create = [row for row in rows if row.is_new]
    new = {row.new_key: bool(row.invitee.email) for row in reversed(to_create)}
    return {
        "rows": len(rows),
        "open": sum(1 for row in rows if row.is_open),
        "left_out": sum(1 for row in rows if row.left_out),
        "repeated": len(chosen) - len(bodies) + len(to_create) - len(new),
        "to_create": len(new),
        "like_nobody": len({row.new_key for row in rows if row.is_like_nobody}),
        "known": len(bodies) - len(fresh),
        "fresh": len(fresh) + len(new),
        "mailed": sum(1 for _body, mailed in [*fresh, *new.items()] if mailed),
        "by_hand": sum(1 for _body, mailed in [*fresh, *new.items()] if not mailed),
    }


def _lines(rows: Sequence[ListRow]) -> list[dict[str, Any]]:
    """Return the rows of a page with the organizations they mean or may mean."""
    wanted = {pk for row in rows for pk in (row.organization, *row.maybe) if pk is not None}
    named = Organization.objects.in_bulk(list(wanted))
    return [
        {
            "row": row,
            "organization": named.get(row.organization or 0),
            "maybe": [named[pk] for pk in row.maybe if pk in named],
        }
        for row in rows
    ]


def _from_directory(user: User, who: str) -> list[tuple[int, int | None]]:
    if who == EVERYBODY:
        return with_contact()
    return members_with_contacts(user, get_network_for(user, who), timezone.localdate())


def _about(campaign: Campaign) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "statement": campaign.statement,
        "version": newest_version(campaign.statement),
    }
