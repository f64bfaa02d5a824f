"""Template tags every page uses."""

import json
from datetime import date

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import translate_url
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, override

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[dict[str, object]]:
    """Return the page being read in every language: code, own name, address, whether current."""
    request = context.get("request")
    if request is None:
        return []
    current = get_language()
    path = request.get_full_path()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "path": _translated(path, code),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


def _translated(path: str, code: str) -> str:
    target = translate_url(path, code)
    if target != path:
        return target
    # A page with no translated address of its own (an error): the first page of that language.
    with override(code):
        return path if path.startswith(f"/{code}/") else f"/{code}/"


@register.filter
def as_json(value: object) -> str:
    """Return a value as JSON, for an attribute that a script of ours reads; it is escaped there."""
    return json.dumps(value)


@register.filter
def grouped(digest: str) -> str:
    """Return a hexadecimal digest in groups of four, readable aloud."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


@register.filter
def date_said(written: str) -> str:
    """Return a year, a month or a day as the reader's language says it.

    Arguments:
        written: 2017, 2017-05 or 2017-05-31 (ISO 8601); anything else is returned as it is.
    """
    year, _, rest = written.partition("-")
    if not rest:
        return year
    try:
        if "-" in rest:
            return date_format(date.fromisoformat(written), "DATE_FORMAT")
        return date_format(date.fromisoformat(f"{written}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        return written
