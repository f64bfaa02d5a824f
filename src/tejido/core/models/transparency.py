"""The transparency log: its entries, inner hashes, head, openings and signed checkpoints.

Written by `core.transparency.log` alone. Hashes are 64 lower-case hexadecimal digits.
"""

from typing import ClassVar

from django.db import models


class LogEntry(models.Model):
    """One leaf. Its hash is SHA-256 of a zero byte and the value as RFC 8785 JSON.

    The value holds what is public for ever, and a salt; names stand in it as commitments. `chain`
    is the index of the first leaf of those this one follows. The database refuses UPDATE and
    DELETE.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    chain = models.PositiveBigIntegerField()
    leaf_hash = models.CharField(max_length=64)
    value = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["index"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["chain", "index"], name="log_entries_of_chain"),
        ]

    def __str__(self) -> str:
        return f"leaf {self.pk}"


class LogNode(models.Model):
    """The hash of a whole subtree of 2**level leaves, level 1 or higher; never changed."""

    level = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="log_node_once", fields=["level", "position"]),
        ]

    def __str__(self) -> str:
        return f"node {self.level}/{self.position}"


class LogOpening(models.Model):
    """The names an entry commits to, and the salt that hides them: the erasable table.

    Without its row nobody can tell which names an entry committed to; the log stays valid.
    """

    entry = models.OneToOneField(
        LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="opening"
    )
    salt = models.CharField(max_length=64)
    fields = models.JSONField()

    def __str__(self) -> str:
        return f"opening of leaf {self.pk}"


class LogHead(models.Model):
    """The one row everybody who appends takes: how many leaves there are, and the log's peaks.

    `peaks` holds the root of a whole subtree for each bit of `size` that is set, largest first, so
    that appending reads nothing else of the tree.
    """

    size = models.PositiveBigIntegerField(default=0)
    peaks = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="one_log_head", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return f"log of {self.size} leaves"


class Checkpoint(models.Model):
    """A signed statement of the log's size and root (C2SP tlog-checkpoint); never changed."""

    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["size", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="checkpoint_once_a_key", fields=["size", "fingerprint"]),
        ]

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"
