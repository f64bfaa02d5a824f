"""What an answer of a mail server means, and when to try again."""

from datetime import datetime, timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from tejido.notifications.domain.delivery import (
    PAUSES,
    Handover,
    handover_of,
    is_digest_time,
    pause_after,
)


@pytest.mark.parametrize(
    ("error", "handover"),
    [
        (SMTPRecipientsRefused({"a": (550, b"no such user")}), Handover.REFUSED),
        (SMTPRecipientsRefused({"a": (450, b"greylisted")}), Handover.NOT_NOW),
        (SMTPDataError(554, b"refused"), Handover.REFUSED),
        (SMTPDataError(452, b"full"), Handover.NOT_NOW),
        (SMTPSenderRefused(553, b"not you", "x"), Handover.NOT_NOW),
        (SMTPNotSupportedError("SMTPUTF8"), Handover.REFUSED),
        (SMTPServerDisconnected("gone"), Handover.CUT_OFF),
        (SMTPException("what"), Handover.CUT_OFF),
        (TimeoutError(), Handover.CUT_OFF),
        (ConnectionResetError(), Handover.CUT_OFF),
    ],
)
def test_what_an_error_says(error: OSError, handover: Handover) -> None:
    assert handover_of(error) is handover


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(tries) for tries in range(1, len(PAUSES) + 1)]
    assert pauses == sorted(PAUSES)
    assert pause_after(len(PAUSES) + 1) is None
    assert sum(PAUSES, timedelta(0)) > timedelta(days=1)


@pytest.mark.parametrize(("hour", "goes"), [(7, False), (8, True), (19, True), (20, False)])
def test_no_digest_at_night(hour: int, goes: bool) -> None:
    assert is_digest_time(datetime(2026, 3, 4, hour, 30)) is goes  # noqa: DTZ001
