"""Starting the web server and the worker of an installation."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from tejido.config.env import setting


def collect_static() -> None:
    """Put the static files, compressed and under manifest names, where they are served from."""
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker process while the web server runs, and end it with it."""
    worker = subprocess.Popen([sys.executable, "-m", "tejido", "work"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def serve(*, host: str, port: int) -> None:
    """Serve until told to stop.

    Arguments:
        host: address to listen on; a reverse proxy stands before anything but localhost.
        port: TCP port.

    No access log is written: an address and a path are a person and what they read. Callers ask
    `refuse_taken_port` first: the server would share a port that is in use, and the kernel would
    hand requests to either.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "tejido.config.settings"
    Granian(
        "tejido.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(setting("TEJIDO_WORKERS")),
        blocking_threads=1,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
