"""The READMEs show what the command really prints, and stay short."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "resolve src/tejido/demo/data/signatures-2017.txt"
SKIPPED = "..."


@pytest.fixture(scope="module")
def printed() -> str:
    """What the example prints on a terminal of eighty columns, without a database."""
    environment = {**os.environ, "COLUMNS": "80", "TEJIDO_DATA": "/nonexistent"}
    environment.pop("TEJIDO_DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "tejido", *COMMAND.split()],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.parametrize("name", ["README.md", "README.es.md"])
def test_the_example_is_what_the_command_prints(name: str, printed: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    block = re.search(rf"```\n\$ tejido {re.escape(COMMAND)}\n(.*?)```", text, re.DOTALL)
    assert block is not None
    lines = [line.rstrip() for line in printed.splitlines()]
    for line in block[1].splitlines():
        assert line == SKIPPED or line in lines


@pytest.mark.parametrize("name", ["README.md", "README.es.md"])
def test_a_readme_is_read_in_one_go(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []
