"""Exploring: a form that is a question, its answer as chart and table, and what it rests on."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from tejido.budgets.answer_basis import basis_of
from tejido.budgets.answer_files import file_name
from tejido.budgets.answer_rows import chart_of
from tejido.budgets.answer_table import page_table
from tejido.budgets.asking_slots import RETRY, AskedTooMuch
from tejido.budgets.explore_forms import ExploreForm
from tejido.budgets.exploring import (
    Explored,
    explored,
    form_of,
    found_of,
    known_query,
    reader_language,
)
from tejido.budgets.finding_access import can_write_findings
from tejido.budgets.queries.labels import Found
from tejido.budgets.rule_files import write_question
from tejido.core.errors import DomainError

# Rows of a table on the page; the files have them all.
MOST_SHOWN: Final = 400


@conditional_page
@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Answer the question an address holds; what is refused says why and what to do."""
    form = form_of(request)
    search, chosen = found_of(form)
    context: dict[str, Any] = {
        "form": form,
        "dataset": form.offer.dataset,
        "search": search,
        "chosen": chosen,
        "query": known_query(form),
    }
    # A search with nothing chosen yet is not a question: first it is said who is meant.
    waiting = search is not None and not chosen
    status = 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound and not waiting:
        status = _answer(request, form, chosen, context)
    response = render(request, "budgets/explore.html", context, status=status)
    if status == AskedTooMuch.status:
        response.headers["Retry-After"] = str(RETRY)
    return response


def _answer(
    request: HttpRequest, form: ExploreForm, chosen: list[Found], context: dict[str, Any]
) -> int:
    """Put the answer, or why there is none, into the page; return the status."""
    try:
        found = explored(request, form, chosen)
    except DomainError as refusal:
        context["refusal"] = refusal
        return refusal.status if refusal.status >= 500 else 422
    context |= _shown(found)
    context["may_write"] = can_write_findings(request.user)
    return 200


def _shown(found: Explored) -> dict[str, Any]:
    language, answer = reader_language(), found.answer
    chart = chart_of(answer, found.title, language)
    return {
        "title": found.title,
        "table": page_table(answer, language, MOST_SHOWN),
        "chart": chart,
        "left_out": chart.left_out() if chart is not None else 0,
        "file_name": file_name(answer, language),
        "question_yaml": write_question(answer.question),
        **basis_of(answer, language),
    }
