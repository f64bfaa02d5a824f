"""People who sign, for tests: they ask, confirm, and hold the links that were mailed."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from tejido.core import form_tokens
from tejido.statements.actions.people import ask_to_sign, confirm_signature, email_key
from tejido.statements.domain import notices
from tejido.statements.domain.people import FORM, PersonData
from tejido.statements.models import Signatory, Statement, Version
from tejido.statements.people_access import confirm_token, own_link
from tejido.statements.signing_access import signing_version
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_published_statement

NAME, EMAIL = "Nadia Luna", "nadia.luna@example.org"


def an_open_statement(slug: str = "paso-seguro") -> Statement:
    """Return a published statement that people may sign."""
    statement = a_published_statement(slug)
    a_campaign(statement)
    return statement


def wording_of(statement: Statement) -> Version:
    """Return the wording that is signed now."""
    version = signing_version(statement)
    assert version is not None
    return version


def a_token(statement: Statement) -> str:
    """Return a token of the form that is ten seconds old."""
    return form_tokens.issue(FORM, statement.pk, now=timezone.now() - timedelta(seconds=10))


def ask(
    statement: Statement,
    name: str = NAME,
    email: str = EMAIL,
    *,
    affiliation: str = "",
    unnamed: bool = False,
) -> Signatory:
    """Let somebody ask to sign; return their row."""
    ask_to_sign(
        statement=statement,
        version=wording_of(statement),
        person=PersonData(
            name, email, "es", notices.CURRENT.version, affiliation=affiliation, unnamed=unnamed
        ),
        token=a_token(statement),
    )
    return Signatory.objects.get(statement=statement, email_key=email_key(email))


def confirm(row: Signatory) -> Signatory:
    """Let somebody confirm what they read."""
    version = wording_of(row.statement)
    return confirm_signature(signatory=row, version=version.pk, revision=row.revision)


def a_person(
    statement: Statement,
    name: str = NAME,
    email: str = EMAIL,
    *,
    affiliation: str = "",
    unnamed: bool = False,
) -> Signatory:
    """Return somebody who signed."""
    row = confirm(ask(statement, name, email, affiliation=affiliation, unnamed=unnamed))
    return Signatory.objects.select_related("statement", "signer").get(pk=row.pk)


def form_data(statement: Statement, **more: str) -> Mapping[str, str]:
    """Return what a browser sends with the filled-in form."""
    return {
        "name": NAME,
        "affiliation": "Casa Ejemplo",
        "email": EMAIL,
        "naming": "named",
        "language": "es",
        "consent": "on",
        "token": a_token(statement),
        "version": str(wording_of(statement).pk),
        **more,
    }


def confirm_link(row: Signatory) -> tuple[str, int, str]:
    """Return the parts of the link that confirms."""
    return row.statement.slug, row.pk, confirm_token(row)


def link_of(row: Signatory) -> tuple[int, str, str]:
    """Return the parts of the link to one's own signatures."""
    return own_link(row)
