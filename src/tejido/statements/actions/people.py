"""People who sign without an account: asking, confirming, signing again.

Who may is asked here, of everybody alike: whoever holds the link that was mailed acts as the
person it was mailed to.
"""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core import audit, form_tokens
from tejido.core.access import require
from tejido.core.errors import Conflict
from tejido.core.form_tokens import TokenState
from tejido.core.sorting import sort_key
from tejido.core.tokens import derive
from tejido.directory.domain.folding import fold
from tejido.notifications.actions import Recipient, tell
from tejido.notifications.domain.addresses import canonical_email
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.actions.log_entries import tell_names
from tejido.statements.domain.flood import first_minute, is_flooded, minute_of
from tejido.statements.domain.notices import unconfirmed_until
from tejido.statements.domain.people import FORM, RECIPIENT, PersonData
from tejido.statements.models import (
    Endorsement,
    How,
    Signatory,
    Signer,
    SigningMinute,
    Statement,
    Version,
)
from tejido.statements.people_access import (
    LinkOver,
    can_sign_as_person,
)
from tejido.statements.people_tasks import mail_own_link
from tejido.statements.signing_access import signing_version

ASKED = "statements.person"
OWN = "statements.person_own"
DECIDED = "statements.person_decided"


class TextChanged(Conflict):
    """What is to be confirmed is not what was shown."""

    default_code = "text-changed"
    default_message = _("The text, or what was filled in, has changed meanwhile. Read it again.")


class FormUsed(Conflict):
    """A form that was sent came once more, with something else in it."""

    default_code = "form-used"
    default_message = _(
        "This form was sent already, and what you changed since was not. All you wrote is still"
        " here: send it once more."
    )


def email_key(email: str) -> str:
    """Return the keyed hash under which the addresses of one person are the same.

    Errors:
        ValueError: it is no e-mail address.
    """
    return derive("statements.email", canonical_email(email))


@transaction.atomic
def ask_to_sign(
    *,
    statement: Statement,
    version: Version,
    person: PersonData,
    token: str,
    now: datetime | None = None,
) -> None:
    """Note that somebody wants to sign, and mail them a link; nothing counts before it is used.

    Whoever asks learns nothing of the address: who has signed already gets a link to their own
    signature, at the same address. The same form sent twice asks once.

    Arguments:
        version: the wording that was read.
        token: issued with the form, for `FORM` and the statement's id.

    Errors:
        NotAllowed: people may not sign now.
        TextChanged: there is a newer wording.
        FormUsed: the token was used, for something else.
        ValueError: the e-mail address is none.
    """
    moment = now or timezone.now()
    require(can_sign_as_person(statement, now=moment))
    if signing_version(statement) != version:
        raise TextChanged
    content = [str(each) for each in (version.pk, *astuple(person))]
    state = form_tokens.spend(token, FORM, statement.pk, content=content, now=moment)
    if state == TokenState.SPENT:
        raise FormUsed
    if state != TokenState.GOOD:
        return
    typed = _typed(person, version, moment)
    row, is_new = Signatory.objects.select_for_update().get_or_create(
        statement=statement, email_key=email_key(person.email), defaults=typed
    )
    if not is_new and row.confirmed_at is None:
        Signatory.objects.filter(pk=row.pk).update(**typed, revision=F("revision") + 1)
    until = unconfirmed_until(moment) if row.confirmed_at is None else None
    recipient = Recipient(RECIPIENT, row.pk, {"person": row.pk})
    tell(recipients=[recipient], kind=ASKED, expires_at=until, now=moment)


def _typed(person: PersonData, version: Version, moment: datetime) -> dict[str, object]:
    return {
        "name": person.name,
        "affiliation": person.affiliation,
        "sort_key": sort_key(person.name),
        "name_key": fold(person.name)[:300],
        "email": person.email,
        "language": person.language,
        "notice": person.notice,
        "unnamed": person.unnamed,
        "version": version,
        "created_at": moment,
    }


@transaction.atomic
def confirm_signature(
    *, signatory: Signatory, version: int, revision: int, now: datetime | None = None
) -> Signatory:
    """Sign: the address is confirmed by whoever holds the link. Doing it twice signs once.

    While the statement is flooded the signature waits for the secretariat.

    Arguments:
        signatory: as `people_access.get_asked` returned it.
        version: id of the wording that was shown.
        revision: that of what was filled in, as shown.

    Errors:
        NotAllowed: signing closed before the confirmation came, or has not begun.
        TextChanged: something else was shown.
        LinkOver: the address has been deleted meanwhile.
    """
    moment = now or timezone.now()
    lock_counting()
    row = _locked(signatory)
    if row.confirmed_at is not None:
        return row
    require(can_sign_as_person(row.statement, now=moment))
    signed = signing_version(row.statement)
    if signed is None or signed.pk != version or row.revision != revision:
        raise TextChanged
    row.confirmed_at, row.version = moment, signed
    row.waits = _comes_in_a_flood(row.statement, moment)
    row.save(update_fields=["confirmed_at", "version", "waits"])
    if not row.waits:
        enter_people(signed, [row], moment)
    data = {"statement": row.statement_id, "version": signed.pk, "waits": row.waits}
    audit.record(None, "confirm_signature", row, data)
    return row


@transaction.atomic
def sign_again(*, signatory: Signatory, version: int, now: datetime | None = None) -> None:
    """Sign once more after taking the signature back.

    Errors:
        NotAllowed: signing is closed.
        TextChanged: another wording was shown.
        LinkOver: the address was deleted, or there never was a signature.
    """
    moment = now or timezone.now()
    lock_counting()
    row = _locked(signatory)
    if row.signer is None:
        raise LinkOver
    require(can_sign_as_person(row.statement, now=moment))
    signed = signing_version(row.statement)
    if signed is None or signed.pk != version:
        raise TextChanged
    if Endorsement.objects.filter(signed_by=row.signer, withdrawn_at__isnull=True).exists():
        return
    Signatory.objects.filter(pk=row.pk).update(version=signed)
    enter(signed, [Entry(row.signer, How.PERSON)], now=moment)
    # Taking it back destroyed the name in the log.
    tell_names(row.statement, [row.signer], now=moment)
    data = {"statement": row.statement_id, "version": signed.pk}
    audit.record(None, "sign_again", row, data)


def send_own_link(*, email: str) -> None:
    """Queue a link to what is stored of somebody; the work is the same for every address.

    Whether anything is stored the worker finds out: neither the answer nor the time it takes
    tells. The queue holds the keyed hash and no address.

    Errors:
        ValueError: the e-mail address is none.
    """
    mail_own_link.enqueue(email_key(email))


@transaction.atomic
def tell_own_link(key: str, *, now: datetime | None = None) -> None:
    """Mail a link to what is stored of somebody; nothing happens when nothing is.

    Arguments:
        key: as `email_key` returns it.
    """
    newest = Signatory.objects.filter(email_key=key).order_by("-pk").values_list("pk", flat=True)
    number = newest.first()
    if number is not None:
        recipient = Recipient(RECIPIENT, number, {"person": number})
        tell(recipients=[recipient], kind=OWN, now=now)


def _locked(signatory: Signatory) -> Signatory:
    rows = Signatory.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("statement", "signer").filter(pk=signatory.pk).first()
    if row is None:
        raise LinkOver
    return row


def enter_people(version: Version, rows: Sequence[Signatory], moment: datetime) -> None:
    """Enter the signatures of people who have none yet; the caller holds the lock."""
    signers = [Signer(statement_id=version.statement_id) for _row in rows]
    Signer.objects.bulk_create(signers)
    for row, signer in zip(rows, signers, strict=True):
        row.signer = signer
    Signatory.objects.bulk_update(rows, ["signer"], batch_size=500)
    enter(version, [Entry(signer, How.PERSON) for signer in signers], now=moment)


def _comes_in_a_flood(statement: Statement, moment: datetime) -> bool:
    """Count one confirmation, and say whether it comes in a flood; the caller holds the lock."""
    minutes = SigningMinute.objects.filter(statement=statement)
    recent = minutes.filter(minute__gte=first_minute(moment))
    flooded = is_flooded(
        dict(recent.values_list("minute", "count")), moment, limit=settings.FLOOD_LIMIT
    )
    row, _made = minutes.get_or_create(statement=statement, minute=minute_of(moment))
    minutes.filter(pk=row.pk).update(count=F("count") + 1)
    return flooded
