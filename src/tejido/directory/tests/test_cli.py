"""`tejido import`, `tejido export`, and decisions applied by `tejido resolve`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tejido.core.tests.installation import Installation, new_installation
from tejido.directory.tests.factories import DOUBTFUL_LIST


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give an installation whose tables are there."""
    with new_installation(tmp_path_factory.mktemp("cli") / "data") as made:
        made.run("migrate")
        yield made


def test_import_and_export(installation: Installation, tmp_path: Path) -> None:
    """A dry run, the import, an export that says the same, and a refusal."""
    table = tmp_path / "tabla.csv"
    table.write_text("name,kind,memberships\nRed Uno,red,\nCasa Uno,,Red Uno [2015-01-01..]\n")
    dry = json.loads(installation.run("import", str(table), "--format", "json").stdout)
    assert dry["applied"] is False
    assert dry["summary"] == {"create": 2, "change": 0, "same": 0, "refuse": 0}
    assert dry["lines"][1]["changes"][-1] == {
        "column": "memberships", "old": "", "new": "Red Uno [2015-01-01..]",
    }  # fmt: skip
    done = installation.run("import", str(table), "--apply")
    assert "Applied: 2 create" in done.stdout
    for file_format in ("csv", "xlsx", "json"):
        file = tmp_path / f"export.{file_format}"
        installation.run("export", "--to", str(file), "--format", file_format)
        assert file.stat().st_mode & 0o777 == 0o600
    same = installation.run("import", str(tmp_path / "export.xlsx"), "--format", "json").stdout
    assert json.loads(same)["summary"]["same"] == 2
    documents = json.loads((tmp_path / "export.json").read_text())["organizations"]
    assert [one["name"] for one in documents] == ["Casa Uno", "Red Uno"]
    installation.run("export", "--public", "--to", str(tmp_path / "p.json"), "--format", "json")
    assert json.loads((tmp_path / "p.json").read_text()) == {"organizations": []}


def test_exit_codes(installation: Installation, tmp_path: Path) -> None:
    """1 when the data does not hold, 2 for wrong use; one line, never a trace; nothing written."""
    refused = tmp_path / "rechazada.csv"
    refused.write_text("name,country\nCasa Buena,MX\nCasa Mala,XX\n")
    broken = tmp_path / "rota.csv"
    broken.write_bytes(b"%PDF")
    for arguments, code in (
        (("import", str(refused), "--apply"), 1),
        (("import", str(broken)), 1),
        (("import", str(tmp_path / "nada.csv")), 2),
        (("export", "--to", str(tmp_path / "x.pdf"), "--format", "pdf"), 2),
        (("export", "--to", str(tmp_path / "no" / "x.csv"), "--format", "csv"), 2),
    ):
        done = installation.run(*arguments, fine=False)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
    counted = "from tejido.directory.models import Organization as O\n"
    assert (
        installation.python(f"{counted}print(O.objects.filter(name='Casa Buena').count())") == "0"
    )


def test_resolve_applies_stored_decisions(installation: Installation, tmp_path: Path) -> None:
    """A decided pair is neither asked nor apart any more."""
    names = tmp_path / "lista.txt"
    names.write_text(DOUBTFUL_LIST)
    before = json.loads(installation.run("resolve", str(names), "--format", "json").stdout)
    assert len(before["review"]) == 1
    installation.python(
        "from tejido.directory.actions import decide_pair, store_printed_list\n"
        f"store_printed_list(actor=None, title='L', source='', text={DOUBTFUL_LIST!r})\n"
        "from tejido.directory.models import DoubtfulPair\n"
        "decide_pair(actor=None, pair=DoubtfulPair.objects.get(), verdict='same')"
    )
    after = json.loads(installation.run("resolve", str(names), "--format", "json").stdout)
    assert after["review"] == []
    assert len(after["organizations"]) == len(before["organizations"]) - 1


def test_resolve_needs_no_installation(tmp_path: Path) -> None:
    """Nothing is created where there is none, nor told of a trace where the tables lack."""
    names = tmp_path / "lista.txt"
    names.write_text(DOUBTFUL_LIST)
    nowhere = Installation(tmp_path / "nowhere", "")
    assert json.loads(nowhere.run("resolve", str(names), "--format", "json").stdout)["review"]
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "tejido.sqlite3").touch()
    bare = Installation(tmp_path / "bare", "").run("resolve", str(names), "--format", "json")
    assert json.loads(bare.stdout)["review"]
    assert "Traceback" not in bare.stderr
