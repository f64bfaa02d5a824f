"""A phone was seized: the account is closed at once, and what it did is looked at."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit, signals
from tejido.core.access import require
from tejido.core.accounts.access import can_freeze, can_review_act, can_unfreeze
from tejido.core.accounts.mails import Notice
from tejido.core.actions.people import end_all, lock_people
from tejido.core.errors import InvalidInput
from tejido.core.models import AccountFreeze, ActReview, AuditEntry, Role, User
from tejido.core.sign_in import void_links, void_links_made_by
from tejido.core.tasks import send_account_notice


@transaction.atomic
def freeze_account(
    *, actor: User | None, person: User, since: datetime | None = None
) -> AccountFreeze:
    """Close an account at once.

    Its sessions end, links and codes that are open lead nowhere, nor do links it made for others,
    its password (which the phone may know) no longer works, and the apps above suspend what it may
    do (`account_frozen`).

    Arguments:
        since: from when on its acts are to be looked at; now when nobody knows better.

    Errors:
        NotAllowed: not of the secretariat, not active any more, or the last secretary.
    """
    person = lock_people(actor, person)
    require(can_freeze(actor, person))
    now = timezone.now()
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    ended = end_all(person)
    void_links(person)
    void_links_made_by(person, now=now)
    freeze = AccountFreeze.objects.create(
        user=person, frozen_by=actor, frozen_at=now, acts_since=min(since or now, now)
    )
    audit.record(actor, "freeze_account", person, {"sessions": ended})
    signals.account_frozen.send(sender=User, user=person)
    send_account_notice.enqueue(person.pk, Notice.FROZEN)
    others = User.objects.filter(role=Role.SECRETARY, is_active=True)
    for secretary in others.exclude(pk=actor.pk if actor else 0):
        send_account_notice.enqueue(secretary.pk, Notice.ANOTHER_FROZEN)
    return freeze


@transaction.atomic
def unfreeze_account(*, actor: User | None, person: User) -> None:
    """Open an account again; its person signs in anew.

    Errors:
        NotAllowed: not of the secretariat, one's own account, or it is not frozen.
    """
    person = lock_people(actor, person)
    require(can_unfreeze(actor, person))
    AccountFreeze.objects.filter(user=person, lifted_at=None).update(
        lifted_by=actor, lifted_at=timezone.now()
    )
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(actor, "unfreeze_account", person)
    signals.account_unfrozen.send(sender=User, user=person)
    send_account_notice.enqueue(person.pk, Notice.UNFROZEN)


@transaction.atomic
def review_act(*, actor: User, entry: AuditEntry, verdict: str, note: str = "") -> ActReview:
    """Say of one act of a frozen account whether it stands; saying it again replaces it.

    Arguments:
        verdict: an ActReview.Verdict.
        note: for the secretariat, without names of people.

    Errors:
        NotAllowed: not of the secretariat, or one's own act.
        InvalidInput: no such verdict.
    """
    require(can_review_act(actor, entry))
    if verdict not in ActReview.Verdict.values:
        raise InvalidInput(_("Say whether the act stands or is to be undone."))
    values = {
        "verdict": verdict,
        "note": note.strip(),
        "reviewed_by": actor,
        "reviewed_at": timezone.now(),
    }
    review, _made = ActReview.objects.update_or_create(entry=entry, defaults=values)
    audit.record(actor, "review_act", entry, {"verdict": verdict})
    return review
