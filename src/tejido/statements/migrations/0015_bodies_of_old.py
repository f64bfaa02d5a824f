"""Store how each body counts under the versions that were signed before it was stored."""

from typing import ClassVar

from django.db import migrations

# Two halves of one table, put together by grouping: SQLite would join them row by row.
_SIGNED = """
SELECT e.root_id, COALESCE(o.merged_into_id, o.id) AS body_id,
    MAX(CASE WHEN e.via_id IS NULL THEN 1 ELSE 0 END) AS direct,
    MAX(CASE WHEN e.via_id IS NULL THEN 0 ELSE 1 END) AS carried,
    MAX(CASE WHEN e.unnamed THEN 1 ELSE 0 END) AS asked, 0 AS carries, 0 AS members
FROM statements_endorsement e
JOIN directory_organization o ON o.id = e.organization_id
WHERE e.withdrawn_at IS NULL
GROUP BY e.root_id, COALESCE(o.merged_into_id, o.id)
"""
_CARRYING = """
SELECT e.root_id, COALESCE(v.merged_into_id, v.id) AS body_id, 0, 0, 0, 1,
    COUNT(DISTINCT CASE
        WHEN COALESCE(o.merged_into_id, o.id) <> COALESCE(v.merged_into_id, v.id)
        THEN COALESCE(o.merged_into_id, o.id)
    END)
FROM statements_endorsement e
JOIN directory_organization v ON v.id = e.via_id
LEFT JOIN directory_organization o ON o.id = e.organization_id
WHERE e.withdrawn_at IS NULL
GROUP BY e.root_id, COALESCE(v.merged_into_id, v.id)
"""
_FILL = f"""
INSERT INTO statements_countedbody (
    root_id, body_id, sort_key, is_network, is_named, direct, carried, asked, members
)
SELECT b.root_id, o.id, o.sort_key,
    o.kind = 'network' OR b.carries = 1, o.visibility = 'public' AND b.asked = 0,
    b.direct = 1, b.carried = 1, b.asked = 1, b.members
FROM (
    SELECT root_id, body_id, MAX(direct) AS direct, MAX(carried) AS carried, MAX(asked) AS asked,
        MAX(carries) AS carries, MAX(members) AS members
    FROM ({_SIGNED} UNION ALL {_CARRYING}) halves
    GROUP BY root_id, body_id
) b
JOIN directory_organization o ON o.id = b.body_id
"""  # noqa: S608


class Migration(migrations.Migration):
    """The bodies that count under what was signed already."""

    dependencies: ClassVar = [("statements", "0014_counted_bodies")]

    operations: ClassVar = [migrations.RunSQL(_FILL, migrations.RunSQL.noop)]
