"""Django's deployment checks find nothing with the production profile."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.project import ROOT


def test_the_deploy_check_is_clean(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "TEJIDO_PROFILE": "production",
        "TEJIDO_DATA": str(tmp_path),
        "TEJIDO_HOSTS": "tejido.example",
        "TEJIDO_BASE_URL": "https://tejido.example",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr
