"""Before a list is stored its page says how it was read."""

from collections.abc import Callable

import pytest
from django.test import Client

from tejido.core.models import User
from tejido.directory.actions import store_printed_list
from tejido.directory.models import PrintedList

pytestmark = pytest.mark.django_db

LIST = """Voces del Puente, A.C. (Chiapas):
Casa Jacaranda, A.C. (Oaxaca)
Ana Prueba Inventada, Universidad del Ejemplo

Red Ejemplo de Casas: Albergue La Posta, A.C.; Comedor La Olla, A.C.
"""
GIVEN = {"title": "Lista", "visibility": "coalition", "text": LIST}
ADDRESS = "/es/directorio/listas/nueva/"


@pytest.fixture
def preview(alice: User, client_of: Callable[[User | None], Client]) -> Callable[[], str]:
    def read() -> str:
        text = client_of(alice).post(ADDRESS, GIVEN).content.decode()
        return " ".join(text.split())

    return read


def test_it_says_what_each_heading_does(preview: Callable[[], str]) -> None:
    text = preview()
    collected, network = text.index("solo reunió firmas"), text.index("pasan a ser integrantes")
    assert text.rindex("Voces del Puente", 0, collected) < collected
    assert text.rindex("Red Ejemplo de Casas", 0, network) > collected


def test_it_says_which_lines_are_people_and_keeps_names_out(preview: Callable[[], str]) -> None:
    text = preview()
    assert "en las líneas: 3<" in text
    read = text.partition('id="reading"')[2]
    assert "Ana Prueba" not in read
    assert read.index("<li>Albergue La Posta") < read.index("<li>Casa Jacaranda")


def test_it_says_that_the_same_list_is_stored_already(preview: Callable[[], str]) -> None:
    assert "Exactamente esta lista" not in preview()
    store_printed_list(actor=None, title="Firmas de mayo", source="", text=LIST)
    text = preview()
    assert "Exactamente esta lista" in text
    assert f"/es/directorio/listas/{PrintedList.objects.get().key}/" in text
