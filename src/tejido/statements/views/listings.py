"""Pages of listings: a network lists its members, each answers in its account or by its link."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tejido.coalition.access import signed_in
from tejido.coalition.models import MandateSummary
from tejido.coalition.queries import mandate_for
from tejido.core.access import Denied, require
from tejido.core.errors import InvalidInput, NotFound
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.statements import delegate_access, listing_access
from tejido.statements.actions.listings import (
    answer_by_link,
    answer_listing,
    list_members,
    take_back_listing,
)
from tejido.statements.domain.listing import ends_at, state_of
from tejido.statements.forms.signing import MembersForm
from tejido.statements.listing_access import can_answer_now, member_of, network_of
from tejido.statements.models import Answer, Campaign, Listing
from tejido.statements.queries.listed_members import listed_facts, member_lines, period_of
from tejido.statements.signing_access import signing_version
from tejido.statements.views.confirming import ANSWERED
from tejido.statements.views.delegates import text_context
from tejido.statements.views.secret_addresses import kept_secret

PER_PAGE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a network's members with what became of each listing; a POST lists some or all."""
    person = signed_in(request.user)
    network = delegate_access.get_own_organization_for(person, key)
    if not network.is_network:
        raise NotFound
    require(delegate_access.can_withdraw_for(person, network))
    statement, version = delegate_access.get_signing_for(person, slug)
    if not Campaign.objects.filter(statement=statement).exists():
        raise NotFound
    lines = member_lines(person, version, network)
    listable = [line.id for line in lines if line.may_be_listed]
    if request.method == "POST":
        form = MembersForm(request.POST, listable=listable)
        if not form.is_valid():
            raise InvalidInput
        made = list_members(
            actor=person,
            statement=statement,
            network=network,
            members=form.members(),
            digest=form.cleaned_data["digest"],
            unnamed=form.unnamed,
        )
        messages.success(request, _told(len(made)))
        return redirect("statements:listed_members", slug, network.key)
    allowed = delegate_access.can_list_members(person, statement, network)
    context = {
        **text_context(statement, version),
        "network": network,
        "summary": _summary(person, network),
        "lines": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "listable": len(listable),
        "refusal": allowed.reason if isinstance(allowed, Denied) else "",
    }
    return render(request, "statements/signing/members.html", context)


def _summary(person: User, organization: Organization) -> MandateSummary | None:
    mandate = mandate_for(person, organization, scope="sign")
    return mandate.summary if mandate else None


def _told(number: int) -> str:
    if not number:
        return _("Nobody was added: tick the members that are to be listed.")
    return ngettext(
        "%(number)s member is listed and is told now. It counts once it agrees or the days pass.",
        "%(number)s members are listed and are told now. Each counts once it agrees or the days"
        " pass.",
        number,
    ) % {"number": number}


@require_POST
def take_back(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Take one listing back for the network."""
    person = signed_in(request.user)
    network = delegate_access.get_own_organization_for(person, key)
    listing = listing_access.get_listing_of(person, slug, network, number)
    take_back_listing(actor=person, listing=listing)
    messages.success(
        request,
        _("%(name)s is not listed any more. It counts nothing through the network.")
        % {"name": member_of(listing).name},
    )
    return redirect("statements:listed_members", slug, network.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Let a member's delegate read the text and answer its network's listing."""
    person = signed_in(request.user)
    listing = listing_access.get_listing_for(person, number)
    if request.method == "POST":
        chosen, unnamed = _chosen(request)
        answer_listing(actor=person, listing=listing, answer=chosen, unnamed=unnamed)
        return redirect(f"{request.path}?{ANSWERED}")
    context = {**_context(request, listing), "summary": _summary(person, member_of(listing))}
    return render(request, "statements/signing/answer.html", context)


@kept_secret
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, number: int, contact: int, token: str) -> HttpResponse:
    """Let a member's contact read the text and answer, by the link of the message alone."""
    listed = listing_access.get_listed_contact(number, contact, token)
    if request.method == "POST":
        chosen, unnamed = _chosen(request)
        answer_by_link(listed=listed, answer=chosen, unnamed=unnamed)
        return redirect(f"{request.path}?{ANSWERED}")
    context = {**_context(request, listed.listing), "summary": None}
    return render(request, "statements/signing/answer.html", context)


def _chosen(request: HttpRequest) -> tuple[str, bool]:
    return request.POST.get("answer", ""), request.POST.get("named") == "no"


def _done(listing: Listing) -> str:
    """Say what was answered, from how the listing stands: a message would begin a session."""
    values = {"member": member_of(listing).name, "network": network_of(listing).name}
    if listing.answer == Answer.AGREED:
        said = _("%(member)s agreed and is counted, as listed by %(network)s.")
    elif listing.answer == Answer.OPTED_OUT:
        said = _("%(network)s never lists %(member)s again, in this statement or in another.")
    elif listing.answer == Answer.DECLINED:
        said = _("%(member)s said no: it is neither named nor counted through %(network)s.")
    else:
        return ""
    return said % values


def _context(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    statement = listing.root.statement
    version = signing_version(statement) or listing.root
    campaign = Campaign.objects.get(statement=statement)
    root = version.root_id or version.pk
    context = text_context(statement, version)
    allowed = can_answer_now(listing, Answer.AGREED)
    period = period_of(listing, campaign.closes_at)
    state = state_of(listed_facts(listing, root), period, context["now"])
    return {
        **context,
        "listing": listing,
        "member": member_of(listing),
        "network": network_of(listing),
        "state": state.value,
        "until": ends_at(listing.told_at, period) if listing.told_at else None,
        "done": _done(listing) if ANSWERED in request.GET else "",
        "refusal": allowed.reason if isinstance(allowed, Denied) else "",
    }
