"""Whether a page made earlier still holds: the one query of a kept page."""

from django.db import connection

from tejido.statements.models import Statement

# Written out: building it anew would cost ten times what running it does.
_REVISION = f"SELECT revision, fresh_from FROM {Statement._meta.db_table} WHERE id = %s"  # noqa: S608


def revisions(statement: int) -> tuple[int, int] | None:
    """Return a statement's revision and its `fresh_from`; None when it is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_REVISION, [statement])
        row: tuple[int, int] | None = cursor.fetchone()
        return row
