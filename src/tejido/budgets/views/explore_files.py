"""The answer of an address to take along: its chart, its table, its question."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tejido.budgets.answer_files import csv_text, file_name, xlsx_bytes
from tejido.budgets.answer_rows import chart_of
from tejido.budgets.asking_slots import RETRY, AskedTooMuch
from tejido.budgets.charts import draw_png, draw_svg
from tejido.budgets.domain.answer import answer_data, pinned_question
from tejido.budgets.domain.chart import THEMES, Chart
from tejido.budgets.domain.question import question_data
from tejido.budgets.domain.question_reading import read_question
from tejido.budgets.exploring import Explored, explored_from, reader_language
from tejido.budgets.rule_files import write_yaml
from tejido.core.canonical import digest_of
from tejido.core.errors import NotFound
from tejido.core.middleware import error_response

_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def explore_chart(request: HttpRequest, theme: str) -> HttpResponse:
    """Return the chart as SVG, in the colours of a theme."""
    if theme not in THEMES:
        raise NotFound
    return _send(request, f"{theme}.svg")


@require_safe
def explore_png(request: HttpRequest) -> HttpResponse:
    """Download the chart as PNG."""
    return _send(request, "png")


@require_safe
def explore_csv(request: HttpRequest) -> HttpResponse:
    """Download every row as CSV."""
    return _send(request, "csv")


@require_safe
def explore_xlsx(request: HttpRequest) -> HttpResponse:
    """Download every row as a workbook."""
    return _send(request, "xlsx")


@require_safe
def explore_yaml(request: HttpRequest) -> HttpResponse:
    """Download the question, with the versions it was answered with, as YAML."""
    return _send(request, "yaml")


def _send(request: HttpRequest, sort: str) -> HttpResponse:
    """Return a file of an answer; nothing is drawn or written for who has it already.

    Errors:
        NotFound: there is nothing to draw; and as `explored_from`.
    """
    try:
        found = explored_from(request)
    except AskedTooMuch as busy:
        response = error_response(request, busy)
        response.headers["Retry-After"] = str(RETRY)
        return response
    # Not the rows alone: what they rest on is written in the files as well.
    tag = digest_of([sort, reader_language(), found.title, answer_data(found.answer)])
    etag = f'"{tag[:32]}"'
    same = get_conditional_response(request, etag=etag)
    if same is not None:
        return same
    response = _file(found, sort)
    response.headers["ETag"] = etag
    return response


def _file(found: Explored, sort: str) -> HttpResponse:
    language = reader_language()
    if sort.endswith("svg"):
        drawn = draw_svg(_chart(found, language), sort.partition(".")[0])
        return HttpResponse(drawn, content_type="image/svg+xml")
    if sort == "png":
        return _attached(found, draw_png(_chart(found, language)), "image/png", sort)
    if sort == "csv":
        return _attached(found, csv_text(found.answer, language), _CSV, sort)
    if sort == "xlsx":
        return _attached(found, xlsx_bytes(found.answer, language), _XLSX, sort)
    question = pinned_question(read_question(found.answer.question), found.answer.resolved)
    text = write_yaml(question_data(question))
    return _attached(found, text, "application/yaml; charset=utf-8", sort)


def _chart(found: Explored, language: str) -> Chart:
    chart = chart_of(found.answer, found.title, language)
    if chart is None:
        raise NotFound
    return chart


def _attached(
    found: Explored, content: str | bytes, content_type: str, ending: str
) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = f"{file_name(found.answer, reader_language())}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
