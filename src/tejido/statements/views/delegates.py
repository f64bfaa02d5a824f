"""Pages of a delegate: what is asked, reading and signing, being named or not, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.coalition.access import can_sign_for, signed_in
from tejido.core.access import Denied, require
from tejido.core.errors import InvalidInput
from tejido.directory.models import Organization
from tejido.statements import delegate_access as access
from tejido.statements.actions.delegates import (
    name_organization,
    sign_statement,
    withdraw_signatures,
)
from tejido.statements.forms.signing import SignForm
from tejido.statements.markdown import render_body
from tejido.statements.models import Statement, Version
from tejido.statements.queries.delegates import asked_of
from tejido.statements.queries.own_signatures import own_signature, own_signatures
from tejido.statements.queries.shown_text import signing_text
from tejido.statements.signing_access import campaign_of, can_add_signatures, embargo_of
from tejido.statements.views.public import language

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show a person what they can sign, for whom, until when, and what stands."""
    person = signed_in(request.user)
    lines = asked_of(person, language())
    context = {
        "to_sign": [line for line in lines if line.to_sign],
        "waiting": [
            (line, listing)
            for line in lines
            for own in line.organizations
            for listing in own.waiting
        ],
        "stands": [line for line in lines if any(own.stands for own in line.organizations)],
    }
    return render(request, "statements/signing/asked.html", context)


@never_cache
@require_safe
def sign_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the text that is signed and, for each organization one acts for, how it stands."""
    person = signed_in(request.user)
    statement, version = access.get_signing_for(person, slug)
    own = own_signatures(person, version)
    refusal = can_add_signatures(statement)
    context = {
        **text_context(statement, version),
        "own": [(line, SignForm(initial=_initial(version, line.unnamed))) for line in own],
        "refusal": refusal.reason if isinstance(refusal, Denied) else "",
    }
    return render(request, "statements/signing/sign.html", context)


def _initial(version: Version, unnamed: bool) -> dict[str, str]:
    return {"digest": version.digest, "named": "no" if unnamed else "yes"}


def text_context(statement: Statement, version: Version) -> dict[str, Any]:
    """Return what every page shows that a signature is given on: the text and its times."""
    text = signing_text(version, language())
    campaign = campaign_of(statement)
    now = timezone.now()
    return {
        "statement": statement,
        "page": text,
        "body": render_body(text.wording.body, text.note_numbers, language=text.language),
        "campaign": campaign,
        "now": now,
        "embargo": embargo_of(statement, campaign, now=now) if campaign else None,
    }


@require_POST
def sign(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Sign for one organization."""
    organization = access.get_own_organization_for(request.user, key)
    person = signed_in(request.user)
    # First why they may not, then what they may not read.
    require(can_sign_for(person, organization))
    statement, _version = access.get_signing_for(person, slug)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise InvalidInput
    sign_statement(
        actor=person,
        statement=statement,
        organization=organization,
        digest=form.cleaned_data["digest"],
        unnamed=form.unnamed,
    )
    messages.success(
        request,
        _("%(name)s has signed. You can withdraw it here at any time.") % _name(organization),
    )
    return redirect("statements:sign", slug)


def _name(organization: Organization) -> dict[str, str]:
    return {"name": organization.name}


@require_POST
def naming(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Leave one's own organization unnamed, or name it."""
    person = signed_in(request.user)
    organization = access.get_own_organization_for(person, key)
    statement, _version = access.get_signing_for(person, slug)
    unnamed = request.POST.get("unnamed") == "yes"
    name_organization(actor=person, statement=statement, organization=organization, unnamed=unnamed)
    said = _("%(name)s is not named in public from now on.") if unnamed else _("%(name)s is named.")
    messages.success(request, said % _name(organization))
    return redirect("statements:sign", slug)


@never_cache
@require_http_methods(PAGE)
def withdraw(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask before taking back what one's own organization signed; a POST does."""
    person = signed_in(request.user)
    organization = access.get_own_organization_for(person, key)
    require(access.can_withdraw_for(person, organization))
    statement, version = access.get_signing_for(person, slug)
    if request.method == "POST":
        number = withdraw_signatures(actor=person, statement=statement, organization=organization)
        said = _("The signature of %(name)s is withdrawn.") if number else _("Nothing stood.")
        messages.success(request, said % _name(organization) if number else said)
        return redirect("statements:sign", slug)
    context = {
        "own": own_signature(person, version, organization),
        **text_context(statement, version),
    }
    return render(request, "statements/signing/withdraw.html", context)
