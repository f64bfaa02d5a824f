"""Entering signatures and withdrawals: the only writers of endorsements.

Each writes the rows, the entries of the transparency log and the count in one transaction, at a
cost that depends on what is entered and not on what is there. Callers have asked whether the
actor may, and hold `lock_counting`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tejido.core.transparency import log
from tejido.core.transparency.log import Leaf
from tejido.statements.actions.counting import counted
from tejido.statements.models import Endorsement, How, Signer, Statement, Version
from tejido.statements.queries.public_names import (
    PublicSigner,
    known_signers,
    public_signers,
)
from tejido.statements.tasks import renew_pdfs


@dataclass(frozen=True, slots=True)
class Entry:
    """A signature to be entered.

    Arguments:
        signer: of the version's statement.
        via: the network that carries it, as a signer of the same statement.
        confirms: the standing signature under an earlier text that it confirms.
        marks: further columns of `Endorsement` (mandate, proof, mention).
    """

    signer: Signer
    how: How
    via: Signer | None = None
    unnamed: bool = False
    confirms: Endorsement | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)


def signers_of(statement: Statement, organizations: Collection[int]) -> dict[int, Signer]:
    """Return the signers that stand for organizations, by the organization's id, made if missing.

    A constant number of queries.
    """
    found = Signer.objects.filter(statement=statement, organization__in=organizations)
    known = {row.organization_id: row for row in found}
    fresh = [
        Signer(statement=statement, organization_id=pk)
        for pk in dict.fromkeys(organizations)
        if pk not in known
    ]
    Signer.objects.bulk_create(fresh)
    return {row.organization_id: row for row in (*known.values(), *fresh) if row.organization_id}


def enter(
    version: Version, entries: Sequence[Entry], *, now: datetime | None = None
) -> list[Endorsement]:
    """Enter signatures under a frozen version; return their rows in the same order.

    Who asked not to be named in one standing signature is not named in any. The database refuses
    a second standing signature of a signer by the same route.
    """
    signers = _all_signers(entries)
    bodies = {signer.organization_id for signer in signers if signer.organization_id is not None}
    people = [signer.pk for signer in signers if signer.organization_id is None]
    with counted(root_of(version), bodies, people) as standing:
        rows = _enter(version, entries, known_signers(signers, standing), now)
    for entry in entries:
        if entry.unnamed and entry.signer.organization_id is not None:
            name_signer(entry.signer, standing[entry.signer.organization_id].id, unnamed=True)
    return rows


def name_signer(signer: Signer, body: int, *, unnamed: bool) -> None:
    """Say of every standing signature of a body under a statement whether it is named.

    Arguments:
        signer: of the statement, one that counts as the body.
        body: canonical id.
    """
    rows = Endorsement.objects.filter(
        Q(organization=body) | Q(organization__merged_into=body),
        signed_by__statement=signer.statement_id,
        withdrawn_at__isnull=True,
    )
    changed = list(rows.exclude(unnamed=unnamed).select_related("root"))
    for root in {row.root_id: row.root for row in changed}.values():
        with counted(root, [body]):
            rows.filter(root=root).update(unnamed=unnamed)
    party = Q(organization=body) | Q(organization__merged_into=body)
    tell_names(signer.statement, list(signer.statement.signers.filter(party)))


def enter_uncounted(
    version: Version, entries: Sequence[Entry], *, now: datetime | None = None
) -> list[Endorsement]:
    """Enter signatures of a large act, which counts anew when it is done (`refresh_tally`)."""
    return _enter(version, entries, public_signers(root_of(version), _all_signers(entries)), now)


def _enter(
    version: Version,
    entries: Sequence[Entry],
    known: Mapping[int, PublicSigner],
    now: datetime | None,
) -> list[Endorsement]:
    moment = now or timezone.now()
    public = dict(known)
    for entry in entries:
        if entry.unnamed:
            public[entry.signer.pk] = replace(public[entry.signer.pk], names=None)
    told: set[int] = set()
    leaves: list[tuple[Leaf, Signer | None]] = []
    places: list[int] = []
    for entry in entries:
        for carrier in (entry.via,) if entry.via else ():
            if carrier.names_leaf is None and carrier.pk not in told:
                told.add(carrier.pk)
                leaves.append((_naming(version, carrier, public[carrier.pk], moment), carrier))
        places.append(len(leaves))
        is_new = entry.signer.names_leaf is None and entry.signer.pk not in told
        told.add(entry.signer.pk)
        seen = public[entry.signer.pk] if is_new else None
        leaf = _signature(version, entry, public[entry.signer.pk].sort, seen, moment)
        leaves.append((leaf, entry.signer if is_new else None))
    indices = log_leaves(version.statement_id, [leaf for leaf, _signer in leaves])
    rows = [
        Endorsement(
            version=version,
            root=root_of(version),
            signed_by=entry.signer,
            organization_id=entry.signer.organization_id,
            via_id=entry.via.organization_id if entry.via else None,
            how=entry.how,
            unnamed=entry.unnamed or public[entry.signer.pk].asked,
            confirms=entry.confirms,
            leaf=indices[place],
            created_at=moment,
            **entry.marks,
        )
        for entry, place in zip(entries, places, strict=True)
    ]
    Endorsement.objects.bulk_create(rows)
    named = []
    for index, (_leaf, signer) in zip(indices, leaves, strict=True):
        if signer is not None:
            signer.names_leaf = index
            named.append(signer)
    keep_names_leaf(named)
    return rows


def keep_names_leaf(signers: Sequence[Signer]) -> None:
    """Store where the log last told of these signers' names."""
    if len(signers) > 2:
        Signer.objects.bulk_update(signers, ["names_leaf"], batch_size=500)
        return
    for signer in signers:
        signer.save(update_fields=["names_leaf"])


def withdraw(rows: Sequence[Endorsement], *, now: datetime | None = None) -> None:
    """Take back standing signatures of one statement, at once.

    Arguments:
        rows: with their `signed_by`, `root` and `version`.
    """
    moment = now or timezone.now()
    by_root: dict[int, list[Endorsement]] = {}
    for row in rows:
        by_root.setdefault(row.root_id, []).append(row)
    for mine in by_root.values():
        bodies = {pk for row in mine for pk in (row.organization_id, row.via_id) if pk is not None}
        people = [row.signed_by_id for row in mine if row.organization_id is None]
        with counted(mine[0].root, bodies, people):
            Endorsement.objects.filter(pk__in=[row.pk for row in mine]).update(withdrawn_at=moment)
    log_withdrawals(rows[0].version.statement, rows, now=moment)


def log_withdrawals(
    statement: Statement, rows: Iterable[Endorsement], *, now: datetime | None = None
) -> None:
    """Tell the log that signatures are taken back, or never were this signer's."""
    about = {"statement": statement.slug, "day": today(now)}
    log_leaves(statement.pk, [Leaf("withdrawal", {**about, "signature": row.leaf}) for row in rows])


def log_leaves(statement: int, leaves: Sequence[Leaf]) -> list[int]:
    """Append entries about a statement, let its pages be made anew; return their indices.

    Arguments:
        statement: id.
    """
    if not leaves:
        return []
    found = Statement.objects.filter(pk=statement)
    last = found.values_list("last_leaf", flat=True).get()
    indices = log.append(leaves, previous=last)
    found.update(last_leaf=indices[-1], revision=F("revision") + 1)
    transaction.on_commit(partial(renew_pdfs, [statement]))
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
        if told[signer.names_leaf or 0] != (public[signer.pk].sort, public[signer.pk].names)
    ]
    if not changed:
        return
    log.erase_openings([signer.names_leaf for signer in changed if signer.names_leaf is not None])
    moment = now or timezone.now()
    leaves = [_naming(version, signer, public[signer.pk], moment) for signer in changed]
    for signer, index in zip(changed, log_leaves(statement.pk, leaves), strict=True):
        signer.names_leaf = index
    keep_names_leaf(changed)


def root_of(version: Version) -> Version:
    """Return the version that a frozen version's signatures count for."""
    return version.root or version


def _signature(
    version: Version, entry: Entry, sort: str, seen: PublicSigner | None, moment: datetime
) -> Leaf:
    about = {"statement": version.statement.slug, "digest": version.digest, "day": today(moment)}
    if entry.confirms is not None:
        return Leaf("confirmation", {**about, "signature": entry.confirms.leaf})
    via = entry.via.key if entry.via else None
    fields = {**about, "signer": entry.signer.key, "sort": sort, "via": via, "how": entry.how.value}
    if seen is not None and seen.names is None:
        return Leaf("signature", {**fields, "names": None})
    return Leaf("signature", fields, seen.names if seen else None)


def _naming(version: Version, signer: Signer, seen: PublicSigner, moment: datetime) -> Leaf:
    fields: dict[str, Any] = {
        "statement": version.statement.slug,
        "signer": signer.key,
        "sort": seen.sort,
        "day": today(moment),
    }
    if seen.names is None:
        return Leaf("naming", {**fields, "names": None})
    return Leaf("naming", fields, seen.names)


def _all_signers(entries: Sequence[Entry]) -> list[Signer]:
    parties = [entry.signer for entry in entries]
    parties += [entry.via for entry in entries if entry.via]
    return list({signer.pk: signer for signer in parties}.values())


def today(now: datetime | None = None) -> str:
    """Return the installation's day as the log writes it, YYYY-MM-DD."""
    return timezone.localdate(now).isoformat()
