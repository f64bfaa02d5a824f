"""The database itself refuses to change or delete a frozen demand and its wording."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

FROZEN = (
    "EXISTS (SELECT 1 FROM accountability_demand"
    " WHERE id = {row}.demand_id AND frozen_at IS NOT NULL)"
)
REFUSALS = [
    Refusal("demand_no_update", "accountability_demand", "UPDATE", "OLD.frozen_at IS NOT NULL"),
    Refusal("demand_no_delete", "accountability_demand", "DELETE", "OLD.frozen_at IS NOT NULL"),
    *(
        Refusal(
            f"demandtext_no_{verb.lower()}",
            "accountability_demandtext",
            verb,
            FROZEN.format(row=row),
        )
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
]


class Migration(migrations.Migration):
    """Frozen demands."""

    dependencies: ClassVar = [("accountability", "0001_initial")]

    operations: ClassVar = [CreateRefusals("a frozen demand never changes", REFUSALS)]
