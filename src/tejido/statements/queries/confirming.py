"""Signatures given to an earlier text: which ones stand, unconfirmed, and who was told of it.

A change of substance begins a new root. A signature under an earlier root is unconfirmed while
its signer has never signed a later root by the same route: what was confirmed, and what was taken
back after confirming, does not wait any more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tejido.notifications.models import Message, MessageState
from tejido.statements.models import Endorsement, Signatory, Signer, Tally, Version
from tejido.statements.queries.signatories import Annotated, live

CHANGED = "statements.text-changed"

BODY = Coalesce(F("organization__merged_into_id"), F("organization_id"))
_FAILED = {MessageState.FAILED, MessageState.BOUNCED, MessageState.DROPPED}


def unconfirmed_routes(version: Version) -> QuerySet[Endorsement]:
    """Return the standing signatures of earlier roots whose route no later root has.

    Arguments:
        version: frozen; its root is the text they would be confirmed for.
    """
    root = version.root or version
    earlier = Endorsement.objects.filter(
        root__statement=version.statement_id,
        root__number__lt=root.number,
        withdrawn_at__isnull=True,
    )
    if root.number == 1:
        return earlier.none()
    later = Endorsement.objects.filter(
        signed_by=OuterRef("signed_by"),
        root__number__gt=OuterRef("root__number"),
        root__number__lte=root.number,
    )
    direct = Q(~Exists(later.filter(via__isnull=True)), via__isnull=True)
    carried = Q(~Exists(later.filter(via=OuterRef("via"))), via__isnull=False)
    return earlier.filter(direct | carried)


def unconfirmed(version: Version) -> Annotated:
    """Return the unconfirmed signatures of those who do not count for the version yet.

    Each has its canonical organization as `body`; None for a person.
    """
    counting = live(version.root_id or version.pk).filter(signer__isnull=False).values("signer")
    rows: Annotated = unconfirmed_routes(version).annotate(body=BODY)
    return rows.filter(Q(organization__isnull=True) | ~Q(body__in=counting))


def parties(rows: Annotated) -> int:
    """Return how many organizations and people gave signatures, each once, whatever the routes."""
    totals = rows.aggregate(
        bodies=Count(BODY, distinct=True),
        people=Count("signed_by", distinct=True, filter=Q(organization__isnull=True)),
    )
    return int(totals["bodies"] + totals["people"])


def unconfirmed_count(version: Version) -> int:
    """Return how many gave their signature to an earlier text and have not confirmed it.

    As is stored: `parties(unconfirmed(version))`, whatever their number.
    """
    root = version.root or version
    if root.number == 1:
        return 0
    return Tally.objects.filter(version=root).values_list("unconfirmed", flat=True).first() or 0


def affected_count(version: Version) -> int:
    """Return how many would have to confirm if the newest frozen version's meaning changed."""
    counting = live(version.root_id or version.pk).values("pk")
    waiting = unconfirmed(version).values("pk")
    return parties(Endorsement.objects.filter(Q(pk__in=counting) | Q(pk__in=waiting)))


def own_routes(signer: Signer) -> Q:
    """Return the condition that a signature is of a signer, or counts for the same body."""
    if signer.organization is None:
        return Q(signed_by=signer)
    body = signer.organization.merged_into_id or signer.organization.pk
    whole = Q(organization=body) | Q(organization__merged_into=body)
    return whole & Q(signed_by__statement=signer.statement_id)


def standing_routes(signer: Signer) -> list[Endorsement]:
    """Return every standing signature of a signer's body under a statement, whatever the text."""
    rows = Endorsement.objects.filter(own_routes(signer), withdrawn_at__isnull=True)
    return list(rows.select_related("signed_by", "root", "version__statement").order_by("pk"))


def routes_to_confirm(version: Version, signer: Signer) -> list[Endorsement]:
    """Return the signatures of a signer's body that are not confirmed for a version."""
    rows = unconfirmed_routes(version).filter(own_routes(signer))
    return list(rows.select_related("signed_by", "root", "version__statement").order_by("pk"))


@dataclass(slots=True)
class Told:
    """What is known of telling one signer of a change.

    Arguments:
        first, last: when they were told; None when nobody was.
        people: how many people were told.
        failed: how many of the last messages to each reached nobody.
    """

    first: datetime | None = None
    last: datetime | None = None
    states: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people were told."""
        return len(self.states)

    @property
    def failed(self) -> int:
        """How many of them the newest message did not reach."""
        return sum(1 for state in self.states.values() if state in _FAILED)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Somebody whose signature is not confirmed, as the secretariat reads it.

    Arguments:
        signer: id, the first of those that stand for the body.
        key: of the organization in the directory; "" for a person.
        given_to: number of the version it was given to.
    """

    signer: int
    name: str
    key: str
    given_to: int
    told: Told


def waiting_parties(version: Version) -> list[dict[str, Any]]:
    """Return one row for each who has not confirmed: organizations A to Z, then people.

    Each has `first` (id of a signer), `body` (None for a person) and `given_to`.
    """
    rows = unconfirmed(version).order_by()
    name = Coalesce(F("organization__merged_into__sort_key"), F("organization__sort_key"))
    found = rows.annotate(sorted_by=Coalesce(name, F("signed_by__signatory__sort_key")))
    bodies = found.filter(body__isnull=False).values("body", "sorted_by")
    people = found.filter(body__isnull=True).values("body", "sorted_by", "signed_by")
    extra = {"first": Min("signed_by"), "given_to": Min("version__number")}
    return [
        *bodies.annotate(**extra).order_by("sorted_by", "body"),
        *people.annotate(**extra).order_by("sorted_by", "signed_by"),
    ]


def waiting_lines(version: Version, rows: Collection[dict[str, Any]]) -> list[WaitingLine]:
    """Return the lines of some of `waiting_parties`, in a constant number of queries."""
    signers = Signer.objects.select_related("organization__merged_into", "signatory").in_bulk(
        [row["first"] for row in rows]
    )
    told = told_of(version, signers)
    return [
        _line(signers[row["first"]], row["given_to"], told.get(row["first"], Told()))
        for row in rows
    ]


def _line(signer: Signer, given_to: int, told: Told) -> WaitingLine:
    body = signer.organization and (signer.organization.merged_into or signer.organization)
    if body is not None:
        return WaitingLine(signer.pk, body.name, body.key, given_to, told)
    person = getattr(signer, "signatory", None)
    name = person.name if isinstance(person, Signatory) else ""
    return WaitingLine(signer.pk, name, "", given_to, told)


def told_of(version: Version, signers: Iterable[int]) -> dict[int, Told]:
    """Return what each of some signers was told of a change of substance, by signer id."""
    rows = Message.objects.filter(
        kind=CHANGED, data__version=version.root_id, data__signer__in=list(signers)
    ).order_by("pk")
    found: dict[int, Told] = {}
    for row in rows:
        told = found.setdefault(row.data["signer"], Told())
        told.first = told.first or row.created_at
        told.last = row.created_at
        told.states[row.recipient_kind, row.recipient_id] = row.state
    return found
