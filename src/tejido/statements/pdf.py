"""A statement as a file to print: text, notes and every name, written by the worker.

A file is named after its statement, the digest of its wording, the revision, the log's key and the
language, so a file of an earlier revision or key is never served; it is removed as soon as the
revision grows, or a newer one is written.
"""

import os
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tejido.core.errors import NotFound
from tejido.core.transparency.keys import key_state, public_key
from tejido.statements.markdown import render_body
from tejido.statements.models import Statement, Version
from tejido.statements.queries.lists import NamedOrganizations, named_networks, named_people
from tejido.statements.queries.public import StatementPage, statement_page

# Tagged for screen readers: PDF/UA-1, ISO 14289-1.
VARIANT = "pdf/ua-1"


def folder() -> Path:
    """Return the folder of the files, readable by the installation alone."""
    found = Path(settings.FILES_ROOT) / "statements"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def path_of(statement: Statement, language: str) -> Path | None:
    """Return where the current file of a published statement is or will be; None unpublished."""
    version = statement.published_version
    if version is None:
        return None
    return folder() / f"{stem_of(statement, version)}-{language}.pdf"


def stem_of(statement: Statement, version: Version) -> str:
    """Return what the names of a statement's current files begin with."""
    return f"{statement.pk}-{version.digest}-{statement.revision}-{key_state()}"


def write(statement_id: int) -> None:
    """Write the files of a published statement that are missing, one a language; idempotent.

    A statement that is gone or not published has none.
    """
    statement = published(statement_id)
    if statement is None:
        return
    for language, _name in settings.LANGUAGES:
        path = path_of(statement, language)
        try:
            page = statement_page(statement, language)
        except NotFound:
            continue
        if path is not None and page.language == language and not path.exists():
            _keep(path, render(page))
    # A name may have been hidden while the file was being made.
    current = published(statement_id)
    if current is not None:
        remove_old(current)


def published(statement_id: int) -> Statement | None:
    """Return a statement if anything of it is published."""
    found = Statement.objects.select_related("published_version", "source")
    return found.filter(pk=statement_id, published_version__isnull=False).first()


def render(page: StatementPage) -> bytes:
    """Return the file of a page: tagged, with the fonts of the system and nothing fetched."""
    # Half a second to load, which no web process and no other command should pay.
    from weasyprint import CSS, HTML

    anyone = AnonymousUser()
    signed = page.signed
    context = {
        "page": page,
        "body": render_body(page.wording.body, page.note_numbers, language=page.language),
        "coalition": settings.COALITION,
        "address": page.address,
        "organizations": NamedOrganizations(signed.pk, anyone) if signed else [],
        "networks": named_networks(signed.pk, anyone) if signed else [],
        "people": named_people(signed.pk) if signed else [],
    }
    with override(page.language):
        path = reverse("statements:record_page", args=[page.statement.slug])
        record, key = f"{settings.BASE_URL}{path}", public_key()
        code = f"{record}#{key.fingerprint}" if key else ""
        context |= {"key": key, "record_address": record, "record_code": code}
        html = render_to_string("statements/pdf.html", context)
    sheet = finders.find("statements/pdf.css")
    css = CSS(filename=sheet, url_fetcher=_refuse)
    document = HTML(string=html, url_fetcher=_refuse)
    result: bytes = document.write_pdf(stylesheets=[css], pdf_variant=VARIANT)
    return result


def _refuse(url: str, *_args: object, **_options: object) -> NoReturn:
    raise ValueError(f"A statement's file fetches nothing: {url.partition(':')[0]}")


def _keep(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(f".{os.getpid()}.part")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        fresh.replace(path)
    except FileNotFoundError:
        # Removed as old in the meantime: the revision has grown, and a newer file is queued.
        return


def remove_all(statement_id: int) -> None:
    """Remove a statement's files: all are older than what was just added to it."""
    for path in folder().glob(f"{statement_id}-*"):
        path.unlink(missing_ok=True)


def remove_old(statement: Statement) -> None:
    """Remove a statement's files but those of its current revision, its record among them."""
    version = statement.published_version
    stem = f"{stem_of(statement, version)}-" if version else None
    for path in folder().glob(f"{statement.pk}-*"):
        if stem is None or not path.name.startswith(stem):
            path.unlink(missing_ok=True)
