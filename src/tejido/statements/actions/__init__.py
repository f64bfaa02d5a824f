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
    publish_version,
    record_statement,
    start_correction,
)

__all__ = [
    "StaleDraft",
    "Unpublishable",
    "add_language",
    "create_statement",
    "discard_draft",
    "publish_version",
    "record_statement",
    "remove_language",
    "save_draft",
    "start_correction",
]
