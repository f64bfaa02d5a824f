"""A ministry's file becomes a figure that anybody recomputes, in browsers without JavaScript."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.budgets.models import FindingVersion, Snapshot
from tejido.budgets.tests.factories import a_budget_file, a_line
from tejido.core.models import Role, User
from tejido.core.worker import work
from tests.browser.sign_on import DESK, PHONE, follow, press

pytestmark = pytest.mark.django_db(transaction=True)

BUDGETS = "/es/presupuestos"
BROKEN = a_line(ID_UR="A00", EJERCIDO="ilegible")
# 2012: approved 100.00 and 90.50 spent in each of twelve lines; 2013: 200.00 and 260.25.
LINES = [a_line(ID_OBJETO=str(1100 + place)) for place in range(12)] + [
    a_line(CICLO="2013", APROBADO="200.00", EJERCIDO="260.25")
]
RECOMPUTE = "import duckdb; print(duckdb.sql(open('recompute.sql').read()))"


@dataclass
class Reader:
    """One person at a screen that runs no script, and the same pages where axe looks at them."""

    page: Page
    eyes: Page
    address: str
    check: Callable[[Page], None]

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(f"{self.address}{path}")
        self.look()

    def look(self) -> None:
        """Look at the page the person stands on: it fits its screen, and axe finds nothing."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wider) <= 0, self.page.url
        self.eyes.goto(self.page.url)
        assert self.eyes.evaluate(wider) <= 0, self.page.url
        self.check(self.eyes)


@pytest.fixture
def readers(
    browser: Browser, live_server: LiveServer, assert_accessible: Callable[[Page], None]
) -> Iterator[Callable[[User | None], Reader]]:
    """Return a maker of people at screens: of an account, or of somebody unknown on a phone."""
    made = []

    def make(user: User | None) -> Reader:
        pages = []
        for scripts in (False, True):
            size = DESK if user else PHONE
            context = browser.new_context(
                viewport=size,  # type: ignore[arg-type]
                java_script_enabled=scripts,
                locale="es-MX",
                accept_downloads=True,
            )
            made.append(context)
            if user:
                client = Client()
                client.force_login(user)
                value = client.cookies[settings.SESSION_COOKIE_NAME].value
                context.add_cookies(
                    [
                        {
                            "name": settings.SESSION_COOKIE_NAME,
                            "value": value,
                            "url": live_server.url,
                        }
                    ]
                )
            pages.append(context.new_page())
        return Reader(pages[0], pages[1], live_server.url, assert_accessible)

    yield make
    for context in made:
        context.close()


def _analyst(name: str) -> User:
    return User.objects.create_user(
        f"{name.lower()}@example.org", role=Role.ANALYST, name=f"{name} Ejemplo"
    )


def test_from_a_broken_file_to_a_figure_anybody_recomputes(
    readers: Callable[[User | None], Reader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page that loads itself again must not do so while it is looked at.
    monkeypatch.setattr("tejido.budgets.views.snapshots.AGAIN", 600)
    eva, second = readers(_analyst("Eva")), readers(_analyst("Diana"))
    imported(eva, a_budget_file(tmp_path, *LINES, BROKEN, name="cuenta.csv"))
    asked_and_written(eva)
    reviewed_and_published(eva, second)
    recomputed(readers(None), tmp_path)


def imported(eva: Reader, file: Path) -> None:
    """The file is sent and its mapping confirmed; the report names the row that is broken."""
    page = eva.page
    eva.go(f"{BUDGETS}/importaciones/")
    follow(page, page.get_by_role("link", name="Importar un archivo"))
    eva.look()
    page.get_by_label("Archivo", exact=True).set_input_files(
        {"name": "cuenta.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.7 no es una tabla"}
    )
    page.get_by_label("Cómo se llama el documento").fill("Cuenta pública de ejemplo")
    page.get_by_label("Título en español").fill("Cuenta de ejemplo")
    page.get_by_label("Título en inglés").fill("Example account")
    page.get_by_label("Quien lo publica").fill("Hacienda de ejemplo")
    page.get_by_label("Quién puede ver el conjunto de datos").select_option("public")
    press(page, "Enviar el archivo y ver cómo se lee")
    expect(page.get_by_role("alert")).to_contain_text("PDF")
    assert not Snapshot.objects.exists()

    page.get_by_label("Archivo", exact=True).set_input_files(file)
    press(page, "Enviar el archivo y ver cómo se lee")
    expect(page.get_by_role("heading", name="Cómo se lee el archivo")).to_be_visible()
    eva.look()
    page.get_by_label("Documento", exact=True).select_option("=final_account")
    press(page, "Confirmar e importar")
    expect(page.get_by_role("progressbar")).to_be_visible()
    eva.look()
    work(worker_id="story", batch=True)
    eva.go(Snapshot.objects.get().get_absolute_url())
    refused = page.get_by_role("row").filter(has_text="ilegible")
    expect(refused).to_contain_text("14")
    expect(refused).to_contain_text("un monto no se puede leer")
    expect(page.get_by_role("main")).to_contain_text("1,086.00")


def asked_and_written(eva: Reader) -> None:
    """What the institute spent in each year is asked, and becomes a sentence with its limits."""
    page = eva.page
    follow(page, page.get_by_role("link", name="Cuenta de ejemplo", exact=True))
    eva.look()
    follow(page, page.get_by_role("link", name="Preguntar a este conjunto de datos"))
    page.get_by_label("aprobado", exact=True).check()
    page.get_by_label("ejercido", exact=True).check()
    press(page, "Mostrar la respuesta")
    eva.look()
    expect(page.get_by_role("main")).to_contain_text("260.25")
    follow(page, page.get_by_role("link", name="Hacer de esto un hallazgo"))
    eva.look()
    page.get_by_label("El hallazgo en español").fill("En 2013 se ejercieron 260.25 pesos.")
    page.get_by_label("El hallazgo en inglés").fill("In 2013, 260.25 pesos were spent.")
    page.get_by_label("Lo que los datos no pueden mostrar, en español").fill("No dicen en qué.")
    page.get_by_label("Lo que los datos no pueden mostrar, en inglés").fill("Not on what.")
    press(page, "Guardar el borrador")
    eva.look()
    press(page, "Enviar a revisión")
    # A page that is on its way has no button either: what it says is waited for.
    expect(page.get_by_role("main")).to_contain_text("En revisión", timeout=20_000)
    expect(page.get_by_role("button", name="Enviar a revisión")).to_have_count(0)


def reviewed_and_published(eva: Reader, second: Reader) -> None:
    """Who wrote it cannot review it; somebody else does, and it is published."""
    expect(eva.page.get_by_role("link", name="Revisar el hallazgo")).to_have_count(0)
    page = second.page
    second.go(FindingVersion.objects.get().finding.get_absolute_url())
    follow(page, page.get_by_role("link", name="Revisar el hallazgo"))
    second.look()
    page.get_by_label("Se sostiene: puede publicarse").check()
    follow(page, page.locator("main form button[type=submit]").first)
    follow(page, page.get_by_role("link", name="Publicar el hallazgo"))
    second.look()
    follow(page, page.locator("main form button[type=submit]").first)
    second.look()


def recomputed(anybody: Reader, tmp_path: Path) -> None:
    """On a phone, without an account: the bundle comes out the same with DuckDB alone."""
    anybody.go(f"{BUDGETS}/hallazgos/")
    follow(anybody.page, anybody.page.get_by_role("link", name="En 2013 se ejercieron").first)
    anybody.look()
    with anybody.page.expect_download() as download:
        anybody.page.get_by_role("link", name="Descargar el paquete (ZIP)").click()
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(download.value.path()) as bundle:
        bundle.extractall(folder)
    inside = next(folder.rglob("recompute.sql")).parent
    done = subprocess.run(
        [sys.executable, "-I", "-c", RECOMPUTE],
        cwd=inside,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("Sale igual") == 1
    expected = (inside / "expected.csv").read_text(encoding="utf-8")
    assert "260.25" in expected
    assert "1086.00" in expected
