"""Contacts of organizations, and the mandates of those who act for them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.domain.mandates import MandateState, Scope, Terms, scopes_covering, state_on
from tejido.core.models import AccountFreeze
from tejido.directory.models import Organization


class MandateScope(models.TextChoices):
    """What a mandate is for, in words; the rule is `domain.mandates.Scope`."""

    SIGN = "sign", _("sign")
    SPEAK = "speak", _("speak")
    BOTH = "both", _("sign and speak")


class Grantor(models.TextChoices):
    """As what somebody granted a mandate; roles change later, this does not."""

    SECRETARIAT = "secretariat", _("the secretariat")
    CONTACT = "contact", _("a contact of the organization")
    INSTALLATION = "installation", _("the installation")


class ContactLanguage(models.TextChoices):
    """The language a contact is written to in."""

    SPANISH = "es", _("Spanish")
    ENGLISH = "en", _("English")


def whole_of(organization: Organization) -> Q:
    """Return the condition that a row is of an organization, or of one that counts as the same.

    Rows stay where they were written when organizations are merged, so that a merge can be undone.
    """
    counted = organization.merged_into_id or organization.pk
    # Found apart: joined, "it, or merged into it" makes PostgreSQL read the whole directory.
    family = Organization.objects.filter(Q(pk=counted) | Q(merged_into=counted)).order_by()
    return Q(organization__in=family.values("pk"))


COUNTED = Coalesce(F("organization__merged_into_id"), F("organization_id"))


class Contact(models.Model):
    """A person an organization is reached through: the one erasable table of this app.

    With an account the person looks after the organization's mandates, and mail goes to the
    account's address. A contact that is removed is erased: a key pointing here gives way (SET_NULL
    or CASCADE).
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="contacts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contact_of",
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(
        _("language"), max_length=8, choices=ContactLanguage, default=ContactLanguage.SPANISH
    )
    note = models.CharField(_("what the person does there"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Since then it waits for the secretariat: whoever added it was perhaps somebody else.
    held_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="contact_once_an_organization", fields=["organization", "email"]
            ),
            models.UniqueConstraint(
                name="contact_account_once_an_organization",
                fields=["organization", "user"],
                condition=Q(user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def mailbox(self) -> str:
        """The person's e-mail address, whether anything is mailed there now or not."""
        return self.email if self.user is None else self.user.email

    @property
    def address(self) -> str:
        """The e-mail address mail goes to; "" while held, or the person's account not active."""
        if self.held_at is not None:
            return ""
        return self.mailbox if self.user is None or self.user.is_active else ""


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions every list of mandates asks."""

    def of(self, organization: Organization) -> Self:
        """Keep those of an organization and of all that count as the same."""
        return self.filter(whole_of(organization))

    def active_on(self, day: date) -> Self:
        """Keep those that let somebody act on a day (as `domain.mandates.state_on`)."""
        counting = self.standing_on(day).filter(suspended_at__isnull=True, held_at__isnull=True)
        return counting.filter(starts_on__lte=day)

    def not_counting(self) -> Self:
        """Keep those that are suspended, or held."""
        return self.filter(Q(suspended_at__isnull=False) | Q(held_at__isnull=False))

    def trusted_on(self, day: date) -> Self:
        """Keep those that let somebody act on a day, granted by nobody whose account is frozen.

        Of the secretariat's own grants, that its secretary's account is frozen changes nothing:
        those that are in doubt are held.
        """
        frozen = AccountFreeze.objects.filter(user=OuterRef("granted_by"), lifted_at__isnull=True)
        return self.active_on(day).exclude(Exists(frozen), granted_as=Grantor.CONTACT)

    def standing_on(self, day: date) -> Self:
        """Keep those neither revoked nor expired on a day, begun or not, suspended or not."""
        unended = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(unended, revoked_at__isnull=True)

    def ended_on(self, day: date) -> Self:
        """Keep those that were revoked, or whose last day is before a day."""
        return self.filter(Q(revoked_at__isnull=False) | Q(ends_on__lt=day))

    def covering(self, scope: str) -> Self:
        """Keep those whose scope is enough for `scope`."""
        return self.filter(scope__in=scopes_covering(Scope(scope)))


@dataclass(frozen=True, slots=True)
class MandateSummary:
    """What a page says of the mandate behind an act: no name, no account.

    Arguments:
        scope, granted_by: words in the reader's language.
        since, until: first and last day; None while no end is set.
        granted_on: the day it was granted.
        state: on the day it is read, a value of `MandateState`.
    """

    scope: str
    granted_by: str
    since: date
    until: date | None
    granted_on: date
    state: str


class Mandate(models.Model):
    """One person acts for one organization, for one scope, from day to day.

    Days are of the installation's time zone, both included. The database refuses two mandates
    of the same person and organization that would allow the same act on the same day (second
    migration); a revoked one allows nothing.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="mandates"
    )
    scope = models.CharField(_("scope"), max_length=5, choices=MandateScope)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_as = models.CharField(max_length=12, choices=Grantor)
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    # While the account of who holds it is frozen.
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Since then it waits for the secretariat: whoever granted it was perhaps somebody else.
    held_at = models.DateTimeField(null=True, blank=True)
    # The last day that somebody was told of in advance; another end is told of anew.
    told_end = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["ends_on"], name="mandate_end", condition=Q(revoked_at__isnull=True)
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="mandate_scope_known", condition=Q(scope__in=MandateScope.values)
            ),
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="mandate_revoked_by_has_time",
                condition=Q(revoked_by__isnull=True) | Q(revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def terms(self) -> Terms:
        """What decides about it, for the rules of `domain.mandates`."""
        return Terms(
            scope=Scope(self.scope),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            revoked=self.revoked_at is not None,
            suspended=self.is_suspended,
        )

    @property
    def is_suspended(self) -> bool:
        """Whether it lets nobody act for now: its account is frozen, or it is held."""
        return self.suspended_at is not None or self.held_at is not None

    def state_on(self, day: date) -> MandateState:
        """Return its state on a day of the installation's time zone."""
        return state_on(self.terms, day)

    @property
    def state(self) -> MandateState:
        """Its state today."""
        return self.state_on(timezone.localdate())

    @property
    def is_standing(self) -> bool:
        """Whether it is neither revoked nor expired today: it can be revoked or extended."""
        return self.state not in {MandateState.REVOKED, MandateState.EXPIRED}

    @property
    def summary(self) -> MandateSummary:
        """What a page says of it; asks the database nothing."""
        return MandateSummary(
            scope=self.get_scope_display(),
            granted_by=self.get_granted_as_display(),
            since=self.starts_on,
            until=self.ends_on,
            granted_on=timezone.localdate(self.granted_at),
            state=self.state.value,
        )
