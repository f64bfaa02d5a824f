"""What the lines of a table become: created, changed, left, refused, and why."""

from collections.abc import Mapping
from datetime import date

from tejido.directory.domain.membership_cycles import Link
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.domain.tables import Row, read_header
from tejido.directory.domain.transfer import read_line
from tejido.directory.domain.transfer_plan import (
    Directory,
    FieldChange,
    KnownMembership,
    KnownOrganization,
    LinePlan,
    Outcome,
    Plan,
    matching_rows,
)
from tejido.directory.domain.transfer_rules import plan_import

RED, CASA = 1, 2


def known() -> Mapping[str, KnownOrganization]:
    """A network and one of its members."""
    casa = OrganizationData(
        names=(NameData("Casa Uno"), NameData("CU", "acronym", "", "acta")), country="MX"
    )
    red = OrganizationData(names=(NameData("Red Uno"),), kind="network")
    member = KnownMembership(9, RED, date(2015, 1, 1), None, "coalition")
    return {
        "casa": KnownOrganization(CASA, "casa", "Casa Uno", casa, (11, 12), (member,)),
        "red": KnownOrganization(RED, "red", "Red Uno", red, (13,), has_members=True),
    }


def directory(**more: object) -> Directory:
    """What is stored."""
    return Directory(
        organizations=known(),
        merged={"vieja": "casa"},
        networks={"red": frozenset({RED}), "red uno": frozenset({RED})},
        labels={RED: "Red Uno"},
        namesakes={"casa uno": "casa"},
        **more,  # type: ignore[arg-type]
    )


def plan(header: str, *rows: str, stored: Directory | None = None) -> Plan:
    """Plan rows written with semicolons."""
    columns = read_header(header.split(";"))
    lines = [read_line(columns, Row(n, tuple(row.split(";")))) for n, row in enumerate(rows, 2)]
    return plan_import(lines, stored or directory())


def only(header: str, row: str) -> LinePlan:
    """Plan one row."""
    (line,) = plan(header, row).lines
    return line


def codes(line: LinePlan) -> list[str]:
    """The reasons of a refused line."""
    assert line.outcome is Outcome.REFUSE
    return [refusal.code for refusal in line.refusals]


def test_a_line_without_key_creates() -> None:
    """With what it says, and the defaults for the rest; a namesake is pointed out."""
    line = only("name;acronym;town", "Casa Uno;CU;Oaxaca")
    assert line.outcome is Outcome.CREATE
    assert FieldChange("official", "", "Casa Uno") in line.changes
    assert FieldChange("visibility", "", "coalition") in line.changes
    assert [note.value for note in line.notes] == ["casa"]


def test_two_lines_that_create_the_same_are_pointed_out() -> None:
    """The second one says which line it repeats; neither is refused, they may be two houses."""
    lines = plan("name;acronym", "Casa Ñandú;", "Otra;", "Otra casa;casa ñandu").lines
    assert [line.outcome for line in lines] == [Outcome.CREATE] * 3
    assert [[note.value for note in line.notes] for line in lines] == [[], [], ["2"]]


def test_of_two_lines_it_repeats_the_one_of_its_official_name_is_said() -> None:
    """Whatever order a set has in this process: the digest of what was shown depends on it."""
    rows = [f"Casa {n};" for n in range(12)] + [f"Casa {n};Casa {11 - n}" for n in range(12)]
    again = plan("name;acronym", *rows).lines[12:]
    assert [[note.value for note in line.notes] for line in again] == [
        [f"{n + 2}"] for n in range(12)
    ]


def test_a_place_refused_says_in_which_cell() -> None:
    """A code that is none, and one of another country."""
    for row, column, value in (
        ("Casa;MX;Chiapas", "subdivision", "CHIAPAS"),
        ("Casa;MX;GT-13", "subdivision", "GT-13"),
        ("Casa;México;", "country", "MÉXICO"),
    ):
        (refusal,) = only("name;country;subdivision", row).refusals
        assert (refusal.column, refusal.value.upper()) == (column, value)


def test_a_line_with_key_changes_field_by_field() -> None:
    """Only what differs; names that stay keep their row and their source."""
    line = only("key;country;acronym;alias", "casa;GT;CU;Casita")
    assert line.outcome is Outcome.CHANGE
    assert line.changes == (FieldChange("country", "MX", "GT"), FieldChange("alias", "", "Casita"))
    assert line.draft is not None
    assert line.draft.name_ids == (11, 12, None)
    assert line.draft.data.names[1].source == "acta"


def test_a_line_that_says_what_stands_is_left() -> None:
    """Also with its memberships, with and without dates."""
    header = "key;name;official;acronym;country;memberships"
    assert only(header, "casa;Casa Uno;Casa Uno;CU;MX;Red Uno").outcome is Outcome.SAME
    dated = "casa;Casa Uno;Casa Uno;CU;MX;red [2015-01-01..]"
    assert only(header, dated).outcome is Outcome.SAME


def test_renaming_replaces_the_name_where_it_stands() -> None:
    """In the row of the old one; an empty cell of names removes them."""
    line = only("key;name;acronym", "casa;Casa Dos;")
    assert line.draft is not None
    assert [(n.text, n.sort) for n in line.draft.data.names] == [("Casa Dos", "official")]
    assert line.draft.name_ids == (11,)
    assert line.draft.shown == "Casa Dos"


def test_keys_refused() -> None:
    """Unknown, merged, and the same in two lines."""
    assert codes(only("key;name", "nadie;A")) == ["key-unknown"]
    merged = only("key;name", "vieja;A")
    assert codes(merged) == ["key-merged"]
    assert merged.refusals[0].value == "casa"
    assert [codes(line) for line in plan("key;town", "casa;A", "casa;B").lines] == [
        ["key-twice"],
        ["key-twice"],
    ]


def test_data_refused() -> None:
    """By the rules of every organization."""
    assert codes(only("name;country", "A;XX")) == ["unknown-country"]
    assert codes(only("name;country;subdivision", "A;MX;GT-01")) == ["subdivision-elsewhere"]
    assert codes(only("name", "")) == ["no-name"]
    assert codes(only("name", "x" * 301)) == ["long-name"]
    assert codes(only("key;kind", "red;shelter")) == ["network-has-members"]


def test_the_name_listed_must_be_the_first_official_one() -> None:
    """A name of a sort shown later cannot be the one it is listed under."""
    line = only("name;official;alias", "Otra;Casa;Otra")
    assert codes(line) == ["name-not-first"]
    assert line.refusals[0].value == "Casa"


def test_memberships_change_and_end() -> None:
    """An end that differs is set; a new start is another membership; nothing is removed."""
    line = only("key;memberships", "casa;Red Uno [2015-01-01..2019-12-31]")
    assert [(m.id, m.end) for m in line.memberships] == [(9, date(2019, 12, 31))]
    assert line.changes == (
        FieldChange("memberships", "Red Uno [2015-01-01..]", "Red Uno [2015-01-01..2019-12-31]"),
    )
    assert only("key;memberships", "casa;").outcome is Outcome.SAME


def test_memberships_refused() -> None:
    """No network, itself, days covered already."""
    assert codes(only("name;memberships", "A;Red Nadie")) == ["network-unknown"]
    assert codes(only("key;memberships", "red;Red Uno")) == ["member-of-itself"]
    assert codes(only("key;memberships", "casa;Red Uno [2016-01-01..]")) == ["member-already"]
    assert codes(only("name;memberships", "A;Red Uno|Red Uno")) == ["member-already"]


def test_a_name_of_two_networks_is_ambiguous() -> None:
    """Its key says which."""
    stored = Directory(networks={"red": frozenset({1, 2})}, labels={1: "Red", 2: "Red"})
    (line,) = plan("name;memberships", "A;Red", stored=stored).lines
    assert codes(line) == ["network-ambiguous"]


def test_a_network_of_the_same_file_may_be_named() -> None:
    """Also before the line that creates it; when that one falls, so does the line."""
    fine = plan("name;kind;memberships", "Casa Tres;;Red Dos", "Red Dos;network;")
    assert [line.outcome for line in fine.lines] == [Outcome.CREATE, Outcome.CREATE]
    assert fine.lines[0].memberships[0].network == -3
    fallen = plan("name;kind;memberships", "Casa Tres;;Red Dos", "Red Dos;network;Red Nadie")
    assert [line.outcome for line in fallen.lines] == [Outcome.REFUSE, Outcome.REFUSE]


def test_networks_cannot_contain_each_other() -> None:
    """Through what is stored, and through what the file adds."""
    stored = directory(links=(Link(RED, 7),))
    lines = plan("name;kind;memberships", "Red A;red;Red B", "Red B;red;Red A", stored=stored).lines
    assert {line.outcome for line in lines} == {Outcome.REFUSE}


def test_a_name_that_comes_takes_the_row_of_one_that_goes() -> None:
    """So that the order of the names, and with it the one shown, changes as little as can be."""
    stored = [NameData("A"), NameData("B"), NameData("C", "alias")]
    rows = matching_rows(
        stored, [1, 2, 3], [NameData("D"), NameData("B"), NameData("E", "alias", "en")]
    )
    assert [(name.text, row) for name, row in rows] == [("D", 1), ("B", 2), ("E", None)]


def test_the_digest_tells_plans_apart() -> None:
    """Equal for the same lines over the same directory alone."""
    one = plan("name;town", "A;X")
    assert one.digest == plan("name;town", "A;X").digest
    assert one.digest != plan("name;town", "A;Y").digest
    assert not plan("key", "casa").does_something
