"""What the transparency log is told of a statement: each entry names the one before it.

Part of an act; the caller holds `lock_counting`.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from tejido.core.transparency import log
from tejido.core.transparency.log import Leaf
from tejido.directory.models import Organization
from tejido.statements import pdf
from tejido.statements.models import Endorsement, Signer, Statement, Version
from tejido.statements.queries.public_names import PublicSigner, public_signers
from tejido.statements.tasks import renew_pdfs

# Written out: every signature asks these while all others wait for it.
_LAST_LEAF = f"SELECT last_leaf FROM {Statement._meta.db_table} WHERE id = %s"  # noqa: S608
_ADDED, _CHANGED = (
    f"UPDATE {Statement._meta.db_table} "  # noqa: S608
    f"SET last_leaf = %s, revision = revision + 1{fresh} WHERE id = %s"
    for fresh in ("", ", fresh_from = revision + 1")
)


def log_withdrawals(
    statement: Statement, rows: Iterable[Endorsement], *, now: datetime | None = None
) -> None:
    """Tell the log that signatures are taken back, or never were this signer's."""
    about = {"statement": statement.slug, "day": today(now)}
    log_leaves(statement.pk, [Leaf("withdrawal", {**about, "signature": row.leaf}) for row in rows])


def log_leaves(statement: int, leaves: Sequence[Leaf], *, adds: bool = False) -> list[int]:
    """Append entries about a statement, let its pages be made anew; return their indices.

    Arguments:
        statement: id.
        adds: they only add signatures; otherwise every reader must see the change at once.
    """
    if not leaves:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LAST_LEAF, [statement])
        [last] = cursor.fetchone()
        indices = log.append(leaves, previous=last)
        cursor.execute(_ADDED if adds else _CHANGED, [indices[-1], statement])
    # Who signs waits for no query about files: they are written when somebody asks for one.
    renew = partial(pdf.remove_all, statement) if adds else partial(renew_pdfs, [statement])
    transaction.on_commit(renew)
    return indices


def tell_names(
    statement: Statement, signers: Collection[Signer], *, now: datetime | None = None
) -> None:
    """Tell the log what of these signers' public names and sort has changed since it was told.

    A constant number of queries; nothing is written when nothing changed. What may no longer be
    read is destroyed in the log.
    """
    known = [signer for signer in signers if signer.names_leaf is not None]
    version = Version(statement=statement)
    public = public_signers(version, known)
    told = log.told([signer.names_leaf for signer in known if signer.names_leaf is not None])
    changed = [
        signer
        for signer in known
        if told[signer.names_leaf or 0] != (public[signer.key].sort, public[signer.key].names)
    ]
    if not changed:
        return
    log.erase_openings([signer.names_leaf for signer in changed if signer.names_leaf is not None])
    moment = now or timezone.now()
    leaves = [naming(version, signer, public[signer.key], moment) for signer in changed]
    for signer, index in zip(changed, log_leaves(statement.pk, leaves), strict=True):
        signer.names_leaf = index
    keep_names_leaf(changed)


def tell_merges(
    statement: Statement, organizations: Collection[int], *, now: datetime | None = None
) -> None:
    """Tell the log which signers count as others now; nothing is written when nothing changed.

    A signer counts as the one of the organization its own was merged into; where that
    organization is no party to the statement, as the first of those merged into it.

    Arguments:
        organizations: ids of those that were merged, unmerged, or are new to the statement.
    """
    signers = _with_merged(statement, organizations)
    targets = _targets(signers)
    changed = [signer for signer in signers if signer.counts_as != targets[signer.pk]]
    for signer in changed:
        signer.counts_as = targets[signer.pk]
    about = {"statement": statement.slug, "day": today(now)}
    leaves = [
        Leaf(
            "merge",
            {
                **about,
                "signer": signer.key,
                "counts_as": signer.counts_as.key if signer.counts_as else None,
            },
        )
        for signer in changed
    ]
    log_leaves(statement.pk, leaves)
    Signer.objects.bulk_update(changed, ["counts_as"], batch_size=500)


def _with_merged(statement: Statement, organizations: Collection[int]) -> list[Signer]:
    """Return the signers of the bodies that these organizations are now, or were told to be."""
    rows: Any = Organization.objects.filter(pk__in=organizations).with_canonical()
    bodies = set(rows.values_list("canonical_id", flat=True))
    group = Q(organization__in=bodies) | Q(organization__merged_into__in=bodies)
    found = statement.signers.filter(group | Q(organization__in=organizations))
    return list(found.select_related("organization", "counts_as").order_by("pk"))


def _targets(signers: Sequence[Signer]) -> dict[int, Signer | None]:
    firsts: dict[int, Signer] = {}
    for signer in signers:
        body = _body(signer)
        if body not in firsts or signer.organization_id == body:
            firsts[body] = signer
    return {
        signer.pk: first if (first := firsts[_body(signer)]) != signer else None
        for signer in signers
    }


def _body(signer: Signer) -> int:
    organization = signer.organization
    if organization is None:
        raise TypeError("A person counts as nobody else.")
    return organization.merged_into_id or organization.pk


def keep_names_leaf(signers: Sequence[Signer]) -> None:
    """Store where the log last told of these signers' names."""
    if len(signers) > 2:
        Signer.objects.bulk_update(signers, ["names_leaf"], batch_size=500)
        return
    for signer in signers:
        signer.save(update_fields=["names_leaf"])


def naming(version: Version, signer: Signer, seen: PublicSigner, moment: datetime) -> Leaf:
    fields: dict[str, Any] = {
        "statement": version.statement.slug,
        "signer": signer.key,
        "sort": seen.sort,
        "day": today(moment),
    }
    if seen.names is None:
        return Leaf("naming", {**fields, "names": None})
    return Leaf("naming", fields, seen.names)


def today(now: datetime | None = None) -> str:
    """Return the installation's day as the log writes it, YYYY-MM-DD."""
    return timezone.localdate(now).isoformat()
