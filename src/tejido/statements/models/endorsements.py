"""The endorsements under a version, the people behind them, and the stored count."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tejido.core.fields import SortKeyField
from tejido.directory.models import MentionRow, Organization
from tejido.statements.models.statements import Version


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
