"""An installation of its own for a test: a data folder, a database, and the command line."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass(frozen=True)
class Installation:
    """A data folder and a database that nothing else uses."""

    data: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation is started with."""
        others = {k: v for k, v in os.environ.items() if not k.startswith(("TEJIDO_", "COV_"))}
        return {
            **others,
            "TEJIDO_DATA": str(self.data),
            "TEJIDO_DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "tejido.config.settings",
        }

    def run(
        self, *arguments: str, before: str = "", fine: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run `tejido` with arguments, in a process of its own.

        Arguments:
            before: Python to run in that process first.
            fine: fail the test when the command does.
        """
        program = f"{before}\nfrom tejido.config.cli import main\nmain()"
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0 or not fine, done.stderr
        return done

    def python(self, program: str, *, fine: bool = True) -> str:
        """Run Python with Django set up; return what it wrote to stdout, or its exit status."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{program}"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0 or not fine, done.stderr
        return done.stdout.strip()

    def create_user(self, email: str) -> str:
        """Create a person; return the id."""
        return self.python(
            "from tejido.core.models import User\n"
            f"print(User.objects.create_user({email!r}, name='Persona').pk)"
        )

    def emails(self) -> list[str]:
        """Return everybody's e-mail, in the order they were created."""
        shown = self.python(
            "import json; from tejido.core.models import User\n"
            "print(json.dumps(list(User.objects.order_by('pk').values_list('email', flat=True))))"
        )
        emails: list[str] = json.loads(shown)
        return emails


def bytes_of(*files: Path) -> bytes:
    """Return what files hold, read by a process of its own.

    A process that opens and closes the file of a SQLite database drops the locks it has on it
    (fcntl's), and the next process that closes the database takes its log away under everybody.
    """
    program = "import shutil, sys\nfor name in sys.argv[1:]:\n"
    program += "    with open(name, 'rb') as file: shutil.copyfileobj(file, sys.stdout.buffer)"
    command = [sys.executable, "-c", program, *map(str, files)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@contextmanager
def new_installation(data: Path, like: Installation | None = None) -> Iterator[Installation]:
    """Give a folder and a database of the same sort as the tests' own.

    Arguments:
        data: folder, which need not exist.
        like: installation to copy; without one the database is empty.
    """
    if like is not None:
        shutil.copytree(like.data, data)
    if connection.vendor == "sqlite":
        yield Installation(data, "")
        return
    name = f"tejido_{secrets.token_hex(6)}"
    given = connection.settings_dict
    server = "{}:{}@{}:{}".format(
        *(quote(str(given[key]), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT"))
    )
    template = like.database_url.rpartition("/")[2] if like else "template1"
    with psycopg.connect(f"postgres://{server}/postgres", autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        try:
            yield Installation(data, f"postgres://{server}/{name}")
        finally:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
