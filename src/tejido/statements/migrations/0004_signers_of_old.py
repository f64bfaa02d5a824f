"""Give the signatures there are a signer, a root and an entry in the transparency log."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Fill version by version; what names are public is told to the log by later acts."""
    versions = apps.get_model("statements", "Version")
    for version in versions.objects.exclude(digest="").order_by("statement_id", "number"):
        version.root = version
        version.change = "substance" if version.number > 1 else ""
        version.save(update_fields=["root", "change"])
        _enter(apps, version)


def _enter(apps: StateApps, version: Any) -> None:
    signers = apps.get_model("statements", "Signer")
    statement = apps.get_model("statements", "Statement").objects.get(pk=version.statement_id)
    day = version.frozen_at.date().isoformat()
    of_version = {"statement": statement.slug, "digest": version.digest, "day": day}
    text = {**of_version, "number": version.number, "change": version.change or None}
    leaves: list[tuple[str, dict[str, Any]]] = [("text", text)]
    if version.published_at:
        leaves.append(("publication", {**of_version, "number": version.number}))
    rows = list(version.endorsements.select_related("organization", "via").order_by("pk"))
    for row in rows:
        if row.organization_id is None:
            row.signed_by = signers.objects.create(statement=statement, key=_key())
        else:
            row.signed_by = _signer(signers, statement, row.organization_id)
        via = _signer(signers, statement, row.via_id).key if row.via_id else None
        kind = row.organization.kind if row.organization_id else ""
        sort = "network" if kind == "network" else "organization" if kind else "person"
        signed = {**of_version, "signer": row.signed_by.key, "sort": sort, "via": via}
        leaves.append(("signature", {**signed, "how": "printed", "names": None}))
        row.root = version
    indices = _append(leaves, statement.last_leaf)
    signed_at = indices[len(indices) - len(rows) :]
    gone: list[tuple[str, dict[str, Any]]] = []
    for row, leaf in zip(rows, signed_at, strict=True):
        row.leaf = leaf
        row.save(update_fields=["signed_by", "root", "leaf"])
        if row.withdrawn_at:
            gone.append(("withdrawal", {"statement": statement.slug, "signature": leaf, "day": day}))
    indices += _append(gone, indices[-1])
    statement.last_leaf = indices[-1]
    statement.save(update_fields=["last_leaf"])
    for person in apps.get_model("statements", "Signatory").objects.filter(
        endorsement__version=version
    ):
        person.statement = statement
        person.signer = person.endorsement.signed_by
        person.created_at = person.endorsement.created_at
        person.save(update_fields=["statement", "signer", "created_at"])


def _key() -> str:
    from tejido.statements.models.signers import new_signer_key

    return new_signer_key()


def _signer(signers: Any, statement: Any, organization: int) -> Any:
    found = {"statement": statement, "organization_id": organization}
    return signers.objects.get_or_create(**found, defaults={"key": _key()})[0]


def _append(leaves: list[tuple[str, dict[str, Any]]], previous: int | None) -> list[int]:
    from tejido.core.transparency import log

    if not leaves:
        return []
    return log.append([log.Leaf(kind, fields) for kind, fields in leaves], previous=previous)


class Migration(migrations.Migration):
    """Signers, roots and leaves of what was signed before there was a log."""

    dependencies: ClassVar = [
        ("statements", "0003_sign_on"),
        ("core", "0003_transparency_log"),
    ]

    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
