"""Every act of signing under a statement, as the secretariat sees it: by whom, how, under what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tejido.core.sorting import sort_key
from tejido.statements.models import Endorsement, How, Proof, Statement


@dataclass(frozen=True, slots=True)
class ActLine:
    """A signature with the proof of one that was recorded."""

    act: Endorsement
    proof: Proof | None


def acts_of_signing(statement: Statement, *, how: str = "", search: str = "") -> QuerySet[Any]:
    """Return the signatures of organizations under a statement, withdrawn ones too, newest first.

    With organization, network and mandate.

    Arguments:
        how: a value of `How`; all when empty.
        search: letters of the organization's name, accents aside.
    """
    rows = Endorsement.objects.filter(
        signed_by__statement=statement, organization__isnull=False
    ).select_related(
        "signed_by", "organization__merged_into", "via__merged_into", "mandate", "version", "root"
    )
    if how in How.values:
        rows = rows.filter(how=how)
    if search:
        key = sort_key(search)
        rows = rows.filter(
            Q(organization__sort_key__contains=key)
            | Q(organization__merged_into__sort_key__contains=key)
        )
    return rows.order_by("-pk")


def with_proofs(acts: Iterable[Endorsement]) -> list[ActLine]:
    """Return signatures with their proofs, in two queries."""
    rows = list(acts)
    found = Proof.objects.filter(endorsement__in=[row.pk for row in rows])
    proofs = {proof.endorsement_id: proof for proof in found.prefetch_related("files")}
    return [ActLine(row, proofs.get(row.pk)) for row in rows]
