"""A phone was seized: the account is closed at once, and what it did is looked at."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit, signals
from tejido.core.access import require
from tejido.core.accounts.access import (
    can_freeze,
    can_manage_people,
    can_review_act,
    can_unfreeze,
)
from tejido.core.accounts.factors import factors_of
from tejido.core.accounts.mails import Notice
from tejido.core.actions.people import end_all, lock_people
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AccountFreeze, ActReview, AuditEntry, Role, User
from tejido.core.queries.people import made_since, open_freeze
from tejido.core.sign_in import void_links, void_links_made_by
from tejido.core.tasks import send_account_notice

# How far back one looks while nobody knows since when an account was in other hands.
SINCE_UNKNOWN = timedelta(days=7)


@transaction.atomic
def freeze_account(
    *, actor: User | None, person: User, since: datetime | None = None, with_made: bool = False
) -> AccountFreeze:
    """Close an account at once.

    Its sessions end, links and codes that are open lead nowhere, nor do links it made for others,
    its password (which the phone may know) no longer works, and the apps above suspend what it may
    do (`account_frozen`) and whom it let act since (`account_doubted`).

    Arguments:
        since: from when on its acts are to be looked at; the last seven days when nobody knows.
        with_made: freeze the accounts it made since as well, and those that these made.

    Errors:
        NotAllowed: not of the secretariat, not active any more, or the last secretary.
    """
    person, made = _lock_with_made(actor, person, since or timezone.now() - SINCE_UNKNOWN)
    require(can_freeze(actor, person))
    now = timezone.now()
    start = min(since or now - SINCE_UNKNOWN, now)
    freeze = _freeze(actor, person, start, now)
    _doubt([person, *made], start)
    if with_made:
        _freeze_made(actor, made, start, now)
    return freeze


@transaction.atomic
def freeze_made(*, actor: User | None, person: User, since: datetime) -> int:
    """Freeze the accounts that a frozen one made from a moment on, and those that these made.

    Whom all these let act since is doubted once more (`account_doubted`): the accounts it made may
    have gone on. Returns how many: whoever is frozen already, and the last secretary, are left as
    they are.

    Arguments:
        since: when it is earlier than was said at the freeze, it counts from now on.

    Errors:
        NotAllowed: not of the secretariat, or the account is not frozen.
    """
    person, made = _lock_with_made(actor, person, since)
    require(can_manage_people(actor))
    freeze = open_freeze(person)
    if freeze is None:
        raise NotAllowed(_("This account is not frozen."))
    if since < freeze.acts_since:
        freeze.acts_since = since
        freeze.save(update_fields=["acts_since"])
    _doubt([person, *made], since)
    return _freeze_made(actor, made, since, timezone.now())


def _lock_with_made(
    actor: User | None, person: User, since: datetime
) -> tuple[User, Sequence[User]]:
    """Return somebody and the accounts they made since, once nobody else decides about them.

    An account that one of them was making just then shows once its own is locked. Then all locks
    are let go and taken anew with those of the new ones: all in one order, so that an act that
    has one of them waits for none of the others.
    """
    made: Sequence[User] = made_since(person, since)
    while True:
        before = transaction.savepoint()
        locked = lock_people(actor, person, *made)
        known, made = made, made_since(person, since)
        if {row.pk for row in made} <= {row.pk for row in known}:
            return locked, made
        transaction.savepoint_rollback(before)


def _doubt(people: Iterable[User], since: datetime) -> None:
    """Have the apps above stop what accounts let others do since."""
    for doubted in people:
        signals.account_doubted.send(sender=User, user=doubted, since=since)


def _freeze_made(actor: User | None, people: Iterable[User], since: datetime, now: datetime) -> int:
    frozen = 0
    for made in people:
        is_own = actor is not None and actor.pk == made.pk
        if not is_own and can_freeze(actor, made):
            _freeze(actor, made, since, now)
            frozen += 1
    return frozen


def _freeze(actor: User | None, person: User, since: datetime, now: datetime) -> AccountFreeze:
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    ended = end_all(person)
    void_links(person)
    void_links_made_by(person, now=now)
    freeze = AccountFreeze.objects.create(
        user=person, frozen_by=actor, frozen_at=now, acts_since=since
    )
    audit.record(actor, "freeze_account", person, {"sessions": ended})
    signals.account_frozen.send(sender=User, user=person)
    send_account_notice.enqueue(person.pk, Notice.FROZEN)
    others = User.objects.filter(role=Role.SECRETARY, is_active=True)
    for secretary in others.exclude(pk=actor.pk if actor else 0):
        send_account_notice.enqueue(secretary.pk, Notice.ANOTHER_FROZEN)
    return freeze


@transaction.atomic
def unfreeze_account(*, actor: User | None, person: User, keep_factors: bool = False) -> None:
    """Open an account again; its person signs in anew.

    Arguments:
        keep_factors: say that none of its second factors was on the device; the audit log keeps
            that it was said. Without it, they have been removed before.

    Errors:
        NotAllowed: not of the secretariat, one's own account, it is not frozen, or it has second
            factors that nobody answers for.
    """
    person = lock_people(actor, person)
    require(can_unfreeze(actor, person, keep_factors=keep_factors))
    kept = factors_of(person).count()
    AccountFreeze.objects.filter(user=person, lifted_at=None).update(
        lifted_by=actor, lifted_at=timezone.now()
    )
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(actor, "unfreeze_account", person, {"kept_factors": kept})
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
