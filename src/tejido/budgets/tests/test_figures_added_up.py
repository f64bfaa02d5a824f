"""What must hold of every answer whatever the lines: sums added up once more in Python."""

from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.domain.lens import class_of, read_lens
from tejido.budgets.models import Coverage, Dataset, LensVersion
from tejido.budgets.tests.asked_lines import a_series, ask, line, store_lines, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
LENS = "mx-people-on-the-move"

AMOUNTS = st.decimals(-10_000, 10**12, places=2) | st.none()
UNITS = st.sampled_from(
    ["04-K00", "04-N00", "04-412", "05-211", "05-212", "07-110", "36-A00", "99-1"]
)
PROGRAMMES = st.sampled_from(["008", "006", "002", "001", "019"])
# Some of them words that the shipped lens looks for, where its rules say and elsewhere.
UNIT_NAMES = st.sampled_from(
    ["Unidad", "Unidad de Política Migratoria", "POLITICA  MIGRATORIA", "Servicios consulares"]
)
PROGRAMME_NAMES = st.sampled_from(
    ["Programa", "Política migratoria", "Atención a refugiados", "Comunidades mexicanas", None]
)
LINES = st.lists(
    st.builds(
        lambda year, unit, name, programme, approved, executed: line(
            year, unit, name, **programme, approved=approved, executed=executed
        ),
        st.integers(2010, 2012), UNITS, UNIT_NAMES,
        st.fixed_dictionaries({
            "modality": st.sampled_from("EP"),
            "programme": PROGRAMMES,
            "programme_label": PROGRAMME_NAMES,
        }),
        AMOUNTS, AMOUNTS,
    ),
    min_size=1,
    max_size=25,
)  # fmt: skip
FEW = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Sums = dict[tuple[int, str, str], Decimal | None]


def added(lines: list[dict[str, Any]]) -> Sums:
    """The reference: amounts of a lens's classes added up in Python."""
    spec = LensVersion.objects.get(lens__key=LENS).spec
    lens = read_lens(spec)
    sums: Sums = {}
    for one in lines:
        group = class_of(lens, one)[0]
        for measure in ("approved", "executed"):
            key = (one["year"], group, measure)
            sums.setdefault(key, None)
            if one[measure] is not None:
                sums[key] = (sums[key] or Decimal()) + one[measure]
    return sums


def by_class(**fields: Any) -> Sums:
    found = ask(by=["class"], lens=LENS, **fields)
    return {
        (row["year"], row["class"], row["measure"]): (
            None if row["value"] is None else Decimal(row["value"])
        )
        for row in found.rows
        if row.get("reason") != "no_line"
    }


class TestWhateverTheLines:
    @pytest.fixture(autouse=True)
    def _rules(self) -> None:
        load_shipped()
        a_series("indice", "deflator", y2010="80.25", y2011="90.5", y2012="100", y2015="133.7")

    @FEW
    @given(LINES, st.randoms(use_true_random=False))
    def test_sums_are_those_of_the_reference_in_any_order(
        self, lines: list[dict[str, Any]], shuffler: Random
    ) -> None:
        Coverage.objects.update(in_force=False)
        Dataset.objects.update(visibility="public")
        store_lines(lines)
        first = by_class()
        assert first == added(lines)
        total: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
        for (year, _, measure), value in first.items():
            total[(year, measure)] += value or 0
        for row in ask().rows:
            assert Decimal(row["value"] or 0) == total[(row["year"], row["measure"])]
        shuffled = list(lines)
        shuffler.shuffle(shuffled)
        store_lines(shuffled)
        assert by_class() == first
        question = question_from(
            {"version": 1, "dataset": "ejemplo", "by": ["class", "institution"], "lens": LENS}
        )
        assert answer(None, question) == answer(None, question, fresh=True)

    @FEW
    @given(LINES)
    def test_real_amounts_are_nominal_ones_times_the_index(
        self, lines: list[dict[str, Any]]
    ) -> None:
        Coverage.objects.update(in_force=False)
        store_lines(lines)
        index = {2010: "80.25", 2011: "90.5", 2012: "100"}
        nominal, real = by_class(), by_class(real={"series": "indice", "base": 2015})
        assert nominal.keys() == real.keys()
        for key, value in nominal.items():
            if value is None:
                assert real[key] is None
                continue
            exact = value * Decimal("133.7") / Decimal(index[key[0]])
            assert real[key] == exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        same = ask(real={"series": "indice", "base": 2012}, years=[2012])
        assert values(same, "value") == values(ask(years=[2012]), "value")
