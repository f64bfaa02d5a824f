"""How many questions are computed at once; who comes when all places are taken is told so.

A question nobody asked before reads every line. Anybody may ask one, so that without a limit a
few people, or one script, would take the processors from every other page.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import DomainError

FOLDER: Final = "asking"
# Seconds somebody waits for a place, and is told to wait before asking again.
PATIENCE: Final = 0.5
RETRY: Final = 5
_PAUSE: Final = 0.05


class AskedTooMuch(DomainError):
    """As many questions as may be are being computed."""

    status: ClassVar[int] = 503
    default_code: ClassVar[str] = "asked-too-much"
    default_message = _(
        "Other questions are being computed right now. Try again in a moment: nothing is lost, the"
        " address of this page holds your question."
    )


@contextmanager
def asking_slot(patience: float = PATIENCE) -> Iterator[None]:
    """Hold one of the places (TEJIDO_BUDGET_QUESTIONS) while a question is computed.

    A place is a file that is locked: every process of the installation sees it taken, and that of
    a process that was killed is free.

    Arguments:
        patience: seconds to wait for one.

    Errors:
        AskedTooMuch: none got free.
    """
    folder = Path(settings.DATA, FOLDER)
    folder.mkdir(mode=0o700, exist_ok=True)
    until = time.monotonic() + patience
    held = _take(folder)
    while held is None:
        if time.monotonic() >= until:
            raise AskedTooMuch
        time.sleep(_PAUSE)
        held = _take(folder)
    try:
        yield
    finally:
        os.close(held)


def _take(folder: Path) -> int | None:
    for number in range(settings.BUDGET_QUESTIONS):
        held = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
        else:
            return held
    return None
