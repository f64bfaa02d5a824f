"""`tejido resolve`: files good and bad, tables and JSON, exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tejido.core.command import Exit
from tejido.directory import cli_resolve

# On PostgreSQL there is always a database to ask for decisions.
pytestmark = pytest.mark.django_db

LIST = (
    "Antes de la lista\n\nCasa Luna Nueva, A.C. (Saltillo, Coah.)\nCasa Luna Nueva\n"
    "Colectivo Río Hondo [norte]\nCentro Dalia Morada (CDM)\nColectivo Dulce Milpa (CDM)\nCDM\n"
)


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli_resolve.app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    file = tmp_path / "list.txt"
    file.write_text(LIST, encoding="utf-8-sig")
    return file


def test_json_goes_to_standard_output_alone(printed: Path) -> None:
    code, out, err = run(str(printed), "--from", "Casa Luna", "--format", "json")
    assert (code, err) == (Exit.FINE, "")
    data = json.loads(out)
    assert data["summary"]["mentions"] == 6
    assert data["mentions"][0]["line"] == 3
    assert data["organizations"][0]["name"] == "Casa Luna Nueva"


def test_the_table_names_what_was_joined_and_what_is_asked(printed: Path) -> None:
    code, out, _ = run(str(printed), "--from", "Casa Luna")
    assert code == Exit.FINE
    for words in ("Summary", "Printed more than once", "Casa Luna Nueva", "Pairs to decide"):
        assert words in out


@pytest.mark.parametrize(
    ("content", "expected", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", Exit.WRONG_USE, "not a text file"),
        ("Casa Luna Nueva\n".encode("utf-16"), Exit.WRONG_USE, "UTF-16"),
        (b"\x81\x8d\x8f", Exit.WRONG_USE, "unknown encoding"),
        (b"\x01\x02\x03\x04 abc", Exit.WRONG_USE, "not a text file"),
        (b"", Exit.DATA_DOES_NOT_HOLD, "Nothing in"),
        (b"\n \n", Exit.DATA_DOES_NOT_HOLD, "Nothing in"),
    ],
)
def test_bad_files_are_refused_in_one_line(
    tmp_path: Path, content: bytes, expected: Exit, says: str
) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    code, out, err = run(str(file), "--format", "json")
    assert (code, out) == (expected, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_missing_files_folders_and_texts_are_refused(tmp_path: Path, printed: Path) -> None:
    assert run(str(tmp_path / "none.txt"))[0] == Exit.WRONG_USE
    assert run(str(tmp_path))[0] == Exit.WRONG_USE
    assert run(str(printed), "--from", "no such words")[0] == Exit.DATA_DOES_NOT_HOLD
    assert run(str(printed), "--from", " ")[0] == Exit.WRONG_USE


def test_windows_text_is_read_with_a_notice(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("Colectivo Ríos Unidos (Yucatán)\n".encode("cp1252"))
    code, out, err = run(str(file), "--format", "json")
    assert code == Exit.FINE
    assert json.loads(out)["mentions"][0]["text"] == "Colectivo Ríos Unidos (Yucatán)"
    assert "Windows-1252" in err


def test_a_file_too_large_is_not_read(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_resolve, "LARGEST_FILE", 10)
    code, _, err = run(str(printed))
    assert code == Exit.WRONG_USE
    assert "larger" in err


def test_decisions_come_through_one_function() -> None:
    assert cli_resolve.load_decisions() == {}
