"""The secretariat's pages of signatures: every act, recording one, proofs, withdrawing for one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.access import Denied, require
from tejido.core.errors import NotFound
from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person
from tejido.directory.access import get_standing_organization_for
from tejido.directory.models import Organization
from tejido.directory.queries.organizations import OrganizationFilters, organizations_found
from tejido.statements import access, proof_files, recorded_access
from tejido.statements.actions.delegates import withdraw_signatures
from tejido.statements.actions.recorded import Receipt, erase_proof, record_signature
from tejido.statements.forms.choosing import SearchForm
from tejido.statements.forms.signing import RecordForm
from tejido.statements.models import How, Statement, Version
from tejido.statements.queries.acts import acts_of_signing, with_proofs
from tejido.statements.queries.own_signatures import own_signature
from tejido.statements.signing_access import signing_version

PAGE = ["GET", "HEAD", "POST"]
PER_PAGE = 50


def _person(request: HttpRequest) -> User:
    return allowed_person(request, recorded_access.can_read_proofs(request.user))


def _signed(person: User, slug: str) -> tuple[Statement, Version]:
    statement = access.get_statement_for(person, slug)
    version = signing_version(statement)
    if version is None:
        raise NotFound
    return statement, version


@never_cache
@require_safe
def signature_acts(request: HttpRequest, slug: str) -> HttpResponse:
    """List every act of signing, with its way, its mandate or its proof."""
    person = _person(request)
    statement, version = _signed(person, slug)
    how, search = request.GET.get("how", ""), request.GET.get("q", "").strip()[:100]
    rows = acts_of_signing(statement, how=how, search=search)
    allowed = recorded_access.can_record_signature(person, statement)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "statement": statement,
        "version": version,
        "page": page,
        "lines": with_proofs(page),
        "ways": How.choices,
        "how": how,
        "search": search,
        "refusal": allowed.reason if isinstance(allowed, Denied) else "",
    }
    return render(request, "statements/signing/acts.html", context)


@never_cache
@require_safe
def record_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the organization whose signature was received."""
    person = _person(request)
    statement, version = _signed(person, slug)
    require(recorded_access.can_record_signature(person, statement))
    search = SearchForm(request.GET)
    filters = OrganizationFilters(day=timezone.localdate(), words=search.text())
    found = organizations_found(person, filters)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"statement": statement, "version": version, "search": search, "page": page}
    return render(request, "statements/signing/record_choose.html", context)


@never_cache
@require_http_methods(PAGE)
def record(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Record the signature of an organization, with its proof."""
    person = _person(request)
    statement, version = _signed(person, slug)
    require(recorded_access.can_record_signature(person, statement))
    organization = get_standing_organization_for(person, key)
    form = RecordForm(
        request.POST or None, request.FILES or None, initial={"digest": version.digest}
    )
    if entered(request, form, lambda: _record(person, statement, organization, form)):
        said = _("The signature of %(name)s is recorded.") % {"name": organization.name}
        messages.success(request, said)
        return redirect("statements:signature_acts", slug)
    context = {
        "statement": statement,
        "version": version,
        "organization": organization,
        "own": own_signature(person, version, organization),
    }
    return show_form(request, "statements/signing/record.html", form, **context)


def _record(
    person: User, statement: Statement, organization: Organization, form: RecordForm
) -> None:
    given = form.cleaned_data
    upload = given["proof"]
    receipt = Receipt(
        way=given["way"],
        received_on=given["received_on"],
        file=upload.chunks() if upload else (),
        file_name=upload.name or "" if upload else "",
        note=given["note"],
    )
    record_signature(
        actor=person,
        statement=statement,
        organization=organization,
        receipt=receipt,
        digest=given["digest"],
        via=given["via"],
        unnamed=given["unnamed"],
    )


@never_cache
@require_safe
def proof_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand a proof to the secretariat, as a file to keep and never to be shown in the browser."""
    file = recorded_access.get_proof_file_for(request.user, slug, number)
    if file.erased_at is not None:
        raise NotFound
    name = f"{slug}-{file.pk}" + (f".{file.extension}" if file.extension else "")
    # Whatever it holds, it is bytes to the browser: nothing in it runs here.
    response = HttpResponse(
        proof_files.path_of(file.name).read_bytes(), content_type="application/octet-stream"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_http_methods(PAGE)
def proof_erase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask before deleting the file of a proof; a POST deletes."""
    person = _person(request)
    file = recorded_access.get_proof_file_for(person, slug, number)
    require(recorded_access.can_erase_proof(person, file))
    if request.method == "POST":
        erase_proof(actor=person, file=file)
        messages.success(request, _("The proof is erased. The signature stands."))
        return redirect("statements:signature_acts", slug)
    context = {"statement": access.get_statement_for(person, slug), "file": file}
    return render(request, "statements/signing/proof_erase.html", context)


@never_cache
@require_http_methods(PAGE)
def signature_withdraw(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask before withdrawing for an organization that asked it of the secretariat."""
    person = _person(request)
    statement, version = _signed(person, slug)
    organization = get_standing_organization_for(person, key)
    own = own_signature(person, version, organization)
    if request.method == "POST":
        withdraw_signatures(actor=person, statement=statement, organization=organization)
        said = _("The signature of %(name)s is withdrawn.") % {"name": organization.name}
        messages.success(request, said)
        return redirect("statements:signature_acts", slug)
    if not own.stands:
        raise NotFound
    context: dict[str, Any] = {"statement": statement, "version": version, "own": own}
    return render(request, "statements/signing/withdraw_for.html", context)
