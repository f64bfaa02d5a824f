"""Storing a printed list: mentions, organizations, memberships, doubtful pairs, people."""

from datetime import date

import pytest

from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import StoredList, decide_pair, store_printed_list
from tejido.directory.models import (
    DoubtfulPair,
    Membership,
    MentionRow,
    Organization,
    OrganizationKind,
    PrintedList,
)
from tejido.directory.queries.decisions import waiting_pairs
from tejido.directory.tests.factories import DOUBTFUL_LIST, make_network, make_organization

pytestmark = pytest.mark.django_db

LIST = """Casa Abierta del Sur, A.C. (Chiapas):
Colectivo Semillas de Luz, A.C. (CSL)
Centro de Estudios del Maíz (Oaxaca)
Persona 1 (Universidad Ejemplo)
Red de Caminos Abiertos: Colectivo Semillas de Luz; Casa Abierta del Sur, AC; Taller del Barro
"""


def store(text: str = LIST, **more: object) -> StoredList:
    """Store a list as the installation itself."""
    given: dict[str, object] = {"title": "Lista de ejemplo", "source": "Acta de ejemplo", **more}
    return store_printed_list(actor=None, text=text, **given)  # type: ignore[arg-type]


def printed_for(organization: Organization) -> bool:
    """Return whether a list's mention stands for an organization."""
    return organization.mentions.filter(printed_list__isnull=False).exists()


def test_lines_become_mentions_of_distinct_organizations() -> None:
    """One row a line; two spellings of one body stand for one organization."""
    stored = store()
    rows = {row.text: row for row in stored.printed_list.mentions.all()}
    full = rows["Colectivo Semillas de Luz, A.C. (CSL)"]
    assert full.organization == rows["Colectivo Semillas de Luz"].organization
    assert full.organization is not None
    names = set(full.organization.names.values_list("text", "sort"))
    assert ("CSL", "acronym") in names
    assert ("Colectivo Semillas de Luz, A.C. (CSL)", "as_printed") in names
    assert rows["Centro de Estudios del Maíz (Oaxaca)"].organization.subdivision == "MX-OAX"  # type: ignore[union-attr]
    assert stored.printed_list.lines == 5


def test_only_a_networks_heading_makes_members() -> None:
    """The first heading collected signatures; the second names its members."""
    stored = store(start=date(2017, 11, 1))
    network = Organization.objects.get(kind=OrganizationKind.NETWORK)
    assert network.name == "Red de Caminos Abiertos"
    members = Membership.objects.filter(network=network)
    assert {m.member.name.split(",")[0] for m in members} == {
        "Casa Abierta del Sur",
        "Colectivo Semillas de Luz",
        "Taller del Barro",
    }
    assert {(m.start, m.source) for m in members} == {(date(2017, 11, 1), "Acta de ejemplo")}
    assert Membership.objects.count() == 3
    assert stored.printed_list.mentions.filter(under_network=True).count() == 3


def test_people_are_handed_back_and_not_stored() -> None:
    """The row of a person holds no word of the person, nor anything made from it."""
    stored = store()
    (person,) = stored.people
    assert (person.name, person.affiliation) == ("Persona 1", "Universidad Ejemplo")
    row = MentionRow.objects.get(pk=person.mention_id)
    assert (row.kind, row.text, row.fingerprint, row.place) == ("person", "", "", "")
    assert row.organization is None
    assert not AuditEntry.objects.filter(data__icontains="Persona").exists()


def test_a_known_name_or_print_stands_for_the_known_organization() -> None:
    """Nothing is created twice: by exact name first, by the same print in the next list."""
    known = make_organization("Colectivo Semillas de Luz")
    network = make_network("Red de Caminos Abiertos")
    store()
    before = Organization.objects.count()
    assert known.mentions.count() == 2
    assert network.members.count() == 3
    store(title="Segunda lista")
    assert Organization.objects.count() == before
    assert Membership.objects.count() == 3


def test_an_acronym_alone_is_not_sure() -> None:
    """Two bodies may share an acronym."""
    known = make_organization("Centro Solar de Lengua", acronym="CSL")
    store("Firman:\nCSL\nTaller del Barro\n")
    assert not printed_for(known)


def test_another_place_is_another_organization() -> None:
    """A house of the same name elsewhere stays apart."""
    known = make_organization("Centro de Estudios del Maíz", subdivision="MX-YUC")
    store()
    assert not printed_for(known)


def test_a_name_two_organizations_have_is_not_sure() -> None:
    """What points to two stands for neither."""
    one = make_organization("Taller del Barro")
    two = make_organization("Taller del Barro")
    store()
    assert not printed_for(one)
    assert not printed_for(two)


def test_doubtful_pairs_wait_once(alice: User) -> None:
    """A decided pair is not asked again, though the next list prints it anew."""
    first = store(DOUBTFUL_LIST)
    pair = first.printed_list.pairs.get()
    assert list(waiting_pairs(alice)) == [pair]
    decide_pair(actor=alice, pair=pair, verdict="different", why="dos casas")
    second = store(DOUBTFUL_LIST, title="Segunda lista")
    assert not second.printed_list.pairs.exists()
    assert not waiting_pairs(alice).exists()


def test_the_same_words_are_asked_about_once(alice: User) -> None:
    """Though two lists print them before anybody decides."""
    store(DOUBTFUL_LIST)
    store(DOUBTFUL_LIST, title="Segunda lista")
    assert waiting_pairs(alice).count() == 1


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_no_verdict_is_asked_again(verdict: str, alice: User) -> None:
    """Same, different and unsure all hold for a list with more names."""
    pair = store(DOUBTFUL_LIST).printed_list.pairs.get()
    decide_pair(actor=alice, pair=pair, verdict=verdict)
    store(DOUBTFUL_LIST + "Taller del Agua Clara\n", title="Segunda lista")
    assert not waiting_pairs(alice).exists()
    assert DoubtfulPair.objects.count() == 1


def test_only_the_secretariat_stores_lists(bob: User, charlie: User) -> None:
    """Reviewers decide pairs; they bring no lists."""
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            store_printed_list(actor=person, title="Lista", source="", text=LIST)
    assert not PrintedList.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n\n"])
def test_a_text_without_names_is_refused(text: str) -> None:
    """Nothing is stored of it."""
    with pytest.raises(InvalidInput):
        store(text)
    assert not PrintedList.objects.exists()
