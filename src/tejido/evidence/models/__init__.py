"""Tables of the evidence: sources, published data series."""

from tejido.evidence.models.series import Observation, Series, SeriesSort, SeriesVersion
from tejido.evidence.models.sources import Source, SourceQuerySet

__all__ = ["Observation", "Series", "SeriesSort", "SeriesVersion", "Source", "SourceQuerySet"]
