"""Writing many invitations with one statement of SQL, however many they are."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from tejido.statements.models import Invitation

_COLUMNS = "(campaign_id, organization_id, contact_id, link_number, created_at, told_at, reminders)"
# A merged organization is invited as the one it counts as, and nobody twice.
_INSERT = {
    "sqlite": """INSERT INTO statements_invitation {columns}
        SELECT %s, coalesce(o.merged_into_id, o.id), min(c.id), 1, %s,
            CASE WHEN min(c.id) IS NULL THEN NULL ELSE %s END, 0
        FROM json_each(%s) AS row
        JOIN directory_organization AS o ON o.id = json_extract(row.value, '$[0]')
        LEFT JOIN coalition_contact AS c ON c.id = json_extract(row.value, '$[1]')
        WHERE true GROUP BY coalesce(o.merged_into_id, o.id)
        ON CONFLICT DO NOTHING
        RETURNING id, contact_id""",
    "postgresql": """INSERT INTO statements_invitation {columns}
        SELECT %s, coalesce(o.merged_into_id, o.id), min(c.id), 1, %s::timestamptz,
            CASE WHEN min(c.id) IS NULL THEN NULL ELSE %s::timestamptz END, 0
        FROM jsonb_array_elements(%s::jsonb) AS r
        JOIN directory_organization AS o ON o.id = (r->>0)::bigint
        LEFT JOIN coalition_contact AS c ON c.id = (r->>1)::bigint
        GROUP BY coalesce(o.merged_into_id, o.id)
        ON CONFLICT DO NOTHING
        RETURNING id, contact_id""",
}


def insert_invitations(
    campaign: int, rows: Sequence[tuple[int, int | None]], *, now: datetime
) -> list[tuple[int, int | None]]:
    """Insert invitations of organizations that have none yet; return their ids and contacts.

    Arguments:
        campaign: id.
        rows: ids of organization and contact; those that are gone by now are left out, and an
            organization whose contact is gone is invited without one.
        now: when they are made, and mailed where there is a contact.
    """
    query = _INSERT[connection.vendor].format(columns=_COLUMNS)
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(query, [campaign, moment, moment, json.dumps(rows)])
        return [(pk, contact) for pk, contact in cursor.fetchall()]


def mark_reminded(campaign: int, invitations: Sequence[int], *, now: datetime) -> None:
    """Note that some invitations of a campaign were reminded, in one statement.

    Arguments:
        campaign: id.
        invitations: ids.
    """
    wanted = {
        "sqlite": "SELECT value FROM json_each(%s)",
        "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)",
    }[connection.vendor]
    table = connection.ops.quote_name(Invitation._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET reminders = reminders + 1, reminded_at = %s"  # noqa: S608
            f" WHERE campaign_id = %s AND id IN ({wanted})",
            [moment, campaign, json.dumps(list(invitations))],
        )
