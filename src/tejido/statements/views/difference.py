"""What a version changed of the one before it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.statements.access import get_version_for
from tejido.statements.domain.difference import version_difference
from tejido.statements.forms.drafts import LANGUAGE_NAMES
from tejido.statements.queries.content import version_content


@require_safe
def version_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version beside the one before it, in each language; a draft to who writes it."""
    if number < 2:
        raise NotFound
    after = get_version_for(request.user, slug, number)
    before = get_version_for(request.user, slug, number - 1)
    old, new = version_content(before), version_content(after)
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
