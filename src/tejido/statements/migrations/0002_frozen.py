"""The database itself refuses to change or delete a frozen version and what it holds."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

HOLDER = "EXISTS (SELECT 1 FROM statements_version WHERE id = {row}.version_id AND digest <> '')"
NOTE = (
    "EXISTS (SELECT 1 FROM statements_version v JOIN statements_footnote f ON f.version_id = v.id"
    " WHERE f.id = {row}.footnote_id AND v.digest <> '')"
)
# What of a frozen version the database lets nobody change; a day of publication is set once.
FIXED = ("statement_id", "number", "digest", "frozen_at", "unknown_notes")
CHANGED = " OR ".join(
    [f"OLD.{name} {{differs}} NEW.{name}" for name in FIXED]
    + ["(OLD.published_at IS NOT NULL AND OLD.published_at {differs} NEW.published_at)"]
)
REFUSALS = [
    Refusal("version_no_update", "statements_version", "UPDATE", f"OLD.digest <> '' AND ({CHANGED})"),
    Refusal("version_no_delete", "statements_version", "DELETE", "OLD.digest <> ''"),
    *(
        Refusal(
            f"{table}_no_{verb.lower()}", f"statements_{table}", verb, condition.format(row=row)
        )
        for table, condition in (
            ("versiontext", HOLDER),
            ("footnote", HOLDER),
            ("footnotetext", NOTE),
            ("versiondemand", HOLDER),
        )
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
]


class Migration(migrations.Migration):
    """Frozen versions."""

    dependencies: ClassVar = [("statements", "0001_initial")]

    operations: ClassVar = [CreateRefusals("a frozen version never changes", REFUSALS)]
