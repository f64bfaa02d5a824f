"""What is published before its embargo is over is public: nobody is told to keep it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.notifications.domain.messages import Data
from tejido.statements.actions import publish_frozen
from tejido.statements.campaign_telling import ASKING, INVITATION, asking_words
from tejido.statements.queries.opening import opening_of
from tejido.statements.signing_access import can_read_signing_text
from tejido.statements.tests.campaigns import an_invitation, change_text
from tejido.statements.tests.listing_factories import (
    DAY,
    OpenStatement,
    a_signing_delegate,
    an_open_statement,
)
from tejido.statements.tests.personal_links import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]

KEPT = ("No es público antes de", "aún no es público", "no lo difunda")
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def opened() -> OpenStatement:
    """A statement that is signed under embargo."""
    return an_open_statement(embargo=2 * DAY)


@pytest.fixture
def pages(opened: OpenStatement, client_of: ClientOf, alice: User) -> Callable[[], list[str]]:
    """Return the pages that say until when the text is to be kept, as they are now."""
    delegate, _body = a_signing_delegate()
    slug = opened.statement.slug
    asked = [
        (client_of(None), address(an_invitation(opened.campaign))),
        (client_of(delegate), reverse("statements:sign", args=[slug])),
        (client_of(alice), reverse("statements:campaign", args=[slug])),
        (client_of(delegate), reverse("statements:statement_page", args=[slug])),
    ]

    def read() -> list[str]:
        answers = [browser.get(where) for browser, where in asked]
        assert {answer.status_code for answer in answers} == {200}
        return [answer.content.decode() for answer in answers]

    return read


def test_what_is_public_is_not_to_be_kept(
    opened: OpenStatement, pages: Callable[[], list[str]]
) -> None:
    assert all(any(said in page for said in KEPT) for page in pages())
    publish_frozen(actor=None, version=opened.version)
    assert not any(said in page for page in pages() for said in KEPT)


def test_every_reader_is_told_the_same(opened: OpenStatement) -> None:
    def said() -> tuple[bool, bool]:
        opened.statement.refresh_from_db()
        opening = opening_of(opened.statement)
        assert opening is not None
        return opening.embargo_until is None, bool(can_read_signing_text(opened.statement))

    assert said() == (False, False)
    publish_frozen(actor=None, version=opened.version)
    assert said() == (True, True)


def test_a_wording_that_follows_a_published_one_is_kept_like_the_first(
    opened: OpenStatement,
) -> None:
    publish_frozen(actor=None, version=opened.version)
    change_text(opened.statement)
    opened.statement.refresh_from_db()
    opening = opening_of(opened.statement)
    assert opening is not None
    assert opening.embargo_until == opened.campaign.embargo_until
    assert not can_read_signing_text(opened.statement)


def test_no_mail_says_to_keep_what_is_public(opened: OpenStatement) -> None:
    invitation = an_invitation(opened.campaign)
    data: Data = {"invitation": invitation.pk, "contact": invitation.contact_id or 0}

    def said() -> str:
        words = asking_words(ASKING[INVITATION], data, "es")
        assert words is not None
        return " ".join(words.lines)

    assert "no es público antes del" in said()
    publish_frozen(actor=None, version=opened.version)
    assert "no es público antes del" not in said()
