"""Who takes part in the story of a signed statement, and the screens they sit at."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from playwright.sync_api import Browser, Locator, Page

from tejido.coalition.tests.factories import a_delegate, a_mandate
from tejido.core.models import User
from tejido.core.sign_in import create_link
from tejido.core.worker import work
from tejido.directory.models import Organization
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.models import Message
from tejido.statements.models import Statement, Tally
from tejido.statements.queries.signatories import count
from tejido.statements.tests.factories import a_statement

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@dataclass
class Coalition:
    """A statement still being drafted, two networks, an organization in both, and one alone.

    `house` has a delegate; the other's account signs for both networks; `grove` has no account.
    """

    statement: Statement
    north: Organization
    south: Organization
    house: Organization
    grove: Organization
    delegate: User
    networker: User


def a_coalition() -> Coalition:
    """Return a coalition that has not begun to sign."""
    north, south = make_network("Red Norte"), make_network("Red Sur")
    house, grove = make_organization("Casa Roble", country="MX"), make_organization("Grupo Sauce")
    for network in (north, south):
        join(house, network)
    delegate, networker = a_delegate("Rosa Roble"), a_delegate("Nadia Norte")
    a_mandate(delegate, house, scope="sign")
    for network in (north, south):
        a_mandate(networker, network, scope="sign")
    return Coalition(a_statement(), north, south, house, grove, delegate, networker)


@dataclass
class Screens:
    """Browsers of their own for each who takes part.

    Arguments:
        check: what every page with scripts has to pass.
    """

    browser: Browser
    address: str
    check: Callable[[Page], None]

    def of(self, user: User) -> Page:
        """Return a desk at which somebody signed in."""
        page = self._new(DESK, scripts=True)
        token = create_link(user).rstrip("/").rsplit("/", 1)[1]
        page.goto(f"{self.address}/es/entrar/{token}/")
        page.locator("main form button").click()
        return page

    def phone(self) -> Page:
        """Return a small phone whose browser runs no script."""
        return self._new(PHONE, scripts=False)

    def visitor(self) -> Page:
        """Return the desk of somebody unknown."""
        return self._new(DESK, scripts=True)

    def close(self) -> None:
        """Close every browser window of the story."""
        for context in self.browser.contexts:
            context.close()

    def look(self, page: Page, path: str = "") -> Page:
        """Go to a page, if one is named, and look at it: it fits, and axe finds nothing."""
        if path:
            answer = page.goto(f"{self.address}{path}")
            assert answer is not None
            assert answer.status == 200, path
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, page.url
        if page.viewport_size != PHONE:
            self.check(page)
        return page

    def _new(self, size: dict[str, int], *, scripts: bool) -> Page:
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            locale="es-MX",
            accept_downloads=True,
        )
        return context.new_page()


def follow(page: Page, what: Locator) -> None:
    """Press a link or a button, and wait for the page it leads to."""
    with page.expect_navigation(timeout=60_000):
        what.click(timeout=10_000, no_wait_after=True)


def press(page: Page, name: str) -> None:
    """Press a button that is called so, and wait for the page it leads to."""
    follow(page, page.get_by_role("button", name=name, exact=True).first)


def worker_runs() -> None:
    """Let the worker do what is queued, and send what is due whatever the hour."""
    work(worker_id="story", batch=True)
    Message.objects.filter(state="waiting").update(at_once=True)
    while send_due_mails():
        pass


def mailed_link(to: str, holding: str) -> str:
    """Return the path of the newest link mailed to an address in which some words stand."""
    mails = [sent for sent in mail.outbox if to in sent.to[0]]
    for sent in reversed(mails):
        found = re.findall(rf"https?://[^/\s]+(/\S*{re.escape(holding)}\S*)", str(sent.body))
        if found:
            return str(found[0])
    raise AssertionError(f"no link with {holding} was mailed to {to}")


def counted(statement: Statement) -> tuple[int, ...]:
    """Return organizations, direct, through networks, both, people: the stored count.

    It is that of the newest meaning of the text, and agrees with counting anew.
    """
    tally = Tally.objects.filter(version__statement=statement).latest("version__number")
    again = count(tally.version_id)
    names = ("organizations", "direct", "via_networks", "both", "people")
    found = tuple(getattr(tally, name) for name in names)
    assert found == tuple(getattr(again, name) for name in names)
    return found
