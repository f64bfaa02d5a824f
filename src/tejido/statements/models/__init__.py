"""Tables of the statements."""

from tejido.statements.models.campaigns import Campaign
from tejido.statements.models.endorsements import Endorsement, How, Tally
from tejido.statements.models.signers import Signatory, Signer
from tejido.statements.models.statements import (
    Change,
    Footnote,
    FootnoteText,
    Statement,
    StatementSort,
    Version,
    VersionDemand,
    VersionText,
)

__all__ = [
    "Campaign",
    "Change",
    "Endorsement",
    "Footnote",
    "FootnoteText",
    "How",
    "Signatory",
    "Signer",
    "Statement",
    "StatementSort",
    "Tally",
    "Version",
    "VersionDemand",
    "VersionText",
]
