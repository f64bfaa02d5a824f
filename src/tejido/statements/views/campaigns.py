"""The secretariat's page of a campaign: open it, follow it, change its times, close it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.core.access import require
from tejido.core.errors import NotFound
from tejido.core.form_pages import entered, show_form
from tejido.statements import campaign_access as access
from tejido.statements.access import get_statement_for
from tejido.statements.actions.campaigns import (
    change_campaign,
    close_campaign,
    open_campaign,
    reopen_campaign,
)
from tejido.statements.forms.campaigns import CampaignForm, ReopenForm
from tejido.statements.models import Campaign, InvitationRun
from tejido.statements.queries.campaign_history import campaign_history
from tejido.statements.queries.campaigns import live_count, newest_version
from tejido.statements.signing_access import embargo_of
from tejido.statements.views.editing import person

ASKING = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(["GET", "HEAD"])
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a campaign stands, and what can be done about it; without one, offer to open it."""
    user = person(request)
    try:
        found = access.get_campaign_for(user, slug)
    except NotFound:
        require(access.can_open_campaign(user, get_statement_for(user, slug)))
        return redirect("statements:campaign_open", slug)
    live = live_count(found)
    context = {
        **_about(found),
        "live": live,
        "history": campaign_history(found),
        "runs": InvitationRun.objects.filter(campaign=found, ended_at__isnull=True),
        "may_change": access.can_change_campaign(user, found),
        "may_reopen": access.can_reopen_campaign(user, found),
        "may_invite": access.can_invite(user, found),
        "may_remind": access.can_remind(user, found),
        "embargo": embargo_of(found.statement, found),
    }
    return render(request, "statements/campaign/campaign.html", context)


@never_cache
@require_http_methods(ASKING)
def campaign_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask from when to when a statement can be signed; a POST opens it."""
    user = person(request)
    statement = get_statement_for(user, slug)
    require(access.can_open_campaign(user, statement))
    form = CampaignForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        open_campaign(actor=user, statement=statement, plan=form.plan())
        messages.success(request, _("The campaign is set."))

    context = {"statement": statement, "version": newest_version(statement)}
    return _answered(request, form, act, slug, "statements/campaign/open.html", context)


@never_cache
@require_http_methods(ASKING)
def campaign_times(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the times and terms of a campaign that is not closed."""
    user = person(request)
    found = access.get_campaign_for(user, slug)
    require(access.can_change_campaign(user, found))
    form = CampaignForm(request.POST if request.method == "POST" else None, campaign=found)

    def act() -> None:
        change_campaign(actor=user, campaign=found, plan=form.plan())
        messages.success(request, _("The times and terms are changed."))

    return _answered(request, form, act, slug, "statements/campaign/times.html", _about(found))


@never_cache
@require_http_methods(ASKING)
def campaign_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask before closing a campaign at once."""
    user = person(request)
    found = access.get_campaign_for(user, slug)
    if request.method == "POST":
        close_campaign(actor=user, campaign=found)
        messages.success(request, _("Signing is closed."))
        return redirect("statements:campaign", slug)
    require(access.can_change_campaign(user, found))
    return render(request, "statements/campaign/close.html", _about(found))


@never_cache
@require_http_methods(ASKING)
def campaign_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask until when a closed campaign is to be open again."""
    user = person(request)
    found = access.get_campaign_for(user, slug)
    require(access.can_reopen_campaign(user, found))
    form = ReopenForm(request.POST if request.method == "POST" else None, campaign=found)

    def act() -> None:
        reopen_campaign(actor=user, campaign=found, closes_at=form.cleaned_data["closes_at"])
        messages.success(request, _("Signing is open again."))

    return _answered(request, form, act, slug, "statements/campaign/reopen.html", _about(found))


def _about(found: Campaign) -> dict[str, Any]:
    return {
        "campaign": found,
        "statement": found.statement,
        "version": newest_version(found.statement),
        "state": access.state_of(found).value,
    }


def _answered(
    request: HttpRequest,
    form: CampaignForm | ReopenForm,
    act: Callable[[], None],
    slug: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Do what a form that holds asks for, or show it again with what is wrong."""
    if entered(request, form, act):
        return redirect("statements:campaign", slug)
    return show_form(request, template, form, **context)
