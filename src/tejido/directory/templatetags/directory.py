"""Places, days, languages and acts in the reader's language."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.directory.audit_words import ACTIONS, FIELDS
from tejido.directory.domain.countries import country_name, subdivision_name
from tejido.directory.forms import languages
from tejido.directory.models import Organization

register = template.Library()


@register.filter
def place(organization: Organization) -> str:
    """Return where an organization is: town, state or department, country, as far as known."""
    language = get_language() or "es"
    parts = [
        organization.town,
        subdivision_name(organization.subdivision, language) if organization.subdivision else "",
        country_name(organization.country, language) if organization.country else "",
    ]
    return ", ".join(part for part in parts if part)


@register.simple_tag
def days(start: date | None, end: date | None) -> str:
    """Return from when until when something was in force, in words."""
    if start and end:
        words = _("from %(start)s to %(end)s")
    elif start:
        words = _("since %(start)s")
    elif end:
        words = _("until %(end)s")
    else:
        words = _("start not known")
    return words % {"start": _in_words(start), "end": _in_words(end)}


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language; "" for none."""
    return languages.language_name(code, get_language() or "es") if code else ""


@register.filter
def action_name(action: str) -> str:
    """Return what an audit entry says was done, in words."""
    return str(ACTIONS.get(action, action))


@register.filter
def audit_details(data: dict[str, object], organizations: dict[int, str]) -> str:
    """Return the values of an audit entry on one line, organizations by their names."""
    found = []
    for name, held in sorted(data.items()):
        value = organizations.get(held, held) if isinstance(held, int) else held
        words = ", ".join(_field(v) for v in value) if isinstance(value, list) else _field(value)
        if words:
            found.append(f"{_field(name)}: {words}")
    return "; ".join(found)


def _field(name: object) -> str:
    return "" if name is None else str(FIELDS.get(str(name), name))


def _in_words(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
