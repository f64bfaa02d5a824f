"""Organizations with their names, memberships and merges."""

import secrets
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tejido.core.belonging import belongs
from tejido.core.fields import SortKeyField
from tejido.core.models import User

# No vowels, no look-alikes: a key is read aloud over a bad line.
_KEY_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def new_key() -> str:
    """Return a random public key: an address that says nothing of who it stands for."""
    return "".join(secrets.choice(_KEY_ALPHABET) for _i in range(10))


class Visibility(models.TextChoices):
    """Who may see an organization or a membership."""

    PUBLIC = "public", _("public")
    COALITION = "coalition", _("coalition only")
    SEALED = "sealed", _("sealed")


class OrganizationKind(models.TextChoices):
    """What sort of collective body it is."""

    CIVIL_SOCIETY = "civil_society", _("civil society")
    NETWORK = "network", _("network")
    SHELTER = "shelter", _("shelter")
    ACADEMIC = "academic", _("academic")
    FAITH = "faith", _("faith")
    COMMUNITY = "community", _("community")
    AUTHORITY = "authority", _("authority")
    ARMED_FORCE = "armed_force", _("armed force")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental")
    COMPANY = "company", _("company")
    MEDIA = "media", _("media outlet")


class NameSort(models.TextChoices):
    """What sort of name it is."""

    OFFICIAL = "official", _("official")
    SHORT = "short", _("short")
    ACRONYM = "acronym", _("acronym")
    ALIAS = "alias", _("alias")
    FORMER = "former", _("former")
    AS_PRINTED = "as_printed", _("as printed")


def seen_by(user: User | AnonymousUser, prefix: str = "") -> Q:
    """Return the condition under which `user` may see a row with a visibility.

    Arguments:
        user: who asks; sealed is for the secretariat, coalition for whoever belongs to it
            (`core.belonging`).
        prefix: path from the queried model to the row, ending in "__".
    """
    public = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    if isinstance(user, AnonymousUser) or not user.is_active:
        return public
    if user.is_secretary:
        # True of every row. An empty Q would vanish from "merged into nothing, or seen".
        return Q(**{f"{prefix}pk__isnull": False})
    return public | (Q(**{f"{prefix}visibility": Visibility.COALITION}) & belongs(user))


def whole_seen_by(user: User | AnonymousUser, prefix: str) -> Q:
    """Return the condition under which `user` may see an organization and the one it counts as.

    Arguments:
        prefix: path from the queried model to the organization, ending in "__".
    """
    stands = Q(**{f"{prefix}merged_into__isnull": True})
    return seen_by(user, prefix) & (stands | seen_by(user, f"{prefix}merged_into__"))


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Questions every list of organizations asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see."""
        return self.filter(seen_by(user))

    def standing(self) -> Self:
        """Leave out organizations merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_canonical(self) -> Self:
        """Annotate `canonical_id`: the organization this one counts as."""
        return self.annotate(canonical_id=Coalesce(F("merged_into_id"), F("pk")))


class Organization(models.Model):
    """Any collective body; a network is one whose members are organizations."""

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=300)
    sort_key = SortKeyField(max_length=300, db_index=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganizationKind, default=OrganizationKind.CIVIL_SOCIETY
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.COALITION
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    subdivision = models.CharField(_("state or department"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_here"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="organization_hidden_has_no_coordinates",
                condition=~(Q(kind=OrganizationKind.SHELTER) | Q(visibility=Visibility.SEALED))
                | Q(latitude__isnull=True, longitude__isnull=True),
            ),
            models.CheckConstraint(
                name="organization_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_network(self) -> bool:
        """Whether its members are organizations."""
        return self.kind == OrganizationKind.NETWORK


class OrganizationName(models.Model):
    """One of the names an organization goes by."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=300)
    search_key = models.CharField(max_length=300, db_index=True, editable=False)
    sort = models.CharField(_("sort of name"), max_length=12, choices=NameSort)
    language = models.CharField(_("language"), max_length=8, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="one_name_once", fields=["organization", "text", "sort", "language"]
            ),
        ]

    def __str__(self) -> str:
        return self.text


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions every list of memberships asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep memberships `user` may see, between organizations `user` may see.

        Of a merged organization, both it and the one it counts as must be seen.
        """
        ends = whole_seen_by(user, "member__") & whole_seen_by(user, "network__")
        return self.filter(seen_by(user) & ends)

    def on(self, day: date) -> Self:
        """Keep those in force on a day; an unknown start is before it, an open end after it."""
        return self.filter(
            Q(start__isnull=True) | Q(start__lte=day), Q(end__isnull=True) | Q(end__gte=day)
        )

    def with_canonical(self) -> Self:
        """Annotate `member_counted` and `network_counted`: the organizations the ends count as."""
        return self.annotate(
            member_counted=Coalesce(F("member__merged_into_id"), F("member_id")),
            network_counted=Coalesce(F("network__merged_into_id"), F("network_id")),
        )


class Membership(models.Model):
    """An organization in a network, from date to date, with a source."""

    member = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    network = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="members")
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.COALITION
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="membership_not_in_itself", condition=~Q(member=F("network"))
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
            ),
            models.UniqueConstraint(
                name="one_membership_per_start", fields=["member", "network", "start"]
            ),
            models.UniqueConstraint(
                name="one_membership_without_start",
                fields=["member", "network"],
                condition=Q(start__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.network_id}"


class Merge(models.Model):
    """Two organizations found to be one. Undone, both stand again.

    `Organization.merged_into` is derived from the merges that are not undone, so they can be
    undone in any order.
    """

    kept = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("gone"))),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class Split(models.Model):
    """Some names, memberships and mentions found to be another organization's.

    Undone, they come back, and the organization it created counts as the origin again: an undone
    split joins the two as a merge does.
    """

    origin = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    created = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    moved_names = models.JSONField(default=list)
    moved_memberships = models.JSONField(default=list)
    moved_mentions = models.JSONField(default=list)
    why = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.created_id} out of {self.origin_id}"
