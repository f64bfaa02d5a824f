"""The database itself refuses to change or delete a published version of a finding."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

TABLE = "budgets_findingversion"
FROZEN = (
    "finding_id",
    "number",
    "sentence_es",
    "sentence_en",
    "limits_es",
    "limits_en",
    "question",
    "answer",
    "result_digest",
    "lens_version_id",
    "author_id",
    "reviewer_id",
    "source_id",
    "published_at",
)
CHANGED = " OR ".join(f"OLD.{name} {{differs}} NEW.{name}" for name in FROZEN)
REFUSALS = [
    Refusal(
        "findingversion_no_update", TABLE, "UPDATE", f"OLD.published_at IS NOT NULL AND ({CHANGED})"
    ),
    Refusal("findingversion_no_delete", TABLE, "DELETE", "OLD.published_at IS NOT NULL"),
]


class Migration(migrations.Migration):
    """Published findings."""

    dependencies: ClassVar = [("budgets", "0003_findings_keep_answers")]

    operations: ClassVar = [
        CreateRefusals("a published version of a finding never changes", REFUSALS)
    ]
