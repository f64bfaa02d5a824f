"""Choosing the source of a note and the addressee of a demand: search, choose, or register."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.accountability.queries import possible_addressees
from tejido.core.errors import NotFound
from tejido.evidence.queries import sources_for
from tejido.statements.access import get_draft_for
from tejido.statements.actions import save_draft
from tejido.statements.domain.draft import Draft
from tejido.statements.forms.choosing import ChoiceForm, SearchForm
from tejido.statements.models import Version
from tejido.statements.queries.drafts import draft_in
from tejido.statements.views.editing import person

PAGE_SIZE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Choose the source of one note."""
    user = person(request)
    version = get_draft_for(user, slug)
    stored = draft_in(version)
    if all(note.number != number for note in stored.notes):
        raise NotFound
    choice = ChoiceForm(request.POST or None)
    if request.method == "POST" and choice.is_valid():
        return _save(request, version, stored.with_source(number, choice.key), choice, "note")
    search = SearchForm(request.GET)
    registered = request.GET.get("source", "")
    found = sources_for(user, search.text())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = urlencode({"next": request.path})
    context = {
        "version": version,
        "number": number,
        "search": search,
        "page": page,
        "registered": sources_for(user).filter(key=registered).first() if registered else None,
        "register_url": f"{reverse('evidence:source_create')}?{query}",
    }
    return render(request, "statements/editing/choose_source.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_addressee(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Choose whom one demand is made to."""
    user = person(request)
    version = get_draft_for(user, slug)
    stored = draft_in(version)
    if not 1 <= position <= len(stored.demands):
        raise NotFound
    choice = ChoiceForm(request.POST or None)
    if request.method == "POST" and choice.is_valid():
        draft = stored.with_addressee(position, choice.key)
        return _save(request, version, draft, choice, "demand")
    search = SearchForm(request.GET)
    found = possible_addressees(user, search.text())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"version": version, "number": position, "search": search, "page": page}
    return render(request, "statements/editing/choose_addressee.html", context)


def _save(
    request: HttpRequest, version: Version, draft: Draft, choice: ChoiceForm, anchor: str
) -> HttpResponse:
    save_draft(actor=person(request), version=version, draft=draft, revision=choice.revision)
    edit = reverse("statements:draft_edit", args=[version.statement.slug])
    match = request.resolver_match
    place = match.kwargs.get("number") or match.kwargs.get("position") if match else ""
    return redirect(f"{edit}#{anchor}-{place}")
