"""What `tejido verify` says, in the installation's language."""

from typing import Any

from django.utils.translation import gettext, gettext_noop

from tejido.statements.domain.tally import Count
from tejido.statements.templatetags.signatures import count_phrases
from tejido.statements.verify import Fault

# Every sentence of verify.py, which has no translations of its own; a test compares them.
FAULTS = (
    gettext_noop("A hash is malformed."),
    gettext_noop("A checkpoint is not signed with the log's key."),
    gettext_noop("A field of an entry is unknown."),
    gettext_noop("A field is missing or unknown."),
    gettext_noop("The text is not the one that was signed."),
    gettext_noop("An entry is missing or out of order."),
    gettext_noop("An entry is of another statement."),
    gettext_noop("A name is not the one that was logged."),
    gettext_noop("The checkpoint is signed with another key."),
    gettext_noop("The checkpoint is signed with a revoked key."),
    gettext_noop("The entries are not those of the log."),
    gettext_noop("An earlier checkpoint is misplaced."),
    gettext_noop("The log was changed since an earlier checkpoint."),
    gettext_noop("A key it names signed nothing in it."),
    gettext_noop("The log says that another version is published."),
    gettext_noop("The count, the names or their order are not what the entries give."),
    gettext_noop("The file was rewritten: it is not canonical JSON."),
    gettext_noop("The record does not extend the old one."),
    gettext_noop("The file is not a record that its keys signed."),
)


def holding(record: dict[str, Any]) -> str:
    """Return the sentence that says what a verified record shows."""
    about = record["statement"]
    return gettext("It holds: version %(number)s of %(slug)s, signed by %(count)s.") % {
        "number": about["number"],
        "slug": about["slug"],
        "count": " · ".join(count_phrases(Count(**record["count"]))),
    }


def failing(fault: Fault | OSError) -> str:
    """Return the sentence that says what does not hold."""
    if isinstance(fault, OSError):
        said = gettext("The file %(file)s cannot be read.") % {"file": fault.filename}
    else:
        said = gettext(str(fault))
    return gettext("It does not hold: %(fault)s") % {"fault": said}
