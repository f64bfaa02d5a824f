"""Whether a page made earlier still holds: the one query of a kept page."""

from django.db import connection

from tejido.statements.models import Statement

# Written out: building it anew would cost ten times what running it does.
_IS_REVISION = (
    f"SELECT 1 FROM {Statement._meta.db_table} "  # noqa: S608
    "WHERE id = %s AND revision = %s"
)


def is_revision(statement: int, number: int) -> bool:
    """Return whether a statement is still at a revision."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_REVISION, [statement, number])
        return cursor.fetchone() is not None
