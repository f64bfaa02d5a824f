"""The command as it is typed, and the people a user supplies."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tejido.core.tests.installation import new_installation
from tejido.demo.actions import prepare_demo
from tejido.statements.models import Signatory, Statement

SIGNED, OPEN = "ejemplo-agua-y-camino", "ejemplo-luz-en-el-camino"
ROOT = Path(__file__).resolve().parents[4]
PROGRAM = Path(__file__).resolve().parents[2] / "statements" / "verify.py"


@pytest.mark.django_db
def test_names_of_people_come_from_the_outside_only() -> None:
    prepare_demo(progress=lambda _step: None, people={"Persona 3": ("Ana Ejemplo", "bióloga")})
    assert Signatory.objects.get(name="Ana Ejemplo").affiliation == "bióloga"
    assert not Signatory.objects.filter(name="Persona 3").exists()


@pytest.fixture
def run_demo(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return a way to run the command on a folder of its own, embedded database included."""

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TEJIDO_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, "-m", "tejido", "demo", "--data", str(tmp_path / "d"), *arguments],
            env=kept,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
        )

    return run


def test_the_command_prepares_and_prints_links(
    run_demo: Callable[..., "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    done = run_demo("--no-serve", "--port", "8123", "--format", "json")
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert printed["address"] == "http://localhost:8123"
    assert all(p["link"].startswith("http://localhost:8123/") for p in printed["sign_in"])
    files = sorted(path.name for path in (tmp_path / "d" / "files" / "statements").glob("*.pdf"))
    assert len(files) == 4
    assert not (tmp_path / "var").exists()


def test_a_file_of_people_that_is_missing_is_said_in_one_line(
    run_demo: Callable[..., "subprocess.CompletedProcess[str]"],
) -> None:
    done = run_demo("--no-serve", "--people", "nowhere.txt")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_interrupted_between_the_two_the_rest_is_loaded_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Interrupted(Exception):
        """The machine went off."""

    def interrupt(*_arguments: object, **_named: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr("tejido.demo.actions.load_open", interrupt)
        with pytest.raises(Interrupted):
            prepare_demo(progress=lambda _step: None)
    assert not Statement.objects.filter(slug=OPEN).exists()
    prepare_demo(progress=lambda _step: None)
    assert set(Statement.objects.values_list("slug", flat=True)) > {OPEN, SIGNED}


def budget_example(name: str) -> tuple[list[str], set[str]]:
    """The budget question of a README, and the lines of its answer that are shown."""
    text = (ROOT / name).read_text(encoding="utf-8")
    block = re.search(r"```\n\$ tejido (budget ask .*)\n((?:.*\n)+?)```", text)
    assert block is not None
    return shlex.split(block[1]), set(block[2].splitlines()) - {"..."}


@pytest.mark.django_db
def test_the_commands_of_the_readme_on_the_demo(tmp_path: Path) -> None:
    """Written, verified by the command and by the program alone; changed, it is refused."""
    with new_installation(tmp_path / "data") as installation:
        installation.run("demo", "--no-serve", "--format", "json")
        for name in ("README.md", "README.es.md"):
            command, shown = budget_example(name)
            asked = installation.run(*command).stdout
            assert shown <= set(asked.splitlines())
            assert json.loads(asked)[0]["value"] == "1835648754.00"
        listed = installation.run("record", "--list").stdout
        assert SIGNED in listed
        file = tmp_path / "record.json"
        installation.run("record", SIGNED, "--out", str(file))
        key = installation.run("keys", "show").stdout.splitlines()[0]
        said = installation.run("verify", str(file), "--key", key).stdout.strip()
        for name in ("README.md", "README.es.md"):
            assert said in (ROOT / name).read_text(encoding="utf-8").splitlines()
        alone = [sys.executable, str(PROGRAM), str(file), "--key", key]
        done = subprocess.run(alone, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        file.write_bytes(file.read_bytes().replace(b"Amate", b"Amote", 1))
        refused = installation.run("verify", str(file), "--key", key, fine=False)
        assert refused.returncode == 1
        assert subprocess.run(alone, capture_output=True, cwd=tmp_path).returncode == 1
