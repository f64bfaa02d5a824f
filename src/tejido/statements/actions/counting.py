"""One count at a time: what an act changes is counted after the act before it was committed."""

from django.db import connection

_COUNTING_LOCK = 0x7E71D0C0


def lock_counting() -> None:
    """Let other counts wait until this transaction ends.

    Without it two acts at once would each count without the other, and the later one would store
    a count that never was. SQLite's IMMEDIATE transactions queue anyway; on PostgreSQL the count
    that follows sees what the transaction before it committed (READ COMMITTED). It is taken after
    every lock of the directory's and before any row of the statements is touched, so that no two
    acts wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_COUNTING_LOCK])
