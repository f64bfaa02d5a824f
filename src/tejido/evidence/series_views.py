"""Pages of published series: the list, one with its values, the download, publishing."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.access import require
from tejido.core.errors import NotAllowed
from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.evidence.access import can_publish_series
from tejido.evidence.actions import publish_series
from tejido.evidence.domain.series import plain
from tejido.evidence.models import SeriesVersion
from tejido.evidence.queries import series_for, series_version, sources_for
from tejido.evidence.series_forms import SeriesForm


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """List the series the reader sees."""
    found = series_for(request.user)
    sources = {one.source_id for series in found for one in series.versions.all()}
    seen = sources_for(request.user).filter(pk__in=sources)
    context = {
        "found": found,
        "seen_sources": frozenset(seen.values_list("pk", flat=True)),
        "may_publish": can_publish_series(request.user),
    }
    return render(request, "evidence/series_list.html", context)


@require_safe
def series_page(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """Show a series: a version's values, its source, its other versions."""
    version = series_version(key, number, user=request.user)
    context = {
        "series": version.series,
        "version": version,
        "values": [(each.year, _said(plain(each.value))) for each in version.observations.all()],
        "versions": version.series.versions.select_related("source"),
        "may_publish": can_publish_series(request.user),
        "source_seen": sources_for(request.user).filter(pk=version.source_id).exists(),
    }
    return render(request, "evidence/series.html", context)


@require_safe
def series_csv(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Download the values of a version: year and value, nothing else."""
    version = series_version(key, number, user=request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}@{number}.csv"'
    writer = csv.writer(response, lineterminator="\n")
    writer.writerow(["year", "value"])
    writer.writerows((each.year, plain(each.value)) for each in version.observations.all())
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def series_publish(request: HttpRequest) -> HttpResponse:
    """Publish a series, or the next version of one (`from`)."""
    require(can_publish_series(request.user))
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed
    form = SeriesForm(
        request.POST or None, sources=sources_for(user), initial=_standing(request, user)
    )
    published: list[SeriesVersion] = []

    def publish() -> None:
        source = form.cleaned_data["source"]
        published.append(publish_series(actor=user, data=form.series_data(), source=source))

    if entered(request, form, publish):
        return redirect(published[0].series)
    return show_form(request, "evidence/series_form.html", form)


def _said(value: str) -> str:
    """Return a value with its thousands apart and every decimal its publisher gives."""
    whole, point, part = value.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{part}"


def _standing(request: HttpRequest, user: User) -> dict[str, str]:
    key = request.GET.get("from", "")
    if not key:
        return {}
    version = series_version(key, user=user)
    series = version.series
    values = "\n".join(f"{each.year},{plain(each.value)}" for each in version.observations.all())
    names = ("key", "sort", "title_es", "title_en", "unit_es", "unit_en", "country")
    kept = {name: str(getattr(series, name)) for name in names}
    notes = {"note_es": version.note_es, "note_en": version.note_en}
    return {**kept, **notes, "values": values, "source": version.source.key}
