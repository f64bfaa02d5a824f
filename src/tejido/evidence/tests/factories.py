"""Sources for tests."""

from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import Source


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
