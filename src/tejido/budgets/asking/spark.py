"""The engine elsewhere: a Spark server, spoken to through Spark Connect (the extra `spark`).

Nothing of the extra is imported before the first question that needs it.
"""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from tejido.budgets.asking.engine import Record
from tejido.budgets.asking.spark_sql import spark_sql
from tejido.core.errors import DomainError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# What Spark Connect listens on when an address names no port.
_PORT: Final = 15002
# The client alone would try an address where nobody listens for ten minutes.
_SECONDS_TO_ANSWER: Final = 5.0


class SparkMissing(DomainError):
    """The installation is told to ask Spark and cannot."""

    status = 503
    default_code = "spark-missing"
    default_message = _(
        "Budgets are to be asked on Spark (TEJIDO_BUDGET_ENGINE), and what speaks to it is not"
        " installed here. Tell whoever runs this installation: the package's extra “spark” is"
        " missing."
    )


class SparkFailed(DomainError):
    """The server is not there, or could not do it."""

    status = 503
    default_code = "spark-failed"
    default_message = _(
        "The Spark server of this installation did not answer the question. Tell whoever runs it:"
        " does it run, and does it see the snapshots under the same path?"
    )


class Spark:
    """Runs statements on a server that sees the snapshots under the same paths.

    Arguments:
        address: "sc://host:port", with what Spark Connect knows after it ("/;use_ssl=true").

    Errors:
        SparkMissing: the extra is not installed.
    """

    # Groups are kept on this machine's disk: Spark reads the snapshots themselves.
    local = False

    def __init__(self, address: str) -> None:
        self._address = address
        try:
            self.name = f"Spark Connect {version('pyspark-client')}, sqlglot {version('sqlglot')}"
        except PackageNotFoundError as error:
            raise SparkMissing from error

    def run(self, sql: str, paths: Sequence[Path]) -> list[Record]:
        """Return the rows of a statement; see `Engine.run`.

        Errors:
            SparkFailed: the server is not there, sees no such files, or refuses.
        """
        statement = spark_sql(sql)
        with _session(self._address) as session:
            return [tuple(row) for row in session.sql(statement).collect()]


@contextmanager
def _session(address: str) -> Iterator["SparkSession"]:
    """Open a session for one question, and say what goes wrong in it in our words."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    parts = urlsplit(address)
    try:
        socket.create_connection(
            (parts.hostname or "", parts.port or _PORT), timeout=_SECONDS_TO_ANSWER
        ).close()
        session = SparkSession.builder.remote(address).create()
        try:
            # Overflow is an error and never an empty cell.
            session.conf.set("spark.sql.ansi.enabled", "true")
            yield session
        finally:
            session.stop()
    except (OSError, PySparkException) as error:
        raise SparkFailed from error
