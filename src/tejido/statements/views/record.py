"""The record of a statement: its page, the file, and the program that verifies it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.core.transparency import checkpoints, keys
from tejido.statements import access, record_file, verify
from tejido.statements.models import Statement
from tejido.statements.tasks import request_record

PROGRAM = Path(verify.__file__)


def _statement(slug: str) -> Statement:
    # A record is what the public sees, whoever asks: a file is passed on.
    statement = access.get_statement_for(AnonymousUser(), slug)
    if statement.published_version_id is None or statement.last_leaf is None:
        raise NotFound
    return statement


@require_safe
def record_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the record proves, what it cannot, and how to verify it."""
    statement = _statement(slug)
    context = {
        "statement": statement,
        "version": statement.published_version,
        "key": keys.public_key(),
        "earlier_keys": keys.public_keys()[:-1],
        "checkpoint": checkpoints.newest_checkpoint(),
        "address": settings.BASE_URL,
    }
    response = render(request, "statements/record.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def record_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out record.json, or say that it is being prepared.

    Errors:
        NotFound, NoRecord, NoKey, KeyRevoked, KeyUnreadable.
    """
    statement = _statement(slug)
    keys.current()
    if record_file.is_small(statement):
        record_file.keep(statement.pk)
        statement = _statement(slug)
    path = record_file.path_of(statement)
    try:
        file = path.open("rb") if path else None
    except FileNotFoundError:
        file = None
    if file is None:
        request_record(statement.pk)
        return _being_prepared(request, statement)
    name = f"{slug}-record.json"
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type="application/json"
    )
    # People are named in it.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def record_program(request: HttpRequest) -> HttpResponse:
    """Hand out verify.py, which verifies any record without this server."""
    named = {"Content-Disposition": 'attachment; filename="verify.py"'}
    return HttpResponse(PROGRAM.read_bytes(), content_type="text/x-python", headers=named)


def _being_prepared(request: HttpRequest, statement: Statement) -> HttpResponse:
    response = render(
        request, "statements/record_waiting.html", {"statement": statement}, status=202
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
