"""Personal links in use: signing with one, its address, and what is counted then."""

from django.urls import reverse

from tejido.statements.actions.links import sign_by_link
from tejido.statements.campaign_access import link_token
from tejido.statements.domain.links import LinkState
from tejido.statements.models import Invitation, Statement, Tally
from tejido.statements.tests.campaigns import link_of


def sign(invitation: Invitation) -> LinkState:
    """Sign with the link an invitation has now, and return what it shows."""
    return sign_by_link(**link_of(invitation))


def address(invitation: Invitation, name: str = "personal_link") -> str:
    """Return the address of an invitation's link."""
    return reverse(f"statements:{name}", args=[invitation.pk, link_token(invitation)])


def counted(statement: Statement) -> int:
    """Return how many organizations are counted."""
    return Tally.objects.get(version__statement=statement).organizations
