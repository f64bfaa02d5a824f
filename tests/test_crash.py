"""Signing while all is killed: what was acknowledged is there once, and the log verifies."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

import pytest

from tejido.core.tests.installation import Installation, free_port, new_installation

SIGNATURES = 2000
CLIENTS = 8
KILLS = 3
ROOT = Path(__file__).resolve().parents[1]
SECRET = "a" * 32

STATE = """
import json, rfc8785
from tejido.core.models import AuditEntry, LogEntry
from tejido.core.transparency import log, merkle
from tejido.notifications.models import Message
from tejido.statements.models import Endorsement, Invitation, Statement, Tally
from tejido.statements.queries.signatories import count_all
from tejido.statements.queries.counts import count_in
from tejido.statements.tests.replay import replay
statement = Statement.objects.get()
root = statement.published_version.root
entries = LogEntry.objects.order_by("index")
hashes = [merkle.leaf_hash(rfc8785.dumps(entry.value)) for entry in entries]
totals = replay(statement).totals(root.digest)
stored = count_in(Tally.objects.get(version=root))
print(json.dumps({
    "signers": sorted(Endorsement.objects.values_list("organization", flat=True)),
    "invited": sorted(Invitation.objects.values_list("organization", flat=True)),
    "signed": {str(row.pk): row.signed_at is not None for row in Invitation.objects.all()},
    "audited": AuditEntry.objects.filter(action="sign_by_link").count(),
    "told": Message.objects.filter(kind="statements.signed_by_link").count(),
    "indices": [entry.index for entry in entries] == list(range(log.size())),
    "hashes": [h.hex() for h in hashes] == [entry.leaf_hash for entry in entries],
    "root": merkle.root(hashes) == log.root_at(log.size()),
    "recounted": stored == count_all(root.pk).count,
    "replayed": {name: getattr(stored, name) for name in totals} == totals,
    "organizations": stored.organizations,
}))
"""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation with its tables."""
    with new_installation(tmp_path / "data") as made:
        made.run("migrate")
        yield made


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    return free_port()


@contextmanager
def running(installation: Installation, port: int) -> Iterator[None]:
    """Run server and worker, each with all it starts; at the end every process is killed."""
    commands = (["serve", "--port", str(port)], ["work"])
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tejido", *command],
            env=installation.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for command in commands
    ]
    try:
        wait_for(port)
        yield
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=300)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server does not listen")


def wait_for_refusal(port: int) -> None:
    """Wait for the last of the killed processes to be gone with its socket."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            pass
        time.sleep(0.05)
    pytest.fail("somebody still listens")


class Clients:
    """Eight people with the links of many, who try again until each is acknowledged."""

    def __init__(self, port: int, links: list[str]) -> None:
        self.port = port
        self.waiting: SimpleQueue[str] = SimpleQueue()
        for link in links:
            self.waiting.put(link)
        self.acknowledged: list[str] = []
        self.refused: list[tuple[str, int]] = []
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def wait_until(self, signed: int) -> None:
        """Wait for a number of acknowledged signatures."""
        deadline = time.monotonic() + 900
        while len(self.acknowledged) < signed and not self.refused:
            assert time.monotonic() < deadline, len(self.acknowledged)
            time.sleep(0.01)

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(connection):
            while True:
                try:
                    link = self.waiting.get_nowait()
                except Empty:
                    return
                while not self._sign(connection, link):
                    connection.close()
                    time.sleep(0.05)

    def _sign(self, connection: http.client.HTTPConnection, link: str) -> bool:
        body = urlencode({"csrfmiddlewaretoken": SECRET, "named": "yes"})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={SECRET}",
        }
        try:
            connection.request("POST", link, body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        if answer.status == 302:
            self.acknowledged.append(link)
            return True
        self.refused.append((link, answer.status))
        return True


def test_every_acknowledged_signature_is_there_once(installation: Installation, port: int) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.signing_data", "0", str(SIGNATURES)],
        env=installation.environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    links = json.loads(made.stdout)["links"]
    clients: Clients | None = None
    for kill in range(1, KILLS + 1):
        with running(installation, port):
            clients = clients or Clients(port, links)
            clients.wait_until(kill * SIGNATURES // (KILLS + 1))
        wait_for_refusal(port)
    assert clients is not None
    with running(installation, port):
        clients.wait_until(SIGNATURES)
    assert clients.refused == []
    assert sorted(clients.acknowledged) == sorted(links)
    state = json.loads(installation.python(STATE))
    assert state["signers"] == state["invited"]
    assert all(state["signed"].values())
    counted = (state["audited"], state["told"], state["organizations"])
    assert counted == (SIGNATURES, SIGNATURES, SIGNATURES)
    names = ("indices", "hashes", "root", "recounted", "replayed")
    assert {name: state[name] for name in names} == dict.fromkeys(names, True)
