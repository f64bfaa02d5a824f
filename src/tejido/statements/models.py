"""Statements, their frozen versions, and the endorsements under them."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tejido.accountability.models import Demand
from tejido.core.fields import SortKeyField
from tejido.core.models import User
from tejido.directory.models import MentionRow, Organization
from tejido.evidence.models import Source


class StatementSort(models.TextChoices):
    """Whether it lives here or is remembered here."""

    LIVING = "living", _("living statement")
    RECORD = "record", _("historical record")


class StatementQuerySet(models.QuerySet["Statement"]):
    """Questions every list of statements asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep published statements for everyone; drafts for the secretariat."""
        if isinstance(user, User) and user.is_active and user.is_secretary:
            return self
        return self.filter(published_version__isnull=False)


class Statement(models.Model):
    """What the coalition says together, through its versions.

    `revision` grows with every act that changes a public page; pages are cached under it.
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
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Statement"]] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """One wording of a statement in all its languages; frozen once it has a digest."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

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


class VersionText(models.Model):
    """Title and body (Markdown, safe subset) of a version in one language.

    `correction` says in that language what a correcting version changed, and is shown with it.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"))
    correction = models.TextField(_("correction"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="version_once_a_language", fields=["version", "language"]),
        ]

    def __str__(self) -> str:
        return self.title


class Footnote(models.Model):
    """A numbered note of a version; it cites a source, or says nothing."""

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
    """A demand's place in a version."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="demand_links")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="version_links")
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="demand_position_once", fields=["version", "position"]),
            models.UniqueConstraint(name="demand_once_a_version", fields=["version", "demand"]),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class Endorsement(models.Model):
    """A signature under one version, by an organization or a person, by one route.

    An organization that signed directly and through two networks has three endorsements and
    counts once. `via` is the network that carried it. A person's name stands in `Signatory`.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endorsements")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    via = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    mention = models.ForeignKey(
        MentionRow, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    unnamed = models.BooleanField(_("not named, for safety"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["version", "via"], name="endorsement_by_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_endorsement_a_network",
                fields=["version", "organization", "via"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_direct_endorsement",
                fields=["version", "organization"],
                condition=Q(via__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="network_does_not_carry_itself",
                condition=Q(via__isnull=True) | ~Q(via=F("organization")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Signatory(models.Model):
    """The person behind an endorsement: the one erasable table of this app."""

    endorsement = models.OneToOneField(
        Endorsement, on_delete=models.CASCADE, related_name="signatory"
    )
    name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    sort_key = SortKeyField(max_length=300, db_index=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Tally(models.Model):
    """The honest count of a version, written in the transaction of every act that changes it.

    organizations = direct + via_networks - both; networks and people stand apart. Each of the
    three includes those the public does not see by name: `unnamed`, `unnamed_networks`,
    `unnamed_people`. Countries are counted over the named organizations.
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="tally")
    organizations = models.PositiveIntegerField(default=0)
    direct = models.PositiveIntegerField(default=0)
    via_networks = models.PositiveIntegerField(default=0)
    both = models.PositiveIntegerField(default=0)
    unnamed = models.PositiveIntegerField(default=0)
    networks = models.PositiveIntegerField(default=0)
    unnamed_networks = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    unnamed_people = models.PositiveIntegerField(default=0)
    countries = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="tally_adds_up",
                condition=Q(organizations=F("direct") + F("via_networks") - F("both")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organizations}"
