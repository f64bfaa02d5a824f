"""Findings: a sentence with the question, data and method that produce its figure."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models.rules import LensVersion
from tejido.budgets.models.snapshots import Snapshot
from tejido.core.models import User
from tejido.directory.models import new_key, seen_by
from tejido.evidence.models import Source


class FindingState(models.TextChoices):
    """How far a finding's newest version is."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    REVIEWED = "reviewed", _("reviewed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class FindingVersionQuerySet(models.QuerySet["FindingVersion"]):
    """Questions every list of versions asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see.

        What was published; and to those who write findings, what rests on data they see.
        """
        published = Q(published_at__isnull=False)
        if not (isinstance(user, User) and user.is_active and user.is_analyst):
            return self.filter(published)
        seen = Snapshot.objects.filter(seen_by(user, "dataset__"))
        hidden = Snapshot.objects.exclude(pk__in=seen.values("pk"))
        rests_on_hidden = self.model.snapshots.through.objects.filter(
            findingversion=models.OuterRef("pk"), snapshot__in=hidden.values("pk")
        )
        return self.filter(published | ~models.Exists(rests_on_hidden))


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions every list of findings asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see: those with a version they may see."""
        versions = FindingVersion.objects.visible_to(user).filter(finding=models.OuterRef("pk"))
        return self.filter(models.Exists(versions))


class Finding(models.Model):
    """A figure that anyone can recompute. Its address never changes; its text has versions.

    A withdrawn finding keeps its page: footnotes may cite it. `withdrawn_at` is empty again once a
    later version is published; the reason stays with its versions (`FindingWithdrawal`).
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    published_version = models.OneToOneField(
        "FindingVersion", null=True, on_delete=models.PROTECT, related_name="published_for"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Finding"]] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Return the address of its page in the reader's language."""
        return reverse("budgets:finding", args=[self.key])


class FindingVersion(models.Model):
    """One wording of a finding with all it rests on; frozen when it goes to review.

    Arguments (fields): `question` is the question as data, each rule set and series with its
    version; `answer` what it came to, with everything it depends on (`domain.answer`);
    `result_digest` the SHA-256 of the canonical JSON of its rows; `limits` what the data cannot
    show; `author` who began it, `writers` everybody who wrote in it: none of them reviews it.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.DRAFT)
    sentence_es = models.TextField()
    sentence_en = models.TextField()
    limits_es = models.TextField(blank=True)
    limits_en = models.TextField(blank=True)
    question = models.JSONField()
    answer = models.JSONField(default=dict)
    result_digest = models.CharField(max_length=64, blank=True)
    lens_version = models.ForeignKey(
        LensVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    snapshots = models.ManyToManyField(Snapshot, related_name="findings")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    writers = models.ManyToManyField(User, related_name="+")
    reviewer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    review_note = models.TextField(blank=True)
    source = models.OneToOneField(
        Source, null=True, on_delete=models.PROTECT, related_name="budget_finding"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["FindingVersion"]] = FindingVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["finding", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["finding", "number"], name="finding_version_number"),
            # The installation itself (None) prepares the demo: it is no person and reviews nothing.
            models.CheckConstraint(
                name="finding_reviewed_by_another",
                condition=Q(reviewer__isnull=True)
                | Q(author__isnull=True)
                | ~Q(reviewer=models.F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}@{self.number}"


class FindingWithdrawal(models.Model):
    """Why a published version was withdrawn: it stands on its page for ever."""

    version = models.OneToOneField(
        FindingVersion, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason_es = models.TextField()
    reason_en = models.TextField()
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version)


class Recheck(models.Model):
    """A published finding recomputed.

    Arguments (fields): `same` is whether its own data and rules give its rows again; `current`
    whether those are in force today and give them; `difference` the rows that differ, from either.
    """

    version = models.ForeignKey(FindingVersion, on_delete=models.PROTECT, related_name="rechecks")
    same = models.BooleanField()
    current = models.BooleanField()
    difference = models.JSONField(default=list)
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
