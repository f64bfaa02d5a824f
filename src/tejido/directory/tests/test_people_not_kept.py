"""A stored list holds the names of no people, wherever they are printed."""

import pytest
from django.apps import apps

from tejido.directory.actions import store_printed_list
from tejido.directory.models import MentionRow

pytestmark = pytest.mark.django_db

LIST = """Red de Ejemplo del Sur:
Colectivo Uno
Personas:
María Pérez López, Universidad de Ejemplo
Juan Gómez Ruiz (coordinador):
Centro Lucero
Taller de Barro
Académicas y académicos: Ana Luisa Tovar Méndez (UNAM); Pedro Jiménez Soto, El Colegio
Dra. Nadia Luna Vargas:
Colectivo Tres; Colectivo Cuatro
"""
PEOPLE = ("Pérez", "Gómez", "Tovar", "Jiménez", "Luna")


def test_no_row_of_any_table_holds_a_person() -> None:
    stored = store_printed_list(actor=None, title="Lista", source="", text=LIST)
    assert [person.name for person in stored.people] == [
        "María Pérez López",
        "Juan Gómez Ruiz",
        "Ana Luisa Tovar Méndez",
        "Pedro Jiménez Soto",
        "Nadia Luna Vargas",
    ]
    for model in apps.get_models():
        for row in model._default_manager.values():
            held = [name for name in PEOPLE if name.casefold() in str(row).casefold()]
            assert held == [], model


def test_who_stands_under_a_person_is_nobodys_member() -> None:
    store_printed_list(actor=None, title="Lista", source="", text=LIST)
    lucero = MentionRow.objects.get(text="Centro Lucero")
    assert (lucero.listed_under, lucero.under_network) == ("", False)
