"""What a version changed of the one before it, and the exact text its digest is taken of."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.statements.access import can_write_statements, get_version_for
from tejido.statements.domain.difference import Row, version_difference
from tejido.statements.domain.digest import canonical_bytes
from tejido.statements.domain.version_text import VersionContent, Wording, public_part
from tejido.statements.forms.rows import LANGUAGE_NAMES
from tejido.statements.models import Version
from tejido.statements.queries.content import version_content


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed of an earlier one, in one language.

    Arguments:
        code, language: the language and its name.
        correction: what the version says of its change.
        rows: paragraphs before and after.
        before, after: numbers of the versions.
    """

    code: str
    language: str | Promise
    correction: str
    rows: tuple[Row, ...]
    before: int = 0
    after: int = 0


def difference_in(language: str, before: Version, after: Version) -> Difference:
    """Return what the public may read of a change, in a language or in the one there is.

    Arguments:
        before, after: frozen versions with their content.
    """
    old, new = public_part(version_content(before)), public_part(version_content(after))
    there = {wording.language: wording for wording in new.wordings}
    wording = there.get(language) or new.wordings[0]
    found = _difference(wording, old, new)
    return replace(found, before=before.number, after=after.number)


def _difference(wording: Wording, old: VersionContent, new: VersionContent) -> Difference:
    code = wording.language
    rows = version_difference(old, new, code)
    return Difference(code, LANGUAGE_NAMES[code], wording.correction, rows)


@require_safe
def version_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version beside the one before it, in each language; a draft to who writes it."""
    if number < 2:
        raise NotFound
    after = get_version_for(request.user, slug, number)
    before = get_version_for(request.user, slug, number - 1)
    old, new = version_content(before), version_content(after)
    if not can_write_statements(request.user):
        old, new = public_part(old), public_part(new)
    differences = [_difference(wording, old, new) for wording in new.wordings]
    context = {
        "slug": slug,
        "before": before,
        "after": after,
        "title": new.wordings[0].title or slug,
        "differences": differences,
    }
    return render(request, "statements/editing/changes.html", context)


@require_safe
def version_wording(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the canonical JSON of a frozen version: its SHA-256 is the version's digest.

    A wording that cites what is not public any more would name it, so there is none to give.
    """
    version = get_version_for(request.user, slug, number)
    content = version_content(version)
    if not version.is_frozen or public_part(content) != content:
        raise NotFound
    return HttpResponse(
        canonical_bytes(content),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{number}.json"'},
    )
