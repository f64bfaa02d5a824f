"""The first page of the budgets, and the datasets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.budgets.access import can_import_budgets
from tejido.budgets.queries.answers import datasets_for
from tejido.budgets.queries.findings import finding_lines

NEWEST = 3


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is here: the newest findings, the datasets, where to go on."""
    context = {
        "lines": finding_lines(request.user, get_language() or "es", most=NEWEST),
        "datasets": datasets_for(request.user),
        "may_import": can_import_budgets(request.user),
    }
    return render(request, "budgets/index.html", context)
