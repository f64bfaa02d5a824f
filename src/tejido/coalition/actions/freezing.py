"""Mandates follow their account: suspended while it is frozen, ended when it is erased.

Each is part of the core's own act, in its transaction, and not something anybody asks for. What
somebody else may have granted with a frozen account is held until the secretariat lets it count.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition import access
from tejido.coalition.actions.contacts import ERASED_KIND
from tejido.coalition.actions.telling import tell_of_mandates
from tejido.coalition.models import Contact, Mandate
from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.errors import Conflict, NotFound
from tejido.core.models import AuditEntry, User


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

    A contact whose address it changed is like one it added. They count again one by one, when the
    secretariat says so, and not with the account.

    Arguments:
        since: from then on somebody else may have acted with the account.

    Returns how many mandates and contacts are held that were not.
    """
    now = timezone.now()
    granted = Mandate.objects.filter(
        granted_by=user, granted_at__gte=since, revoked_at__isnull=True, held_at__isnull=True
    )
    mandates = sorted(granted.select_for_update(of=("self",)).values_list("pk", flat=True))
    added = Contact.objects.filter(
        Q(added_by=user, created_at__gte=since) | Q(pk__in=_readdressed(user, since)),
        held_at__isnull=True,
    )
    contacts = sorted(added.select_for_update(of=("self",)).values_list("pk", flat=True))
    Mandate.objects.filter(pk__in=mandates).update(held_at=now)
    Contact.objects.filter(pk__in=contacts).update(held_at=now)
    if mandates or contacts:
        audit.record(None, "hold_granted", user, {"mandates": mandates, "contacts": contacts})
    rows = Mandate.objects.filter(pk__in=mandates).select_related("organization")
    tell_of_mandates("suspended", rows, to_own=False)
    return len(mandates) + len(contacts)


def _readdressed(user: User, since: datetime) -> list[int]:
    """Return the contacts whose address an account changed from a moment on."""
    changes = AuditEntry.objects.filter(
        actor=user, action="change_contact", target_type=Contact._meta.label_lower, at__gte=since
    )
    found = changes.values_list("target_id", "data")
    return [int(pk) for pk, data in found if "email" in data["fields"]]


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
