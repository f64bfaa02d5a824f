"""What is done with sources and published series."""

from tejido.evidence.actions.series import publish_series
from tejido.evidence.actions.sources import create_source, source_data, update_source
from tejido.evidence.signals import sources_changed

__all__ = ["create_source", "publish_series", "source_data", "sources_changed", "update_source"]
