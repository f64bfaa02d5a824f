"""Mandates and contacts follow their account: entered, frozen, opened again, erased.

Each is part of the core's own act, in its transaction, and not something anybody asks for. What
somebody else may have granted with a frozen account is held until the secretariat lets it count.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition import access
from tejido.coalition.actions.contacts import ERASED_KIND
from tejido.coalition.actions.telling import tell_of_mandates
from tejido.coalition.models import Contact, Mandate
from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.actions.people import lock_people
from tejido.core.errors import Conflict, NotFound
from tejido.core.models import AuditEntry, User

# Of a mandate or a contact, its id and when something was done to it.
Done = tuple[int, datetime]


def join_contacts(*, user: User) -> None:
    """Join to an account the contacts of its address that were named before it was there.

    Part of each sign-in: from then on its person keeps their organizations' pages. An account is
    made for an address that anybody may have typed; that it is theirs, its person shows by signing
    in. Of one that is frozen or erased before that, it is part too: nothing is mailed to a frozen
    account, of an erased one nothing stays.
    """
    named = Contact.objects.filter(email=user.email, user__isnull=True)
    if not named.exists():
        return
    # A freeze may hold some of them just now.
    lock_people(None, user)
    joined = Contact.objects.filter(user=user).order_by().values("organization")
    apart = named.exclude(organization__in=joined)
    ids = sorted(apart.select_for_update(of=("self",)).values_list("pk", flat=True))
    Contact.objects.filter(pk__in=ids).update(user=user)
    if ids:
        audit.record(None, "join_contacts", user, {"contacts": ids})


def suspend_mandates(*, user: User) -> int:
    """Stop every mandate of a frozen account that has not ended; return how many."""
    stopped = _change(user, "suspend_mandates", suspend=True)
    rows = Mandate.objects.filter(pk__in=stopped).select_related("organization")
    tell_of_mandates("suspended", rows, to_own=False)
    return len(stopped)


def restore_mandates(*, user: User) -> int:
    """Let the mandates of an account that is let in again count from now on; return how many.

    One revoked meanwhile stays revoked.
    """
    return len(_change(user, "restore_mandates", suspend=False))


def _change(user: User, act: str, *, suspend: bool) -> list[int]:
    held = Mandate.objects.standing_on(timezone.localdate()).filter(
        user=user, suspended_at__isnull=suspend
    )
    ids = sorted(held.select_for_update(of=("self",)).values_list("pk", flat=True))
    Mandate.objects.filter(pk__in=ids).update(suspended_at=timezone.now() if suspend else None)
    if ids:
        audit.record(None, act, user, {"mandates": ids})
    return ids


def hold_granted(*, user: User, since: datetime) -> int:
    """Stop the mandates an account granted, and the contacts it added, from a moment on.

    A mandate that it extended is like one it granted, a contact whose address it changed like one
    it added, and what it let count again like either. They count again one by one, when the
    secretariat says so, and not with the account. What the secretariat let count once stays, when
    one looks further back: only what the account did to it after that is in doubt.

    Arguments:
        since: from then on somebody else may have acted with the account.

    Returns how many mandates and contacts are held that were not.
    """
    granted = _in_doubt(user, since, _granted(user, since), Mandate, "release_mandate")
    mandates = _hold(Mandate.objects.filter(pk__in=granted, revoked_at__isnull=True))
    added = _in_doubt(user, since, _added(user, since), Contact, "release_contact")
    contacts = _hold(Contact.objects.filter(pk__in=added))
    if mandates or contacts:
        audit.record(None, "hold_granted", user, {"mandates": mandates, "contacts": contacts})
    rows = Mandate.objects.filter(pk__in=mandates).select_related("organization")
    tell_of_mandates("suspended", rows, to_own=False)
    return len(mandates) + len(contacts)


def _granted(user: User, since: datetime) -> list[Done]:
    """Return the mandates an account granted, extended or let count again, and when."""
    made = Mandate.objects.filter(granted_by=user, granted_at__gte=since)
    acts = _acts(user, since, Mandate).filter(action__in=("renew_mandate", "release_mandate"))
    later = [(int(pk), at) for pk, at in acts.values_list("target_id", "at")]
    return [*made.values_list("pk", "granted_at"), *later]


def _added(user: User, since: datetime) -> list[Done]:
    """Return the contacts an account added, gave another address or let count again, and when."""
    made = Contact.objects.filter(added_by=user, created_at__gte=since)
    acts = _acts(user, since, Contact).filter(action__in=("change_contact", "release_contact"))
    later = [
        (int(pk), at)
        for pk, at, act, data in acts.values_list("target_id", "at", "action", "data")
        if act == "release_contact" or "email" in data["fields"]
    ]
    return [*made.values_list("pk", "created_at"), *later]


def _acts(user: User, since: datetime, kind: type[Mandate | Contact]) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(actor=user, target_type=kind._meta.label_lower, at__gte=since)


def _in_doubt(
    user: User, since: datetime, done: list[Done], kind: type[Mandate | Contact], release: str
) -> set[int]:
    """Return those of which nobody else let count again what an account did to them."""
    others = AuditEntry.objects.exclude(actor=user).filter(
        action=release, target_type=kind._meta.label_lower, at__gte=since
    )
    stands = {int(pk): at for pk, at in others.order_by("pk").values_list("target_id", "at")}
    return {pk for pk, at in done if pk not in stands or stands[pk] < at}


def _hold(rows: QuerySet[Mandate] | QuerySet[Contact]) -> list[int]:
    """Hold those that are not held; return their ids."""
    counting = rows.filter(held_at__isnull=True)
    ids = sorted(counting.select_for_update(of=("self",)).values_list("pk", flat=True))
    rows.filter(pk__in=ids).update(held_at=timezone.now())
    return ids


@transaction.atomic
def release_mandate(*, actor: User | None, mandate: Mandate) -> Mandate:
    """Let a mandate that was held count again: the secretariat found that it stands.

    While the account of who holds it is frozen, it stays suspended.

    Errors:
        NotAllowed; Conflict when it is not held.
    """
    require(access.can_release(actor))
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.held_at is None:
        raise Conflict(_("This counts already."), code="not-held")
    mandate.held_at = None
    mandate.save(update_fields=["held_at"])
    audit.record(actor, "release_mandate", mandate, {"user": mandate.user_id})
    return mandate


@transaction.atomic
def release_contact(*, actor: User | None, contact: Contact) -> Contact:
    """Let a contact that was held count again: the secretariat found that it stands.

    Errors:
        NotAllowed; NotFound when it has been removed; Conflict when it is not held.
    """
    require(access.can_release(actor))
    found = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if found is None:
        raise NotFound
    if found.held_at is None:
        raise Conflict(_("This counts already."), code="not-held")
    found.held_at = None
    found.save(update_fields=["held_at"])
    audit.record(actor, "release_contact", found, {"organization": found.organization_id})
    return found


def forget_account(*, user_id: int) -> None:
    """End the mandates of an erased account and erase it as a contact."""
    held = Mandate.objects.standing_on(timezone.localdate()).filter(user_id=user_id)
    for mandate in held:
        Mandate.objects.filter(pk=mandate.pk).update(revoked_at=timezone.now())
        audit.record(None, "revoke_mandate", mandate, {"user": user_id})
    for contact in Contact.objects.filter(user_id=user_id):
        erasure.erase(ERASED_KIND, contact.pk)
