"""After any sequence of acts the record says what the pages say, and verifies."""

import tempfile
from pathlib import Path
from typing import Any

from django.test import override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.core.errors import DomainError
from tejido.core.transparency import keys
from tejido.statements.tests import records
from tejido.statements.tests.test_agreement import HIDDEN_BEFORE, HIDDEN_CARRIER, World, acts


class TheRecordAgrees(TestCase):
    """Any sequence of acts."""

    @settings(max_examples=25)
    @given(st.lists(acts, min_size=1, max_size=14))
    @example(HIDDEN_CARRIER)
    @example(HIDDEN_BEFORE)
    def test_the_record_verifies_and_extends_the_ones_before(
        self, sequence: list[tuple[Any, ...]]
    ) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with override_settings(LOG_KEY_FILE=folder / "key"):
                keys.make_key()
                run(World(), sequence, folder)


def run(world: World, sequence: list[tuple[Any, ...]], folder: Path) -> None:
    """Act, write a record after each act, and verify it beside the one before."""
    before = records.written(world.statement, folder, "0.json")
    for number, (act, *values) in enumerate(sequence, start=1):
        try:
            getattr(world, act)(*values)
        except DomainError:
            continue
        path = records.written(world.statement, folder, f"{number}.json")
        assert records.fault(path, since=before) == ""
        before = path
