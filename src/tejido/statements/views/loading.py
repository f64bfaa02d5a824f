"""The secretariat's work on signatures: load a printed list, leave unnamed, erase a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tejido.core.access import require
from tejido.core.errors import NotFound
from tejido.directory.access import get_organization_for
from tejido.statements import access
from tejido.statements.actions import erase_signatory, load_signatories, set_unnamed
from tejido.statements.forms.loading import PrintedListForm
from tejido.statements.queries.counts import current_version, signed_version
from tejido.statements.queries.printed import count_after_loading
from tejido.statements.queries.signatories import count
from tejido.statements.views.editing import person


@require_http_methods(["GET", "HEAD", "POST"])
def signatories_load(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what the count would be with a printed list loaded; a POST loads it."""
    actor = person(request)
    version = access.get_version_for(actor, slug, number)
    require(access.can_load_signatories(actor, version))
    given = request.POST if request.method == "POST" else request.GET
    form = PrintedListForm(given if "printed_list" in given else None)
    now = count(version.root_id or version.pk)
    context: dict[str, Any] = {"form": form, "version": version, "now": now}
    if form.is_valid():
        chosen = form.cleaned_data["printed_list"]
        if request.method == "POST":
            load_signatories(actor=actor, version=version, printed_list=chosen)
            messages.success(request, _("The list is loaded."))
            return redirect("statements:statement_page", slug)
        context |= {"chosen": chosen, "after": count_after_loading(version, chosen)}
    return render(request, "statements/signatories_load.html", context)


@require_POST
def signature_naming(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Leave an organization unnamed among the signatures, or name it again."""
    actor = person(request)
    require(access.can_change_signatures(actor))
    current = current_version(access.get_statement_for(actor, slug))
    version = current and signed_version(current)
    if version is None:
        raise NotFound
    organization = get_organization_for(actor, key)
    unnamed = request.POST.get("unnamed") == "yes"
    set_unnamed(actor=actor, version=version, organization=organization, unnamed=unnamed)
    said = _("%(name)s is not named in public from now on.") if unnamed else _("%(name)s is named.")
    messages.success(request, said % {"name": organization.name})
    # Back to the same page of the same list: it may be long.
    back = request.POST.get("next", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("statements:signatures", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def signatory_erase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask before erasing the person behind a signature; a POST erases."""
    actor = person(request)
    endorsement = access.get_signatory_for(actor, slug, number)
    signatory = endorsement.signed_by.signatory
    if signatory.email_key:
        return redirect("statements:people_erase", slug, signatory.pk)
    if request.method != "POST":
        context = {"slug": slug, "person": signatory}
        return render(request, "statements/signatory_erase.html", context)
    erase_signatory(actor=actor, endorsement=endorsement)
    messages.success(request, _("The person is erased. The signature goes on counting."))
    return redirect("statements:signing_people", slug)
