"""People of the tests of accounts."""

import pytest

from tejido.core.models import Role, User
from tejido.core.tests.factors import give_factor


@pytest.fixture
def ana(db: None) -> User:
    """A second secretary."""
    user = User.objects.create_user("ana@example.org", role=Role.SECRETARY, name="Ana")
    return give_factor(user)
