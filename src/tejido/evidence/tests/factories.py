"""Sources and series for tests."""

from decimal import Decimal
from typing import Any

from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source, publish_series
from tejido.evidence.domain.series import SeriesData
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import SeriesSort, SeriesVersion, Source


def a_source(
    title: str = "Informe anual inventado", *, visibility: str = Visibility.PUBLIC, digest: str = ""
) -> Source:
    """Register a source."""
    data = SourceData(
        title=title,
        publisher="Observatorio Ejemplo",
        published_on="2025-05",
        url="https://example.org/informe",
        visibility=visibility,
        digest=digest,
    )
    return create_source(actor=None, data=data)


def series_data(
    key: str = "invented-prices",
    *,
    sort: str = SeriesSort.DEFLATOR,
    values: dict[int, str] | None = None,
    unit: str = "índice inventado",
) -> SeriesData:
    """Return an invented series: 50 in 2010, 100 in 2020, unless said otherwise."""
    values = {2010: "50", 2020: "100"} if values is None else values
    return SeriesData(
        key=key,
        sort=sort,
        title_es="Precios inventados",
        title_en="Invented prices",
        unit_es=unit,
        unit_en=f"{unit} (en)",
        country="MX",
        values={year: Decimal(value) for year, value in values.items()},
        note_es="Corte inventado.",
        note_en="An invented cut-off.",
    )


def a_series(key: str = "invented-prices", **more: Any) -> SeriesVersion:
    """Publish an invented series; arguments as for `series_data`."""
    return publish_series(actor=None, data=series_data(key, **more), source=a_source())
