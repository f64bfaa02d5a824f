"""Published data series: price indices, population, asylum applications, by year."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.core.models import User
from tejido.directory.models import Visibility, seen_by
from tejido.evidence.models.sources import Source


class SeriesSort(models.TextChoices):
    """What a series is used for."""

    DEFLATOR = "deflator", _("price index")
    PEOPLE = "people", _("number of people")
    OTHER = "other", _("other")


class SeriesQuerySet(models.QuerySet["Series"]):
    """Questions every list of series asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see."""
        return self.filter(seen_by(user))


class Series(models.Model):
    """A series somebody publishes, named by a short key ("inpc-mx")."""

    key = models.SlugField(max_length=60, unique=True)
    sort = models.CharField(_("sort"), max_length=10, choices=SeriesSort)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    unit_es = models.CharField(max_length=100)
    unit_en = models.CharField(max_length=100)
    country = models.CharField(_("country"), max_length=2, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Series"]] = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Return the address of its page in the reader's language."""
        return reverse("series:series_page", args=[self.key])


class SeriesVersion(models.Model):
    """The values of a series as published on a day; never changed, a revision is a new version.

    `digest` is the SHA-256 of the canonical JSON (RFC 8785) of key, sort and {year: value}.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="series_versions")
    digest = models.CharField(max_length=64)
    note_es = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["series", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "number"], name="series_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}@{self.number}"


class Observation(models.Model):
    """The value of a series in a year."""

    version = models.ForeignKey(
        SeriesVersion, on_delete=models.CASCADE, related_name="observations"
    )
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=8)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "year"], name="observation_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"
