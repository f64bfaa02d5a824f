"""Pages of sources: the list, one, register, put right."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.form_pages import show_form
from tejido.core.views.signed_in import allowed_person
from tejido.directory.models import Visibility
from tejido.evidence.access import (
    can_register_sources,
    can_write_sources,
    get_source_for,
)
from tejido.evidence.actions import create_source, source_data, update_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.forms import SearchForm, SourceForm
from tejido.evidence.models import Source
from tejido.evidence.queries import sources_for

PAGE_SIZE = 50


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """List the sources the reader sees, with a search."""
    search = SearchForm(request.GET)
    found = sources_for(request.user, search.text())
    context = {
        "search": search,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_write": can_register_sources(request.user),
    }
    return render(request, "evidence/source_list.html", context)


@require_safe
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one source."""
    source = get_source_for(request.user, key)
    may_write = can_write_sources(request.user)
    return render(request, "evidence/source.html", {"source": source, "may_write": may_write})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_create(request: HttpRequest) -> HttpResponse:
    """Register a source; `next` leads back to the page that needed it."""
    user = allowed_person(request, can_register_sources(request.user))
    public = SourceData(title="", visibility=Visibility.PUBLIC)
    form = SourceForm(request.POST or None, request.FILES or None, initial=public)
    if form.is_valid():
        source = create_source(actor=user, data=form.source_data())
        return redirect(_back_with(request, source))
    return _form_page(request, form, None, back=_wanted(request) or reverse("evidence:source_list"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Put a source right."""
    user = allowed_person(request, can_write_sources(request.user))
    source = get_source_for(user, key)
    form = SourceForm(request.POST or None, request.FILES or None, initial=source_data(source))
    if form.is_valid():
        update_source(actor=user, source=source, data=form.source_data())
        return redirect("evidence:source_page", source.key)
    return _form_page(request, form, source, back=source.get_absolute_url())


def _form_page(
    request: HttpRequest, form: SourceForm, source: Source | None, *, back: str
) -> HttpResponse:
    return show_form(request, "evidence/source_form.html", form, source=source, back=back)


def _back_with(request: HttpRequest, source: Source) -> str:
    """Return the page to go on to: the one that asked for a source, if it is one of ours."""
    wanted = _wanted(request)
    if wanted:
        return f"{wanted.partition('?')[0]}?{urlencode({'source': source.key})}"
    return source.get_absolute_url()


def _wanted(request: HttpRequest) -> str:
    """Return the page that asked for a source; "" when there is none, or it is not ours."""
    wanted = request.GET.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else ""
