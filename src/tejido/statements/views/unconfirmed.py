"""The secretariat's list of signatures that are not confirmed: told when, reminded, more time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tejido.core.access import require
from tejido.core.errors import NotFound
from tejido.statements.access import get_statement_for
from tejido.statements.actions import allow_until, ask_again
from tejido.statements.confirming_access import (
    can_ask_again,
    can_confirm,
    confirming_deadline,
    get_changed_version,
)
from tejido.statements.forms.confirming import RemindForm
from tejido.statements.forms.publishing import MoreTimeForm
from tejido.statements.models import Signer, Version
from tejido.statements.queries.confirming import waiting_lines, waiting_parties
from tejido.statements.queries.counts import stored_count
from tejido.statements.views.editing import person

PER_PAGE = 50


@never_cache
@require_safe
def unconfirmed(request: HttpRequest, slug: str) -> HttpResponse:
    """List whose signature is not confirmed for the text that is signed now."""
    version = _version(request, slug)
    page = Paginator(waiting_parties(version), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "statement": version.statement,
        "version": version,
        "page": page,
        "lines": waiting_lines(version, list(page)),
        "count": stored_count(version.root),
        "until": confirming_deadline(version),
        "may_confirm": can_confirm(version),
        "more_time": MoreTimeForm(),
    }
    return render(request, "statements/confirming/unconfirmed.html", context)


@require_POST
def unconfirmed_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind one signer, or all of them."""
    version = _version(request, slug)
    form = RemindForm(request.POST)
    number = form.cleaned_data["signer"] if form.is_valid() else None
    signer = get_object_or_404(version.statement.signers, pk=number) if number else None
    told = ask_again(actor=person(request), version=version, signer=_whole(signer))
    words = ngettext("%(number)s person is told.", "%(number)s people are told.", told)
    messages.success(request, words % {"number": told})
    return redirect("statements:unconfirmed", slug)


@require_POST
def unconfirmed_time(request: HttpRequest, slug: str) -> HttpResponse:
    """Set until when signatures are confirmed."""
    version = _version(request, slug)
    form = MoreTimeForm(request.POST)
    if form.is_valid():
        allow_until(actor=person(request), version=version, until=form.until)
        messages.success(request, _("The time to confirm is set."))
    else:
        messages.error(request, _("Give a number of days from 1 to 90."))
    return redirect("statements:unconfirmed", slug)


def _version(request: HttpRequest, slug: str) -> Version:
    user = person(request)
    version = get_changed_version(get_statement_for(user, slug))
    if (version.root or version).number == 1:
        raise NotFound
    require(can_ask_again(user, version))
    return version


def _whole(signer: Signer | None) -> Signer | None:
    if signer is None:
        return None
    return Signer.objects.select_related("organization", "signatory").get(pk=signer.pk)
