"""What a delegate does for an organization: sign, be named or not, withdraw."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition.models import Mandate
from tejido.coalition.queries import mandate_for
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.statements import delegate_access
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter, withdraw
from tejido.statements.actions.listing_messages import tell_of_signing
from tejido.statements.actions.naming import name_body, name_party
from tejido.statements.models import Answer, Endorsement, How, Listing, Statement, Version
from tejido.statements.queries.signers import signers_of
from tejido.statements.signing_access import signing_version


def version_read(statement: Statement, digest: str) -> Version:
    """Return the wording that is signed now, once it is the one somebody read.

    Errors:
        Conflict: it is another: nobody signs what they have not read.
    """
    version = signing_version(statement)
    if version is None or version.digest != digest:
        raise Conflict(
            _("The text changed while you read it. Read the new one, then sign."),
            code="text-changed",
        )
    return version


@transaction.atomic
def sign_statement(
    *,
    actor: User | None,
    statement: Statement,
    organization: Organization,
    digest: str,
    unnamed: bool = False,
    now: datetime | None = None,
) -> Endorsement:
    """Sign a statement for an organization, or for a network in its own name.

    Signing twice signs once. What is chosen about the name holds for every signature of the
    organization under the statement, those through networks included.

    Arguments:
        actor: its delegate.
        digest: of the wording the delegate read.
        unnamed: it counts and is not named in public, for its safety.
        now: the moment of the act; the clock's when left out.

    Errors:
        NotAllowed; Conflict when the text changed meanwhile.
    """
    lock_counting()
    body = organization.merged_into or organization
    require(delegate_access.can_sign_statement(actor, statement, body, now=now))
    version = version_read(statement, digest)
    mine = [row for row in standing_of(statement, body) if row.via_id is None]
    standing = next((row for row in mine if row.root_id == (version.root_id or version.pk)), None)
    if standing is not None:
        return standing
    mandate = mandate_for(actor, body, scope="sign")
    signer = signers_of(statement, [body.pk])[body.pk]
    entry = Entry(signer, How.DELEGATE, unnamed=unnamed, marks={"mandate": mandate})
    made = enter(version, [entry], now=now)[0]
    if not unnamed:
        name_body(statement, body.pk, unnamed=False, now=now)
    data = {"organization": body.pk, "mandate": mandate.pk if mandate else None}
    audit.record(actor, "sign_statement", made, data)
    moment = now or timezone.now()
    tell_of_signing(statement, body, apart_from=actor.pk if actor else None, now=moment)
    return made


@transaction.atomic
def name_organization(
    *, actor: User | None, statement: Statement, organization: Organization, unnamed: bool
) -> None:
    """Leave an organization that signed, or carried others, unnamed, or name it, for it.

    Errors:
        NotAllowed; NotFound when it did neither.
    """
    body = organization.merged_into or organization
    # A mandate revoked while this act waits for its turn is no mandate.
    lock_counting()
    require(delegate_access.can_withdraw_for(actor, body))
    name_party(statement, body, unnamed=unnamed)
    mandate = mandate_for(actor, body, scope="sign")
    data = {"organization": body.pk, "mandate": mandate.pk if mandate else None}
    audit.record(actor, "name_organization", statement, {**data, "unnamed": unnamed})


@transaction.atomic
def withdraw_signatures(
    *,
    actor: User | None,
    statement: Statement,
    organization: Organization,
    now: datetime | None = None,
) -> int:
    """Take back all signatures of an organization under a statement, at once and at any time.

    By whatever routes they came, and under whatever wording. Networks that list it and wait for
    its answer are told no: it does not come back by silence.

    Returns:
        how many signatures were withdrawn; 0 when they were before.

    Errors:
        NotAllowed.
    """
    lock_counting()
    body = organization.merged_into or organization
    require(delegate_access.can_withdraw_for(actor, body))
    mandate = mandate_for(actor, body, scope="sign")
    withdrawn, declined = withdraw_all(statement, body, mandate, now=now)
    if withdrawn or declined:
        data = {"organization": body.pk, "mandate": mandate.pk if mandate else None}
        audit.record(actor, "withdraw_signatures", statement, {**data, "signatures": withdrawn})
    return withdrawn


def withdraw_all(
    statement: Statement,
    body: Organization,
    mandate: Mandate | None = None,
    *,
    now: datetime | None = None,
) -> tuple[int, int]:
    """Take back what stands of a body, and tell networks that wait for its answer no.

    Returns how many signatures and how many listings.
    """
    lock_counting()
    rows = standing_of(statement, body)
    mine = Q(organization=body) | Q(organization__merged_into=body)
    listings = Listing.objects.filter(mine, root__statement=statement)
    declined = listings.filter(answer__in=(Answer.NONE, Answer.AGREED)).update(
        answer=Answer.DECLINED, answered_at=now or timezone.now(), answer_mandate=mandate
    )
    if rows:
        withdraw(rows, now=now)
    return len(rows), declined


def standing_of(statement: Statement, body: Organization) -> list[Endorsement]:
    """Return the standing signatures of a body under a statement, ready to be withdrawn."""
    rows = Endorsement.objects.filter(
        Q(organization=body) | Q(organization__merged_into=body),
        signed_by__statement=statement,
        withdrawn_at__isnull=True,
    )
    return list(rows.select_related("signed_by__statement", "root", "version__statement"))
