"""People who signed or asked to: for the secretariat, and for each of themselves."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tejido.core.sorting import sort_key
from tejido.notifications.models import Message
from tejido.statements.domain.people import RECIPIENT, PersonState, state_of
from tejido.statements.models import Endorsement, Signatory, Statement, Version
from tejido.statements.queries.titles import title_of

# Annotated columns are not fields of the model, so the checker is told not to look for them.
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """A signature, or the wish to give one, as its person sees it.

    Arguments:
        title: of the statement's wording that was read, in `language`.
        version: number of that wording; None for a printed list's.
        counts: the signature counts for what the text says now.
    """

    person: Signatory
    state: PersonState
    title: str
    language: str
    version: int | None
    counts: bool


def people_of(statement: Statement) -> Rows:
    """Return the people who confirmed, or were printed in a list, each with what the desk asks.

    `stands`: a signature of theirs counts or counted until a newer text; `has_namesake`: somebody
    else signed under the same name, and nobody has told the two apart.
    """
    signed = Q(confirmed_at__isnull=False) | Q(signer__isnull=False)
    namesake = Signatory.objects.filter(
        signed, statement=OuterRef("statement"), name_key=OuterRef("name_key")
    ).exclude(pk=OuterRef("pk"))
    return (
        Signatory.objects.filter(signed, statement=statement)
        .annotate(
            stands=_stands(),
            has_namesake=Exists(namesake.filter(refused_at__isnull=True)),
        )
        .order_by("sort_key", "pk")
    )


def flagged(people: Rows) -> Rows:
    """Keep those who share their name with somebody else who has not been told apart."""
    return people.filter(has_namesake=True, told_apart=False, refused_at__isnull=True).exclude(
        name_key=""
    )


def waiting(people: Rows) -> Rows:
    """Keep those whose signature waits for the secretariat."""
    return people.filter(waits=True)


def with_name(people: Rows, text: str) -> Rows:
    """Keep those whose name holds a text, accents aside."""
    return people.filter(sort_key__contains=sort_key(text)) if text else people


def how_many(statement: Statement) -> dict[str, int]:
    """Return how many people of a statement wait, share a name, have not confirmed, are there."""
    people = people_of(statement)
    unconfirmed = Signatory.objects.filter(
        statement=statement, confirmed_at__isnull=True, signer__isnull=True
    )
    totals: dict[str, int] = people.aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(waits=True))
    )
    return {**totals, "same_name": flagged(people).count(), "unconfirmed": unconfirmed.count()}


def state_of_person(row: Signatory) -> PersonState:
    """Return where a person stands, of a row with `stands`."""
    return state_of(
        confirmed_at=row.confirmed_at,
        refused_at=row.refused_at,
        waits=row.waits,
        stands=bool(getattr(row, "stands", False)),
    )


def own_signatures(people: Collection[Signatory], language: str) -> list[OwnSignature]:
    """Return what a person sees of their own, newest first, in a constant number of queries.

    Arguments:
        people: as `people_access.get_own` returned them.
        language: of the page.
    """
    rows: Rows = Signatory.objects.filter(pk__in=[row.pk for row in people])
    found = rows.annotate(stands=_stands(), counts=_counts_now())
    found = found.select_related("statement", "signer", "version")
    return [_own(row, language) for row in found.prefetch_related("version__texts").order_by("-pk")]


def stored_of(people: Sequence[Signatory]) -> dict[str, Any]:
    """Return all that is stored of a person who signs, as plain values for a file."""
    ids = [row.pk for row in people]
    given = Endorsement.objects.filter(signed_by__signatory__in=ids).select_related("version")
    by_person: dict[int, list[dict[str, Any]]] = {}
    for row in given.order_by("pk"):
        by_person.setdefault(row.signed_by_id, []).append(_signature(row))
    told = Message.objects.filter(recipient_kind=RECIPIENT, recipient_id__in=ids).order_by("pk")
    return {
        "signatures": [
            _stored(own, by_person.get(own.person.signer_id or 0, []))
            for own in own_signatures(people, "es")
        ],
        "messages": [
            {"kind": row.kind, "state": row.state, "created_at": row.created_at.isoformat()}
            for row in told
        ],
    }


def people_with(email_key: str) -> list[Signatory]:
    """Return everything that was signed, or asked to be signed, with an address.

    Arguments:
        email_key: as `actions.people.email_key` returns it.
    """
    mine = Signatory.objects.filter(email_key=email_key).exclude(email_key="")
    return list(mine.select_related("statement", "signer", "version").order_by("-pk"))


def _stands() -> Exists:
    return Exists(
        Endorsement.objects.filter(signed_by=OuterRef("signer"), withdrawn_at__isnull=True)
    )


def _counts_now() -> Exists:
    newest = Version.objects.filter(statement=OuterRef("version__statement")).exclude(digest="")
    root = newest.order_by("-number").values("root")[:1]
    return Exists(
        Endorsement.objects.filter(
            signed_by=OuterRef("signer"), withdrawn_at__isnull=True, root=Subquery(root)
        )
    )


def _own(row: Signatory, language: str) -> OwnSignature:
    title, there = title_of(row.version, language) if row.version else (row.statement.slug, "")
    number = row.version.number if row.version else None
    counts = bool(getattr(row, "counts", False))
    return OwnSignature(row, state_of_person(row), title, there, number, counts)


def _stored(own: OwnSignature, signatures: Iterable[dict[str, Any]]) -> dict[str, Any]:
    row = own.person
    return {
        "statement": row.statement.slug,
        "title": own.title,
        "state": own.state.value,
        "name": row.name,
        "affiliation": row.affiliation,
        "email": row.email,
        "language": row.language,
        "named_in_public": not row.unnamed,
        "notice_consented_to": row.notice,
        "asked_at": row.created_at.isoformat(),
        "confirmed_at": _moment(row.confirmed_at),
        "key_in_the_log": row.signer.key if row.signer else None,
        "given": list(signatures),
    }


def _signature(row: Endorsement) -> dict[str, Any]:
    return {
        "version": row.version.number,
        "digest": row.version.digest,
        "leaf": row.leaf,
        "given_at": row.created_at.isoformat(),
        "withdrawn_at": _moment(row.withdrawn_at),
    }


def _moment(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
