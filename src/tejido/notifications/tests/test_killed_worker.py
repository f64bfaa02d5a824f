"""A worker killed while a mail server holds its mail never makes that mail go twice.

Real processes: the worker of an installation, and a mail server that takes a mail and says nothing.
"""

import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tejido.core.tests.installation import Installation, new_installation

TELL = """
from tejido.core.models import User
from tejido.notifications.tests import factories
for name in ("ana", "berta", "clara"):
    user = User.objects.create_user(f"{name}@example.org", language="es")
    factories.a_message(factories.a_user(user), factories.URGENT)
"""
WORK = """
import tejido.notifications.tests.factories
from tejido.core.worker import work
work(worker_id="{name}", batch={batch})
"""
STATES = """
import json
from tejido.notifications.models import Message
rows = Message.objects.order_by("pk").values_list("state", "reason", "tries")
print(json.dumps([list(row) for row in rows]))
"""
# As long as the worker that was killed would have had: its lease and its job's are over.
LATER = """
from datetime import timedelta
from django.utils import timezone
from tejido.core.models import PeriodicJob
from tejido.notifications.models import Message
past = timezone.now() - timedelta(minutes=11)
Message.objects.filter(state="handed").update(handed_at=past)
PeriodicJob.objects.update(due_at=past)
"""


class _Dialogue(socketserver.StreamRequestHandler):
    """One connection: takes what it is told (RFC 5321), and hangs after the second mail."""

    server: "SilentServer"

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.take()
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 fine\r\n")

    def take(self) -> None:
        body = b""
        while (line := self.rfile.readline()) != b".\r\n":
            body += line
        to = next(line for line in body.splitlines() if line.startswith(b"To: "))
        self.server.taken.append(to.decode().partition(": ")[2])
        if len(self.server.taken) == 2:
            # It has the mail; its answer never comes.
            self.server.holds.set()
            self.server.goes_on.wait(600)
        self.wfile.write(b"250 taken\r\n")


class SilentServer(socketserver.ThreadingTCPServer):
    """A mail server that stops answering once it has its second mail."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.taken: list[str] = []
        self.holds = threading.Event()
        self.goes_on = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed."""


@pytest.fixture
def server() -> Iterator[SilentServer]:
    """A mail server that listens."""
    with SilentServer() as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.goes_on.set()
        listening.shutdown()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation in which three people are told something urgent."""
    with new_installation(tmp_path / "data") as made:
        made.run("migrate")
        made.python(TELL)
        yield made


def worker(
    installation: Installation, server: SilentServer, name: str, *, batch: bool
) -> "subprocess.Popen[bytes]":
    """Start a worker in a process group of its own; its mails go to the server."""
    port = server.server_address[1]
    program = f"import django; django.setup()\n{WORK.format(name=name, batch=batch)}"
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env={**installation.environment, "TEJIDO_MAIL_URL": f"smtp://127.0.0.1:{port}"},
        start_new_session=True,
    )


def states(installation: Installation) -> list[list[object]]:
    """Return state, reason and tries of each message, oldest first."""
    found: list[list[object]] = json.loads(installation.python(STATES))
    return found


@pytest.mark.django_db
def test_a_mail_in_the_hands_of_a_server_is_doubtful_and_goes_no_second_time(
    installation: Installation, server: SilentServer
) -> None:
    first = worker(installation, server, "first", batch=False)
    assert server.holds.wait(600)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(600)
    after_kill = states(installation)
    assert after_kill[1:] == [["handed", "", 1], ["waiting", "", 0]]
    server.goes_on.set()

    installation.python(LATER)
    assert worker(installation, server, "second", batch=True).wait(600) == 0
    assert states(installation)[1:] == [["doubtful", "killed", 1], ["sent", "", 1]]
    installation.python(LATER)
    assert worker(installation, server, "third", batch=True).wait(600) == 0
    assert server.taken.count("berta@example.org") == 1
    assert sorted(server.taken) == [f"{name}@example.org" for name in ("ana", "berta", "clara")]

    installation.python(
        "from tejido.notifications.actions import resend_messages\n"
        "from tejido.notifications.models import Message\n"
        "resend_messages(actor=None, messages=Message.objects.all())"
    )
    installation.python(LATER)
    assert worker(installation, server, "fourth", batch=True).wait(600) == 0
    assert server.taken.count("berta@example.org") == 2
    assert len(server.taken) == 4
    assert [state for state, _reason, _tries in states(installation)] == ["sent"] * 3
