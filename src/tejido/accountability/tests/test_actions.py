"""Demands: written, changed until frozen, continued."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tejido.accountability.actions import (
    create_demand,
    discard_demand,
    freeze_demands,
    update_demand,
)
from tejido.accountability.models import Demand
from tejido.accountability.queries import addressees_by_key, possible_addressees
from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization, OrganizationKind, Visibility

pytestmark = pytest.mark.django_db


def a_body(
    name: str = "Instituto Inventado",
    kind: str = OrganizationKind.AUTHORITY,
    visibility: str = Visibility.PUBLIC,
) -> Organization:
    return Organization.objects.create(
        name=name, sort_key=sort_key(name), kind=kind, visibility=visibility
    )


def a_demand(addressee: Organization | None = None) -> Demand:
    return create_demand(actor=None, addressee=addressee, texts={"es": "Haga.", "en": ""})


def texts_of(demand: Demand) -> dict[str, str]:
    return {text.language: text.text for text in demand.texts.all()}


def test_a_demand_is_written_and_changed() -> None:
    demand, body = a_demand(), a_body()
    assert texts_of(demand) == {"es": "Haga."}
    update_demand(actor=None, demand=demand, addressee=body, texts={"en": "Do."})
    demand.refresh_from_db()
    assert (demand.addressee, texts_of(demand)) == (body, {"en": "Do."})
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["create_demand", "update_demand"]


def test_a_frozen_demand_neither_changes_nor_goes() -> None:
    demand = a_demand(a_body())
    stale = Demand.objects.get()
    freeze_demands(actor=None, demands=[demand], at=timezone.now())
    for one in (demand, stale):
        with pytest.raises(Conflict):
            update_demand(actor=None, demand=one, addressee=None, texts={})
        with pytest.raises(Conflict):
            discard_demand(actor=None, demand=one)
    assert texts_of(demand) == {"es": "Haga."}


def test_a_new_wording_continues_the_old_one() -> None:
    old = a_demand(a_body())
    new = create_demand(actor=None, addressee=old.addressee, texts={}, continues=old)
    assert list(old.continued_by.all()) == [new]


def test_a_demand_without_addressee_is_not_frozen() -> None:
    demand = a_demand()
    with pytest.raises(InvalidInput):
        freeze_demands(actor=None, demands=[demand], at=timezone.now())
    discard_demand(actor=None, demand=demand)
    assert not Demand.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda user, demand: create_demand(actor=user, addressee=None, texts={}),
        lambda user, demand: update_demand(actor=user, demand=demand, addressee=None, texts={}),
        lambda user, demand: discard_demand(actor=user, demand=demand),
        lambda user, demand: freeze_demands(actor=user, demands=[demand], at=timezone.now()),
    ],
)
@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_only_the_secretariat_writes_demands(
    who: str, act: Callable[[User, Demand], object], request: pytest.FixtureRequest
) -> None:
    user, demand = request.getfixturevalue(who), a_demand(a_body())
    if who == "alice":
        act(user, demand)
    else:
        with pytest.raises(NotAllowed):
            act(user, demand)


def test_addressees_are_bodies_that_answer_for_something(charlie: User) -> None:
    institute = a_body("Instituto Ñandú")
    army = a_body("Ejército Inventado", OrganizationKind.ARMED_FORCE)
    a_body("Red Inventada", OrganizationKind.NETWORK)
    sealed = a_body("Oficina Sellada", visibility=Visibility.SEALED)
    merged = a_body("Instituto viejo")
    merged.merged_into = institute
    merged.save()
    assert list(possible_addressees(charlie)) == [army, institute]
    assert list(possible_addressees(None, "ejercito")) == [army]
    assert sealed in possible_addressees(None)
    assert addressees_by_key(None, [merged.key]) == {merged.key: institute}
    assert addressees_by_key(charlie, [sealed.key, "nothing"]) == {}
