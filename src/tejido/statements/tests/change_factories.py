"""Texts that change while they are signed, for tests."""

from datetime import date, datetime

from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_delegate, a_mandate
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import freeze_version, publish_version, start_correction
from tejido.statements.actions.delegates import withdraw_signatures
from tejido.statements.confirming_access import Invited, link_parts
from tejido.statements.models import Change, Signer, Statement, Version
from tejido.statements.signing_access import signing_version
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of


def change(
    statement: Statement,
    sort: Change = Change.SUBSTANCE,
    *,
    publish: bool = False,
    until: datetime | None = None,
    now: datetime | None = None,
) -> Version:
    """Change a statement's text; return the new version, frozen or published."""
    draft = start_correction(actor=None, statement=statement)
    for text in draft.texts.all():
        text.body = f"{text.body}\n\nVersión {draft.number}."
        text.correction = f"Cambio {draft.number} ({text.language})."
        text.save()
    release = publish_version if publish else freeze_version
    version = release(
        actor=None,
        version=draft,
        revision=draft.draft_revision,
        change=sort,
        confirm_until=until,
        now=now,
    )
    statement.refresh_from_db()
    return version


def newest(statement: Statement) -> Version:
    """Return the wording that is signed now."""
    version = signing_version(statement)
    assert version is not None
    return version


def signer_of(statement: Statement, organization: Organization) -> Signer:
    """Return what an organization is to a statement it signed."""
    signers = Signer.objects.select_related("statement", "organization__merged_into")
    return signers.get(statement=statement, organization=organization)


def take_back(signer: Signer, *, now: datetime | None = None) -> int:
    """Take back every signature of an organization; return how many there were."""
    assert signer.organization is not None
    return withdraw_signatures(
        actor=None, statement=signer.statement, organization=signer.organization, now=now
    )


def invited(statement: Statement, contact: Contact) -> Invited:
    """Return whoever holds the link sent to a contact of an organization that signed."""
    return Invited(signer_of(statement, contact.organization), contact)


def link_of(
    statement: Statement, contact: Contact, *, today: date | None = None
) -> tuple[str, int, int, str, str]:
    """Return the arguments of the address in the link sent to a contact on a day."""
    return link_parts(invited(statement, contact), today=today)


def signed(*, mandate: bool = True) -> tuple[Statement, User]:
    """Return a published statement that an organization signed, and its delegate."""
    statement, body, user = a_published_statement(), make_organization(), a_delegate()
    if mandate:
        a_mandate(user, body)
    sign(version_of(statement), body)
    return statement, user
