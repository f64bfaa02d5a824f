"""Who gets what at the addresses of series."""

from typing import Any

from tejido.core.tests.permissions import Route, everyone, only
from tejido.evidence.tests.factories import a_series, a_source


def _series() -> tuple[str]:
    return (a_series().series.key,)


def _version() -> tuple[str, int]:
    return (*_series(), 1)


def typed() -> dict[str, Any]:
    """What is typed about an invented series."""
    return {
        "key": "people-mx",
        "sort": "people",
        "title_es": "Personas",
        "title_en": "People",
        "unit_es": "personas",
        "unit_en": "people",
        "country": "MX",
        "values": "year,value\n2012,100\n2013,110.5",
        "note_es": "Corte",
        "note_en": "Cut-off",
        "source": a_source().key,
    }


ROUTES = {
    "series:series_list": Route(get=everyone()),
    "series:series_page": Route(get=everyone(), args=_series),
    "series:series_version": Route(get=everyone(), args=_version),
    "series:series_csv": Route(get=everyone(), args=_version),
    "series:series_publish": Route(
        get=only("analyst", "secretary"),
        post=only("analyst", "secretary", status=302),
        data=typed,
    ),
}
