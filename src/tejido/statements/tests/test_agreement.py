"""Whatever happens, the stored count and bodies, the signatures, the log and the page agree."""

from dataclasses import asdict, replace
from typing import Any

from django.db import connection, transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.core.errors import DomainError
from tejido.directory.actions import merge_organizations, organizations_changed, undo_merge
from tejido.directory.models import Merge, Organization, Visibility
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.actions import (
    publish_version,
    save_draft,
    set_unnamed,
    start_correction,
    withdraw_signature,
)
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter, withdraw
from tejido.statements.actions.people_keeping import carry_out_erasure, set_person_unnamed
from tejido.statements.domain.tally import Count
from tejido.statements.models import Change, Endorsement, How, Signatory, Signer, Tally, Version
from tejido.statements.queries.confirming import parties, unconfirmed
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.signatories import count_all
from tejido.statements.queries.signers import signers_of
from tejido.statements.tests.bodies import check_bodies
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.replay import replay
from tejido.statements.tests.test_publishing import with_corrections

ORGANIZATIONS, NETWORKS = 4, 2
BODIES = ORGANIZATIONS + NETWORKS
numbers = st.integers(0, BODIES - 1)
acts = st.one_of(
    st.tuples(st.just("sign"), numbers, st.integers(0, NETWORKS), st.booleans()),
    st.tuples(st.just("person"), st.booleans()),
    st.tuples(st.just("name_person"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("forget_person"), st.integers(0, 2)),
    st.tuples(st.just("withdraw"), numbers),
    st.tuples(st.just("take_back"), st.integers(0, 5)),
    st.tuples(st.just("confirm"), st.integers(0, 5)),
    st.tuples(st.just("change"), st.sampled_from(Change)),
    st.tuples(st.just("merge"), numbers, numbers),
    st.tuples(st.just("undo"), numbers),
    st.tuples(st.just("unnamed"), numbers, st.booleans()),
    st.tuples(st.just("visibility"), numbers, st.sampled_from(Visibility.values)),
)
# A network that signed unnamed carries a member: once its own signature is taken back, and under
# a text that it never signed.
HIDDEN_CARRIER = [("sign", 4, 0, True), ("sign", 0, 1, False), ("withdraw", 4)]
HIDDEN_BEFORE = [("sign", 4, 0, True), ("change", Change.SUBSTANCE), ("sign", 0, 1, False)]


class EverythingAgrees(TestCase):
    """Any sequence of acts."""

    @settings(max_examples=30)
    @given(st.lists(acts, min_size=1, max_size=14))
    @example([("sign", 3, 0, True), ("take_back", 0), ("sign", 3, 0, False)])
    @example(HIDDEN_CARRIER)
    @example(HIDDEN_BEFORE)
    def test_counts_rows_log_and_page_agree(self, sequence: list[tuple[Any, ...]]) -> None:
        world = World()
        for act, *values in sequence:
            try:
                getattr(world, act)(*values)
            except DomainError:
                continue
            world.check()
        world.check_page()


class World:
    """Some organizations and networks, and a published statement."""

    def __init__(self) -> None:
        countries = ["MX", "GT", "", "HN"]
        self.bodies = [make_organization(country=code) for code in countries]
        self.bodies += [make_network() for _ in range(NETWORKS)]
        self.statement = a_published_statement()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    @property
    def version(self) -> Version:
        published = self.statement.versions.filter(published_at__isnull=False)
        return published.select_related("root", "statement").latest("number")

    def body(self, number: int) -> Organization:
        return Organization.objects.get(pk=self.bodies[number].pk)

    def standing(self, number: int) -> Endorsement | None:
        rows = Endorsement.objects.filter(withdrawn_at__isnull=True).order_by("pk")
        rows = rows.select_related("signed_by__statement", "root", "version__statement")
        return rows[number : number + 1].first()

    @transaction.atomic
    def enter(self, signer: Signer, via: Signer | None = None, **more: Any) -> None:
        lock_counting()
        standing = Endorsement.objects.filter(
            root=self.version.root,
            signed_by__key=signer.key,
            via=via.organization_id if via else None,
            withdrawn_at__isnull=True,
        )
        if not standing.exists() and (via is None or via.key != signer.key):
            enter(self.version, [Entry(signer, How.LINK, via, **more)])

    def sign(self, number: int, network: int, unnamed: bool) -> None:
        ids = [self.bodies[number].pk]
        carrier = self.bodies[ORGANIZATIONS + network - 1].pk if network else None
        signers = signers_of(self.statement, [*ids, carrier] if carrier else ids)
        via = signers[carrier] if carrier else None
        self.enter(signers[ids[0]], via, unnamed=unnamed)

    def person(self, unnamed: bool) -> None:
        signer = Signer.objects.create(statement=self.statement)
        Signatory.objects.create(
            signer=signer, statement=self.statement, name="Ximena Inventada", unnamed=unnamed
        )
        self.enter(signer, unnamed=unnamed)

    def signatory(self, number: int) -> Signatory | None:
        return Signatory.objects.order_by("pk")[number : number + 1].first()

    def name_person(self, number: int, unnamed: bool) -> None:
        if (person := self.signatory(number)) is not None:
            set_person_unnamed(signatory=person, unnamed=unnamed)

    @transaction.atomic
    def forget_person(self, number: int) -> None:
        if (person := self.signatory(number)) is not None:
            carry_out_erasure(str(person.pk))

    def withdraw(self, number: int) -> None:
        withdraw_signature(actor=None, version=self.version, organization=self.body(number))

    @transaction.atomic
    def take_back(self, number: int) -> None:
        row = self.standing(number)
        if row is not None:
            lock_counting()
            withdraw([row])

    def confirm(self, number: int) -> None:
        row = self.standing(number)
        if row is not None and row.root_id != self.version.root_id:
            via = row.via_id and signers_of(self.statement, [row.via_id])[row.via_id]
            self.enter(row.signed_by, via or None, confirms=row)

    def change(self, change: Change) -> None:
        draft = start_correction(actor=None, statement=self.statement)
        words = with_corrections(draft)
        said = tuple(replace(w, correction=f"Cambio {draft.number}.") for w in words.wordings)
        words = replace(words, wordings=said)
        save_draft(actor=None, version=draft, draft=words, revision=1)
        publish_version(actor=None, version=draft, revision=2, change=change)
        self.statement.refresh_from_db()

    def merge(self, kept: int, gone: int) -> None:
        merge_organizations(actor=None, kept=self.body(kept), gone=self.body(gone))

    def undo(self, number: int) -> None:
        for merge in Merge.objects.filter(gone=self.body(number), undone_at=None)[:1]:
            undo_merge(actor=None, merge=merge)

    def unnamed(self, number: int, unnamed: bool) -> None:
        body = self.body(number)
        set_unnamed(actor=None, version=self.version, organization=body, unnamed=unnamed)

    def visibility(self, number: int, visibility: str) -> None:
        Organization.objects.filter(pk=self.bodies[number].pk).update(visibility=visibility)
        ids = frozenset({self.bodies[number].pk})
        organizations_changed.send(sender=self, organization_ids=ids)

    def check(self) -> None:
        replayed = replay(self.statement)
        for version in self.statement.versions.exclude(digest="").select_related("root"):
            root = version.root
            assert root is not None
            tally = Tally.objects.get(version=root)
            stored, counted = count_in(tally), count_all(root.pk)
            assert stored == counted.count
            assert tally.by_country == {k: n for k, n in counted.by_country.items() if n}
            check_bodies(root.pk)
            assert tally.unconfirmed == parties(unconfirmed(root))
            totals = replayed.totals(version.digest)
            assert {name: getattr(stored, name) for name in totals} == totals

    def check_page(self) -> None:
        said = Client().get(f"/en/statements/{self.statement.slug}/json/").json()
        signed = self.statement.versions.filter(number=said["signed_version"]).first()
        stored = count_in(Tally.objects.get(version=signed.root_id)) if signed else Count()
        assert said["count"] == asdict(stored)
        assert sum(row["kind"] == "person" for row in said["signers"]) == stored.named_people
        assert sum(row["kind"] == "network" for row in said["signers"]) == stored.named_networks
