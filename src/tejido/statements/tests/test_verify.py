"""The verification catches whatever is changed in a record."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tejido.core.transparency import keys
from tejido.statements import verify
from tejido.statements.tests import records
from tejido.statements.tests.records import at, copied, fault, saved, scalars

pytestmark = pytest.mark.django_db

PROGRAM = Path(verify.__file__)
SCHEMA = Path(__file__).parents[4] / "docs" / "record.schema.json"
UNNAMED = {"organization": "unnamed", "network": "unnamed_networks", "person": "unnamed_people"}


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[Path, str]]:
    """A record with an earlier checkpoint under another key, and its key; made once."""
    folder = tmp_path_factory.mktemp("record")
    given = django_settings.LOG_KEY_FILE
    django_settings.LOG_KEY_FILE = folder / "key"
    with django_db_blocker.unblock(), transaction.atomic():
        keys.make_key()
        records.written(records.a_rich_statement("otro"), folder, "old.json")
        keys.make_key()
        statement = records.a_rich_statement()
        records.written(statement, folder, "middle.json")
        records.a_rich_statement("tercero")
        path, key = records.written(statement, folder), records.key_line()
        transaction.set_rollback(True)
    yield path, key
    django_settings.LOG_KEY_FILE = given


@pytest.fixture
def record(made: tuple[Path, str]) -> Any:
    """Its content, to be changed."""
    return json.loads(made[0].read_bytes())


@pytest.fixture
def key(made: tuple[Path, str]) -> str:
    """The public key it is signed with."""
    return made[1]


def test_the_record_holds(made: tuple[Path, str], record: Any) -> None:
    path, key = made
    assert fault(path, key=key) == ""
    assert len(record["keys"]) == 2
    assert len(record["consistency"]) == 2
    assert record["inclusion"]
    assert record["count"] == {
        "organizations": 4,
        "direct": 2,
        "via_networks": 3,
        "both": 1,
        "unnamed": 1,
        "networks": 2,
        "unnamed_networks": 0,
        "people": 2,
        "unnamed_people": 0,
        "countries": 1,
    }
    named = [line["name"] for line in record["signatories"]]
    assert named == [
        "Red Inventada",
        "Organización 0",
        "Organización 3",
        "Inés Ñandú",
        "Olaf Öst",
        "Red de Redes",
        "Organización 5",
    ]


def test_the_record_is_of_the_documented_shape(record: Any) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record, schema)


def test_the_fingerprint_does_for_the_key(made: tuple[Path, str]) -> None:
    path, key = made
    print_of = sha256(key.encode()).hexdigest()
    assert fault(path, key=print_of) == ""
    assert "revoked" in fault(path, key=key, revoked=[print_of])
    spaced = keys.grouped(print_of).upper()
    assert "revoked" in fault(path, key=key, revoked=[spaced])
    assert fault(path, key=keys.grouped(print_of)) == ""
    assert fault(path, key=key, revoked=[print_of[1:]]) == "A hash is malformed."
    assert "another key" in fault(path, key=json.loads(path.read_bytes())["keys"][1])


@settings(
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_one_changed_value_is_caught(
    data: st.DataObject, record: Any, key: str, tmp_path: Path
) -> None:
    place, value = data.draw(st.sampled_from(list(scalars(record))))
    changed = copied(record)
    at(changed, place[:-1])[place[-1]] = data.draw(others(value), label=str(place))
    assert fault(saved(changed, tmp_path / "changed.json"), key=key), place


def others(value: object) -> st.SearchStrategy[object]:
    """Values that differ from one: another letter, case, number, or another sort of value."""
    kinds: list[object] = [None, True, False, 0, 1, "", [], {}]
    if isinstance(value, str) and value:
        letters = st.tuples(st.integers(0, len(value) - 1), st.characters(codec="utf-8"))
        one_letter = letters.map(lambda pair: value[: pair[0]] + pair[1] + value[pair[0] + 1 :])
        more = st.sampled_from([value.upper(), value.lower(), value + " ", value[1:], "x" + value])
        other: st.SearchStrategy[object] = one_letter | more
    elif isinstance(value, bool) or value is None:
        other = st.text(max_size=3)
    else:
        other = st.integers() | st.just(str(value)) | st.floats(allow_nan=False)
    found = other | st.sampled_from(kinds)
    return found.filter(lambda one: verify.canonical(one) != verify.canonical(value))


def test_no_name_is_left_out_by_whoever_has_no_key(record: Any, key: str, tmp_path: Path) -> None:
    named = [entry for entry in record["entries"] if entry["names"] is not None]
    for entry in named:
        changed = copied(record)
        changed["entries"][record["entries"].index(entry)]["names"] = None
        name = entry["names"]["fields"]["name"]
        [line] = [line for line in record["signatories"] if line["name"] == name]
        changed["signatories"].remove(line)
        changed["count"][UNNAMED[line["sort"]]] += 1
        for countries in range(record["count"]["countries"] + 1):
            changed["count"]["countries"] = countries
            assert fault(saved(changed, tmp_path / "changed.json"), key=key), name


@pytest.mark.parametrize("other", ["", {}])
@pytest.mark.parametrize("name", ["consistency", "inclusion", "entries", "keys", "signatories"])
def test_what_is_no_list_is_refused(name: str, other: object, key: str, tmp_path: Path) -> None:
    with transaction.atomic():
        alone = records.written(records.a_rich_statement("solo"), tmp_path, "alone.json")
        transaction.set_rollback(True)
    changed = {**json.loads(alone.read_bytes()), name: other}
    assert fault(saved(changed, tmp_path / "changed.json"), key=records.key_line())


def lists(record: Any) -> list[tuple[str | int, ...]]:
    """Return the places of all lists of two or more."""
    places = {place[: n + 1] for place, _value in scalars(record) for n in range(len(place))}
    return [place for place in places if isinstance(at(record, place), list)]


def test_an_order_a_loss_or_a_repetition_is_caught(record: Any, key: str, tmp_path: Path) -> None:
    for place in lists(record):
        whole = at(record, place)
        for number in range(len(whole)):
            for other in (
                [*whole[:number], *whole[number + 1 :]],
                [*whole[: number + 1], *whole[number:]],
                [*whole[:number], *reversed(whole[number : number + 2]), *whole[number + 2 :]],
            ):
                if other == whole or (place == ("consistency",) and len(other) < len(whole)):
                    continue
                changed = copied(record)
                at(changed, place[:-1])[place[-1]] = other
                assert fault(saved(changed, tmp_path / "changed.json"), key=key), (place, number)


def test_an_earlier_checkpoint_left_out_shows_beside_the_old_record(
    record: Any, key: str, made: tuple[Path, str], tmp_path: Path
) -> None:
    old = made[0].with_name("middle.json")
    assert fault(made[0], key=key, since=old) == ""
    record["consistency"].pop()
    path = saved(record, tmp_path / "changed.json")
    assert fault(path, key=key) == ""
    assert "does not extend" in fault(path, key=key, since=old)


def test_the_checkpoint_of_a_mail_does_for_an_old_record(
    record: Any, key: str, made: tuple[Path, str], tmp_path: Path
) -> None:
    kept = tmp_path / "checkpoint.txt"
    for note in (record["checkpoint"], *(step["checkpoint"] for step in record["consistency"])):
        for copied_out in (note, note.strip(), f"\n{note}\n".replace("\n", "\r\n")):
            kept.write_bytes(copied_out.encode())
            assert fault(made[0], key=key, since=kept) == ""
    kept.write_text("nothing", encoding="utf-8")
    assert fault(made[0], key=key, since=kept)


def test_a_record_does_not_extend_a_newer_one(made: tuple[Path, str], key: str) -> None:
    old = made[0].with_name("middle.json")
    assert fault(old, key=key) == ""
    assert "does not extend" in fault(old, key=key, since=made[0])


def test_an_unknown_field_is_refused_anywhere(record: Any, key: str, tmp_path: Path) -> None:
    places = {place[:n] for place, _value in scalars(record) for n in range(len(place))}
    for place in places:
        if isinstance(at(record, place), dict):
            changed = copied(record)
            at(changed, place)["more"] = 1
            assert fault(saved(changed, tmp_path / "changed.json"), key=key), place


@pytest.mark.parametrize("kind", ["other", "", None])
def test_an_entry_of_an_unknown_kind_is_refused(kind: str | None) -> None:
    value = {"statement": "x", "previous": None, "salt": "0" * 64, "day": "2026-11-21"}
    given = value if kind is None else {**value, "kind": kind}
    # A value without a kind is no entry: `check` says so of the file.
    with pytest.raises(KeyError if kind is None else verify.Fault):
        verify.read(given, 0, SimpleNamespace(told={}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        "{",
        '{"format":"tejido-record-1","format":"tejido-record-1"}',
        "[" * 100_000,
        '{"statement":NaN}',
        '"\\ud800"',
    ],
)
def test_what_is_no_record_is_said_to_be_none(text: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(text)
    assert fault(path, key=key)


def test_a_rewritten_file_is_refused(record: Any, key: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False), encoding="utf-8")
    assert "rewritten" in fault(path, key=key)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", PROGRAM, *arguments], capture_output=True, text=True, check=False
    )


def test_the_program_runs_alone(made: tuple[Path, str], record: Any, tmp_path: Path) -> None:
    path, key = made
    held = run(path, "--key", key, "--since", path.with_name("middle.json"))
    assert (held.returncode, held.stderr) == (0, "")
    counted = re.fullmatch(r"It holds: version \d of paso-seguro\. Signed by (.*)\.\n", held.stdout)
    assert counted is not None
    said = [part.rpartition(": ") for part in counted[1].split(", ")]
    totals = {name.replace(" ", "_"): int(number) for name, _colon, number in said}
    assert totals == record["count"]
    record["signatories"][1]["name"] = "Otra"
    failed = run(saved(record, tmp_path / "changed.json"), "--key", key)
    assert failed.returncode == 1
    assert failed.stderr.startswith("It does not hold: ")
    assert len(failed.stderr.splitlines()) == 1
    assert run(tmp_path / "absent.json", "--key", key).returncode == 1


def test_the_program_is_short_and_needs_little() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    packages = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert packages == {"cryptography"}
