"""Pages of findings that anybody reads: the list, one, a version of it, what to take along."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.budgets.answer_files import csv_text
from tejido.budgets.answer_rows import chart_of
from tejido.budgets.bundle import bundle_path
from tejido.budgets.charts import draw_svg
from tejido.budgets.domain.answer import read_answer
from tejido.budgets.domain.chart import THEMES
from tejido.budgets.finding_access import (
    can_write_findings,
    get_finding_for,
    get_version_for,
    may_do,
)
from tejido.budgets.finding_rows import page_of
from tejido.budgets.models import Finding, FindingVersion
from tejido.budgets.queries.findings import finding_lines
from tejido.core.errors import NotFound


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """List the findings the reader sees, newest first."""
    context = {
        "lines": finding_lines(request.user, get_language() or "es"),
        "may_write": can_write_findings(request.user),
    }
    return render(request, "budgets/finding_list.html", context)


@require_safe
def finding_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a finding: the published version, or the newest to who writes findings."""
    finding = get_finding_for(request.user, key)
    published = finding.published_version
    number = _newest(request, finding) if published is None else published.number
    return _page(request, get_version_for(request.user, key, number))


@require_safe
def finding_version_page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show one version of a finding: what a footnote cites never changes."""
    return _page(request, get_version_for(request.user, key, number))


@require_safe
def finding_chart(request: HttpRequest, key: str, number: int, theme: str) -> HttpResponse:
    """Draw the chart of a version as SVG."""
    version = get_version_for(request.user, key, number)
    language = get_language() or "es"
    sentence = getattr(version, f"sentence_{language}")
    chart = chart_of(read_answer(version.answer), sentence, language)
    if chart is None or theme not in THEMES:
        raise NotFound
    response = HttpResponse(draw_svg(chart, theme), content_type="image/svg+xml")
    # A version past its draft never changes.
    if version.published_at is not None:
        response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def finding_csv(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Download the figures of a version."""
    version = get_version_for(request.user, key, number)
    text = csv_text(read_answer(version.answer), get_language() or "es")
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}-{number}.csv"'
    return response


@require_safe
def finding_bundle(request: HttpRequest, key: str, number: int) -> FileResponse:
    """Download what recomputes a published version."""
    version = get_version_for(request.user, key, number)
    if version.published_at is None:
        raise NotFound
    path = bundle_path(version)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _newest(request: HttpRequest, finding: Finding) -> int:
    seen = FindingVersion.objects.visible_to(request.user).filter(finding=finding)
    newest = seen.defer("answer").first()
    return newest.number if newest else 0


def _page(request: HttpRequest, version: FindingVersion) -> HttpResponse:
    may_write = can_write_findings(request.user)
    context = {
        "finding": version.finding,
        "version": version,
        "may_write": may_write,
        **page_of(version, read_answer(version.answer), get_language() or "es"),
    }
    if may_write:
        context |= {
            "may": may_do(request.user, version),
            "versions": FindingVersion.objects.visible_to(request.user)
            .filter(finding=version.finding)
            .defer("answer"),
            "recheck": version.rechecks.first(),
        }
    return render(request, "budgets/finding.html", context)
