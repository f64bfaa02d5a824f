"""A split moves what was chosen to a new organization; undone, both count as one again."""

from datetime import date

import pytest

from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import User
from tejido.directory.actions import merge_organizations, split_organization, undo_split
from tejido.directory.models import MentionRow, Organization, PrintedList, Split
from tejido.directory.tests.factories import join, make_network, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_in_one() -> Organization:
    """One record that holds two organizations."""
    return make_organization("Casa Norte", aliases=("Casa Sur",), subdivision="MX-CHP")


def alias_of(organization: Organization) -> int:
    return organization.names.get(sort="alias").pk


def mention_of(organization: Organization) -> MentionRow:
    printed = PrintedList.objects.create(title="Lista", digest="0" * 64)
    return MentionRow.objects.create(
        printed_list=printed,
        number=0,
        line=1,
        text="Casa Sur",
        kind="organization",
        fingerprint="casa sur",
        organization=organization,
    )


def test_split_and_undo(alice: User, two_in_one: Organization, heard: list[frozenset[int]]) -> None:
    link = join(two_in_one, make_network(), start=date(2016, 1, 1))
    mention = mention_of(two_in_one)
    heard.clear()
    split = split_organization(
        actor=alice,
        organization=two_in_one,
        names=[alias_of(two_in_one)],
        memberships=[link.pk],
        mentions=[mention.pk],
    )
    created = split.created
    created.refresh_from_db()
    assert (created.name, created.sort_key, created.subdivision) == (
        "Casa Sur",
        "casa sur",
        "MX-CHP",
    )
    link.refresh_from_db()
    mention.refresh_from_db()
    assert link.member == mention.organization == created
    assert heard == [frozenset({two_in_one.pk, created.pk})]

    undo_split(actor=alice, split=split)
    created.refresh_from_db()
    two_in_one.refresh_from_db()
    link.refresh_from_db()
    mention.refresh_from_db()
    assert created.merged_into == two_in_one
    assert link.member == mention.organization == two_in_one
    assert two_in_one.name == "Casa Norte"
    assert sorted(two_in_one.names.values_list("text", flat=True)) == ["Casa Norte", "Casa Sur"]
    with pytest.raises(Conflict):
        undo_split(actor=alice, split=split)


def test_the_name_listed_follows_the_names(two_in_one: Organization) -> None:
    official = two_in_one.names.get(sort="official").pk
    split = split_organization(actor=None, organization=two_in_one, names=[official])
    two_in_one.refresh_from_db()
    assert two_in_one.name == "Casa Sur"
    undo_split(actor=None, split=split)
    two_in_one.refresh_from_db()
    assert two_in_one.name == "Casa Norte"


def test_members_of_a_network_go_along() -> None:
    network = make_network("Red Norte")
    network.names.create(text="Red Sur", search_key="red sur", sort="alias")
    link = join(make_organization(), network)
    split = split_organization(
        actor=None, organization=network, names=[alias_of(network)], memberships=[link.pk]
    )
    link.refresh_from_db()
    assert link.network == split.created


def test_a_name_goes_and_a_name_stays(two_in_one: Organization) -> None:
    every_name = list(two_in_one.names.values_list("pk", flat=True))
    for names in ([], every_name):
        with pytest.raises(InvalidInput) as refused:
            split_organization(actor=None, organization=two_in_one, names=names)
        assert refused.value.code == "names-on-both-sides"


def test_nothing_of_others_goes(two_in_one: Organization) -> None:
    other = make_organization(aliases=("Otra",))
    strange = join(other, make_network())
    with pytest.raises(InvalidInput):
        split_organization(actor=None, organization=two_in_one, names=[alias_of(other)])
    with pytest.raises(InvalidInput):
        split_organization(
            actor=None,
            organization=two_in_one,
            names=[alias_of(two_in_one)],
            memberships=[strange.pk],
        )
    assert not Split.objects.exists()


def test_only_the_secretariat(bob: User, charlie: User, two_in_one: Organization) -> None:
    split = split_organization(actor=None, organization=two_in_one, names=[alias_of(two_in_one)])
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            split_organization(actor=person, organization=two_in_one, names=[])
        with pytest.raises(NotAllowed):
            undo_split(actor=person, split=split)


def test_an_undone_split_and_merges_live_together(two_in_one: Organization) -> None:
    split = split_organization(actor=None, organization=two_in_one, names=[alias_of(two_in_one)])
    other = make_organization()
    merge_organizations(actor=None, kept=other, gone=split.created)
    undo_split(actor=None, split=split)
    counted = {row.merged_into_id or row.pk for row in Organization.objects.filter(kind=other.kind)}
    assert counted == {other.pk}


def test_what_became_a_member_of_the_other_is_not_brought_back() -> None:
    network = make_network("Red Norte")
    network.names.create(text="Red Sur", search_key="red sur", sort="alias")
    split = split_organization(actor=None, organization=network, names=[alias_of(network)])
    join(split.created, network)
    with pytest.raises(InvalidInput) as refused:
        undo_split(actor=None, split=split)
    assert refused.value.code == "membership-cycle"
