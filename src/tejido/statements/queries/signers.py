"""Who signs a statement: one row for each organization, whichever way it signs."""

from collections.abc import Collection
from typing import Any

from django.db.models.functions import Coalesce

from tejido.statements.models import Signer, Statement


def signers_of(statement: Statement, organizations: Collection[int]) -> dict[int, Signer]:
    """Return the signers that stand for organizations, by the organization's id.

    One query. A signer that is missing is made, and stored with its first signature
    (`actions.entering.enter`).
    """
    wanted = list(dict.fromkeys(organizations))
    # Written out: each signature asks it while all others wait, and writing it is what takes time.
    places = ", ".join(["%s"] * len(wanted))
    found = Signer.objects.raw(
        "SELECT * FROM statements_signer"  # noqa: S608
        f" WHERE statement_id = %s AND organization_id IN ({places or 'NULL'})",
        [statement.pk, *wanted],
    )
    signers = {row.organization_id: row for row in found}
    return {pk: signers.get(pk) or Signer(statement=statement, organization_id=pk) for pk in wanted}


def asked_under(statement: int) -> set[int]:
    """Return the bodies (canonical ids) that asked not to be named under a statement (id)."""
    rows: Any = Signer.objects.filter(statement=statement, organization__isnull=False, unnamed=True)
    body = Coalesce("organization__merged_into_id", "organization_id")
    return set(rows.values_list(body, flat=True))
