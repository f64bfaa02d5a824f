"""Fixtures of every test: a browser that stays on this machine, and accessibility checks."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tejido.core.accounts.factors import has_factor, needs_factor
from tejido.core.erasure import ledger_path
from tejido.core.models import Role, User
from tejido.core.page_cache import PAGES
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import give_factor, recovery_code

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# No property has a time to keep, and the same commit gives the same result everywhere. To look
# where nobody has looked yet: make test ARGS="--hypothesis-profile=search".
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "search", settings.get_profile("repeatable"), derandomize=False, max_examples=1_000
)
settings.load_profile("repeatable")
# A busy machine is slow, and no test asserts a time.
expect.set_options(timeout=30_000)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive Debian's Chromium; Playwright's own download is never used."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Browser tests need chromium: run scripts/debian-packages test")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Spanish first, as most readers of the region."""
    return {**browser_context_args, "locale": "es-MX"}


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses on other hosts that the test's page asked for."""
    return []


@pytest.fixture
def page_errors() -> list[str]:
    """Errors of scripts, and refusals by the content security policy, in the test's page."""
    return []


@pytest.fixture
def page(page: Page, foreign_requests: list[str], page_errors: list[str]) -> Iterator[Page]:
    """A page that fails its test when it asks another host for anything, or has an error."""

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in LOOPBACK:
            foreign_requests.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            page_errors.append(message.text)

    page.on("request", note_request)
    page.on("pageerror", lambda error: page_errors.append(str(error)))
    page.on("console", note_console)
    yield page
    assert foreign_requests == []
    assert page_errors == []


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Return a check that axe finds nothing on the page as it stands."""

    def check(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let transactional tests empty tables: only the test database loses its delete triggers.

    `core/tests/test_audit.py` and `statements/tests/test_frozen.py` show them at work on databases
    of their own.
    """
    on_table = " ON core_auditentry" if connection.vendor == "postgresql" else ""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS audit_no_delete{on_table}")
        if connection.vendor == "sqlite":
            # PostgreSQL empties with TRUNCATE, which fires none of the others.
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE '%!_no!_delete' ESCAPE '!'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture(autouse=True)
def _nothing_left(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Leave behind nothing of what no rollback takes back."""
    yield
    PAGES.clear()
    # Who was erased in a transaction that is rolled back would be erased again, under their id.
    ledger_path().unlink(missing_ok=True)
    mark = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits or (mark is not None and mark.kwargs.get("transaction")):
        # Tries: no model owns the cache's table, so emptying tables passes it by.
        with django_db_blocker.unblock():
            cache.clear()


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    """Begin in Spanish: a page read in English leaves the thread in English."""
    with override("es"):
        yield


@pytest.fixture
def alice(db: None) -> User:
    """Of the secretariat, with the second factor that needs."""
    user = User.objects.create_user("alice@example.org", role=Role.SECRETARY, name="Alice")
    return give_factor(user)


@pytest.fixture
def bob(db: None) -> User:
    """A reviewer."""
    return User.objects.create_user("bob@example.org", role=Role.REVIEWER, name="Bob")


@pytest.fixture
def charlie(db: None) -> User:
    """A delegate, invited by the secretariat."""
    return User.objects.create_user(
        "charlie@example.org",
        role=Role.DELEGATE,
        name="Charlie",
        invited_by_secretariat=True,
    )


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """Return a maker of HTTP clients: of a person, or of nobody in particular.

    A secretary is given the second factor without which no page is reached.
    """

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            if needs_factor(user.role):
                give_factor(user)
            client.force_login(user)
        return client

    return make


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[User], Page]:
    """Return a function that signs a person in on the browser's page, the way people do."""

    def go(user: User) -> Page:
        token = create_link(user).rstrip("/").rsplit("/", 1)[1]
        page.goto(f"{live_server.url}/es/entrar/{token}/")
        with page.expect_navigation():
            page.locator("main form button").click()
        if has_factor(user):
            page.locator("input[name=code]").fill(recovery_code(user))
            with page.expect_navigation():
                page.locator("form:has(input[name=code]) button").click()
        return page

    return go
