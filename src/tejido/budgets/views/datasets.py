"""The first page of the budgets, and the page of a dataset."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.budgets.access import can_import_budgets, get_dataset_for
from tejido.budgets.queries.datasets import dataset_lines, dataset_page
from tejido.budgets.queries.findings import finding_lines
from tejido.budgets.queries.rule_sets import concordances, lenses

NEWEST = 3


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is here: the newest findings, the datasets, the lenses, and what to do first."""
    context = {
        "lines": finding_lines(request.user, get_language() or "es", most=NEWEST),
        "datasets": dataset_lines(request.user),
        "lenses": lenses(),
        "concordances": concordances(),
        "may_import": can_import_budgets(request.user),
    }
    return render(request, "budgets/index.html", context)


@require_safe
def dataset(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a dataset holds: years and documents, totals, files with their fingerprints.

    `?file=` opens one of the files: not every browser opens what a fragment leads to.
    """
    found = get_dataset_for(request.user, key)
    context = {
        "dataset": found,
        "held": dataset_page(request.user, found),
        "opened": request.GET.get("file", ""),
        "may_import": can_import_budgets(request.user),
    }
    return render(request, "budgets/dataset.html", context)
