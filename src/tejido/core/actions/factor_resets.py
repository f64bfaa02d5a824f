"""A lost second factor: one secretary asks for it to be removed, a different one confirms."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.accounts.access import (
    can_ask_factor_reset,
    can_confirm_factor_reset,
    can_manage_people,
)
from tejido.core.accounts.mails import Notice
from tejido.core.actions.people import end_all, lock_people
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import FactorReset, User
from tejido.core.sign_in import void_links
from tejido.core.tasks import send_account_notice

TIME_TO_CONFIRM = timedelta(hours=48)


@transaction.atomic
def ask_factor_reset(*, actor: User | None, person: User, reason: str) -> FactorReset:
    """Ask for the second factors of somebody to be removed; nothing changes yet.

    Arguments:
        reason: why, and how the secretary knows that it is the person who asks.

    Errors:
        NotAllowed: not of the secretariat, one's own, or there is no second factor.
        InvalidInput: no reason.
        Conflict: it was asked for already, and waits.
    """
    person = lock_people(actor, person)
    require(can_ask_factor_reset(actor, person))
    if not reason.strip():
        raise InvalidInput(_("Say why, and how you know that it is the person who asks."))
    now = timezone.now()
    waiting = FactorReset.objects.filter(user=person, outcome=FactorReset.Outcome.OPEN)
    waiting.filter(expires_at__lte=now).update(outcome=FactorReset.Outcome.EXPIRED, closed_at=now)
    if waiting.exists():
        raise Conflict(_("This was asked for already, and waits for a second secretary."))
    reset = FactorReset.objects.create(
        user=person,
        asked_by=actor,
        asked_at=now,
        expires_at=now + TIME_TO_CONFIRM,
        reason=reason.strip(),
    )
    audit.record(actor, "ask_factor_reset", person, {"reset": reset.pk})
    send_account_notice.enqueue(person.pk, Notice.RESET_ASKED)
    return reset


@transaction.atomic
def confirm_factor_reset(*, actor: User | None, reset: FactorReset) -> None:
    """Remove the second factors and recovery codes of a person and end their sessions.

    Links and codes that are open are void as well: whoever has the lost device may have asked for
    them. The person signs in anew, and sets up new factors.

    Errors:
        NotAllowed: not of the secretariat, the one who asked, or the one it is about.
        Conflict: it is closed, or too old.
    """
    person = lock_people(actor, reset.user)
    reset = FactorReset.objects.select_for_update().get(pk=reset.pk)
    require(can_confirm_factor_reset(actor, reset))
    _close(actor, reset, FactorReset.Outcome.CONFIRMED)
    removed, _by_model = Authenticator.objects.filter(user_id=person.pk).delete()
    ended = end_all(person)
    void_links(person)
    data = {"reset": reset.pk, "removed": removed, "sessions": ended}
    audit.record(actor, "confirm_factor_reset", person, data)
    send_account_notice.enqueue(person.pk, Notice.RESET_CONFIRMED)


@transaction.atomic
def decline_factor_reset(*, actor: User | None, reset: FactorReset) -> None:
    """Close a reset that is not to be, and leave everything as it is.

    Errors:
        NotAllowed: not of the secretariat.
        Conflict: it is closed already.
    """
    require(can_manage_people(actor))
    reset = FactorReset.objects.select_for_update().get(pk=reset.pk)
    _close(actor, reset, FactorReset.Outcome.DECLINED)
    audit.record(actor, "decline_factor_reset", reset.user, {"reset": reset.pk})
    send_account_notice.enqueue(reset.user_id, Notice.RESET_DECLINED)


def _close(actor: User | None, reset: FactorReset, outcome: FactorReset.Outcome) -> None:
    now = timezone.now()
    if reset.outcome != FactorReset.Outcome.OPEN or reset.expires_at <= now:
        raise Conflict(_("This reset is closed or too old. It can be asked for again."))
    reset.outcome = outcome
    reset.closed_by = actor
    reset.closed_at = now
    reset.save(update_fields=["outcome", "closed_by", "closed_at"])
