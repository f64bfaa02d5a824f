"""Entering signatures and withdrawals: the only writers of endorsements.

Each writes the rows, the entries of the transparency log and the count in one transaction, at a
cost that depends on what is entered and not on what is there. Callers have asked whether the
actor may, and hold `lock_counting`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from tejido.core.transparency.log import Leaf
from tejido.statements.actions.counted_bodies import grown, keep_bodies, routes_of
from tejido.statements.actions.counting import (
    counted,
    store,
    stored_tally,
    unconfirmed_counted,
)
from tejido.statements.actions.log_entries import (
    keep_names_leaf,
    log_leaves,
    log_withdrawals,
    naming,
    tell_merges,
    today,
)
from tejido.statements.actions.naming import name_as_said
from tejido.statements.domain.tally import Part, share_of
from tejido.statements.models import Endorsement, How, Signer, Version
from tejido.statements.queries.public_names import PublicSigner, known_signers
from tejido.statements.queries.shares import Route, Standing, standings


@dataclass(frozen=True, slots=True)
class Entry:
    """A signature to be entered.

    Arguments:
        signer: of the version's statement.
        via: the network that carries it, as a signer of the same statement.
        unnamed: the organization asks, or is asked for, not to be named; a person says it as a
            `Signatory`.
        confirms: the standing signature under an earlier text that it confirms.
        marks: further columns of `Endorsement` (mandate, proof, mention).
    """

    signer: Signer
    how: How
    via: Signer | None = None
    unnamed: bool = False
    confirms: Endorsement | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)


def enter(
    version: Version, entries: Sequence[Entry], *, now: datetime | None = None
) -> list[Endorsement]:
    """Enter signatures under a frozen version; return their rows in the same order.

    Who asked not to be named is not named by any signature, nor as a carrier, till it says
    otherwise: it does by signing anew in its own name when nothing of it stands. The database
    refuses a second standing signature of a signer by the same route.
    """
    root = root_of(version)
    standing = standings(root, _organizations(entries))
    if name_as_said(version, _said_of_names(entries, standing), now=now):
        standing = standings(root, _organizations(entries))
    public = known_signers(_signers(entries), standing)
    stored, had = stored_tally(root), routes_of(root, standing)
    people = [entry.signer for entry in entries if entry.signer.organization_id is None]
    before = {body.id: body.part for body in standing.values()}
    after = _parts_after(entries, standing)
    with unconfirmed_counted(root, stored, standing, [signer.pk for signer in people]):
        rows = _enter(version, entries, standing, public, now)
        has = had | _routes(entries, standing)
        keep_bodies(root, grown(_with_parts(standing, after), had, has))
    nameless = sum(1 for signer in people if public[signer.key].names is None)
    new = share_of(after.values(), people=len(people), unnamed_people=nameless)
    store(root, stored.share + (new - share_of(before.values())))
    return rows


def enter_uncounted(
    version: Version, entries: Sequence[Entry], *, now: datetime | None = None
) -> list[Endorsement]:
    """Enter signatures of a large act, which counts anew when it is done (`refresh_tally`).

    None of them says anything of names.
    """
    standing = standings(root_of(version), _organizations(entries))
    return _enter(version, entries, standing, known_signers(_signers(entries), standing), now)


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


def _said_of_names(
    entries: Sequence[Entry], standing: Mapping[int, Standing]
) -> list[tuple[Standing, bool]]:
    """Return the bodies of whose names entries say what is not so yet, and what they say."""
    said = []
    for entry in entries:
        if entry.signer.organization_id is None:
            continue
        body = standing[entry.signer.organization_id]
        in_own_name = entry.via is None and entry.confirms is None
        if entry.unnamed != body.part.body.asked and (entry.unnamed or in_own_name):
            said.append((body, entry.unnamed))
            if entry.signer._state.adding:
                # What is said of names is read from what is stored.
                entry.signer.save()
    return said


def root_of(version: Version) -> Version:
    """Return the version that a frozen version's signatures count for."""
    return version.root or version


def _enter(
    version: Version,
    entries: Sequence[Entry],
    standing: Mapping[int, Standing],
    public: Mapping[str, PublicSigner],
    now: datetime | None,
) -> list[Endorsement]:
    moment = now or timezone.now()
    told: dict[str, int] = {}
    leaves: list[Leaf] = []
    places: list[int] = []
    for entry in entries:
        carrier = entry.via
        if carrier and carrier.names_leaf is None and carrier.key not in told:
            told[carrier.key] = len(leaves)
            leaves.append(naming(version, carrier, public[carrier.key], moment))
        is_new = entry.signer.names_leaf is None and entry.signer.key not in told
        if is_new:
            told[entry.signer.key] = len(leaves)
        places.append(len(leaves))
        leaves.append(_signature(version, entry, public[entry.signer.key], is_new, moment))
    indices = log_leaves(version.statement_id, leaves, adds=True)
    _keep_signers(_signers(entries), {key: indices[place] for key, place in told.items()})
    rows = [
        _row(version, entry, indices[place], moment)
        for entry, place in zip(entries, places, strict=True)
    ]
    Endorsement.objects.bulk_create(rows)
    merged = {
        entry.signer.organization_id
        for entry in entries
        if entry.signer.organization_id is not None
        and standing[entry.signer.organization_id].is_merged
    }
    if merged:
        tell_merges(version.statement, merged, now=moment)
    return rows


def _row(version: Version, entry: Entry, leaf: int, moment: datetime) -> Endorsement:
    return Endorsement(
        version=version,
        root=root_of(version),
        signed_by=entry.signer,
        organization_id=entry.signer.organization_id,
        via_id=entry.via.organization_id if entry.via else None,
        how=entry.how,
        confirms=entry.confirms,
        leaf=leaf,
        created_at=moment,
        **entry.marks,
    )


def _signature(
    version: Version, entry: Entry, public: PublicSigner, is_new: bool, moment: datetime
) -> Leaf:
    about = {"statement": version.statement.slug, "digest": version.digest, "day": today(moment)}
    if entry.confirms is not None:
        return Leaf("confirmation", {**about, "signature": entry.confirms.leaf})
    fields = {
        **about,
        "signer": entry.signer.key,
        "sort": public.sort,
        "via": entry.via.key if entry.via else None,
        "how": entry.how.value,
    }
    if not is_new:
        return Leaf("signature", fields)
    if public.names is None:
        return Leaf("signature", {**fields, "names": None})
    return Leaf("signature", fields, public.names)


def _keep_signers(signers: Sequence[Signer], told: Mapping[str, int]) -> None:
    for signer in signers:
        signer.names_leaf = told.get(signer.key, signer.names_leaf)
    fresh = [signer for signer in signers if signer._state.adding]
    known = [signer for signer in signers if not signer._state.adding and signer.key in told]
    Signer.objects.bulk_create(fresh)
    keep_names_leaf(known)


def _parts_after(entries: Sequence[Entry], standing: Mapping[int, Standing]) -> dict[int, Part]:
    """Return how the bodies stand once the entries are in: each adds a signature that was not."""
    parts = {body.id: body.part for body in standing.values()}
    for entry in entries:
        if entry.via and entry.via.organization_id is not None:
            carrier = standing[entry.via.organization_id].id
            parts[carrier] = replace(parts[carrier], carries=True)
        if entry.signer.organization_id is not None:
            body = standing[entry.signer.organization_id]
            mine = parts[body.id]
            parts[body.id] = replace(
                mine,
                direct=mine.direct or entry.via is None,
                carried=mine.carried or entry.via is not None,
            )
    return parts


def _with_parts(standing: Mapping[int, Standing], parts: Mapping[int, Part]) -> list[Standing]:
    bodies = {body.id: body for body in standing.values()}
    return [replace(body, part=parts[body.id]) for body in bodies.values()]


def _routes(entries: Sequence[Entry], standing: Mapping[int, Standing]) -> set[Route]:
    """Return which bodies' signatures the entries let a network carry."""
    routes = {
        (standing[entry.signer.organization_id].id, standing[entry.via.organization_id].id)
        for entry in entries
        if entry.via
        and entry.via.organization_id is not None
        and entry.signer.organization_id is not None
    }
    return {route for route in routes if route[0] != route[1]}


def _signers(entries: Sequence[Entry]) -> list[Signer]:
    parties = [entry.signer for entry in entries]
    parties += [entry.via for entry in entries if entry.via]
    return list({signer.key: signer for signer in parties}.values())


def _organizations(entries: Sequence[Entry]) -> set[int]:
    ids = (signer.organization_id for signer in _signers(entries))
    return {pk for pk in ids if pk is not None}
