"""Signatures under a version: loading a printed list, hiding, withdrawing, erasing."""

from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.errors import InvalidInput, NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.domain.folding import fold
from tejido.directory.models import Organization, PrintedList
from tejido.notifications.actions import forget
from tejido.statements import access
from tejido.statements.actions.counted_bodies import recount_bodies
from tejido.statements.actions.counting import (
    lock_counting,
    recount_unconfirmed,
    renew,
    store,
)
from tejido.statements.actions.entering import (
    Entry,
    enter_uncounted,
    root_of,
    withdraw,
)
from tejido.statements.actions.log_entries import tell_names
from tejido.statements.actions.naming import name_party
from tejido.statements.actions.people_keeping import erase_person
from tejido.statements.domain.people import RECIPIENT
from tejido.statements.domain.printed_routes import NamedPerson, PrintedRoute, printed_routes
from tejido.statements.models import Endorsement, How, Signatory, Signer, Tally, Version
from tejido.statements.queries.printed import listed_mentions
from tejido.statements.queries.signatories import count_all
from tejido.statements.queries.signers import signers_of

Progress = Callable[[int, int], None]

ERASED_KIND = "statements.endorsement"
_BATCH = 500


@transaction.atomic
def load_signatories(
    *,
    actor: User | None,
    version: Version,
    printed_list: PrintedList,
    people: Iterable[NamedPerson] = (),
    progress: Progress | None = None,
) -> Tally:
    """Record the signatures a printed list prints under a version; running it again adds nothing.

    A signature withdrawn since is not brought back, nor a person's name erased since. Who asked
    not to be named under the statement is not named by a list either.

    Arguments:
        actor: a secretary; None for the installation itself.
        version: frozen.
        printed_list: as `directory.actions.store_printed_list` stored it.
        people: names of the list's people, which the stored list does not hold. Without them a
            person counts and is not named.
        progress: called with the signatures handled so far and their number.

    Errors:
        NotAllowed: the actor may not, or the version is a draft.
        InvalidInput: a person is not of this list.
    """
    require(access.can_load_signatories(actor, version))
    mentions = set(printed_list.mentions.values_list("pk", flat=True))
    named = {person.mention_id: person for person in people}
    if not mentions.issuperset(named):
        raise InvalidInput(_("These people are not of this list."), code="people-of-another-list")
    _lock(version)
    missing = missing_routes(version, printed_list)
    added = add_routes(version, missing, named, progress)
    tally = refresh_tally(version=version, bodies=parties(missing))
    data = {"printed_list": printed_list.pk, "signatures": added}
    audit.record(actor, "load_signatories", version, data)
    return tally


def _lock(version: Version) -> None:
    lock_counting()
    # Two loads at once queue here, so that neither adds what the other adds. The rows that
    # signatures refer to stay open to others (no_key).
    Version.objects.select_for_update(no_key=True).get(pk=version.pk)


def missing_routes(version: Version, printed_list: PrintedList) -> list[PrintedRoute]:
    rows = Endorsement.objects.filter(root=root_of(version))
    known = set(rows.filter(organization__isnull=False).values_list("organization", "via"))
    known_people = set(rows.filter(organization__isnull=True).values_list("mention", flat=True))
    return [
        route
        for route in printed_routes(listed_mentions(printed_list))
        if (route.organization, route.via) not in known and route.mention not in known_people
    ]


def parties(routes: Iterable[PrintedRoute]) -> set[int]:
    """Return the ids of the organizations that some routes name, as signers or as carriers."""
    return {pk for route in routes for pk in (route.organization, route.via) if pk is not None}


def add_routes(
    version: Version,
    routes: list[PrintedRoute],
    people: dict[int, NamedPerson],
    progress: Progress | None = None,
) -> int:
    for start in range(0, len(routes), _BATCH):
        batch = routes[start : start + _BATCH]
        _add_batch(version, batch, people)
        if progress is not None:
            progress(start + len(batch), len(routes))
    return len(routes)


def _add_batch(version: Version, batch: list[PrintedRoute], people: dict[int, NamedPerson]) -> None:
    signers = signers_of(version.statement, parties(batch))
    persons = [Signer(statement=version.statement) for _ in batch]
    persons = [
        person for person, route in zip(persons, batch, strict=True) if route.organization is None
    ]
    Signer.objects.bulk_create(persons)
    waiting = iter(persons)
    entries, named = [], []
    for route in batch:
        signer = next(waiting) if route.organization is None else signers[route.organization]
        person = people.get(route.mention) if route.organization is None else None
        if person is not None:
            named.append(_signatory(signer, person))
        via = signers[route.via] if route.via is not None else None
        marks = {"mention_id": route.mention}
        entries.append(Entry(signer, How.PRINTED, via, marks=marks))
    Signatory.objects.bulk_create(named)
    enter_uncounted(version, entries)


def _signatory(signer: Signer, person: NamedPerson) -> Signatory:
    return Signatory(
        signer=signer,
        statement_id=signer.statement_id,
        name=person.name,
        affiliation=person.affiliation,
        sort_key=sort_key(person.name),
        name_key=fold(person.name)[:300],
    )


def _signatures_of(version: Version, organization: Organization) -> QuerySet[Endorsement]:
    """Return the standing signatures of the same body as `organization`, under any version.

    Errors:
        NotFound: it did not sign this statement.
    """
    body = organization.merged_into_id or organization.pk
    rows = Endorsement.objects.filter(
        Q(organization=body) | Q(organization__merged_into=body),
        signed_by__statement=version.statement_id,
        withdrawn_at__isnull=True,
    ).select_related("signed_by__statement", "root", "version__statement")
    if not rows.exists():
        raise NotFound
    return rows


@transaction.atomic
def set_unnamed(
    *, actor: User | None, version: Version, organization: Organization, unnamed: bool
) -> Tally:
    """Say whether an organization that signed, or carried others, is left unnamed for its safety.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_change_signatures(actor))
    lock_counting()
    name_party(version.statement, organization, unnamed=unnamed)
    renew(Q(pk=version.statement_id))
    data = {"organization": organization.pk, "unnamed": unnamed}
    audit.record(actor, "set_unnamed", version, data)
    return Tally.objects.get(version=root_of(version))


@transaction.atomic
def withdraw_signature(
    *, actor: User | None, version: Version, organization: Organization
) -> Tally:
    """Take back an organization's signature, by whatever routes it came.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_change_signatures(actor))
    lock_counting()
    rows = list(_signatures_of(version, organization))
    withdraw(rows)
    data = {"organization": organization.pk, "signatures": len(rows)}
    audit.record(actor, "withdraw_signature", version, data)
    return Tally.objects.get(version=root_of(version))


@transaction.atomic
def erase_signatory(*, actor: User | None, endorsement: Endorsement) -> None:
    """Erase a person named by a printed list: the signature counts, and nobody reads a name.

    One whose e-mail is known signed here and is erased with the signature (`erase_person`): it
    would count twice if they signed again. The generated files that held the name are removed; a
    restored backup erases it again.

    Errors:
        NotAllowed.
    """
    require(access.can_change_signatures(actor))
    signatory = Signatory.objects.filter(signer=endorsement.signed_by_id).exclude(email_key="")
    for row in signatory:
        erase_person(actor=actor, signatory=row)
        return
    audit.record(actor, "erase_signatory", endorsement)
    erasure.erase(ERASED_KIND, endorsement.pk)


def carry_out_erasure(endorsement_id: str) -> None:
    """Delete the person's row and what the log held of it; nothing happens when it is gone."""
    lock_counting()
    rows = Endorsement.objects.select_related("signed_by__statement")
    row = rows.filter(pk=int(endorsement_id), organization__isnull=True).first()
    if row is None:
        return
    mine = Endorsement.objects.filter(signed_by=row.signed_by_id)
    roots = [standing.root for standing in mine.select_related("root")]
    for person in Signatory.objects.filter(signer=row.signed_by_id):
        forget(RECIPIENT, person.pk)
        person.delete()
    # The log says so too: otherwise a record would lack a name that was logged.
    tell_names(row.signed_by.statement, [row.signed_by])
    for root in roots:
        refresh_tally(version=root, bodies=())


@transaction.atomic
def refresh_tally(*, version: Version, bodies: Collection[int] | None = None) -> Tally:
    """Count a version anew; part of an act on many signatures.

    Arguments:
        bodies: ids of the organizations whose signatures or standing changed, the networks that
            carried them included; all of them when left out.
    """
    lock_counting()
    root = root_of(version)
    recount_bodies(root, bodies)
    Tally.objects.get_or_create(version=root)
    store(root, count_all(root.pk))
    recount_unconfirmed(root.statement_id)
    renew(Q(pk=version.statement_id))
    return Tally.objects.get(version=root)
