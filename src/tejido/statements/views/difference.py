"""What a version changed of the one before it, and the exact text its digest is taken of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.statements.access import can_write_statements, get_version_for
from tejido.statements.domain.difference import version_difference
from tejido.statements.domain.digest import canonical_bytes
from tejido.statements.domain.version_text import public_part
from tejido.statements.forms.rows import LANGUAGE_NAMES
from tejido.statements.queries.content import version_content


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
    differences = [
        {
            "code": wording.language,
            "language": LANGUAGE_NAMES[wording.language],
            "correction": wording.correction,
            "rows": version_difference(old, new, wording.language),
        }
        for wording in new.wordings
    ]
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
