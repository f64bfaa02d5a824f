"""Who acts for which organization, and through whom it is reached."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import COUNTED, Contact, Mandate, MandateQuerySet, whole_of
from tejido.core.models import User
from tejido.directory.models import Organization

Reader = User | AnonymousUser | None
# Below the number of parameters that any supported database takes in one query.
_BATCH = 10_000
ENDING_WITHIN = timedelta(days=30)


def has_account(user: Reader) -> TypeGuard[User]:
    """Whether this is a person with an account of their own that is let in."""
    return isinstance(user, User) and not user._state.adding and user.is_active


def mandate_for(
    user: Reader, organization: Organization, *, scope: str, day: date | None = None
) -> Mandate | None:
    """Return the mandate under which somebody acts for an organization; None when there is none.

    Arguments:
        user: who acts; nobody who is not signed in and active has a mandate.
        organization: any record of it: mandates follow merges.
        scope: "sign", "speak", or "both" for one that allows the two.
        day: of the installation's time zone; today when left out.

    Of several (two records merged), the one that lasts longest.
    """
    if not has_account(user):
        return None
    found = Mandate.objects.of(organization).active_on(day or timezone.localdate())
    last = F("ends_on").desc(nulls_first=True)
    return found.filter(user=user).covering(scope).order_by(last, "pk").first()


def organizations_of(
    user: Reader, *, scope: str, day: date | None = None
) -> QuerySet[Organization]:
    """Return the organizations somebody may act for on a day, A to Z, each as what it counts as.

    Sealed ones are among them: who acts for an organization knows it.

    Arguments: as `mandate_for`.
    """
    if not has_account(user):
        return Organization.objects.none()
    active = Mandate.objects.active_on(day or timezone.localdate()).covering(scope)
    counted = active.filter(user=user).order_by().values_list(COUNTED, flat=True)
    return Organization.objects.filter(pk__in=counted)


def contacts_of(organization_ids: Iterable[int]) -> dict[int, list[Contact]]:
    """Return whom organizations are reached through, with their accounts, by organization id.

    A contact that is held is nobody's until the secretariat lets it count.

    Arguments:
        organization_ids: of the organizations that count (never of a merged one); those without
            contacts are not in the answer. One query for every 10,000.
    """
    ids = list(organization_ids)
    found: dict[int, list[Contact]] = {}
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        whole = Q(organization__in=batch) | Q(organization__merged_into__in=batch)
        rows = Contact.objects.filter(whole, held_at__isnull=True).annotate(counted=COUNTED)
        for contact in rows.select_related("user"):
            found.setdefault(contact.counted, []).append(contact)
    return found


def contacts_at(organization: Organization) -> list[Contact]:
    """Return the contacts of an organization and of all that count as the same."""
    return list(Contact.objects.filter(whole_of(organization)).select_related("user"))


def reachable_at(organization: Organization) -> list[Contact]:
    """Return the contacts of an organization that mail goes to: not held, no frozen account."""
    return [contact for contact in contacts_at(organization) if contact.address]


def standing_mandates(organization: Organization) -> list[Mandate]:
    """Return the mandates of an organization that have not ended, newest first, with accounts."""
    return list(mandates_of(organization).standing_on(timezone.localdate()))


def ended_mandates(organization: Organization) -> MandateQuerySet:
    """Return the mandates of an organization that were revoked or have expired, newest first."""
    return mandates_of(organization).ended_on(timezone.localdate())


def mandates_of(organization: Organization) -> MandateQuerySet:
    """Return every mandate of an organization, newest first, with the accounts."""
    return Mandate.objects.of(organization).select_related("user", "organization__merged_into")


def standing_mandates_of(user: User) -> list[Mandate]:
    """Return the mandates a person holds that have not ended, with the organizations."""
    return list(_held_by(user).standing_on(timezone.localdate()))


def ended_mandates_of(user: User) -> MandateQuerySet:
    """Return the mandates a person held, newest first, with the organizations."""
    return _held_by(user).ended_on(timezone.localdate())


def _held_by(user: User) -> MandateQuerySet:
    return Mandate.objects.filter(user=user).select_related("organization__merged_into")


def organizations_looked_after(user: User) -> QuerySet[Organization]:
    """Return the organizations a person is a contact of, A to Z, each as what it counts as."""
    own = _contact_rows(user).order_by().values_list(COUNTED, flat=True)
    return Organization.objects.filter(pk__in=own)


class MandateFilter(models.TextChoices):
    """What the secretariat's list of mandates is limited to."""

    STANDING = "standing", _("in force or to begin")
    ENDING = "ending", _("ending within 30 days")
    SUSPENDED = "suspended", _("suspended now")
    ENDED = "ended", _("that have ended")


def mandates_found(shown: MandateFilter) -> MandateQuerySet:
    """Return the coalition's mandates of one sort, those that end first in front."""
    today = timezone.localdate()
    rows = Mandate.objects.select_related("user", "organization__merged_into")
    standing = rows.standing_on(today).order_by(F("ends_on").asc(nulls_last=True), "pk")
    if shown == MandateFilter.ENDING:
        return standing.filter(ends_on__lte=today + ENDING_WITHIN)
    if shown == MandateFilter.SUSPENDED:
        return standing.not_counting()
    return standing if shown == MandateFilter.STANDING else rows.ended_on(today)


def expiring(days: int, *, day: date | None = None) -> MandateQuerySet:
    """Return the mandates that end within some days and whose end nobody was told of yet.

    Arguments:
        days: how far ahead to look; a mandate that ends today is 0 days away.
        day: of the installation's time zone; today when left out.
    """
    today = day or timezone.localdate()
    ending = Mandate.objects.standing_on(today).filter(ends_on__lte=today + timedelta(days=days))
    return ending.filter(Q(told_end__isnull=True) | ~Q(told_end=F("ends_on")))


def is_contact_of(user: Reader, organization: Organization) -> bool:
    """Whether somebody signed in is a contact of an organization, or of one counting the same."""
    return has_account(user) and _contact_rows(user).filter(whole_of(organization)).exists()


def _contact_rows(user: User) -> QuerySet[Contact]:
    """Return what makes a person a contact; a row that is held does not."""
    return Contact.objects.filter(user_id=user.pk or 0, held_at__isnull=True)


def has_mandate(user: User) -> Exists:
    """Return the condition that a person acts for some organization today (`core.belonging`)."""
    trusted = Mandate.objects.trusted_on(timezone.localdate())
    return Exists(trusted.filter(user_id=user.pk or 0))


def is_contact(user: User) -> Exists:
    """Return the condition that a person is a contact of some organization (`core.belonging`)."""
    return Exists(_contact_rows(user))


def is_delegate_of(user: Reader, organization: Organization, *, day: date | None = None) -> bool:
    """Whether somebody signed in holds a mandate of an organization that has not ended."""
    if not has_account(user):
        return False
    standing = Mandate.objects.of(organization).standing_on(day or timezone.localdate())
    return standing.filter(user=user).exists()


def contact_ids(body: int) -> list[int]:
    """Return the ids of the contacts of an organization and of those merged into it, in order."""
    # Written out: it is asked with each signature, while all others wait.
    rows = Contact.objects.raw(
        "SELECT id FROM coalition_contact WHERE organization_id IN (SELECT id"
        " FROM directory_organization WHERE id = %s OR merged_into_id = %s) ORDER BY id",
        [body, body],
    )
    return [row.pk for row in rows]
