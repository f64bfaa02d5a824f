"""Signed checkpoints of the log: what size and root it had, under the installation's key.

A checkpoint that was ever signed is public: it stands in a record, on a page or in a mail. Every
later one is proved to extend it.
"""

from django.db import transaction

from tejido.core.models import Checkpoint, LogHead
from tejido.core.transparency import keys, merkle
from tejido.core.transparency.notes import CheckpointText


def sign_checkpoint() -> Checkpoint:
    """Return a checkpoint of the log as it is, signed with the current key.

    Signs only when the log grew or the key changed since the newest one.

    Errors:
        keys.NoKey, keys.KeyRevoked, keys.KeyUnreadable: nothing can be signed.
    """
    key = keys.current()
    fingerprint = key.verifying.fingerprint
    with transaction.atomic():
        # Locked, so that the checkpoints of one size under one key are one.
        head, _made = LogHead.objects.select_for_update().get_or_create(pk=1)
        found = Checkpoint.objects.filter(size=head.size, fingerprint=fingerprint).first()
        if found is not None:
            return found
        root = merkle.root_of_peaks([bytes.fromhex(peak) for peak in head.peaks])
        said = CheckpointText(key.name, head.size, root)
        return Checkpoint.objects.create(
            size=head.size, root=root.hex(), note=key.sign(said.text), fingerprint=fingerprint
        )


def newest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint signed last."""
    return Checkpoint.objects.order_by("-size", "-pk").first()


def earlier_checkpoints(checkpoint: Checkpoint) -> list[Checkpoint]:
    """Return one checkpoint for each smaller size that was ever signed, the newest of its size."""
    rows = Checkpoint.objects.filter(size__gt=0, size__lt=checkpoint.size).order_by("size", "pk")
    return list({row.size: row for row in rows}.values())
