"""Published rule sets over budget lines, and the answers kept of questions."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.core.models import User


class RuleSet(models.Model):
    """Something published in versions, named by a short key."""

    key = models.SlugField(max_length=60, unique=True)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return self.key


class RuleSetVersion(models.Model):
    """One wording of the rules; never changed. `digest` is the SHA-256 of the canonical JSON."""

    number = models.PositiveIntegerField()
    spec = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Who wrote the rules, in words that may be published.
    credit = models.CharField(max_length=200)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Lens(RuleSet):
    """A rule set that puts each budget line in a class."""

    class Meta(RuleSet.Meta):
        verbose_name = _("lens")
        verbose_name_plural = _("lenses")

    def get_absolute_url(self) -> str:
        """Return the address of its page in the reader's language."""
        return reverse("budgets:lens", args=[self.key])


class LensVersion(RuleSetVersion):
    """One version of a lens: `spec` is what `domain.lens.Lens` reads."""

    lens = models.ForeignKey(Lens, on_delete=models.PROTECT, related_name="versions")

    class Meta(RuleSetVersion.Meta):
        ordering: ClassVar[list[str]] = ["lens", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["lens", "number"], name="lens_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.lens.key}@{self.number}"


class Concordance(RuleSet):
    """Which codes of different years are the same institution or programme."""

    class Meta(RuleSet.Meta):
        verbose_name = _("concordance")
        verbose_name_plural = _("concordances")


class ConcordanceVersion(RuleSetVersion):
    """One version of a concordance: `spec` is what `domain.concordance.Concordance` reads."""

    concordance = models.ForeignKey(Concordance, on_delete=models.PROTECT, related_name="versions")

    class Meta(RuleSetVersion.Meta):
        ordering: ClassVar[list[str]] = ["concordance", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["concordance", "number"], name="concordance_version_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concordance.key}@{self.number}"


class Answer(models.Model):
    """The kept answer to a question: a cache, never a source.

    `digest` is the SHA-256 of everything the answer depends on (question, snapshots, corrections,
    rule sets, series), so an answer never has to be forgotten because something changed.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    result = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.digest
