"""The statements of SQL by which the log is written and read in bulk, by the database's name."""

INSERTS = {
    "sqlite": {
        "entries": """INSERT INTO core_logentry ("index", chain, leaf_hash, value)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(%s)""",
        "nodes": """INSERT INTO core_lognode (level, position, hash)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                json_extract(value, '$[2]') FROM json_each(%s)""",
        "openings": """INSERT INTO core_logopening (entry_id, salt, fields)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                json_extract(value, '$[2]') FROM json_each(%s)""",
    },
    "postgresql": {
        "entries": """INSERT INTO core_logentry ("index", chain, leaf_hash, value)
            SELECT (r->>0)::bigint, (r->>1)::bigint, r->>2, (r->>3)::jsonb
            FROM jsonb_array_elements(%s::jsonb) AS r""",
        "nodes": """INSERT INTO core_lognode (level, position, hash)
            SELECT (r->>0)::smallint, (r->>1)::bigint, r->>2
            FROM jsonb_array_elements(%s::jsonb) AS r""",
        "openings": """INSERT INTO core_logopening (entry_id, salt, fields)
            SELECT (r->>0)::bigint, r->>1, (r->>2)::jsonb
            FROM jsonb_array_elements(%s::jsonb) AS r""",
    },
}

NODES = {
    "sqlite": """SELECT n.level, n.position, n.hash FROM json_each(%s) AS wanted
        JOIN core_lognode AS n ON n.level = json_extract(wanted.value, '$[0]')
            AND n.position = json_extract(wanted.value, '$[1]')""",
    "postgresql": """SELECT n.level, n.position, n.hash FROM jsonb_array_elements(%s::jsonb) AS r
        JOIN core_lognode AS n ON n.level = (r->>0)::smallint
            AND n.position = (r->>1)::bigint""",
}
LEAVES = {
    "sqlite": """SELECT 0, e."index", e.leaf_hash FROM json_each(%s) AS wanted
        JOIN core_logentry AS e ON e."index" = json_extract(wanted.value, '$[1]')""",
    "postgresql": """SELECT 0, e."index", e.leaf_hash FROM jsonb_array_elements(%s::jsonb) AS r
        JOIN core_logentry AS e ON e."index" = (r->>1)::bigint""",
}


# Written out, as the inserts: every signature asks these while all others wait for it.
TIP = {
    vendor: f"""SELECT h.size, h.peaks, e.chain FROM core_loghead h
        LEFT JOIN core_logentry e ON e."index" = %s WHERE h.id = 1 {lock}"""  # noqa: S608
    for vendor, lock in (("sqlite", ""), ("postgresql", "FOR UPDATE OF h"))
}
MOVE_TIP = {
    "sqlite": "UPDATE core_loghead SET size = %s, peaks = %s WHERE id = 1",
    "postgresql": "UPDATE core_loghead SET size = %s, peaks = %s::jsonb WHERE id = 1",
}
