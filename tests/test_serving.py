"""`tejido serve` as a process: it answers, keeps no record of who asked, and ends whole."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tejido.core.tests.installation import Installation, free_port, new_installation


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


def answer(port: int, path: str) -> int:
    """Ask for a page, waiting for the server to start; return the status."""
    deadline = time.monotonic() + 300
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        finally:
            connection.close()


def test_it_answers_and_ends_without_a_record(installation: Installation, port: int) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "tejido", "serve", "--port", str(port)],
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert answer(port, "/es/") == 200
        assert answer(port, "/es/nobody-knows-this-page/") == 404
    finally:
        server.terminate()
        printed, _ = server.communicate(timeout=300)
    assert "/es/" not in printed
    assert "nobody-knows" not in printed
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_port_in_use_is_refused_in_one_line(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = installation.run("serve", "--port", str(port), fine=False)
    assert done.returncode == 2
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr
