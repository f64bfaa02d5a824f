"""Database fields shared by the apps."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class SortKeyField(models.CharField[str, str]):
    """A stored key that sorts byte by byte on both databases.

    PostgreSQL's language collations skip spaces and punctuation; SQLite's BINARY does not. The
    column is created with collation "C" on PostgreSQL so that A to Z is the same page by page.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters: Any = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
