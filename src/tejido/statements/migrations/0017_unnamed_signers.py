"""Not to be named is said of an organization under a statement, not of one of its signatures."""

from typing import ClassVar

from django.db import migrations, models

# What its standing signatures said; where none stands, what the newest that was taken back said.
_SAY = """
UPDATE statements_signer SET unnamed = TRUE
WHERE organization_id IS NOT NULL AND (
    EXISTS (
        SELECT 1 FROM statements_endorsement e
        WHERE e.signed_by_id = statements_signer.id AND e.withdrawn_at IS NULL AND e.unnamed
    )
    OR NOT EXISTS (
        SELECT 1 FROM statements_endorsement e
        WHERE e.signed_by_id = statements_signer.id AND e.withdrawn_at IS NULL
    )
    AND COALESCE((
        SELECT CASE WHEN e.unnamed THEN 1 ELSE 0 END FROM statements_endorsement e
        WHERE e.signed_by_id = statements_signer.id ORDER BY e.id DESC LIMIT 1
    ), 0) = 1
)
"""
_SAY_OF_PEOPLE = """
UPDATE statements_signatory SET unnamed = TRUE
WHERE EXISTS (
    SELECT 1 FROM statements_endorsement e
    WHERE e.signed_by_id = statements_signatory.signer_id
        AND e.withdrawn_at IS NULL AND e.unnamed
)
"""
_SAY_OF_SIGNATURES = """
UPDATE statements_endorsement SET unnamed = TRUE
WHERE EXISTS (
    SELECT 1 FROM statements_signer s
    WHERE s.id = statements_endorsement.signed_by_id AND s.unnamed
) OR organization_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM statements_signatory p
    WHERE p.signer_id = statements_endorsement.signed_by_id AND NOT p.unnamed
)
"""
# Only a network that carries, and took its own signature back, may have been named meanwhile.
_ASKED = """
FROM directory_organization o
JOIN statements_signer s ON s.organization_id = o.id
JOIN statements_version r ON r.statement_id = s.statement_id
WHERE s.unnamed AND COALESCE(o.merged_into_id, o.id) = statements_countedbody.body_id
    AND r.id = statements_countedbody.root_id
"""
_UNCOUNTED = f"""
UPDATE statements_tally SET unnamed_networks = unnamed_networks + (
    SELECT COUNT(*) FROM statements_countedbody
    WHERE root_id = statements_tally.version_id AND is_network AND is_named
        AND EXISTS (SELECT 1 {_ASKED})
)
"""  # noqa: S608
_COUNTED = f"""
UPDATE statements_countedbody SET asked = TRUE, is_named = FALSE
WHERE is_network AND NOT asked AND EXISTS (SELECT 1 {_ASKED})
"""  # noqa: S608


class Migration(migrations.Migration):
    """Signers that are not named."""

    dependencies: ClassVar = [("statements", "0016_unconfirmed_stored")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="signer",
            name="unnamed",
            field=models.BooleanField(default=False, verbose_name="not named, for safety"),
        ),
        migrations.RunSQL(_SAY, _SAY_OF_SIGNATURES),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for sql in (_SAY_OF_PEOPLE, _UNCOUNTED, _COUNTED)
        ),
        migrations.RemoveField(model_name="endorsement", name="unnamed"),
    ]
