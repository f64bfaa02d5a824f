"""Somebody tries Tejido out: the links that are printed, the two statements, on any screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tejido.demo.actions import prepare_demo
from tejido.demo.report import DemoReport

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PAGES = (
    "/es/",
    "/en/",
    "/es/pronunciamientos/",
    "/es/pronunciamientos/declaracion-2017/",
    "/en/statements/declaracion-2017/",
    "/es/pronunciamientos/declaracion-2017/firmas/",
    "/en/statements/ejemplo-agua-y-camino/",
    "/es/pronunciamientos/ejemplo-luz-en-el-camino/",
    "/es/directorio/",
)


@pytest.fixture
def report(live_server: LiveServer, settings: Settings) -> DemoReport:
    """The demo, prepared for the server the browser asks; it asks nobody for a second factor."""
    settings.SECOND_FACTOR = "none"
    return prepare_demo(progress=lambda _step: None)


def test_a_printed_link_signs_in_once(
    report: DemoReport, page: Page, live_server: LiveServer
) -> None:
    secretary = next(person for person in report.sign_in if person.role == "secretary")
    address = live_server.url + secretary.link.removeprefix(report.address)
    page.goto(address)
    page.locator("main form button").click()
    expect(page.get_by_text("Alicia Ejemplo")).to_be_visible()
    page.goto(f"{live_server.url}/es/pronunciamientos/borradores/")
    expect(page.get_by_text("borrador de la versión 3")).to_be_visible()
    page.context.clear_cookies()
    page.goto(address)
    expect(page.locator("main form button")).to_have_count(0)


def test_the_public_pages_fit_and_are_accessible(
    report: DemoReport,
    page: Page,
    live_server: LiveServer,
    assert_accessible: Callable[[Page], None],
) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for path in PAGES:
            page.goto(live_server.url + path)
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wider) <= 0, path
            assert_accessible(page)


def test_the_record_says_first_what_it_is(
    report: DemoReport, page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/es/pronunciamientos/declaracion-2017/")
    first = page.locator("main").inner_text().strip()
    assert first.index("registro histórico") < first.index("Qué estaba pasando")
    expect(page.get_by_text("no se conoce la nota")).to_have_count(14)
