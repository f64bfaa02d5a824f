"""An organization and its own people, for tests of pages."""

import pytest

from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization


@pytest.fixture
def house() -> Organization:
    """An organization, with nobody yet."""
    return make_organization("Casa Ejemplo")


@pytest.fixture
def keeper(house: Organization) -> User:
    """A contact of the house, with an account."""
    keeper = a_delegate("Kenia Contacto")
    a_contact(house, user=keeper)
    return keeper
