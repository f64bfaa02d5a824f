"""Whatever happens to signatures, the stored count is what counting the rows by hand gives."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.core.errors import DomainError
from tejido.directory.actions import merge_organizations, undo_merge
from tejido.directory.models import (
    MentionRow,
    Merge,
    Organization,
    OrganizationKind,
    PrintedList,
    Visibility,
)
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.actions import load_signatories, set_unnamed, withdraw_signature
from tejido.statements.domain.printed_routes import Listed, PrintedRoute, printed_routes
from tejido.statements.domain.tally import Body, Count, Signature, count_signatures
from tejido.statements.models import Endorsement, Version
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.lists import NamedOrganizations, named_networks, named_people
from tejido.statements.queries.signatories import count
from tejido.statements.tests.bodies import check_bodies
from tejido.statements.tests.factories import a_published_statement


def test_one_body_by_three_routes_counts_once() -> None:
    bodies = {1: Body(False, True, "MX"), 8: Body(True, True), 9: Body(True, False)}
    signatures = [Signature(1), Signature(1, via=8), Signature(1, via=9)]
    found = count_signatures(signatures, bodies)
    assert found == Count(
        organizations=1,
        direct=1,
        via_networks=1,
        both=1,
        networks=2,
        unnamed_networks=1,
        countries=1,
    )


def test_who_carries_others_is_a_network_whatever_its_kind() -> None:
    bodies = {1: Body(False, True, "MX"), 2: Body(False, True, "GT")}
    found = count_signatures([Signature(2), Signature(1, via=2)], bodies)
    assert (found.organizations, found.networks, found.countries) == (1, 1, 1)


def test_unnamed_by_request_or_because_it_is_not_public() -> None:
    bodies = {1: Body(False, True, "MX", asked=True), 2: Body(False, False, "GT")}
    found = count_signatures([Signature(1), Signature(2)], bodies)
    assert (found.organizations, found.unnamed, found.named, found.countries) == (2, 2, 0, 0)


def test_a_heading_that_collected_carries_nobody() -> None:
    mentions = [
        Listed(1, "Voces", "", False, False, 10),
        Listed(2, "Casa Uno", "Voces", False, False, 11),
        Listed(3, "Red Larga", "", True, False, 12),
        Listed(4, "Casa Uno", "Red Larga", False, True, 11),
        Listed(5, "Casa Uno A.C.", "Red Larga", False, True, 11),
        Listed(6, "", "Red Larga", False, True, None),
        Listed(7, "Red Larga", "Red Larga", False, True, 12),
    ]
    assert printed_routes(mentions) == [
        PrintedRoute(1, 10, None),
        PrintedRoute(2, 11, None),
        PrintedRoute(3, 12, None),
        PrintedRoute(4, 11, 12),
        PrintedRoute(6, None, 12),
    ]


def test_a_line_under_a_heading_worded_otherwise_goes_to_the_network_above() -> None:
    mentions = [
        Listed(1, "Red Larga (84 organizaciones)", "", True, False, 12),
        Listed(2, "Casa Uno", "Red Larga", False, True, 11),
        Listed(3, "Casa Dos", "La red", False, True, 13),
    ]
    assert [route.via for route in printed_routes(mentions)] == [None, 12, 12]


def recount(version: Version) -> dict[str, int]:
    """Count the rows of a version the long way: body by body, in Python."""
    routes: dict[int, set[int | None]] = defaultdict(set)
    asked: set[int] = set()
    carriers: set[int] = set()
    people = 0
    for row in Endorsement.objects.filter(version=version, withdrawn_at=None):
        via = standing(row.via) if row.via else None
        if via:
            carriers.add(via.pk)
        if row.organization is None:
            people += 1
            continue
        body = standing(row.organization)
        routes[body.pk].add(via.pk if via else None)
        if row.signed_by.unnamed:
            asked.add(body.pk)
    bodies = Organization.objects.in_bulk([*routes, *carriers])
    networks = carriers | {pk for pk in routes if bodies[pk].kind == OrganizationKind.NETWORK}
    mine = {pk: vias for pk, vias in routes.items() if pk not in networks}
    public = {pk for pk in bodies if bodies[pk].visibility == "public"} - asked
    return {
        "organizations": len(mine),
        "direct": sum(None in vias for vias in mine.values()),
        "via_networks": sum(vias != {None} for vias in mine.values()),
        "both": sum(None in vias and len(vias) > 1 for vias in mine.values()),
        "unnamed": len(set(mine) - public),
        "networks": len(networks),
        "unnamed_networks": len(networks - public),
        "people": people,
        "countries": len({bodies[pk].country for pk in set(mine) & public} - {""}),
    }


def standing(organization: Organization) -> Organization:
    return organization.merged_into or organization


ORGANIZATIONS, NETWORKS = 5, 2
BODIES = ORGANIZATIONS + NETWORKS
numbers = st.integers(0, BODIES - 1)
acts = st.one_of(
    st.tuples(st.just("load"), numbers, st.integers(0, NETWORKS)),
    st.tuples(st.just("person"), st.integers(0, NETWORKS)),
    st.tuples(st.just("merge"), numbers, numbers),
    st.tuples(st.just("undo"), numbers),
    st.tuples(st.just("unnamed"), numbers, st.booleans()),
    st.tuples(st.just("withdraw"), numbers),
    st.tuples(st.just("visibility"), numbers, st.sampled_from(Visibility.values)),
)


class CountsHold(TestCase):
    """Any sequence of acts."""

    @settings(max_examples=40)
    @given(st.lists(acts, min_size=1, max_size=14))
    def test_stored_count_is_the_naive_count(self, sequence: list[tuple[Any, ...]]) -> None:
        world = World()
        for act, *values in sequence:
            try:
                getattr(world, act)(*values)
            except DomainError:
                continue
            world.check()


class World:
    """Some organizations and networks, a published version, and lists that sign it."""

    def __init__(self) -> None:
        countries = ["MX", "GT", "MX", "", "HN"]
        self.bodies = [make_organization(country=code) for code in countries]
        self.bodies += [make_network() for _ in range(NETWORKS)]
        version = a_published_statement().published_version
        assert version is not None
        self.version = version
        if connection.vendor == "postgresql":
            # Examples are rolled back inside one transaction, so their dead rows pile up; without
            # fresh statistics a plan may read through all of them for every row.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def body(self, number: int) -> Organization:
        return Organization.objects.get(pk=self.bodies[number].pk)

    def load(self, number: int, network: int) -> None:
        self._load(self.body(number), network)

    def person(self, network: int) -> None:
        self._load(None, network)

    def _load(self, body: Organization | None, network: int) -> None:
        stored = PrintedList.objects.create(title="Lista", digest="0" * 64)
        rows: list[dict[str, Any]] = []
        if network:
            heading = self.body(ORGANIZATIONS + network - 1)
            rows.append({"text": "Red", "kind": "network", "organization": heading})
        kind = "organization" if body else "person"
        under = {"listed_under": "Red", "under_network": True} if network else {}
        rows.append({"text": "Casa", "kind": kind, "organization": body, **under})
        for number, row in enumerate(rows):
            MentionRow.objects.create(printed_list=stored, number=number, line=number + 1, **row)
        load_signatories(actor=None, version=self.version, printed_list=stored)
        before = Endorsement.objects.count()
        load_signatories(actor=None, version=self.version, printed_list=stored)
        assert Endorsement.objects.count() == before

    def merge(self, kept: int, gone: int) -> None:
        merge_organizations(actor=None, kept=self.body(kept), gone=self.body(gone))

    def undo(self, number: int) -> None:
        for merge in Merge.objects.filter(gone=self.body(number), undone_at=None)[:1]:
            undo_merge(actor=None, merge=merge)

    def unnamed(self, number: int, unnamed: bool) -> None:
        set_unnamed(
            actor=None, version=self.version, organization=self.body(number), unnamed=unnamed
        )

    def withdraw(self, number: int) -> None:
        withdraw_signature(actor=None, version=self.version, organization=self.body(number))

    def visibility(self, number: int, visibility: str) -> None:
        from tejido.directory.actions import organizations_changed

        Organization.objects.filter(pk=self.bodies[number].pk).update(visibility=visibility)
        ids = frozenset({self.bodies[number].pk})
        organizations_changed.send(sender=self, organization_ids=ids)

    def check(self) -> None:
        tally = self.version.tally
        tally.refresh_from_db()
        stored = count_in(tally)
        assert stored == count(self.version.pk)
        check_bodies(self.version.pk)
        naive = recount(self.version)
        assert {name: getattr(stored, name) for name in naive} == naive
        anyone = AnonymousUser()
        assert len(list(NamedOrganizations(self.version.pk, anyone))) == stored.named
        assert len(NamedOrganizations(self.version.pk, anyone)) == stored.named
        assert len(named_networks(self.version.pk, anyone)) == stored.named_networks
        assert named_people(self.version.pk).count() == stored.named_people
