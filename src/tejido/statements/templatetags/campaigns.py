"""Times of campaigns in words."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from tejido.statements.zone_names import moment_said

register = template.Library()


@register.filter
def said_in(moment: datetime, zone: str) -> SafeString:
    """Return a moment as the clocks of a zone show it; a script adds the reader's own clock."""
    return format_html(
        '<time datetime="{}" data-yours="{}">{}</time>',
        moment.isoformat(timespec="minutes"),
        _("on your clock:"),
        moment_said(moment, zone),
    )


@register.filter
def time_left(moment: datetime) -> str:
    """Return how long it is until a moment, in days and hours; "" when it has passed."""
    now = timezone.now()
    return timeuntil(moment, now, depth=2) if moment > now else ""
