"""Merges leave one organization, can be undone in any order, and refuse what makes no sense."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest

from tejido.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import (
    create_organization,
    merge_organizations,
    undo_merge,
)
from tejido.directory.domain.merge_graph import Joining, canonical_ids
from tejido.directory.models import Merge, Organization
from tejido.directory.tests.factories import (
    join,
    make_network,
    make_organization,
    merge,
    organization_data,
)

pytestmark = pytest.mark.django_db


def counted() -> dict[int, int]:
    """Return what each organization counts as, from the database."""
    return {row.pk: row.merged_into_id or row.pk for row in Organization.objects.all()}


def test_merge_and_undo(bob: User, heard: list[frozenset[int]]) -> None:
    kept, gone = make_organization("Uno"), make_organization("Dos")
    made = merge_organizations(actor=bob, kept=kept, gone=gone, why="  misma  casa ")
    assert made.why == "misma casa"
    gone.refresh_from_db()
    assert gone.merged_into == kept
    undo_merge(actor=bob, merge=made)
    gone.refresh_from_db()
    assert gone.merged_into is None
    made.refresh_from_db()
    assert made.undone_by == bob
    assert heard == [frozenset({kept.pk, gone.pk})] * 2
    acts = list(AuditEntry.objects.values_list("action", flat=True))[:2]
    assert acts == ["undo_merge", "merge_organizations"]


def test_not_twice() -> None:
    kept, gone = make_organization(), make_organization()
    made = merge(kept, gone)
    for one, other in ((kept, gone), (gone, kept), (kept, kept)):
        with pytest.raises(Conflict):
            merge(one, other)
    undo_merge(actor=None, merge=made)
    with pytest.raises(Conflict):
        undo_merge(actor=None, merge=made)


def test_who_may(charlie: User, bob: User) -> None:
    kept, gone = make_organization(), make_organization()
    with pytest.raises(NotAllowed):
        merge_organizations(actor=charlie, kept=kept, gone=gone)
    made = merge(kept, gone)
    with pytest.raises(NotAllowed):
        undo_merge(actor=charlie, merge=made)


def test_a_reviewer_merges_nothing_sealed(bob: User) -> None:
    seen, sealed = make_organization(), make_organization(visibility="sealed")
    for kept, gone in ((seen, sealed), (sealed, seen)):
        with pytest.raises(NotFound):
            merge_organizations(actor=bob, kept=kept, gone=gone)
    merged_with_sealed = make_organization()
    made = merge(sealed, merged_with_sealed)
    with pytest.raises(NotFound):
        merge_organizations(actor=bob, kept=seen, gone=merged_with_sealed)
    with pytest.raises(NotFound):
        undo_merge(actor=bob, merge=made)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_undone_in_any_order(order: tuple[int, ...]) -> None:
    a, b, c, d = (make_organization() for _ in range(4))
    merges = [merge(a, b), merge(c, d), merge(c, a)]
    assert counted() == {x.pk: c.pk for x in (a, b, c, d)}
    standing = dict(enumerate(merges))
    for number in order:
        undo_merge(actor=None, merge=standing.pop(number))
        expected = canonical_ids(Joining(m.kept_id, m.gone_id) for m in standing.values())
        assert counted() == {x.pk: expected.get(x.pk, x.pk) for x in (a, b, c, d)}


def test_any_sequence_leaves_what_the_standing_merges_say() -> None:
    random = Random(20171113)  # noqa: S311
    nodes = [make_organization() for _ in range(7)]
    for _ in range(60):
        standing = list(Merge.objects.filter(undone_at__isnull=True).order_by("pk"))
        if standing and random.random() < 0.45:
            undo_merge(actor=None, merge=random.choice(standing))
        else:
            kept, gone = random.sample(nodes, 2)
            if counted()[kept.pk] != counted()[gone.pk]:
                merge(kept, gone)
        rows = Merge.objects.filter(undone_at__isnull=True).order_by("pk")
        expected = canonical_ids(Joining(*p) for p in rows.values_list("kept_id", "gone_id"))
        assert counted() == {n.pk: expected.get(n.pk, n.pk) for n in nodes}


def test_kinds_that_cannot_be_one() -> None:
    network, organization = make_network(), make_organization()
    with pytest.raises(InvalidInput) as refused:
        merge(network, organization)
    assert refused.value.code == "kinds-differ"
    with pytest.raises(InvalidInput):
        merge(organization, make_organization(kind="authority"))


def test_a_member_is_not_its_network() -> None:
    a, b, c = make_network(), make_network(), make_network()
    join(a, b)
    join(b, c)
    for one, other in ((a, b), (a, c), (c, a)):
        with pytest.raises(InvalidInput) as refused:
            merge(one, other)
        assert refused.value.code == "membership-cycle"
    assert not Merge.objects.exists()


def test_a_shelter_gets_no_coordinates_from_its_other_record() -> None:
    data = replace(organization_data("Uno"), latitude=Decimal("15.5"), longitude=Decimal("-92.1"))
    with_point = create_organization(actor=None, data=data)
    shelter = make_organization(kind="shelter")
    with pytest.raises(InvalidInput) as refused:
        merge(with_point, shelter)
    assert refused.value.code == "hidden-has-coordinates"


def test_a_reason_that_is_sealed_is_not_told(bob: User) -> None:
    a, between, c = make_network(), make_network(visibility="sealed"), make_network()
    join(a, between)
    join(between, c)
    with pytest.raises(InvalidInput) as refused:
        merge_organizations(actor=bob, kept=a, gone=c)
    assert refused.value.code == "ask-the-secretariat"
    with pytest.raises(InvalidInput) as refused:
        merge_organizations(actor=None, kept=a, gone=c)
    assert refused.value.code == "membership-cycle"


def test_sealed_records_of_one_are_not_told_of(bob: User) -> None:
    data = replace(organization_data("Uno"), latitude=Decimal("15.5"), longitude=Decimal("-92.1"))
    with_point = create_organization(actor=None, data=data)
    other = make_organization()
    merge(other, make_organization(visibility="sealed"))
    with pytest.raises(InvalidInput) as refused:
        merge_organizations(actor=bob, kept=with_point, gone=other)
    assert refused.value.code == "ask-the-secretariat"
