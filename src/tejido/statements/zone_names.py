"""Time zones and moments in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tejido.statements.domain.zones import ZONES, offset_said

_PLACES = {
    "America/Ciudad_Juarez": pgettext_lazy("time zone", "Ciudad Juárez"),
    "America/Mexico_City": pgettext_lazy("time zone", "Mexico City"),
    "America/Cancun": pgettext_lazy("time zone", "Cancún"),
    "America/Panama": pgettext_lazy("time zone", "Panama"),
    "America/Havana": pgettext_lazy("time zone", "Havana"),
    "America/Port-au-Prince": pgettext_lazy("time zone", "Port-au-Prince"),
    "America/Bogota": pgettext_lazy("time zone", "Bogotá"),
    "America/Asuncion": pgettext_lazy("time zone", "Asunción"),
    "America/Sao_Paulo": pgettext_lazy("time zone", "São Paulo"),
    "America/Los_Angeles": pgettext_lazy("time zone", "Los Angeles"),
    "America/New_York": pgettext_lazy("time zone", "New York"),
    "Europe/Zurich": pgettext_lazy("time zone", "Geneva, Zurich"),
}


def zone_name(zone: str) -> str:
    """Return how a time zone is called: by a city everybody there knows."""
    plain = zone.rpartition("/")[2].replace("_", " ")
    return str(_PLACES.get(zone, plain))


def zone_choices() -> list[tuple[str, str]]:
    """Return the zones a campaign may have, with their names."""
    return [(zone, zone_name(zone)) for zone in ZONES]


def moment_said(moment: datetime, zone: str) -> str:
    """Return a moment as the clocks of a zone show it, with the zone."""
    local = timezone.localtime(moment, ZoneInfo(zone))
    return _("%(moment)s (time of %(place)s, %(offset)s)") % {
        "moment": date_format(local, "DATETIME_FORMAT"),
        "place": zone_name(zone),
        "offset": offset_said(moment, zone),
    }
