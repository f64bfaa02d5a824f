"""The directory in a browser: the secretariat keeps it, with the keyboard, on a phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import join, make_network, make_organization, merge

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[User], Page]
Check = Callable[[Page], None]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen."""
    page.wait_for_load_state("networkidle")
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


def test_an_organization_is_added_to_a_network_merged_and_parted(
    alice: User, sign_in: SignIn, live_server: LiveServer, assert_accessible: Check
) -> None:
    make_network("Red Ejemplo")
    make_organization("Casa del Norte")
    page = sign_in(alice)
    page.goto(live_server.url + reverse("directory:organization_list"))
    page.get_by_role("link", name="Agregar una organización").click()
    page.locator("#id_form-0-text").fill("Casa Norte, A.C.")
    page.get_by_label("País").select_option("MX")
    page.get_by_label("Estado o departamento").fill("queretaro")
    page.get_by_role("button", name="Agregar la organización").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Casa Norte, A.C.")
    expect(page.locator("main")).to_contain_text("Querétaro, México")

    page.get_by_role("link", name="Agregar a una red").click()
    page.get_by_label("Red", exact=True).select_option(label="Red Ejemplo")
    page.get_by_label("Desde").fill("2015-03-01")
    assert_accessible(page)
    page.get_by_role("button", name="Registrar la pertenencia").click()
    expect(page.locator(".timeline")).to_contain_text("desde el 1 de marzo de 2015")

    page.get_by_role("link", name="Fusionar con otra").click()
    page.get_by_label("Nombre o siglas de la otra").fill("casa norte")
    page.get_by_role("button", name="Mostrar").click()
    page.get_by_role("link", name="Comparar con Casa del Norte").click()
    assert_accessible(page)
    page.get_by_role("button", name="Fusionar estas dos").click()
    expect(page.locator(".notice")).to_contain_text("cuentan como una sola")
    page.get_by_role("button", name="Deshacer").click()
    expect(page.locator("main")).to_contain_text("deshecha")
    assert Organization.objects.standing().count() == 3


def addresses_of(made: Organization, other: Organization, network: Organization) -> list[str]:
    """Return the addresses of every page of the directory's own."""
    one = ["organization", "organization_edit", "organization_history", "membership_add"]
    one += ["merge_search", "split"]
    link = made.memberships.get()
    every = ["organization_list", "organization_create", "network_list", "merge_list"]
    return [
        *(reverse(f"directory:{name}", args=[made.key]) for name in one),
        *(reverse(f"directory:{name}") for name in every),
        *(
            reverse(f"directory:membership_{act}", args=[link.pk])
            for act in ("edit", "end", "remove")
        ),
        reverse("directory:network", args=[network.key]),
        reverse("directory:merge_compare", args=[made.key, other.key]),
        reverse("directory:organization_list") + "?q=nada",
    ]


@pytest.mark.parametrize(("language", "screen"), [("es", PHONE), ("en", DESK)], ids=["es", "en"])
def test_every_page_is_accessible_and_fits(
    language: str,
    screen: dict[str, int],
    alice: User,
    sign_in: SignIn,
    live_server: LiveServer,
    assert_accessible: Check,
) -> None:
    inner, outer = make_network("Red Interior"), make_network("Red Exterior")
    made = make_organization(
        "Organización de nombre largo por los Derechos de las Personas en Movilidad",
        acronym="ODPM",
        subdivision="MX-CHP",
    )
    join(made, inner)
    join(inner, outer)
    join(make_organization(subdivision="GT-13"), outer)
    merge(made, make_organization(aliases=("Otro nombre",)))
    other = make_organization("Otra")
    page = sign_in(alice)
    page.set_viewport_size(screen)  # type: ignore[arg-type]
    with override(language):
        addresses = addresses_of(made, other, outer)
    for address in addresses:
        page.goto(live_server.url + address)
        assert overflow(page) <= 0, address
        assert_accessible(page)


def test_the_map_has_its_table(
    page: Page, live_server: LiveServer, assert_accessible: Check
) -> None:
    network = make_network("Red Ejemplo")
    join(make_organization(subdivision="MX-CHP"), network)
    page.goto(live_server.url + reverse("directory:network", args=[network.key]))
    picture = page.get_by_role("img", name="Integrantes en México, por estado o departamento")
    expect(picture).to_be_visible()
    page.get_by_text("Tabla: integrantes en México").click()
    row = page.get_by_role("row", name="Chiapas CHP 1")
    expect(row).to_be_visible()
    assert_accessible(page)
