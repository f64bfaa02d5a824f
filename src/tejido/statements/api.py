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
from tejido.statements.queries.exported import exported_signers, exported_unconfirmed
from tejido.statements.queries.public import StatementPage
from tejido.statements.queries.public import statement_page as page_of

# Spreadsheets read UTF-8 only when a file begins with its mark.
_BOM = "\ufeff"
Answer = TypeVar("Answer", bound=HttpResponseBase)

_FIELDS = (
    "kind",
    "key",
    "name",
    "country",
    "directly",
    "through",
    "affiliation",
    "how",
    "signed_version",
    "signed_digest",
    "state",
)


def _page(slug: str) -> StatementPage:
    # Downloads are what the public sees, whoever asks: a file is passed on.
    statement = access.get_statement_for(AnonymousUser(), slug)
    return page_of(statement, get_language() or "es")


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
        "change": version.change or None,
        "signed_version": signed.number if signed else None,
        "signed_digest": signed.digest if signed else None,
        "revision": statement.revision,
        "count": asdict(page.count),
        "unconfirmed_count": page.unconfirmed,
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
    for signer in chain(_signers(page), exported_unconfirmed(page.version)):
        yield [_cell(signer.get(field, "")) for field in _FIELDS]
    count = page.count
    for kind, number in (
        ("organizations-unnamed", count.unnamed),
        ("networks-unnamed", count.unnamed_networks),
        ("people-unnamed", count.unnamed_people),
        ("unconfirmed", page.unconfirmed),
    ):
        if number:
            yield _said(kind, str(number))
    for name in ("address", "digest", "published_at"):
        yield _said(name, _cell(about(page)[name] or ""))


def _signers(page: StatementPage) -> Iterator[dict[str, Any]]:
    return exported_signers(page.signed) if page.signed else iter(())


def _said(kind: str, value: str) -> list[str]:
    return [kind, "", value, *[""] * (len(_FIELDS) - 3)]


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
    whole = {
        **about(page),
        "signers": list(_signers(page)),
        "unconfirmed": list(exported_unconfirmed(page.version)),
    }
    body = json.dumps(whole, ensure_ascii=False, indent=1)
    return _download(HttpResponse(body, content_type="application/json"), f"{slug}.json")


def _download(response: Answer, name: str) -> Answer:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
