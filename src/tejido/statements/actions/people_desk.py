"""What the secretariat does with people who sign: letting in who waits, telling two apart."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tejido.core import audit
from tejido.core.access import require
from tejido.core.models import User
from tejido.notifications.actions import Recipient, tell
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.people import DECIDED, enter_people
from tejido.statements.domain.notices import UNCONFIRMED_KEPT
from tejido.statements.domain.people import RECIPIENT
from tejido.statements.models import Signatory, Statement, Version
from tejido.statements.people_access import can_look_after_people

_BATCH = 500


@transaction.atomic
def accept_people(
    *,
    actor: User | None,
    statement: Statement,
    people_ids: Collection[int],
    now: datetime | None = None,
) -> int:
    """Enter the signatures of people who wait; return how many.

    They confirmed while signing was open, so that they are let in even after it has closed. Each
    is bound to the wording it was given to.

    Arguments:
        people_ids: ids; who does not wait is left out.

    Errors:
        NotAllowed.
    """
    require(can_look_after_people(actor))
    moment = now or timezone.now()
    lock_counting()
    rows = _waiting(statement, people_ids)
    by_version: dict[Version, list[Signatory]] = {}
    for row in rows:
        row.waits = False
        if row.version is not None:
            by_version.setdefault(row.version, []).append(row)
    Signatory.objects.bulk_update(rows, ["waits"], batch_size=_BATCH)
    for version, group in by_version.items():
        for start in range(0, len(group), _BATCH):
            enter_people(version, group[start : start + _BATCH], moment)
    _tell_decision(rows, moment)
    audit.record(actor, "accept_people", statement, {"people": [row.pk for row in rows]})
    return len(rows)


@transaction.atomic
def refuse_people(
    *,
    actor: User | None,
    statement: Statement,
    people_ids: Collection[int],
    now: datetime | None = None,
) -> int:
    """Refuse signatures that wait; return how many. They are told, and deleted after 7 days.

    Errors:
        NotAllowed.
    """
    require(can_look_after_people(actor))
    moment = now or timezone.now()
    rows = _waiting(statement, people_ids)
    for row in rows:
        row.waits, row.refused_at = False, moment
    Signatory.objects.bulk_update(rows, ["waits", "refused_at"], batch_size=_BATCH)
    _tell_decision(rows, moment)
    audit.record(actor, "refuse_people", statement, {"people": [row.pk for row in rows]})
    return len(rows)


@transaction.atomic
def tell_people_apart(*, actor: User | None, signatory: Signatory) -> None:
    """Note that the people of one name under a statement are different people.

    Errors:
        NotAllowed.
    """
    require(can_look_after_people(actor))
    namesakes = Signatory.objects.filter(
        statement=signatory.statement_id, name_key=signatory.name_key
    )
    namesakes.update(told_apart=True)
    audit.record(actor, "tell_people_apart", signatory)


def _waiting(statement: Statement, people_ids: Collection[int]) -> list[Signatory]:
    rows = Signatory.objects.select_for_update(of=("self",), no_key=True).filter(
        statement=statement, waits=True
    )
    found = rows.select_related("version__statement", "version__root").order_by("pk")
    wanted = frozenset(people_ids)
    return [row for row in found if row.pk in wanted]


def _tell_decision(rows: Sequence[Signatory], moment: datetime) -> None:
    tell(
        recipients=[Recipient(RECIPIENT, row.pk, {"person": row.pk}) for row in rows],
        kind=DECIDED,
        expires_at=moment + UNCONFIRMED_KEPT,
        now=moment,
    )
