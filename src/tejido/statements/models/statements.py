"""Statements and their versions; a frozen version and all it holds never changes again."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.accountability.models import Demand
from tejido.core.belonging import belongs
from tejido.core.models import User
from tejido.evidence.models import Source


class StatementSort(models.TextChoices):
    """Whether it lives here or is remembered here."""

    LIVING = "living", _("living statement")
    RECORD = "record", _("historical record")


class StatementQuerySet(models.QuerySet["Statement"]):
    """Questions every list of statements asks."""

    def visible_to(self, user: User | AnonymousUser, *, now: datetime | None = None) -> Self:
        """Keep what the person may read; drafts are the secretariat's.

        Everybody reads what is published, and what is frozen once its campaign has opened and its
        embargo is over. Whoever belongs to the coalition reads that during the embargo too.
        """
        if isinstance(user, User) and user.is_active and user.is_secretary:
            return self
        moment = now or timezone.now()
        frozen = Version.objects.filter(statement=OuterRef("pk")).exclude(digest="")
        begun = Q(Exists(frozen), campaign__opens_at__lte=moment)
        embargo = "campaign__embargo_until"
        over = Q(**{f"{embargo}__isnull": True}) | Q(**{f"{embargo}__lte": moment})
        begun &= over | belongs(user)
        return self.filter(Q(published_version__isnull=False) | begun)


class Statement(models.Model):
    """What the coalition says together, through its versions.

    `revision` grows with every act that changes a public page; pages are cached under it.
    `fresh_from` is the revision of the last act that every reader must see at once (a withdrawal,
    a name hidden, a new text): what came since only added signatures.
    `last_leaf` is the index of its newest entry in the transparency log: the next one names it,
    so that a record with an entry left out in the middle does not verify.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    sort = models.CharField(
        _("sort"), max_length=10, choices=StatementSort, default=StatementSort.LIVING
    )
    is_example = models.BooleanField(_("example"), default=False)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    dated_on = models.DateField(_("date of the original"), null=True, blank=True)
    published_version = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    fresh_from = models.PositiveIntegerField(default=1, editable=False)
    last_leaf = models.BigIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Statement"]] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.slug

    @property
    def original_year(self) -> str:
        """The year a record's original is of, as four digits; "" when it is not known."""
        if self.dated_on:
            return str(self.dated_on.year)
        return self.source.published_on[:4] if self.source else ""


class Change(models.TextChoices):
    """What a version changes of the one before it; its editor says which."""

    WORDING = "wording", _("wording, same meaning")
    SUBSTANCE = "substance", _("substance")


class Version(models.Model):
    """One wording of a statement in all its languages; frozen once it has a digest.

    `root` is the first version with the same meaning: itself, unless it changed the wording only.
    Signatures count for their root. Frozen and not yet published, a version is open for
    signatures. Those given to the text before a change of substance can be confirmed until
    `confirm_until`; where it is empty, as long as the campaign runs.

    `draft_revision` grows with every save of the draft: a save names the revision it began from,
    so that nobody writes over what they have not seen. `unknown_notes` holds the markers of a
    historical record whose notes are not known.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    draft_revision = models.PositiveIntegerField(default=1)
    unknown_notes = models.JSONField(default=list, blank=True)
    change = models.CharField(_("change"), max_length=10, choices=Change, blank=True)
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="wordings"
    )
    confirm_until = models.DateTimeField(_("to be confirmed until"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="version_number_once", fields=["statement", "number"]),
            models.UniqueConstraint(
                name="one_draft_a_statement", fields=["statement"], condition=Q(digest="")
            ),
            models.CheckConstraint(
                name="frozen_has_digest_and_time",
                condition=Q(digest="", frozen_at__isnull=True)
                | (~Q(digest="") & Q(frozen_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} v{self.number}"

    @property
    def is_frozen(self) -> bool:
        """Whether the wording can no longer change."""
        return bool(self.digest)

    @property
    def is_incomplete(self) -> bool:
        """Whether it was recorded although notes of the original are not known."""
        return bool(self.unknown_notes)


class VersionText(models.Model):
    """Title and body (Markdown, safe subset) of a version in one language.

    `correction` says in that language what a correcting version changed, and is shown with it.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    correction = models.TextField(_("correction"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="version_once_a_language", fields=["version", "language"]),
        ]

    def __str__(self) -> str:
        return self.title


class Footnote(models.Model):
    """A numbered note of a version, and the source it cites.

    `cited` is the source as it stood when the version was frozen (the keys of
    `domain.version_text.Citation`): a source put right later changes no frozen wording.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="footnotes")
    number = models.PositiveIntegerField(_("number"))
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="footnotes",
        verbose_name=_("source"),
    )
    locator = models.CharField(_("page or section"), max_length=120, blank=True)
    cited = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="footnote_number_once", fields=["version", "number"]),
        ]

    def __str__(self) -> str:
        return f"[{self.number}]"


class FootnoteText(models.Model):
    """What a footnote says in one language."""

    footnote = models.ForeignKey(Footnote, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="footnote_once_a_language", fields=["footnote", "language"]
            ),
        ]

    def __str__(self) -> str:
        return self.text


class VersionDemand(models.Model):
    """A demand's place in a version.

    `addressed_to` is the addressee's name when the version was frozen.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="demand_links")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="version_links")
    position = models.PositiveIntegerField()
    addressed_to = models.CharField(_("addressee"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="demand_position_once", fields=["version", "position"]),
            models.UniqueConstraint(name="demand_once_a_version", fields=["version", "demand"]),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
