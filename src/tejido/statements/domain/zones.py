"""Time zones a campaign's times may be given in, and local times read as moments."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONES = (
    "America/Tijuana",
    "America/Hermosillo",
    "America/Ciudad_Juarez",
    "America/Monterrey",
    "America/Mexico_City",
    "America/Cancun",
    "America/Guatemala",
    "America/El_Salvador",
    "America/Tegucigalpa",
    "America/Managua",
    "America/Costa_Rica",
    "America/Panama",
    "America/Havana",
    "America/Port-au-Prince",
    "America/Santo_Domingo",
    "America/Bogota",
    "America/Guayaquil",
    "America/Lima",
    "America/Caracas",
    "America/La_Paz",
    "America/Santiago",
    "America/Asuncion",
    "America/Argentina/Buenos_Aires",
    "America/Montevideo",
    "America/Sao_Paulo",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Toronto",
    "Europe/Madrid",
    "Europe/Zurich",
    "UTC",
)
"""Where the coalition's organizations and the bodies it speaks to are; IANA names."""


class NoSuchTime(ValueError):
    """A local time that no clock of the zone shows: it is skipped when the clocks are set on."""


def moment_in(local: datetime, zone: str) -> datetime:
    """Return the moment a clock of a zone shows a local time; of two, the earlier one.

    Arguments:
        local: without a zone.
        zone: IANA name.

    Errors:
        NoSuchTime: the clocks skip it.

    >>> moment_in(datetime(2026, 7, 1, 18), "America/Guatemala").isoformat()
    '2026-07-01T18:00:00-06:00'
    """
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    if moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise NoSuchTime(zone)
    return moment


def offset_said(moment: datetime, zone: str) -> str:
    """Return a zone's distance from UTC at a moment, as it is printed.

    >>> offset_said(datetime(2026, 7, 1, tzinfo=UTC), "America/Guatemala")
    'UTC−06:00'
    """
    text = moment.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{text[:3]}:{text[3:]}".replace("-", "−")
