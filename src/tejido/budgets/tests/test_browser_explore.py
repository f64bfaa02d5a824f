"""Asking the budgets in the browser: on a phone without scripts, on a desk, refused."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.budgets.actions.case import load_case
from tejido.budgets.actions.shipped import load_shipped

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = (
    "?dataset=mx-people-on-the-move&institution=04-K00&institution=04-N00&measures=approved"
    "&measures=executed&by=institution&first_year=2008&last_year=2013&base=2023&deflator=inpc-mx"
)


@pytest.fixture
def data(transactional_db: None) -> None:
    load_shipped()
    load_case(actor=None)


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="es-MX"
    )
    yield context.new_page()
    context.close()


def is_drawn(page: Page) -> bool:
    image = page.locator("img.chart")
    image.scroll_into_view_if_needed()
    drawn = "image => image.decode().then(() => image.naturalWidth > 0)"
    return bool(image.evaluate(drawn))


def test_a_question_on_a_phone_without_scripts(
    data: None, live_server: LiveServer, scriptless: Page
) -> None:
    page = scriptless
    page.goto(f"{live_server.url}{reverse('web:home')}")
    page.get_by_role("link", name="Presupuestos").first.click()
    page.get_by_role("link", name="Hacer una pregunta").click()
    page.get_by_label("Buscar por nombre o código").fill("instituto migracion")
    page.get_by_role("button", name="Mostrar la respuesta").click()
    page.get_by_role("checkbox", name="Instituto Nacional de Migración").check()
    page.get_by_label("ejercido").check()
    page.get_by_role("button", name="Mostrar la respuesta").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Instituto Nacional")
    expect(page.get_by_role("table")).to_contain_text("1,980,507,176.00")
    expect(page.get_by_role("heading", name="Método")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Instituto Nacional de Migración")).to_be_checked()
    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX").click()
    assert started.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize(
    ("width", "scheme", "theme"), [(360, "light", "light-narrow"), (1280, "dark", "dark")]
)
def test_an_answer(
    width: int,
    scheme: str,
    theme: str,
    data: None,
    live_server: LiveServer,
    page: Page,
    assert_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}{reverse('budgets:explore')}{ASKED}")
    assert is_drawn(page)
    assert f"grafica-{theme}.svg" in page.locator("img.chart").evaluate("i => i.currentSrc")
    assert "Instituto Nacional" in (page.locator("img.chart").get_attribute("alt") or "")
    page.get_by_text("El SQL exacto").click()
    expect(page.get_by_text("read_parquet").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


@pytest.mark.parametrize(
    "asked", ["?dataset=mx-people-on-the-move&name=migracion", f"{ASKED}&figure=deviation", ""]
)
def test_forms_and_other_figures(
    asked: str,
    data: None,
    live_server: LiveServer,
    page: Page,
    assert_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}{reverse('budgets:explore')}{asked}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)


def test_a_dataset(
    data: None,
    live_server: LiveServer,
    page: Page,
    assert_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}{reverse('budgets:dataset', args=['mx-people-on-the-move'])}")
    page.locator("summary", has_text="Cuenta pública").click()
    page.get_by_role("link", name="by-unit.csv").first.click()
    opened = page.get_by_role("link", name="Qué se leyó y qué no").filter(visible=True)
    expect(opened).to_have_count(1)
    expect(opened).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)
