"""Tables of the statements."""

from tejido.statements.models.campaigns import Campaign
from tejido.statements.models.endorsements import CountedBody, Endorsement, How, Tally
from tejido.statements.models.invitations import Invitation, InvitationRun
from tejido.statements.models.listings import Answer, Listing, ListingOptOut
from tejido.statements.models.proofs import Proof, ProofFile, ProofSort, Way
from tejido.statements.models.signers import Signatory, Signer, SigningMinute
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
    "Answer",
    "Campaign",
    "Change",
    "CountedBody",
    "Endorsement",
    "Footnote",
    "FootnoteText",
    "How",
    "Invitation",
    "InvitationRun",
    "Listing",
    "ListingOptOut",
    "Proof",
    "ProofFile",
    "ProofSort",
    "Signatory",
    "Signer",
    "SigningMinute",
    "Statement",
    "StatementSort",
    "Tally",
    "Version",
    "VersionDemand",
    "VersionText",
    "Way",
]
