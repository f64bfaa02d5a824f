"""Serving an application for a benchmark, and asking it for one page."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse

from benchmarks.processes import started


def get(port: int, path: str, encoding: str) -> tuple[HTTPResponse, bytes]:
    """Return an answer and its body as it came."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": encoding})
    response = connection.getresponse()
    return response, response.read()


@contextmanager
def served(application: str, *, workers: int = 1) -> Iterator[int]:
    """Serve an application on a free port, and end it with its workers."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers)]
    command += ["--blocking-threads", "1", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-log", application]
    # It does not hear SIGTERM while it starts its workers.
    with started(command, patience=5) as server:
        _wait_for(port, server)
        yield port


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode}.")
        try:
            get(port, "/", "identity")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server does not answer.")
