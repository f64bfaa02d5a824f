"""docs/settings.md and tejido.config.env name the same settings."""

import re

from tejido.config.env import SETTINGS
from tests.architecture.project import PACKAGE, ROOT

VARIABLE = re.compile(r"\bTEJIDO_[A-Z][A-Z_]*[A-Z]\b")


def test_every_setting_is_documented() -> None:
    documented = set(VARIABLE.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8")))
    assert documented == set(SETTINGS)


def test_every_setting_used_is_declared() -> None:
    used = {
        name
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert used <= set(SETTINGS)
