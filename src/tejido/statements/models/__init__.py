"""Tables of the statements."""

from tejido.statements.models.endorsements import Endorsement, Signatory, Tally
from tejido.statements.models.statements import (
    Footnote,
    FootnoteText,
    Statement,
    StatementSort,
    Version,
    VersionDemand,
    VersionText,
)

__all__ = [
    "Endorsement",
    "Footnote",
    "FootnoteText",
    "Signatory",
    "Statement",
    "StatementSort",
    "Tally",
    "Version",
    "VersionDemand",
    "VersionText",
]
