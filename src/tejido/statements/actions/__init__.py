"""What is done with statements; views, commands and other apps call these and nothing else."""

from tejido.statements.actions.drafts import (
    StaleDraft,
    add_language,
    create_statement,
    remove_language,
    save_draft,
)
from tejido.statements.actions.publishing import (
    Unpublishable,
    discard_draft,
    freeze_version,
    publish_frozen,
    publish_version,
    record_statement,
    start_correction,
)
from tejido.statements.actions.signatories import (
    erase_signatory,
    load_signatories,
    refresh_tally,
    set_unnamed,
    withdraw_signature,
)

__all__ = [
    "StaleDraft",
    "Unpublishable",
    "add_language",
    "create_statement",
    "discard_draft",
    "erase_signatory",
    "freeze_version",
    "load_signatories",
    "publish_frozen",
    "publish_version",
    "record_statement",
    "refresh_tally",
    "remove_language",
    "save_draft",
    "set_unnamed",
    "start_correction",
    "withdraw_signature",
]
