"""What is done with statements; views, commands and other apps call these and nothing else."""

from tejido.statements.actions.confirming import (
    TextChangedAgain,
    allow_until,
    ask_again,
    confirm_by_link,
    confirm_for,
    withdraw_by_link,
)
from tejido.statements.actions.correcting import discard_draft, start_correction
from tejido.statements.actions.drafts import (
    StaleDraft,
    add_language,
    create_statement,
    remove_language,
    save_draft,
)
from tejido.statements.actions.publishing import (
    Unpublishable,
    freeze_version,
    publish_frozen,
    publish_version,
    record_statement,
)
from tejido.statements.actions.signatories import (
    erase_signatory,
    load_signatories,
    refresh_tally,
    set_unnamed,
    withdraw_signature,
)
from tejido.statements.campaign_access import link_token
from tejido.statements.confirming_access import Invited
from tejido.statements.listing_access import ListedContact

__all__ = [
    "Invited",
    "ListedContact",
    "StaleDraft",
    "TextChangedAgain",
    "Unpublishable",
    "add_language",
    "allow_until",
    "ask_again",
    "confirm_by_link",
    "confirm_for",
    "create_statement",
    "discard_draft",
    "erase_signatory",
    "freeze_version",
    "link_token",
    "load_signatories",
    "publish_frozen",
    "publish_version",
    "record_statement",
    "refresh_tally",
    "remove_language",
    "save_draft",
    "set_unnamed",
    "start_correction",
    "withdraw_by_link",
    "withdraw_signature",
]
