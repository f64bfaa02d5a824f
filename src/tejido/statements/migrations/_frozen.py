"""What of a frozen version the database lets nobody change."""

from tejido.core.triggers import Refusal

MESSAGE = "a frozen version never changes"
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
# Since signatures count for a root: which one it is, and what sort of change it was.
ROOTED = f"{CHANGED} OR (OLD.root_id IS NOT NULL AND (OLD.root_id {{differs}} NEW.root_id OR OLD.change {{differs}} NEW.change))"
FIRST_UPDATE = Refusal("version_no_update", "statements_version", "UPDATE", f"OLD.digest <> '' AND ({CHANGED})")
UPDATE = Refusal("version_no_update", "statements_version", "UPDATE", f"OLD.digest <> '' AND ({ROOTED})")
OTHERS = [
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
