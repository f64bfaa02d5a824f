"""Who may do what with a statement: role by role, before, during and after publication."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from tejido.core.access import AccessResult
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import Role, User
from tejido.statements.access import (
    Reader,
    can_edit_version,
    can_publish_version,
    can_record_version,
    can_start_correction,
    can_write_statements,
    get_draft_for,
    get_statement_for,
    get_version_for,
)
from tejido.statements.actions import create_statement, start_correction
from tejido.statements.domain.draft import Draft
from tejido.statements.domain.version_text import Wording
from tejido.statements.models import Statement, StatementSort, Version
from tejido.statements.signing_access import can_publish_frozen
from tejido.statements.tests.campaigns import HOUR, a_campaign
from tejido.statements.tests.change_factories import change
from tejido.statements.tests.factories import (
    a_frozen_statement,
    a_published_statement,
    a_record,
    a_statement,
)

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "let in by a contact", "delegate", "reviewer", "secretary", "installation")
WRITERS = {"secretary", "installation"}
ACCOUNTS = {"delegate", "reviewer", "secretary"}


def person(role: str) -> Reader:
    if role == "nobody":
        return AnonymousUser()
    if role == "installation":
        return None
    is_invited = role != "let in by a contact"
    return User.objects.create_user(
        "reader@example.org",
        role=Role(role) if is_invited else Role.DELEGATE,
        invited_by_secretariat=is_invited,
    )


def a_record_draft() -> Statement:
    draft = Draft((Wording("es", "Antiguo", "Texto.[^1]"),))
    return create_statement(actor=None, slug="antiguo", draft=draft, sort=StatementSort.RECORD)


def a_correction() -> Statement:
    statement = a_published_statement()
    start_correction(actor=None, statement=statement)
    return statement


def an_open_statement() -> Statement:
    statement = a_frozen_statement()
    a_campaign(statement)
    return statement


def an_embargoed_statement() -> Statement:
    statement = a_frozen_statement()
    a_campaign(statement, embargo=HOUR)
    return statement


def a_change() -> Statement:
    statement = an_open_statement()
    start_correction(actor=None, statement=statement)
    return statement


def a_frozen_change() -> Statement:
    statement = a_published_statement()
    change(statement)
    return statement


STATES: dict[str, Callable[[], Statement]] = {
    "draft": a_statement,
    "record draft": a_record_draft,
    "published": a_published_statement,
    "recorded": a_record,
    "correcting": a_correction,
    "frozen": a_frozen_statement,
    "open": an_open_statement,
    "embargoed": an_embargoed_statement,
    "changing": a_change,
    "frozen change": a_frozen_change,
}
VERSION_RULES: dict[str, Callable[[Reader, Version], AccessResult]] = {
    "edit": can_edit_version,
    "publish": can_publish_version,
    "record": can_record_version,
    "publish frozen": can_publish_frozen,
}
# What a writer may do with the newest version in each state; nobody else may do anything.
ALLOWED = {
    "draft": {"edit", "publish"},
    "record draft": {"edit", "record"},
    "published": {"correct"},
    "recorded": {"correct"},
    "correcting": {"edit", "publish"},
    "frozen": {"correct", "publish frozen"},
    "open": {"correct", "publish frozen"},
    "embargoed": {"correct", "publish frozen"},
    "changing": {"edit", "publish"},
    "frozen change": {"correct", "publish frozen"},
}


def allowed(action: str, user: Reader, statement: Statement) -> bool:
    if action == "correct":
        return bool(can_start_correction(user, statement))
    newest = statement.versions.select_related("statement").order_by("number").last()
    assert newest is not None
    return bool(VERSION_RULES[action](user, newest))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", [*VERSION_RULES, "correct"])
def test_who_may_change_what_when(role: str, state: str, action: str) -> None:
    statement = STATES[state]()
    statement.refresh_from_db()
    expected = role in WRITERS and action in ALLOWED[state]
    assert allowed(action, person(role), statement) == expected


@pytest.mark.parametrize("role", ROLES)
def test_who_writes(role: str) -> None:
    assert bool(can_write_statements(person(role))) == (role in WRITERS)


# Who sees the statement, its first version and its draft; the rest get NotFound or NotAllowed.
SEEN = {
    "draft": ({"secretary"}, WRITERS, WRITERS),
    "published": (set(ROLES), set(ROLES), set()),
    "correcting": (set(ROLES), set(ROLES), WRITERS),
    "frozen": ({"secretary"}, WRITERS, set()),
    "open": (set(ROLES), set(ROLES), set()),
    "embargoed": (ACCOUNTS, ACCOUNTS | WRITERS, set()),
    "changing": (set(ROLES), set(ROLES), WRITERS),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", SEEN)
def test_who_sees_what_when(role: str, state: str) -> None:
    slug = STATES[state]().slug
    user = person(role)
    ways: tuple[Callable[[], object], ...] = (
        lambda: get_statement_for(user, slug),
        lambda: get_version_for(user, slug, 1),
        lambda: get_draft_for(user, slug),
    )
    for way, who in zip(ways, SEEN[state], strict=True):
        if role in who:
            assert way()
        else:
            with pytest.raises((NotFound, NotAllowed)):
                way()


@pytest.mark.parametrize("role", ["nobody", "delegate", "reviewer"])
def test_a_draft_and_nothing_at_all_look_the_same(role: str) -> None:
    a_statement("hay")
    user = person(role)
    for slug in ("hay", "no-hay"):
        with pytest.raises(NotFound):
            get_statement_for(user, slug)
        with pytest.raises(NotFound):
            get_version_for(user, slug, 1)
        with pytest.raises(NotAllowed):
            get_draft_for(user, slug)
