"""Reviewers' decisions for the command line, where an installation has a database."""

import os
from collections.abc import Mapping
from pathlib import Path

from tejido.core.command import errors, prepare_django
from tejido.directory.domain.resolution import PairKey, Verdict


def stored_decisions() -> Mapping[PairKey, Verdict]:
    """Return the decisions of the installation in TEJIDO_DATA; none when there is no installation.

    Nothing is created where nothing is: Django, whose settings make folders, is loaded only when
    the database exists. One without the tables has no decisions.
    """
    # As in config.env, which this layer cannot see.
    data = Path(os.environ.get("TEJIDO_DATA") or "var")
    stored = data / "tejido.sqlite3"
    if not data.is_dir() or not (os.environ.get("TEJIDO_DATABASE_URL") or stored.is_file()):
        return {}
    prepare_django()
    from django.db import DatabaseError

    from tejido.directory.queries.decisions import standing_decisions

    try:
        return standing_decisions()
    except DatabaseError:
        errors.print("The database gives no decisions: none was applied.", markup=False)
        return {}
