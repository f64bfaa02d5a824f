"""Who acts for the organizations of the invented example: accounts, mandates, contacts, members."""

from datetime import datetime

from django.utils import timezone

from tejido.coalition.actions import add_contact, grant_mandate
from tejido.core.models import Role, User
from tejido.demo.coalition_file import AccountRow, CoalitionFile
from tejido.demo.loaders.organizations import organization_named
from tejido.directory.actions.memberships import add_membership
from tejido.directory.models import Visibility

MADE_UP = "Inventada para el ejemplo"


def load_coalition(data: CoalitionFile, *, secretary: User, at: datetime) -> None:
    """Create the accounts, mandates, contacts and memberships of the example.

    Arguments:
        secretary: who does it.
        at: since when the mandates hold.
    """
    for row in data.accounts:
        _load_account(row, secretary, at)
    for contact in data.contacts:
        add_contact(
            actor=secretary,
            organization=organization_named(contact.organization),
            name=contact.name,
            email=contact.email,
            language=contact.language,
        )
    for network in data.networks:
        carrier = organization_named(network.name)
        for member in network.members:
            add_membership(
                actor=secretary,
                member=organization_named(member),
                network=carrier,
                visibility=Visibility.PUBLIC,
                source=MADE_UP,
            )


def _load_account(row: AccountRow, secretary: User, at: datetime) -> None:
    user = User.objects.filter(email=row.email).first()
    user = user or User.objects.create_user(row.email, role=Role.DELEGATE, name=row.name)
    for name in row.signs_for:
        grant_mandate(
            actor=secretary,
            organization=organization_named(name),
            user=user,
            scope="sign",
            starts_on=timezone.localdate(at),
            now=at,
        )
