"""Signatures as a download says them: each signer, the ways, the text they were given to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from tejido.directory.models import Organization, Visibility
from tejido.statements.models import Endorsement, Signatory, Version
from tejido.statements.queries.confirming import BODY, unconfirmed
from tejido.statements.queries.lists import NamedOrganizations, named_networks, named_people
from tejido.statements.queries.signatories import Annotated, live
from tejido.statements.queries.signers import asked_under

_CHUNK = 500

# How a signature stands to the text: given to this meaning, confirmed for it, or neither.
GIVEN, CONFIRMED, UNCONFIRMED = "given", "confirmed", "unconfirmed"


@dataclass(slots=True)
class Given:
    """What is said of one signer's signatures.

    Arguments:
        ways: codes of `How`, each once.
        number, digest: of the newest wording that any of them was given to.
        confirms: one of them confirms a signature under an earlier text.
    """

    ways: set[str] = field(default_factory=set)
    number: int = 0
    digest: str = ""
    confirms: bool = False

    def add(self, row: dict[str, Any]) -> None:
        """Add one signature."""
        self.ways.add(row["how"])
        self.confirms = self.confirms or row["confirms"] is not None
        if row["version__number"] >= self.number:
            self.number, self.digest = row["version__number"], row["version__digest"]

    def said(self, state: str = "") -> dict[str, Any]:
        """Return it as a download says it."""
        return {
            "how": sorted(self.ways),
            "signed_version": self.number,
            "signed_digest": self.digest,
            "state": state or (CONFIRMED if self.confirms else GIVEN),
        }


_FIELDS = ("how", "confirms", "version__number", "version__digest")


def exported_signers(root: Version) -> Iterator[dict[str, Any]]:
    """Yield everyone who counts and whom the public sees by name, each sort A to Z."""
    anyone = AnonymousUser()
    lines = iter(NamedOrganizations(root.pk, anyone))
    while chunk := list(islice(lines, _CHUNK)):
        given = _by_body(live(root.pk), [line.id for line in chunk])
        for line in chunk:
            yield {
                "kind": "organization",
                "key": line.key,
                "name": line.name,
                "country": line.country,
                "directly": line.direct,
                "through": list(line.through),
                **given[line.id].said(),
            }
    networks = named_networks(root.pk, anyone)
    given = _by_body(live(root.pk), [line.id for line in networks])
    for network in networks:
        yield {
            "kind": "network",
            "key": network.key,
            "name": network.name,
            "country": network.country,
            "directly": network.signed,
            "carried": network.carried,
            **(given[network.id].said() if network.signed else {}),
        }
    yield from _people(root)


def _people(root: Version) -> Iterator[dict[str, Any]]:
    rows: Iterator[Any] = iter(named_people(root.pk).iterator(chunk_size=_CHUNK))
    while chunk := list(islice(rows, _CHUNK)):
        ids = [person.endorsement_id for person in chunk]
        found = Endorsement.objects.filter(pk__in=ids).values("pk", *_FIELDS)
        given = {row["pk"]: row for row in found}
        for person in chunk:
            one = Given()
            one.add(given[person.endorsement_id])
            yield _person(person, one.said())


def exported_unconfirmed(version: Version) -> Iterator[dict[str, Any]]:
    """Yield who signed an earlier text and has not confirmed, as far as the public reads names."""
    rows = unconfirmed(version)
    asked = asked_under(version.statement_id)
    wanted = set(rows.filter(body__isnull=False).values_list("body", flat=True)) - asked
    bodies = Organization.objects.filter(pk__in=wanted, visibility=Visibility.PUBLIC)
    given = _by_body(rows, [body.pk for body in bodies])
    for body in bodies.order_by("sort_key", "pk"):
        yield {
            "kind": "network" if body.is_network else "organization",
            "key": body.key,
            "name": body.name,
            "country": body.country,
            **given[body.pk].said(UNCONFIRMED),
        }
    named = rows.filter(body__isnull=True).values("signed_by", *_FIELDS)
    by_signer = {row["signed_by"]: row for row in named}
    people = Signatory.objects.filter(signer__in=by_signer, unnamed=False)
    for person in people.order_by("sort_key", "pk"):
        one = Given()
        one.add(by_signer[person.signer_id])
        yield _person(person, one.said(UNCONFIRMED))


def _person(person: Signatory, said: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "person", "name": person.name, "affiliation": person.affiliation, **said}


def _by_body(rows: Annotated, bodies: Iterable[int]) -> dict[int, Given]:
    """Return what is said of the signatures of each body (canonical id)."""
    ids = list(bodies)
    mine = Q(organization__in=ids) | Q(organization__merged_into__in=ids)
    found: dict[int, Given] = defaultdict(Given)
    for row in rows.filter(mine).annotate(of=BODY).values("of", *_FIELDS).order_by("pk"):
        found[row["of"]].add(row)
    return found
