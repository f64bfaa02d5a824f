"""The endorsements under a version, and what is stored of their count."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Mandate
from tejido.core.fields import SortKeyField
from tejido.directory.models import MentionRow, Organization
from tejido.statements.models.signers import Signer
from tejido.statements.models.statements import Version


class How(models.TextChoices):
    """The way a signature came."""

    PRINTED = "printed", _("from a printed list")
    DELEGATE = "delegate", _("by its delegate")
    LINK = "link", _("by personal link")
    LISTED = "listed", _("listed by a network")
    PERSON = "person", _("by a person, e-mail confirmed")
    RECORDED = "recorded", _("recorded by the secretariat")


class Endorsement(models.Model):
    """A signature under one version, by an organization or a person, by one route.

    `version` is the wording it was given to; `root` is that wording's first version with the same
    meaning, for which it counts. An organization that signed directly and through two networks
    has three endorsements and counts once. `via` is the network that carried it, `mandate` that
    of the delegate who signed, `leaf` its index in the transparency log, `confirms` the signature
    under the earlier text that it confirms.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endorsements")
    root = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="counted")
    signed_by = models.ForeignKey(Signer, on_delete=models.PROTECT, related_name="endorsements")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    via = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    mention = models.ForeignKey(
        MentionRow, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    how = models.CharField(_("way"), max_length=10, choices=How, default=How.PRINTED)
    confirms = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    mandate = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    leaf = models.BigIntegerField(unique=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The moment of the act, which its entry in the log has as its day.
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["root", "via"], name="endorsement_by_network"),
            models.Index(fields=["root", "organization"], name="endorsement_by_organization"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_endorsement_a_network",
                fields=["root", "signed_by", "via"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_direct_endorsement",
                fields=["root", "signed_by"],
                condition=Q(via__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="network_does_not_carry_itself",
                condition=Q(via__isnull=True) | ~Q(via=F("organization")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Tally(models.Model):
    """The honest count of a root version, written in the transaction of every act that changes it.

    organizations = direct + via_networks - both; networks and people stand apart. Each of the
    three includes those the public does not see by name: `unnamed`, `unnamed_networks`,
    `unnamed_people`. Countries are counted over the named organizations: `by_country` maps a
    country's code to how many of them it has. `unconfirmed` is how many signed an earlier text of
    the statement and have not confirmed it for this one.
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
    by_country = models.JSONField(default=dict, editable=False)
    unconfirmed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="tally_adds_up",
                condition=Q(organizations=F("direct") + F("via_networks") - F("both")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organizations}"


class CountedBody(models.Model):
    """A body as it counts under a root version, written in the transaction of every act.

    A body is an organization with all that were merged into it. The tally is the sum of these
    rows, and the lists read names off them in their stored order, so that a page costs the same
    whatever the number of signatures. A body that neither signed nor carried has no row.

    `sort_key` is the organization's. `is_network`: it is one, or carried the signature of
    another. `is_named`: everybody may read its name. `direct`, `carried`: it signed in its own
    name; a network carried its signature. `asked`: it is not to be named. `members` is how many
    bodies' signatures it carried.
    """

    root = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="bodies", db_index=False
    )
    body = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    sort_key = SortKeyField(max_length=300)
    is_network = models.BooleanField(default=False)
    is_named = models.BooleanField(default=False)
    direct = models.BooleanField(default=False)
    carried = models.BooleanField(default=False)
    asked = models.BooleanField(default=False)
    members = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "body_id"]
        # Partial ones: a list of the public's, however few names it may read, meets no others.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["root", "sort_key", "body"],
                condition=Q(is_network=False),
                name="counted_organizations",
            ),
            models.Index(
                fields=["root", "sort_key", "body"],
                condition=Q(is_network=False, is_named=True),
                name="counted_by_name",
            ),
            models.Index(
                fields=["root", "sort_key", "body"],
                condition=Q(is_network=True),
                name="counted_networks",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="body_counts_once", fields=["root", "body"]),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} under {self.root_id}"
