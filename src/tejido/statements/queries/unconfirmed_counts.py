"""How many have not confirmed an earlier signature, counted for every text of a statement at once.

The rule is that of `queries.confirming.unconfirmed`, which names them.
"""

from collections.abc import Collection

from django.db import connection

from tejido.directory.models import Organization
from tejido.statements.models import CountedBody, Endorsement, Signer, Version

_VERSIONS, _SIGNATURES = Version._meta.db_table, Endorsement._meta.db_table

# Written out: whoever signs a changed text asks it twice while all others wait.
_UNCONFIRMED = f"""
SELECT r.id,
    COUNT(DISTINCT COALESCE(o.merged_into_id, o.id))
    + COUNT(DISTINCT CASE WHEN e.organization_id IS NULL THEN e.signed_by_id END)
FROM {_VERSIONS} r
JOIN {_VERSIONS} f ON f.statement_id = r.statement_id AND f.root_id = f.id AND f.number < r.number
JOIN {_SIGNATURES} e ON e.root_id = f.id AND e.withdrawn_at IS NULL
LEFT JOIN {Organization._meta.db_table} o ON o.id = e.organization_id
WHERE r.statement_id = %s AND r.root_id = r.id AND r.digest <> '' {{some}}
    AND NOT EXISTS (
        SELECT 1 FROM {_SIGNATURES} l
        JOIN {_VERSIONS} n ON n.id = l.root_id
        WHERE l.signed_by_id = e.signed_by_id
            AND n.number > f.number AND n.number <= r.number
            AND COALESCE(l.via_id, 0) = COALESCE(e.via_id, 0)
    )
    AND NOT EXISTS (
        SELECT 1 FROM {CountedBody._meta.db_table} c
        WHERE c.root_id = r.id AND c.body_id = COALESCE(o.merged_into_id, o.id)
            AND (c.direct OR c.carried)
    )
GROUP BY r.id
"""  # noqa: S608


def unconfirmed_by_root(statement: int, signers: Collection[int] | None = None) -> dict[int, int]:
    """Return how many are unconfirmed under each text of a statement, by the root's id.

    One query. Texts that everybody confirmed are left out.

    Arguments:
        statement: id.
        signers: ids of those counted; all when left out.
    """
    if signers is not None and not signers:
        return {}
    some = f"AND e.signed_by_id IN ({', '.join(['%s'] * len(signers))})" if signers else ""
    with connection.cursor() as cursor:
        cursor.execute(_UNCONFIRMED.format(some=some), [statement, *(signers or ())])
        return dict(cursor.fetchall())


def signers_among(
    statement: int, organizations: Collection[int], people: Collection[int]
) -> list[int]:
    """Return the ids of a statement's signers that stand for organizations, and those of people.

    Arguments:
        organizations: ids of all that count as the bodies wanted.
        people: ids of signers.
    """
    mine = Signer.objects.filter(statement=statement, organization__in=organizations)
    return [*mine.order_by().values_list("pk", flat=True), *people]
