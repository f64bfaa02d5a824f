"""Imports: the ministry's file, the snapshot made of it, and what is put right when it is read."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models.datasets import Dataset, Mapping
from tejido.budgets.models.states import SnapshotState
from tejido.core.models import User
from tejido.directory.models import new_key, seen_by
from tejido.evidence.models import Source


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Questions every list of snapshots asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see: stored ones of a dataset they see; all, for who imports."""
        if isinstance(user, User) and user.is_active and user.is_analyst:
            return self.filter(seen_by(user, "dataset__"))
        return self.filter(seen_by(user, "dataset__"), state=SnapshotState.STORED)


class Snapshot(models.Model):
    """One import: the original byte for byte, and one immutable Parquet file beside it.

    Arguments (fields): `original_digest` and `digest` are the SHA-256 of the ministry's file and
    of the Parquet file; `choices` what the person chose about reading (encoding, sheet, member);
    `report` is what docs/budgets.md describes; `step` and `done` (per cent) are its progress.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="snapshots")
    state = models.CharField(max_length=10, choices=SnapshotState, default=SnapshotState.UPLOADED)
    original_name = models.CharField(max_length=200)
    original_digest = models.CharField(max_length=64)
    original_size = models.PositiveBigIntegerField()
    source = models.ForeignKey(
        Source, null=True, on_delete=models.PROTECT, related_name="budget_snapshots"
    )
    mapping = models.ForeignKey(
        Mapping, null=True, on_delete=models.PROTECT, related_name="snapshots"
    )
    choices = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True, blank=True)
    # Since when no question reads it, although it is stored: what cites it still shows it.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Snapshot"]] = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="stored_snapshot_has_a_digest",
                condition=~Q(state=SnapshotState.STORED) | ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Return the address of its report in the reader's language."""
        return reverse("budgets:snapshot", args=[self.key])


class Coverage(models.Model):
    """A year and document a snapshot holds. One snapshot is in force for each in a dataset."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="coverage")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="coverage")
    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=20)
    rows = models.PositiveBigIntegerField()
    # By measure: decimal string of the total, null when no line has that amount.
    totals = models.JSONField()
    in_force = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset", "year", "document"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dataset", "year", "document"],
                condition=Q(in_force=True),
                name="one_snapshot_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.document}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Questions every list of corrections asks."""

    def about(self, dataset: Dataset, digests: Iterable[str]) -> Self:
        """Keep those about the lines of some files of a dataset, and of no other dataset's.

        A correction is about lines of a file: where the same file was imported twice into a
        dataset, to the same digest, it holds for both.

        Arguments:
            digests: of the snapshots.
        """
        return self.filter(
            snapshot__dataset=dataset,
            snapshot__digest__in=set(digests),
            snapshot__state=SnapshotState.STORED,
        )

    def in_force(self) -> Self:
        """Keep those that nobody withdrew."""
        return self.filter(withdrawn_at=None)


class Correction(models.Model):
    """A rule that puts lines right when they are read; the snapshot stays as it is.

    Arguments (fields): `where` are conditions and `change` the new values, as
    `domain.corrections` reads them; `author` and `reason` stand beside every figure it touches.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="corrections")
    where = models.JSONField()
    change = models.JSONField()
    reason = models.TextField()
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Correction"]] = CorrectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
