"""Mandates follow their account: suspended while it is frozen, ended when it is erased.

Each is part of the core's own act, in its transaction, and not something anybody asks for.
"""

from django.utils import timezone

from tejido.coalition.actions.contacts import ERASED_KIND
from tejido.coalition.actions.telling import tell_of_mandates
from tejido.coalition.models import Contact, Mandate
from tejido.core import audit, erasure
from tejido.core.models import User


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


def forget_account(*, user_id: int) -> None:
    """End the mandates of an erased account and erase it as a contact."""
    held = Mandate.objects.standing_on(timezone.localdate()).filter(user_id=user_id)
    for mandate in held:
        Mandate.objects.filter(pk=mandate.pk).update(revoked_at=timezone.now())
        audit.record(None, "revoke_mandate", mandate, {"user": user_id})
    for contact in Contact.objects.filter(user_id=user_id):
        erasure.erase(ERASED_KIND, contact.pk)
