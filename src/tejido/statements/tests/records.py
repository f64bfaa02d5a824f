"""Records for tests: written, read, changed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tejido.core.transparency import keys
from tejido.directory.actions import merge_organizations
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements import record_file, verify
from tejido.statements.actions import (
    publish_version,
    save_draft,
    set_unnamed,
    start_correction,
    withdraw_signature,
)
from tejido.statements.models import Change, Statement
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of
from tejido.statements.tests.test_publishing import with_corrections


def written(statement: Statement, folder: Path, name: str = "record.json") -> Path:
    """Write the record of a statement into a folder."""
    path = folder / name
    with path.open("wb") as file:
        record_file.write(statement.pk, file)
    return path


def key_line() -> str:
    """Return the public key in use."""
    found = keys.public_key()
    assert found is not None
    return found.line


def verified(path: Path, **more: Any) -> dict[str, Any]:
    """Verify a record under the present key."""
    given = {"key": key_line(), "since": None, "revoked": (), **more}
    return verify.check(path, **given)


def fault(path: Path, **more: Any) -> str:
    """Return what the verification finds; "" when the record holds."""
    try:
        verified(path, **more)
    except verify.Fault as found:
        return str(found)
    return ""


def a_rich_statement(slug: str = "paso-seguro") -> Statement:
    """Return a statement that organizations, networks and people signed, changed, merged."""
    statement = a_published_statement(slug)
    network, other = make_network("Red Inventada"), make_network("Red de Redes")
    bodies = [make_organization(f"Organización {n}", country="MX") for n in range(6)]
    sign(version_of(statement), *bodies[:4], network=network, people=("Inés Ñandú", "Olaf Öst"))
    sign(version_of(statement), bodies[0], bodies[4], network=other)
    sign(version_of(statement), bodies[0], bodies[5], network)
    version = version_of(statement)
    set_unnamed(actor=None, version=version, organization=bodies[1], unnamed=True)
    withdraw_signature(actor=None, version=version, organization=bodies[2])
    merge_organizations(actor=None, kept=bodies[0], gone=bodies[4])
    corrected(statement, Change.WORDING)
    return statement


def corrected(statement: Statement, change: Change) -> None:
    """Publish another version of a statement."""
    draft = start_correction(actor=None, statement=statement)
    save_draft(actor=None, version=draft, draft=with_corrections(draft), revision=1)
    publish_version(actor=None, version=draft, revision=2, change=change)
    statement.refresh_from_db()


Place = tuple[str | int, ...]


def scalars(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Yield every text, number, truth value and null of a record, with its place."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from scalars(one, (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from scalars(one, (*place, number))
    else:
        yield place, value


def at(record: Any, place: Place) -> Any:
    """Return what stands at a place."""
    for step in place:
        record = record[step]
    return record


def saved(record: Any, path: Path) -> Path:
    """Write a record as its program does, canonically."""
    path.write_bytes(verify.canonical(record))
    return path


def copied(record: Any) -> Any:
    """Return a deep copy of JSON."""
    return json.loads(json.dumps(record))
