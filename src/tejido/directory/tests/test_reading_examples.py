"""The examples printed with the reading rules hold."""

import doctest
import importlib
import pkgutil

import pytest

from tejido.directory.domain import reading

MODULES = [
    "tejido.directory.domain.folding",
    "tejido.directory.domain.legal_forms",
    "tejido.directory.domain.places",
    "tejido.directory.domain.printed_acronyms",
    *(f"{reading.__name__}.{module.name}" for module in pkgutil.iter_modules(reading.__path__)),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
