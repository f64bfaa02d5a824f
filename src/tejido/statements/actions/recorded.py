"""Signatures that the secretariat received otherwise and records, with their proof."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.statements import proof_files, recorded_access
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.delegates import standing_of, version_read
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.actions.listing_messages import tell_of_signing
from tejido.statements.models import (
    Endorsement,
    How,
    Proof,
    ProofFile,
    ProofSort,
    Statement,
    Version,
)
from tejido.statements.proof_files import KeptFile
from tejido.statements.queries.signers import signers_of

ERASED_KIND = "statements.prooffile"
_EXTENSION = re.compile(r"\.([a-z0-9]{1,8})$")


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a signature was received.

    Arguments:
        way: a value of `Way`.
        received_on: the day it was received.
        file: what was received, in pieces; empty when there is none.
        file_name: as it was uploaded; its ending alone is kept.
        note: who gave the signature and how, where there is no file or besides it.
    """

    way: str
    received_on: date
    file: Iterable[bytes] = ()
    file_name: str = ""
    note: str = ""


def record_signature(
    *,
    actor: User | None,
    statement: Statement,
    organization: Organization,
    receipt: Receipt,
    digest: str,
    via: Organization | None = None,
    unnamed: bool = False,
    now: datetime | None = None,
) -> Endorsement:
    """Record a signature that was received on paper, by e-mail or in a call; it is marked as such.

    Recording the same one twice records it once.

    Arguments:
        actor: a secretary.
        receipt: with a file, a note, or both.
        digest: of the wording that was signed.
        via: the network that handed it over, if one did.
        unnamed: it counts and is not named in public, for its safety.
        now: the moment of the act; the clock's when left out.

    Errors:
        NotAllowed; Conflict when it stands by another way already, or the text changed;
        InvalidInput when the day does not fit, or nothing proves it.
    """
    require(recorded_access.can_record_signature(actor, statement, now=now))
    kept = _keep(receipt)
    try:
        return _record(actor, statement, organization, receipt, digest, via, unnamed, kept, now)
    finally:
        # Refused, or recorded before: nothing refers to these files.
        if not ProofFile.objects.filter(name__in=[file.name for _sort, file in kept]).exists():
            _drop(kept)


@transaction.atomic
def _record(
    actor: User | None,
    statement: Statement,
    organization: Organization,
    receipt: Receipt,
    digest: str,
    via: Organization | None,
    unnamed: bool,
    kept: list[tuple[ProofSort, KeptFile]],
    now: datetime | None,
) -> Endorsement:
    lock_counting()
    version = version_read(statement, digest)
    moment = now or timezone.now()
    _refuse_day(version, receipt.received_on, timezone.localdate(moment))
    body = organization.merged_into or organization
    network = (via.merged_into or via) if via else None
    if network == body:
        raise InvalidInput(_("A network does not carry its own signature."), code="own-route")
    standing = _same_route(statement, version, body, network)
    if standing is not None:
        return _recorded_before(standing, receipt)
    parties = [body.pk, *([network.pk] if network else [])]
    signers = signers_of(statement, parties)
    carrier = signers[network.pk] if network else None
    made = enter(version, [Entry(signers[body.pk], How.RECORDED, carrier, unnamed)], now=now)[0]
    proof = Proof.objects.create(
        endorsement=made, way=receipt.way, received_on=receipt.received_on, recorded_by=actor
    )
    found = _EXTENSION.search(receipt.file_name.lower())
    ending = {ProofSort.FILE: found[1] if found else "", ProofSort.NOTE: "txt"}
    ProofFile.objects.bulk_create(
        ProofFile(
            proof=proof,
            sort=sort,
            name=file.name,
            extension=ending[sort],
            size=file.size,
            sha256=file.sha256,
        )
        for sort, file in kept
    )
    data = {"organization": body.pk, "via": network.pk if network else None, "proof": proof.pk}
    audit.record(actor, "record_signature", made, data)
    tell_of_signing(statement, body, apart_from=actor.pk if actor else None, now=moment)
    return made


def _keep(receipt: Receipt) -> list[tuple[ProofSort, KeptFile]]:
    kept = []
    if receipt.note.strip():
        note = receipt.note.strip().encode()
        kept.append((ProofSort.NOTE, proof_files.keep([note])))
    if receipt.file:
        try:
            kept.append((ProofSort.FILE, proof_files.keep(receipt.file)))
        except InvalidInput:
            _drop(kept)
            raise
    if not kept:
        raise InvalidInput(
            _("Attach what was received, or write a note that says who gave the signature."),
            code="no-proof",
        )
    return kept


def _drop(kept: list[tuple[ProofSort, KeptFile]]) -> None:
    for _sort, file in kept:
        proof_files.delete(file.name)


def _refuse_day(version: Version, received_on: date, today: date) -> None:
    first = (version.root or version).frozen_at
    if received_on > today:
        raise InvalidInput(_("This day has not come yet."), code="future")
    if first is not None and received_on < timezone.localdate(first):
        raise InvalidInput(
            _("On that day the text was not fixed yet: nobody can have signed it."),
            code="before-the-text",
        )


def _same_route(
    statement: Statement, version: Version, body: Organization, network: Organization | None
) -> Endorsement | None:
    root = version.root_id or version.pk
    rows = [row for row in standing_of(statement, body) if row.root_id == root]
    group: set[int | None] = {None}
    if network:
        group = {network.pk, *network.merged_here.values_list("pk", flat=True)}
    return next((row for row in rows if row.via_id in group), None)


def _recorded_before(standing: Endorsement, receipt: Receipt) -> Endorsement:
    """Return a signature recorded before in the same words; refuse one that came otherwise."""
    proof = Proof.objects.filter(endorsement=standing).first()
    if proof and (proof.way, proof.received_on) == (receipt.way, receipt.received_on):
        return standing
    raise Conflict(
        _("This organization's signature stands already by this route."), code="signed-already"
    )


@transaction.atomic
def erase_proof(*, actor: User | None, file: ProofFile) -> None:
    """Delete the file of a proof for good; the signature stands, and so does the file's digest.

    Errors:
        NotAllowed.
    """
    require(recorded_access.can_erase_proof(actor, file))
    audit.record(actor, "erase_proof", file)
    erasure.erase(ERASED_KIND, file.pk)


def carry_out_erasure(file_id: str) -> None:
    """Delete a proof's file; nothing happens when it is gone."""
    row = ProofFile.objects.filter(pk=int(file_id)).first()
    if row is None:
        return
    proof_files.delete(row.name)
    ProofFile.objects.filter(pk=row.pk, erased_at__isnull=True).update(erased_at=timezone.now())


def drop_stray_proofs(now: datetime) -> None:
    """Delete files that no signature came to refer to: their process was killed in between."""
    oldest = now.timestamp() - timedelta(days=1).total_seconds()
    names = {path.name for path in proof_files.files() if path.stat().st_mtime < oldest}
    known = ProofFile.objects.filter(name__in=names, erased_at__isnull=True)
    for name in names - set(known.values_list("name", flat=True)):
        proof_files.delete(name)
