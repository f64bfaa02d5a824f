"""Counts, names and countries of signatures in words."""

from datetime import datetime

import qrcode
from django import template
from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_info, gettext, ngettext
from qrcode.image.svg import SvgPathImage

from tejido.core.transparency.keys import PublicKey, public_key
from tejido.directory.domain.countries import country_name
from tejido.statements.domain.tally import Count
from tejido.statements.models import Statement, StatementSort, Version
from tejido.statements.queries.titles import title_of
from tejido.statements.zone_names import moment_said

register = template.Library()

UNKNOWN_COUNTRY = "xx"


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def _phrase(one: str, many: str, number: int) -> str:
    return ngettext(one, many, number) % {"number": _number(number)}


@register.simple_tag
def count_phrases(count: Count) -> list[str]:
    """Return a count in words, one phrase each, zeros left out except of organizations."""
    phrases = [
        ngettext("%(number)s organization", "%(number)s organizations", count.organizations)
        % {"number": _number(count.organizations)}
    ]
    if count.via_networks:
        phrases.append(
            gettext("%(direct)s directly, %(via)s through their networks, %(both)s both ways")
            % {
                "direct": _number(count.direct),
                "via": _number(count.via_networks),
                "both": _number(count.both),
            }
        )
    if count.networks:
        words = ngettext("%(number)s network", "%(number)s networks", count.networks)
        phrases.append(words % {"number": _number(count.networks)})
    if count.people:
        words = ngettext("%(number)s person", "%(number)s people", count.people)
        phrases.append(words % {"number": _number(count.people)})
    if count.countries:
        words = ngettext("%(number)s country", "%(number)s countries", count.countries)
        phrases.append(words % {"number": _number(count.countries)})
    return phrases


@register.simple_tag
def unnamed_phrase(number: int, named: int | None = None) -> str:
    """Return "and n more, unnamed for safety"; empty for none.

    Arguments:
        number: how many are not named.
        named: how many are; where it is 0, there is no "more".
    """
    if not number:
        return ""
    if named == 0:
        return gettext("%(number)s, unnamed for safety") % {"number": _number(number)}
    words = ngettext(
        "and %(number)s more, unnamed for safety",
        "and %(number)s more, unnamed for safety",
        number,
    )
    return words % {"number": _number(number)}


@register.filter
def grouped_number(number: int) -> str:
    """Return a number with its thousands apart."""
    return _number(number)


@register.filter
def country(code: str) -> str:
    """Return a country's name in the language of the page."""
    if code in {"", UNKNOWN_COUNTRY}:
        return gettext("Country not known")
    return country_name(code, get_language() or "es")


@register.filter
def language_itself(code: str) -> str:
    """Return a language's name in that language."""
    name: str = get_language_info(code)["name_local"]
    return name.capitalize()


@register.filter
def day_said(statement: Statement) -> str:
    """Return the day a statement was said: of the original for a record, else of publication.

    A record whose original has no known day says when it was recorded, so that nobody takes that
    day for the original's.
    """
    if statement.dated_on:
        return date_format(statement.dated_on, "DATE_FORMAT")
    version = statement.published_version
    if version is None or version.published_at is None:
        return ""
    day = date_format(localtime(version.published_at), "DATE_FORMAT")
    if statement.sort == StatementSort.RECORD:
        return gettext("recorded on %(day)s") % {"day": day}
    return day


@register.simple_tag
def log_key() -> PublicKey | None:
    """Return the public key that signs the log's checkpoints, revoked or not; None before one."""
    return public_key()


@register.simple_tag
def qr_code(text: str, title: str) -> SafeString:
    """Return a text as a QR code: an SVG that stands in a page, with a title for who hears it."""
    image = qrcode.make(text, image_factory=SvgPathImage, border=0, box_size=5)
    svg: str = image.to_string(encoding="unicode")
    return SafeString(svg.replace(">", f"><title>{escape(title)}</title>", 1))


@register.filter
def titled(version: Version) -> str:
    """Return a version's title in the reader's language, or in the one there is, or its address."""
    title, _there = title_of(version, get_language() or "es")
    return title or version.statement.slug


@register.filter
def moment_here(moment: datetime) -> str:
    """Return a moment as the clocks of the installation show it, with their time zone."""
    return moment_said(moment, settings.TIME_ZONE)
