"""Every act of signing under a statement, as the secretariat sees it: by whom, how, under what."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from tejido.core.sorting import sort_key
from tejido.statements.models import Endorsement, How, Proof, Statement


def acts_of_signing(statement: Statement, *, how: str = "", search: str = "") -> QuerySet[Any]:
    """Return the signatures of organizations under a statement, withdrawn ones too, newest first.

    With organization, network, mandate and proof.

    Arguments:
        how: a value of `How`; all when empty.
        search: letters of the organization's name, accents aside.
    """
    rows = Endorsement.objects.filter(
        signed_by__statement=statement, organization__isnull=False
    ).select_related("organization__merged_into", "via__merged_into", "mandate", "version", "root")
    proofs = Proof.objects.prefetch_related("files")
    rows = rows.prefetch_related(Prefetch("proof", queryset=proofs))
    if how in How.values:
        rows = rows.filter(how=how)
    if search:
        key = sort_key(search)
        rows = rows.filter(
            Q(organization__sort_key__contains=key)
            | Q(organization__merged_into__sort_key__contains=key)
        )
    return rows.order_by("-pk")
