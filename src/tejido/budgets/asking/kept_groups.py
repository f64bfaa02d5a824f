"""Lines added up once by what most questions ask, kept beside the installation's data.

Derived from an immutable snapshot and named by its digest, so nothing in it ever goes stale: it
may be deleted at any time and is made again. An answer that is to be checked reads the lines.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings

from tejido.budgets import warehouse
from tejido.budgets.asking.resolving import Resolved
from tejido.budgets.asking.sql_lines import GROUP_COLUMNS, groups_sql
from tejido.budgets.domain.question import CLASS, Sign
from tejido.budgets.snapshot_files import parquet_path

# Part of the name: another set of columns, another file.
FORMAT: Final = 1
FOLDER: Final = "budget-groups"


def serve(resolved: Resolved) -> bool:
    """Whether the kept groups hold all that a question looks at.

    Corrections are about lines: where one applies, lines are read.
    """
    plan = resolved.plan
    looked_at = set(plan.columns())
    for name, one in resolved.selections.items():
        if name != CLASS:
            looked_at |= one.columns()
    corrected = any(rules for _, rules, _ in resolved.snapshots)
    whole = plan.question.sign == Sign.CATCH_ALL_OBJECTS
    return looked_at <= {*GROUP_COLUMNS} and not corrected and not whole


def kept_path(digest: str) -> Path:
    """Return the groups of a snapshot, made now if they are not there.

    Errors:
        WarehouseFailed: they cannot be made.
    """
    folder = Path(settings.DATA, FOLDER)
    path = folder / f"{digest}-{FORMAT}.parquet"
    if not path.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        source = parquet_path(digest)
        with tempfile.TemporaryDirectory(dir=folder) as work:
            made = Path(work) / path.name
            with warehouse.connect(files=[source], folders=[Path(work)]) as opened:
                opened.write_parquet(groups_sql(str(source)), made)
            os.replace(made, path)
    return path
