"""Fixtures of every test: a browser that stays on this machine, and accessibility checks."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
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
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert results.violations_count == 0, results.generate_report()

    return check
