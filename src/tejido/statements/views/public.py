"""The public pages of a statement: list, page, earlier versions, the file to print."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.core.page_cache import shared_page
from tejido.statements import access, pdf
from tejido.statements.domain.summary import first_words
from tejido.statements.markdown import render_body
from tejido.statements.models import Statement
from tejido.statements.queries.listing import statement_lines
from tejido.statements.queries.lists import NamedOrganizations, named_networks
from tejido.statements.queries.opening import opening_of
from tejido.statements.queries.public import StatementPage, address_of
from tejido.statements.queries.public import statement_page as page_of
from tejido.statements.reading_access import Revision, get_revision_for
from tejido.statements.tasks import request_pdf

SHOWN = 100
_DESCRIPTION = 160


def language() -> str:
    """Return the language of the address being read."""
    return get_language() or "es"


def shared(request: HttpRequest, revision: Revision, response: HttpResponse) -> HttpResponse:
    """Let a page of a statement be kept until its revision grows or its campaign moves on."""
    return shared_page(request, response, revision.is_current)


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """List what is published, and what can be read while it is signed, newest first."""
    lines = statement_lines(request.user, language())
    may_write = access.can_write_statements(request.user)
    context = {"lines": lines, "may_write": may_write}
    return render(request, "statements/statement_list.html", context)


@require_safe
def statement_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the wording of a statement that stands and who signed it: published, or being signed.

    The cost does not grow with the signatures: the count is stored, a hundred names are read, and
    the page is kept until the statement's revision grows or its campaign opens or closes.
    """
    revision = get_revision_for(request.user, slug)
    statement = access.get_statement_for(request.user, slug)
    return shared(request, revision, _render(request, page_of(statement, language())))


@require_safe
def version_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one frozen version of a statement: what stands, an earlier one, or one being signed."""
    statement = access.get_statement_for(request.user, slug)
    return _render(request, page_of(statement, language(), number))


def _render(request: HttpRequest, page: StatementPage) -> HttpResponse:
    return render(request, "statements/statement_page.html", _context(request, page))


def _context(request: HttpRequest, page: StatementPage) -> dict[str, Any]:
    signed = page.signed
    named = NamedOrganizations(signed.pk, request.user)[:SHOWN] if signed else []
    networks = named_networks(signed.pk, request.user, SHOWN) if signed else []
    return {
        "page": page,
        "statement": page.statement,
        "body": render_body(page.wording.body, page.note_numbers, language=page.language),
        "summary": first_words(page.wording.body, _DESCRIPTION),
        "alternates": [(code, address_of(page.statement.slug, code)) for code in page.languages],
        "address": page.address,
        "organizations": named,
        "networks": networks,
        "opening": opening_of(page.statement),
        "may_write": access.can_write_statements(request.user),
        "may_correct": access.can_start_correction(request.user, page.statement),
    }


@require_safe
def statement_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out the file to print, or say that it is being prepared."""
    statement = access.get_statement_for(request.user, slug)
    if statement.published_version is None:
        raise NotFound
    page = page_of(statement, language())
    path = pdf.path_of(statement, page.language)
    try:
        file = path.open("rb") if path else None
    except FileNotFoundError:
        file = None
    if file is None:
        request_pdf(statement.pk)
        return _being_prepared(request, statement)
    name = f"{slug}-{page.language}.pdf"
    response = FileResponse(file, filename=name, content_type="application/pdf")
    # People are named in it.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _being_prepared(request: HttpRequest, statement: Statement) -> HttpResponse:
    context = {"statement": statement}
    response = render(request, "statements/pdf_waiting.html", context, status=202)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
