"""Where things are in the project, read once for the tests of its structure."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tejido"


def pyproject() -> dict[str, Any]:
    """Return pyproject.toml as a dictionary."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def layers() -> dict[str, int]:
    """Return the rank of each app, 0 for the lowest, from the contract of layers."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    lines = next(c["layers"] for c in contracts if c["type"] == "layers")
    return {
        app.strip(" ()"): rank
        for rank, line in enumerate(reversed(lines))
        for app in line.split("|")
    }


def project_files(*suffixes: str) -> list[Path]:
    """Return the project's own files with one of the suffixes: those git holds or would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return sorted(p for p in paths if p.suffix in suffixes and p.exists())
