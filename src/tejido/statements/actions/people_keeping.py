"""What becomes of what people gave: named or not, taken back, erased, and deleted in time."""

from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.models import User
from tejido.core.transparency import log
from tejido.notifications.actions import forget
from tejido.statements.actions.counting import counted, lock_counting, renew
from tejido.statements.actions.entering import withdraw
from tejido.statements.actions.log_entries import tell_names
from tejido.statements.domain.flood import first_minute
from tejido.statements.domain.notices import ADDRESS_KEPT, UNCONFIRMED_KEPT
from tejido.statements.domain.people import RECIPIENT
from tejido.statements.models import Endorsement, Signatory, Signer, SigningMinute
from tejido.statements.people_access import LinkOver, can_look_after_people

ERASED_KIND = "statements.signatory"
# Of one round of the hourly job.
_BATCH = 200


@transaction.atomic
def set_person_unnamed(*, signatory: Signatory, unnamed: bool, now: datetime | None = None) -> None:
    """Say whether a person is named in public; the pages and the log follow at once.

    Arguments:
        signatory: theirs, as `people_access.get_own` returned it.

    Errors:
        LinkOver: they were deleted meanwhile.
    """
    signatory = _as_it_is_now(signatory)
    rows = _standing(signatory.signer) if signatory.signer is not None else []
    with ExitStack() as counts:
        for root in {row.root_id: row.root for row in rows}.values():
            counts.enter_context(counted(root, [], [row.signed_by_id for row in rows]))
        Signatory.objects.filter(pk=signatory.pk).update(unnamed=unnamed)
    if signatory.signer is not None and rows:
        tell_names(signatory.statement, [signatory.signer], now=now)
    renew(Q(pk=signatory.statement_id))
    audit.record(None, "set_person_unnamed", signatory, {"unnamed": unnamed})


def _as_it_is_now(signatory: Signatory) -> Signatory:
    """Return what is stored, once nobody else writes: they may have been let in meanwhile."""
    lock_counting()
    rows = Signatory.objects.select_related("statement", "signer")
    found = rows.filter(pk=signatory.pk).first()
    if found is None:
        raise LinkOver
    return found


@transaction.atomic
def withdraw_person(*, signatory: Signatory, now: datetime | None = None) -> None:
    """Take a person's signature back, whenever they want; their name leaves the pages at once.

    The log goes on holding that somebody signed and took it back, and nobody can read who.

    Arguments:
        signatory: theirs, as `people_access.get_own` returned it.

    Errors:
        LinkOver: they were deleted meanwhile.
    """
    signatory = _as_it_is_now(signatory)
    if signatory.signer is not None:
        take_back(signatory.signer, now=now)
    audit.record(None, "withdraw_person", signatory)


def take_back(signer: Signer, *, now: datetime | None = None) -> int:
    """Take back a person's standing signatures, under whatever text; return how many.

    The caller holds the lock of the counts. The name in the log is destroyed.
    """
    rows = _standing(signer)
    if rows:
        withdraw(rows, now=now)
    if signer.names_leaf is not None:
        log.erase_openings([signer.names_leaf])
    return len(rows)


def _standing(signer: Signer) -> list[Endorsement]:
    rows = Endorsement.objects.filter(signed_by=signer, withdrawn_at__isnull=True)
    return list(rows.select_related("signed_by", "root", "version__statement"))


@transaction.atomic
def erase_own(*, signatories: Collection[Signatory]) -> None:
    """Erase a person at their own wish: their signatures are taken back, nothing of them stays.

    Arguments:
        signatories: all of theirs, as `people_access.get_own` returned them.

    Errors:
        LedgerUnwritable: nothing was erased.
    """
    for signatory in signatories:
        audit.record(None, "erase_person", signatory)
        erasure.erase(ERASED_KIND, signatory.pk)


@transaction.atomic
def erase_person(*, actor: User | None, signatory: Signatory) -> None:
    """Erase a person who asked the coalition for it: the signature is taken back, nothing stays.

    Errors:
        NotAllowed.
        LedgerUnwritable: nothing was erased.
    """
    require(can_look_after_people(actor))
    audit.record(actor, "erase_person", signatory)
    erasure.erase(ERASED_KIND, signatory.pk)


def carry_out_erasure(signatory_id: str) -> None:
    """Take back the signature and delete the person; nothing happens when they are gone."""
    lock_counting()
    row = Signatory.objects.select_related("signer").filter(pk=int(signatory_id)).first()
    if row is None:
        return
    if row.signer is not None:
        take_back(row.signer)
    _delete([row.pk])
    renew(Q(pk=row.statement_id))


def keep_in_time(now: datetime) -> bool:
    """Delete what its time has passed for; return whether there is more. The worker's hourly job.

    Addresses that nobody confirmed, and people who were refused, after 7 days; e-mails of those
    who signed 90 days after signing closed, and all of who took the signature back or never was
    let in. The name of who signed stays, as they agreed to.
    """
    SigningMinute.objects.filter(minute__lt=first_minute(now)).delete()
    people = Signatory.objects.exclude(email_key="")
    closed = people.filter(statement__campaign__closes_at__lt=now - ADDRESS_KEPT)
    stands = Exists(
        Endorsement.objects.filter(signed_by=OuterRef("signer"), withdrawn_at__isnull=True)
    )
    old = now - UNCONFIRMED_KEPT
    over = Q(confirmed_at__isnull=True, created_at__lt=old) | Q(refused_at__lt=old)
    counts = (
        _let_go(people.filter(over), _delete),
        _let_go(closed.exclude(stands), _delete),
        _let_go(closed.filter(stands), _forget_address),
    )
    return _BATCH in counts


def _let_go(people: QuerySet[Signatory], of: Callable[[Collection[int]], None]) -> int:
    with transaction.atomic():
        rows = people.select_for_update(of=("self",)).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:_BATCH])
        if ids:
            of(ids)
    return len(ids)


def _delete(ids: Collection[int]) -> None:
    for pk in ids:
        forget(RECIPIENT, pk)
    Signatory.objects.filter(pk__in=ids).delete()


def _forget_address(ids: Collection[int]) -> None:
    for pk in ids:
        forget(RECIPIENT, pk)
    Signatory.objects.filter(pk__in=ids).update(email="", email_key="")
