"""Datasets, how their files are read, and the labels they hold."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models.states import SnapshotState
from tejido.core.fields import SortKeyField
from tejido.core.models import User
from tejido.directory.models import Visibility, seen_by


class Grain(models.TextChoices):
    """What one line of a dataset stands for. Two grains of one budget are never added up."""

    LINE = "line", _("budget lines")
    SUMMARY = "summary", _("totals by institution or programme")


class DatasetQuerySet(models.QuerySet["Dataset"]):
    """Questions every list of datasets asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see: with something stored; all, for who imports."""
        seen = self.filter(seen_by(user))
        if isinstance(user, User) and user.is_active and user.is_analyst:
            return seen
        stored = self.model.objects.filter(snapshots__state=SnapshotState.STORED)
        return seen.filter(pk__in=stored.values("pk"))


class Dataset(models.Model):
    """One budget at one grain: the snapshots of its years and documents may be read together."""

    key = models.SlugField(max_length=60, unique=True)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    currency = models.CharField(_("currency"), max_length=3)
    grain = models.CharField(max_length=10, choices=Grain, default=Grain.LINE)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.COALITION
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Dataset"]] = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Return the address of its page in the reader's language."""
        return reverse("budgets:dataset", args=[self.key])


class Mapping(models.Model):
    """From the columns of a file to the canonical ones: data, versioned, confirmed by a person.

    `spec` is what `domain.mapping.Mapping` reads; `digest` its SHA-256 as canonical JSON.
    """

    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    spec = models.JSONField()
    digest = models.CharField(max_length=64)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["key", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "number"], name="mapping_number"),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.number}"


class Label(models.Model):
    """A distinct code with its label in an import: what a search by name looks through."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="labels")
    snapshot = models.ForeignKey(
        "budgets.Snapshot", on_delete=models.CASCADE, related_name="labels"
    )
    dimension = models.CharField(max_length=20)
    # The code with those above it that make it one: "04-K00" for a unit, "E-008" for a programme.
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=500)
    search_key = SortKeyField(max_length=300)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["dimension", "search_key", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Its index finds the names of imports in force, however many others are stored.
            models.UniqueConstraint(
                fields=["snapshot", "dimension", "code", "label"], name="label_once_an_import"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"
