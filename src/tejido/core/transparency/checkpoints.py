"""Signed checkpoints of the log: what size and root it had, under the installation's key.

A checkpoint that was ever signed is public: it stands in a record, on a page or in a mail. Every
later one is proved to extend it.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from tejido.core.models import Checkpoint
from tejido.core.transparency import keys, log
from tejido.core.transparency.notes import CheckpointText, SigningKey

SIGNED_EVERY = timedelta(days=1)


def sign_checkpoint() -> Checkpoint:
    """Return a checkpoint of the log as it is, signed with the current key.

    Signs only when the log grew or the key changed since the newest one.

    Errors:
        keys.NoKey, keys.KeyRevoked, keys.KeyUnreadable: nothing can be signed.
    """
    key = keys.current()
    return keep_checkpoint(key, *log.head())


def sign_daily(now: datetime) -> None:
    """Sign what the log has become, so that the day's mails carry a checkpoint of the day.

    Nothing is signed while the log is empty, and where there is no key or it is revoked.

    Arguments:
        now: given by the worker's clock; a checkpoint bears no time.
    """
    if log.size():
        with suppress(keys.NoKey, keys.KeyRevoked):
            sign_checkpoint()


def note_of(key: SigningKey, size: int, root: bytes) -> str:
    """Return the signed note that says a size and root of the log; Ed25519 gives one note only."""
    return key.sign(CheckpointText(key.name, size, root).text)


def keep_checkpoint(key: SigningKey, size: int, root: bytes) -> Checkpoint:
    """Store a checkpoint that is about to be public, once a size and key.

    Arguments:
        size, root: of the log now or earlier, as `log.head` returned them.
    """
    given = {"root": root.hex(), "note": note_of(key, size, root)}
    found, _made = Checkpoint.objects.get_or_create(
        size=size, fingerprint=key.verifying.fingerprint, defaults=given
    )
    return found


def newest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint signed last."""
    return Checkpoint.objects.order_by("-size", "-pk").first()


def earlier_checkpoints(size: int) -> list[Checkpoint]:
    """Return one checkpoint for each smaller size that was ever signed, the newest of its size."""
    rows = Checkpoint.objects.filter(size__gt=0, size__lt=size).order_by("size", "pk")
    return list({row.size: row for row in rows}.values())
