"""Organizations come and change by their rules, and what changed is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import create_organization, update_organization
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import Organization
from tejido.directory.tests.factories import (
    join,
    make_network,
    make_organization,
    merge,
    organization_data,
)

pytestmark = pytest.mark.django_db

Heard = list[frozenset[int]]

DATA = OrganizationData(
    names=(
        NameData("Casa  Ejemplo ñandú", "official", "es", "acta"),
        NameData("CEÑ", "acronym"),
    ),
    country="MX",
    subdivision="MX-CHP",
    town="Tapachula",
)


def test_create(alice: User) -> None:
    made = create_organization(actor=alice, data=DATA)
    assert made.name == "Casa Ejemplo ñandú"
    assert made.sort_key == "casa ejemplo n~andu"
    assert made.visibility == "coalition"
    assert [n.search_key for n in made.names.all()] == ["casa ejemplo nandu", "cen"]
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.target_id) == (
        alice,
        "create_organization",
        str(made.pk),
    )
    assert "Ejemplo" not in str(entry.data)


def test_only_the_secretariat(bob: User, charlie: User) -> None:
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            create_organization(actor=person, data=DATA)
        with pytest.raises(NotAllowed):
            update_organization(actor=person, organization=make_organization(), data=DATA)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"names": ()}, "no-name"),
        ({"kind": "person"}, "invalid"),
        ({"visibility": "secret"}, "invalid"),
        ({"names": (NameData("Uno", "nickname"),)}, "invalid"),
        (
            {"kind": "shelter", "latitude": Decimal(15), "longitude": Decimal(-92)},
            "hidden-has-coordinates",
        ),
    ],
)
def test_what_does_not_hold_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_organization(actor=None, data=replace(DATA, **change))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not Organization.objects.exists()


def test_update_keeps_the_names_that_stay(alice: User) -> None:
    made = create_organization(actor=None, data=DATA)
    kept = made.names.get(sort="acronym").pk
    names = (NameData("Casa Nueva"), NameData("CEÑ", "acronym", source="otra acta"))
    update_organization(actor=alice, organization=made, data=replace(DATA, names=names))
    made.refresh_from_db()
    assert made.name == "Casa Nueva"
    assert made.sort_key == "casa nueva"
    assert set(made.names.values_list("text", flat=True)) == {"Casa Nueva", "CEÑ"}
    assert made.names.get(pk=kept).source == "otra acta"
    entry = AuditEntry.objects.filter(action="update_organization").get()
    assert entry.data == {"fields": ["name", "names"]}


def test_an_update_that_changes_nothing_says_nothing(alice: User, heard: Heard) -> None:
    made = create_organization(actor=None, data=DATA)
    update_organization(actor=alice, organization=made, data=DATA)
    assert not AuditEntry.objects.filter(action="update_organization").exists()
    assert heard == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"visibility": "sealed"}, True),
        ({"country": "GT", "subdivision": "GT-13"}, True),
        ({"names": (NameData("Otra"),)}, True),
        ({"town": "Huixtla"}, False),
        ({"names": (*DATA.names, NameData("Casita", "alias"))}, True),
    ],
)
def test_what_is_announced(change: dict[str, object], told: bool, heard: Heard) -> None:
    made = create_organization(actor=None, data=DATA)
    data = replace(DATA, **change)  # type: ignore[arg-type]
    update_organization(actor=None, organization=made, data=data)
    assert heard == ([frozenset({made.pk})] if told else [])


def test_a_shelter_loses_no_coordinates_silently() -> None:
    point = {"latitude": Decimal("15.5"), "longitude": Decimal("-92.1")}
    made = create_organization(actor=None, data=replace(DATA, **point))  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        update_organization(
            actor=None,
            organization=made,
            data=replace(DATA, kind="shelter", **point),  # type: ignore[arg-type]
        )


def test_a_network_with_members_stays_one() -> None:
    network = make_network("Red Ejemplo")
    join(make_organization(), network)
    with pytest.raises(Conflict):
        update_organization(
            actor=None, organization=network, data=organization_data("Red Ejemplo", kind="faith")
        )


def test_merged_organizations_keep_kinds_that_can_be_one() -> None:
    kept, gone = make_organization("Uno"), make_organization("Dos")
    merge(kept, gone)
    for organization in (kept, gone):
        with pytest.raises(Conflict):
            update_organization(
                actor=None,
                organization=organization,
                data=organization_data("Uno", kind="network"),
            )
