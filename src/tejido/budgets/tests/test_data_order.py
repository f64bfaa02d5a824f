"""Stored data comes out in one order on every database."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tejido.budgets.domain.columns import MEASURES
from tejido.budgets.domain.data_order import in_order

_NAMES = st.sampled_from(["read", "kept", "refused", "cells", "Ramo", "ID_UR", *MEASURES])
_DATA = st.recursive(
    st.integers() | st.text() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(_NAMES, inner),
)


def _as_jsonb(data: Any) -> Any:
    """Return data as PostgreSQL gives it back: shorter names first, equal lengths by letters."""
    if isinstance(data, dict):
        return {one: _as_jsonb(data[one]) for one in sorted(data, key=lambda n: (len(n), n))}
    return [_as_jsonb(one) for one in data] if isinstance(data, list) else data


@given(data=_DATA)
def test_the_order_does_not_depend_on_the_database(data: Any) -> None:
    assert json.dumps(in_order(data)) == json.dumps(in_order(_as_jsonb(data)))
    assert in_order(data) == data


def test_counts_and_columns_stand_as_a_reader_expects_them() -> None:
    counts = {"kept": 2, "set_apart": 0, "read": 2, "refused": 0}
    assert list(in_order(counts)) == ["read", "kept", "refused", "set_apart"]
    totals = dict.fromkeys(sorted(MEASURES), "0.00")
    assert list(in_order({"totals": totals})["totals"]) == list(MEASURES)
