"""Whether an organization is named under a statement: said of it, not of one of its signatures.

Parts of acts; the caller has asked whether the actor may, and holds `lock_counting`.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime

from django.db.models import Q, QuerySet

from tejido.core.errors import NotFound
from tejido.directory.models import Organization
from tejido.statements.actions.counting import counted
from tejido.statements.actions.log_entries import tell_names
from tejido.statements.models import Endorsement, Signer, Statement, Version
from tejido.statements.queries.shares import Standing


def name_body(
    statement: Statement, body: int, *, unnamed: bool, now: datetime | None = None
) -> None:
    """Say whether a body is named under a statement, wherever it counts and whatever it signs.

    Arguments:
        body: canonical id.
    """
    mine = _signers(statement, body)
    if not mine.exclude(unnamed=unnamed).exists():
        return
    with ExitStack() as counts:
        for root in Version.objects.filter(statement=statement, bodies__body=body):
            counts.enter_context(counted(root, [body]))
        mine.update(unnamed=unnamed)
    tell_names(statement, list(mine), now=now)


def name_party(statement: Statement, organization: Organization, *, unnamed: bool) -> None:
    """Say whether an organization that has signed a statement, or carried others, is named.

    Errors:
        NotFound: it never did.
    """
    body = organization.merged_into_id or organization.pk
    if not _signers(statement, body).exists():
        raise NotFound
    name_body(statement, body, unnamed=unnamed)


def name_as_said(
    version: Version,
    said: Sequence[tuple[Standing, bool]],
    *,
    now: datetime | None = None,
) -> bool:
    """Leave unnamed whom a signature leaves unnamed; return whether anything changed.

    One that does not names its body again where nothing of it stands, and changes nothing where
    something does.

    Arguments:
        version: of the signatures.
        said: for each signature that may say it, how its body stands and whether it is unnamed.
    """
    chosen: dict[int, bool] = {}
    for body, unnamed in said:
        if unnamed or not _stands(version, body):
            chosen[body.id] = chosen.get(body.id, False) or unnamed
    for pk, unnamed in chosen.items():
        name_body(version.statement, pk, unnamed=unnamed, now=now)
    return bool(chosen)


def _signers(statement: Statement, body: int) -> QuerySet[Signer]:
    return statement.signers.filter(Q(organization=body) | Q(organization__merged_into=body))


def _stands(version: Version, body: Standing) -> bool:
    mine = Q(organization=body.id) | Q(organization__merged_into=body.id)
    rows = Endorsement.objects.filter(signed_by__statement=version.statement_id)
    return rows.filter(mine, withdrawn_at__isnull=True).exists()
