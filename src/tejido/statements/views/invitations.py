"""The secretariat's pages of invitations: the list, one of them, reminders."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.coalition.queries import reachable_at
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization
from tejido.statements import campaign_access as access
from tejido.statements.actions.invitations import (
    MOST_REMINDERS,
    remind_invited,
    renew_link,
    revoke_link,
    send_invitation,
    show_link,
    who_is_reminded,
)
from tejido.statements.campaign_telling import link_path
from tejido.statements.forms.invitations import InvitationListForm
from tejido.statements.models import Invitation
from tejido.statements.queries.campaigns import newest_version
from tejido.statements.queries.invitations import (
    filtered,
    invitation_counts,
    invitations_of,
    mails_of,
)
from tejido.statements.queries.links import link_view
from tejido.statements.views.editing import person

PAGE_SIZE = 50


@never_cache
@require_safe
def invitation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List who is invited and how each invitation stands."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    form = InvitationListForm(request.GET)
    words, shown, order = form.values()
    rows = filtered(invitations_of(campaign), shown, order)
    if words:
        rows = rows.filter(sort_key__contains=sort_key(words))
    page = Paginator(rows.select_related("contact"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "statement": campaign.statement,
        "version": newest_version(campaign.statement),
        "form": form,
        "page": page,
        "counts": invitation_counts(campaign),
        "may_invite": access.can_invite(user, campaign),
    }
    return render(request, "statements/campaign/invitations.html", context)


@never_cache
@require_safe
def invitation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one invitation: whom it went to, what came of it, what can be done."""
    user = person(request)
    return _page(request, user, access.get_invitation_for(user, slug, number))


@never_cache
@require_POST
def invitation_link(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the personal link, to be passed on by hand; the audit log says who saw it."""
    user = person(request)
    found = access.get_invitation_for(user, slug, number)
    shown = show_link(actor=user, invitation=found)
    links = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            links.append((code, settings.BASE_URL + link_path(shown)))
    return _page(request, user, access.get_invitation_for(user, slug, number), links=links)


@never_cache
@require_POST
def invitation_send(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Mail an invitation again, with the same link."""
    user = person(request)
    found = access.get_invitation_for(user, slug, number)
    send_invitation(actor=user, invitation=found)
    messages.success(request, _("The invitation is mailed again."))
    return redirect("statements:invitation", slug, number)


@never_cache
@require_POST
def invitation_renew(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make a new link, mail it to the contact chosen, and end the old one."""
    user = person(request)
    found = access.get_invitation_for(user, slug, number)
    chosen = request.POST.get("contact", "")
    contacts = {str(contact.pk): contact for contact in reachable_at(_whole(found))}
    if chosen and chosen not in contacts:
        raise InvalidInput(_("This is no contact of the organization."), code="other-contact")
    renew_link(actor=user, invitation=found, contact=contacts.get(chosen))
    messages.success(request, _("There is a new link; the old one has ended."))
    return redirect("statements:invitation", slug, number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask before ending a personal link."""
    user = person(request)
    found = access.get_invitation_for(user, slug, number)
    if request.method == "POST":
        revoke_link(actor=user, invitation=found)
        messages.success(request, _("The link is revoked."))
        return redirect("statements:invitation", slug, number)
    return render(request, "statements/campaign/revoke.html", _about(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how many would be reminded; a POST reminds them."""
    user = person(request)
    campaign = access.get_campaign_for(user, slug)
    require(access.can_remind(user, campaign))
    if request.method == "POST":
        count = remind_invited(actor=user, campaign=campaign)
        said = ngettext("%(count)s reminder is queued.", "%(count)s reminders are queued.", count)
        messages.success(request, said % {"count": count})
        return redirect("statements:campaign", slug)
    context = {
        "campaign": campaign,
        "statement": campaign.statement,
        "version": newest_version(campaign.statement),
        "count": len(who_is_reminded(campaign)),
        "most": MOST_REMINDERS,
    }
    return render(request, "statements/campaign/remind.html", context)


Links = list[tuple[str, str]]


def _page(
    request: HttpRequest, user: User, found: Invitation, *, links: Links | None = None
) -> HttpResponse:
    context = {
        **_about(found),
        "view": link_view(found),
        "link_is_of_use": access.can_use_link(found),
        "contacts": reachable_at(_whole(found)),
        "mails": mails_of(found),
        "may_invite": access.can_invite(user, found.campaign),
        "links": links or [],
    }
    return render(request, "statements/campaign/invitation.html", context)


def _about(found: Invitation) -> dict[str, Any]:
    return {
        "invitation": found,
        "organization": _whole(found),
        "campaign": found.campaign,
        "statement": found.campaign.statement,
        "version": newest_version(found.campaign.statement),
    }


def _whole(found: Invitation) -> Organization:
    return found.organization.merged_into or found.organization
