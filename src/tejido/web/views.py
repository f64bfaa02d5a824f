"""The first page and the site map: composition of what the other apps offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.budgets.queries.findings import published_lines
from tejido.statements.access import can_write_statements
from tejido.statements.queries.listing import statement_lines

NEWEST = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest statements and findings, and where to go from here."""
    language = get_language() or "es"
    context = {
        "lines": statement_lines(request.user, language, most=NEWEST),
        "findings": published_lines(language, most=NEWEST),
        "may_write": can_write_statements(request.user),
    }
    return render(request, "web/home.html", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """List every public page by name."""
    return render(request, "web/site_map.html")
