"""Lists read by resolution, their mentions, the doubtful pairs, and what a person decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tejido.directory.models.organizations import Merge, Organization, new_key


class Verdict(models.TextChoices):
    """What a person says of two mentions."""

    SAME = "same", _("same")
    DIFFERENT = "different", _("different")
    UNSURE = "unsure", _("unsure")


class PrintedList(models.Model):
    """A list of names as printed, read once."""

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=300)
    source = models.CharField(_("source"), max_length=500, blank=True)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    lines = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("printed list")
        verbose_name_plural = _("printed lists")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.title


class MentionRow(models.Model):
    """A mention of a stored list (the pure `Mention` as a row), and who it stands for.

    One without a list is a name as the directory itself holds it: it stands for the organization
    in a doubtful pair when no list printed that name.

    A person's name is not here: `text`, `place` and `fingerprint` of a person are empty; the name
    stands in the erasable table of the app that records persons.
    """

    printed_list = models.ForeignKey(
        PrintedList, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions"
    )
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    text = models.CharField(_("as printed"), max_length=500, blank=True)
    listed_under = models.CharField(_("listed under"), max_length=500, blank=True)
    kind = models.CharField(max_length=12)
    under_network = models.BooleanField(default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions"
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering: ClassVar[list[str]] = ["printed_list", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="mention_number_once", fields=["printed_list", "number"]),
            models.UniqueConstraint(
                name="known_name_once",
                fields=["organization", "fingerprint"],
                condition=Q(printed_list__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DoubtfulPair(models.Model):
    """Two mentions of a list that a person must compare."""

    printed_list = models.ForeignKey(PrintedList, on_delete=models.CASCADE, related_name="pairs")
    a = models.ForeignKey(MentionRow, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(MentionRow, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    why = models.CharField(max_length=60)  # name of a `Reason`

    class Meta:
        ordering: ClassVar[list[str]] = ["-score", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="doubtful_pair_once", fields=["a", "b"]),
            models.CheckConstraint(name="doubtful_pair_of_two", condition=~Q(a=F("b"))),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} / {self.b_id}"


class ResolutionDecision(models.Model):
    """What a person decided of two fingerprints: applied to every list, never asked again.

    One decision of a pair stands at a time; those undone stay as its history. What it did to the
    directory is noted, so that undoing it undoes that too.
    """

    first = models.CharField(max_length=64)
    second = models.CharField(max_length=64)
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict)
    why = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    pair = models.ForeignKey(DoubtfulPair, null=True, on_delete=models.SET_NULL, related_name="+")
    merge = models.ForeignKey(Merge, null=True, on_delete=models.PROTECT, related_name="+")
    made_network = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision on a pair")
        verbose_name_plural = _("decisions on pairs")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Equal when the same words were printed for two bodies.
            models.CheckConstraint(
                name="decision_pair_ordered", condition=Q(first__lte=F("second"))
            ),
            models.UniqueConstraint(
                name="one_standing_decision",
                fields=["first", "second"],
                condition=Q(undone_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.verdict}"
