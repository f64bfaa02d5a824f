"""Signatures for programs: CSV and JSON, whole, from the same queries as the pages.

docs/api.md describes both. People who signed by name are in them, so that search engines are told
to keep out.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.directory.domain.tables import escape_cell
from tejido.statements import access
from tejido.statements.queries.lists import NamedOrganizations, named_networks, named_people
from tejido.statements.queries.public import StatementPage
from tejido.statements.queries.public import statement_page as page_of

# Spreadsheets read UTF-8 only when a file begins with its mark.
_BOM = "\ufeff"
_CHUNK = 500

Answer = TypeVar("Answer", bound=HttpResponseBase)

_FIELDS = ("kind", "key", "name", "country", "directly", "through", "affiliation")


def _page(slug: str) -> StatementPage:
    # Downloads are what the public sees, whoever asks: a file is passed on.
    statement = access.get_statement_for(AnonymousUser(), slug)
    return page_of(statement, get_language() or "es")


def signers(page: StatementPage) -> Iterator[dict[str, Any]]:
    """Yield everyone the public sees by name: organizations, networks, people, each A to Z."""
    if page.signed is None:
        return
    version, anyone = page.signed.pk, AnonymousUser()
    for line in NamedOrganizations(version, anyone):
        yield {
            "kind": "organization",
            "key": line.key,
            "name": line.name,
            "country": line.country,
            "directly": line.direct,
            "through": list(line.through),
        }
    for network in named_networks(version, anyone):
        yield {
            "kind": "network",
            "key": network.key,
            "name": network.name,
            "country": network.country,
            "directly": network.signed,
            "carried": network.carried,
        }
    for person in named_people(version).iterator(chunk_size=_CHUNK):
        yield {"kind": "person", "name": person.name, "affiliation": person.affiliation}


def about(page: StatementPage) -> dict[str, Any]:
    """Return what identifies a statement and what it counts, as every download says it."""
    statement, version = page.statement, page.version
    signed = page.signed
    return {
        "address": page.address,
        "title": page.wording.title,
        "language": page.language,
        "record": page.is_record,
        "example": statement.is_example,
        "version": version.number,
        "digest": version.digest,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "signed_version": signed.number if signed else None,
        "signed_digest": signed.digest if signed else None,
        "revision": statement.revision,
        "count": asdict(page.count),
        "source": _source(page) if page.is_record else None,
    }


def _source(page: StatementPage) -> dict[str, str] | None:
    source = page.original
    if source is None:
        return None
    return {"title": source.title, "url": source.url, "sha256": source.digest}


def csv_rows(page: StatementPage) -> Iterator[list[str]]:
    """Yield the rows of the CSV: the names, then what is known of those not named."""
    yield list(_FIELDS)
    for signer in signers(page):
        yield [_cell(signer.get(field, "")) for field in _FIELDS]
    count = page.count
    for kind, number in (
        ("organizations-unnamed", count.unnamed),
        ("networks-unnamed", count.unnamed_networks),
        ("people-unnamed", count.unnamed_people),
    ):
        if number:
            yield [kind, "", str(number), "", "", "", ""]
    for name in ("address", "digest", "published_at"):
        yield [name, "", _cell(about(page)[name] or ""), "", "", "", ""]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    return escape_cell(text)


class _Echo:
    """A file that hands each written line back."""

    def write(self, line: str) -> str:
        return line


@require_safe
def signatures_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Hand out every name as CSV, line by line."""
    page = _page(slug)
    writer = csv.writer(_Echo())
    lines = (writer.writerow(row) for row in csv_rows(page))
    response = StreamingHttpResponse(chain([_BOM], lines), content_type="text/csv; charset=utf-8")
    return _download(response, f"{slug}.csv")


@require_safe
def signatures_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the count and every name as one JSON object."""
    page = _page(slug)
    body = json.dumps({**about(page), "signers": list(signers(page))}, ensure_ascii=False, indent=1)
    return _download(HttpResponse(body, content_type="application/json"), f"{slug}.json")


def _download(response: Answer, name: str) -> Answer:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
