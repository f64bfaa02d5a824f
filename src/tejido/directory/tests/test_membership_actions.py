"""Memberships from date to date; networks never contain each other, not even at once."""

import subprocess
import sys
from datetime import date

import pytest
from django.db import connection

from tejido.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import (
    add_membership,
    end_membership,
    remove_membership,
    update_membership,
)
from tejido.directory.models import Membership
from tejido.directory.tests.factories import join, make_network, make_organization, merge

Y2015, Y2016, Y2020 = date(2015, 6, 1), date(2016, 6, 1), date(2020, 6, 1)

ADD_FROM_ANOTHER_PROCESS = """
import sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tejido.core.errors import DomainError
from tejido.directory.actions import add_membership
from tejido.directory.models import Organization

member, network = (Organization.objects.get(pk=pk) for pk in sys.argv[2:])
sys.stdin.readline()
try:
    add_membership(actor=None, member=member, network=network)
except DomainError as error:
    sys.stdout.write(error.code)
else:
    sys.stdout.write("added")
"""


@pytest.mark.django_db
def test_add_and_end(alice: User) -> None:
    member, network = make_organization(), make_network()
    added = add_membership(actor=alice, member=member, network=network, start=Y2015, source=" a  b")
    assert added.source == "a b"
    assert added.visibility == "coalition"
    end_membership(actor=alice, membership=added, end=Y2016)
    added.refresh_from_db()
    assert added.end == Y2016
    acts = AuditEntry.objects.filter(target_type="directory.membership")
    assert [entry.action for entry in acts] == ["end_membership", "add_membership"]
    assert acts[0].data["end"] == "2016-06-01"


@pytest.mark.django_db
def test_only_the_secretariat(bob: User, charlie: User) -> None:
    member, network = make_organization(), make_network()
    standing = join(make_organization(), network)
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            add_membership(actor=person, member=member, network=network)
        with pytest.raises(NotAllowed):
            end_membership(actor=person, membership=standing, end=Y2020)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [(None, None), (Y2015, None), (None, Y2015), (Y2015, Y2020)])
def test_not_twice_on_the_same_days(days: tuple[date | None, date | None]) -> None:
    member, network = make_organization(), make_network()
    join(member, network, start=days[0], end=days[1])
    with pytest.raises(Conflict):
        join(member, network, start=Y2015, end=Y2016)


@pytest.mark.django_db
def test_again_after_it_ended() -> None:
    member, network = make_organization(), make_network()
    join(member, network, end=Y2015)
    join(member, network, start=Y2016)
    assert Membership.objects.count() == 2


@pytest.mark.django_db
def test_what_does_not_hold() -> None:
    member, network = make_organization(), make_network()
    cases = {
        "ends-before-start": {"network": network, "start": Y2016, "end": Y2015},
        "no-network": {"network": make_organization()},
        "invalid": {"network": network, "visibility": "secret"},
    }
    for code, given in cases.items():
        with pytest.raises(InvalidInput) as refused:
            add_membership(actor=None, member=member, **given)  # type: ignore[arg-type]
        assert refused.value.code == code
    standing = join(member, network, start=Y2016)
    with pytest.raises(InvalidInput):
        end_membership(actor=None, membership=standing, end=Y2015)
    end_membership(actor=None, membership=standing, end=Y2020)
    with pytest.raises(Conflict):
        end_membership(actor=None, membership=standing, end=Y2020)


@pytest.mark.django_db
def test_networks_do_not_contain_each_other() -> None:
    a, b, c = make_network(), make_network(), make_network()
    join(a, b)
    join(b, c)
    for member, network in ((c, a), (b, a), (a, a)):
        with pytest.raises(InvalidInput):
            join(member, network)


@pytest.mark.django_db
def test_a_cycle_through_a_merged_network_is_seen() -> None:
    a, b, other_record_of_b = make_network(), make_network(), make_network()
    join(a, b)
    merge(b, other_record_of_b)
    with pytest.raises(InvalidInput) as refused:
        join(other_record_of_b, a)
    assert refused.value.code == "membership-cycle"


@pytest.mark.django_db
def test_correct_and_remove(alice: User, bob: User) -> None:
    standing = join(make_organization(), make_network(), start=Y2015)
    with pytest.raises(NotAllowed):
        update_membership(actor=bob, membership=standing, visibility="sealed")
    with pytest.raises(NotAllowed):
        remove_membership(actor=bob, membership=standing)
    update_membership(
        actor=alice, membership=standing, start=Y2016, end=Y2020, visibility="sealed", source="acta"
    )
    standing.refresh_from_db()
    assert (standing.start, standing.end, standing.visibility) == (Y2016, Y2020, "sealed")
    remove_membership(actor=alice, membership=standing)
    assert not Membership.objects.exists()
    assert AuditEntry.objects.filter(action="remove_membership").count() == 1
    with pytest.raises(NotFound):
        remove_membership(actor=alice, membership=standing)


@pytest.mark.django_db
def test_a_correction_keeps_the_rules() -> None:
    a, b = make_network(), make_network()
    first = join(a, b, end=Y2015)
    join(b, a, start=Y2016)
    with pytest.raises(InvalidInput) as refused:
        update_membership(actor=None, membership=first, end=Y2016, visibility="public")
    assert refused.value.code == "membership-cycle"
    second = join(make_organization(), a)
    update_membership(actor=None, membership=second, start=Y2015, visibility="public")
    with pytest.raises(InvalidInput):
        update_membership(
            actor=None, membership=second, start=Y2016, end=Y2015, visibility="public"
        )


@pytest.mark.django_db
def test_one_after_the_other_is_no_cycle() -> None:
    a, b = make_network(), make_network()
    join(a, b, end=Y2015)
    join(b, a, start=Y2016)
    with pytest.raises(DomainError):
        join(a, b, start=Y2020)


@pytest.mark.django_db(transaction=True)
def test_two_processes_cannot_close_a_cycle_together() -> None:
    a, b = make_network(), make_network()
    database = str(connection.settings_dict["NAME"])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ADD_FROM_ANOTHER_PROCESS, database, str(one.pk), str(other.pk)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for one, other in ((a, b), (b, a))
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=600)[0] for process in started)
    assert said == ["added", "membership-cycle"]
    assert Membership.objects.count() == 1
