"""Who signed, at addresses of their own: A to Z, by network, by country, people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.statements import access
from tejido.statements.domain.tally import Count
from tejido.statements.models import Statement, Version
from tejido.statements.queries.countries import countries
from tejido.statements.queries.counts import current_version, signed_version, stored_count
from tejido.statements.queries.lists import NamedOrganizations, named_networks, named_people
from tejido.statements.queries.titles import title_of
from tejido.statements.reading_access import get_revision_for
from tejido.statements.templatetags.signatures import UNKNOWN_COUNTRY
from tejido.statements.views.public import language, shared

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with the version that its signatures count for.

    Errors of `of`:
        NotFound: not the reader's to see, or nobody signed.
    """

    statement: Statement
    version: Version
    title: str
    title_language: str
    count: Count

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> "Signed":
        """Return what is signed at an address the reader may see."""
        statement = access.get_statement_for(request.user, slug)
        current = current_version(statement)
        version = current and signed_version(current)
        if current is None or version is None:
            raise NotFound
        title, there = title_of(current, language())
        return cls(statement, version, title, there, stored_count(version))

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every list of names shows."""
        return {
            "statement": self.statement,
            "version": self.version,
            "title": self.title,
            "title_language": self.title_language,
            "count": self.count,
            **more,
        }


def _search(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:100]


def _page(request: HttpRequest, items: Any) -> Page[Any]:
    return Paginator(items, PER_PAGE).get_page(request.GET.get("page"))


def _shared_list(
    request: HttpRequest, slug: str, make: Callable[[Signed], HttpResponse]
) -> HttpResponse:
    """Let the pages of a list be kept, but none that answers a search."""
    revision = get_revision_for(request.user, slug)
    response = make(Signed.of(request, slug))
    return response if _search(request) else shared(request, revision, response)


@require_safe
def signatures(request: HttpRequest, slug: str) -> HttpResponse:
    """List the named organizations A to Z."""

    def make(signed: Signed) -> HttpResponse:
        names = NamedOrganizations(
            signed.version.pk, request.user, search=_search(request), count=signed.count
        )
        return _render(request, signed, "organizations", names, unnamed=signed.count.unnamed)

    return _shared_list(request, slug, make)


def _render(
    request: HttpRequest,
    signed: Signed,
    listed: str,
    names: Any,
    *,
    unnamed: int,
    **more: Any,
) -> HttpResponse:
    context = signed.context(
        listed=listed,
        names=_page(request, names),
        search=_search(request),
        unnamed=0 if _search(request) else unnamed,
        may_hide=bool(access.can_change_signatures(request.user)),
        **more,
    )
    return render(request, "statements/signatures.html", context)


@require_safe
def signing_networks(request: HttpRequest, slug: str) -> HttpResponse:
    """List the networks that signed or carried signatures."""

    def make(signed: Signed) -> HttpResponse:
        context = signed.context(
            listed="networks",
            networks=named_networks(signed.version.pk, request.user),
            unnamed=signed.count.unnamed_networks,
            may_hide=bool(access.can_change_signatures(request.user)),
        )
        return render(request, "statements/signing_networks.html", context)

    return _shared_list(request, slug, make)


@require_safe
def signatures_by_network(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """List the named organizations whose signature one network carried."""

    def make(signed: Signed) -> HttpResponse:
        network = next(
            (line for line in named_networks(signed.version.pk, request.user) if line.key == key),
            None,
        )
        if network is None:
            raise NotFound
        names = NamedOrganizations(
            signed.version.pk, request.user, via=network, search=_search(request)
        )
        return _render(request, signed, "network", names, network=network, unnamed=0)

    return _shared_list(request, slug, make)


@require_safe
def signing_countries(request: HttpRequest, slug: str) -> HttpResponse:
    """List the countries of the named organizations."""

    def make(signed: Signed) -> HttpResponse:
        context = signed.context(
            listed="countries", countries=countries(signed.version.pk, request.user)
        )
        return render(request, "statements/signing_countries.html", context)

    return _shared_list(request, slug, make)


@require_safe
def signatures_by_country(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """List the named organizations of one country."""
    wanted = "" if code == UNKNOWN_COUNTRY else code.upper()

    def make(signed: Signed) -> HttpResponse:
        names = NamedOrganizations(
            signed.version.pk, request.user, country=wanted, search=_search(request)
        )
        if not _search(request) and not len(names):
            raise NotFound
        return _render(request, signed, "country", names, code=wanted, unnamed=0)

    return _shared_list(request, slug, make)


@require_safe
def signing_people(request: HttpRequest, slug: str) -> HttpResponse:
    """List the people who signed by name: never kept, and kept out of search engines."""
    signed = Signed.of(request, slug)
    names = named_people(signed.version.pk, _search(request))
    response = _render(request, signed, "people", names, unnamed=signed.count.unnamed_people)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
