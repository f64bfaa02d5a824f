"""Fixtures of the tests of statements."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.directory.tests.factories import make_organization
from tejido.statements.models import Invitation, Statement
from tejido.statements.tests.campaigns import a_campaign, an_invitation
from tejido.statements.tests.factories import a_frozen_statement


@pytest.fixture
def secretary(alice: User, client_of: Callable[[User | None], Client]) -> Client:
    """The secretariat's browser."""
    return client_of(alice)


@pytest.fixture
def no_kept_pages() -> Iterator[None]:
    """Pages are made anew in this test."""
    PAGES.clear()
    yield
    PAGES.clear()


@pytest.fixture
def statement() -> Statement:
    """A frozen text."""
    return a_frozen_statement()


@pytest.fixture
def invitation(statement: Statement) -> Invitation:
    """An invitation to an open campaign."""
    return an_invitation(a_campaign(statement), make_organization("Casa Luna"))
