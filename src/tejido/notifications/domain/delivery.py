"""What becomes of a mail: when it goes, what a mail server's answer means, when to try again."""

import smtplib
from datetime import datetime, timedelta
from enum import StrEnum

# What expires sooner does not wait for the digest.
SOON = timedelta(hours=48)
# Local hours in which digests go: when a day begins, and not at night.
DIGEST_HOURS = range(8, 20)
# After which a mail that was being handed over and never noted is doubtful. Longer than the mail
# server may take over all its answers.
LEASE = timedelta(minutes=10)
# Before the second, third ... try of a mail that could not be handed over.
PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
# Mails that anybody can cause, to one address on one day.
CAPPED_A_DAY = 5
# How long a message is kept.
KEPT = timedelta(days=180)

_PERMANENT = range(500, 600)


class Handover(StrEnum):
    """How handing a mail over went."""

    TAKEN = "taken"
    REFUSED = "refused"
    NOT_NOW = "not-now"
    CUT_OFF = "cut-off"


def is_digest_time(local: datetime) -> bool:
    """Say whether digests go at a local time."""
    return local.hour in DIGEST_HOURS


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after a number of tries; None when there were enough."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def handover_of(error: OSError) -> Handover:
    """Say what an error says of a mail that was being handed over.

    A refusal with a code is an answer: the server did not take the mail. Without one (the line
    was cut, no answer in time) nobody knows whether it did.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return _by_code(max(codes, default=0))
    if isinstance(error, smtplib.SMTPSenderRefused):
        # Says something about this installation, not about the recipient.
        return Handover.NOT_NOW
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Handover.REFUSED
    return Handover.CUT_OFF


def _by_code(code: int) -> Handover:
    return Handover.REFUSED if code in _PERMANENT else Handover.NOT_NOW
