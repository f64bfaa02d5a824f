"""What a lens makes of imported lines: money by class, what is unclassified, what differs."""

from pathlib import Path

import pytest

from tejido.budgets.domain.columns import Document, Measure
from tejido.budgets.domain.lens import Lens, read_lens
from tejido.budgets.lens_figures import Comparison, classes_of, compare
from tejido.budgets.lens_scope import Scope, documents_of, scope_of
from tejido.budgets.models import Answer, Coverage, Dataset
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.budgets.tests.rule_examples import a_lens, a_rule
from tejido.core.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Two institutions in 2012, one of them in 2013 too, with money and without."""
    path = a_budget_file(
        tmp_path,
        a_line(EJERCIDO="10.50"),
        a_line(EJERCIDO="20.00", ID_OBJETO="1102"),
        a_line(ID_UR="N00", DESC_UR="Comisión de Ejemplo", ID_PP="6", EJERCIDO="5.00"),
        a_line(ID_RAMO="7", DESC_RAMO="Otro", ID_UR="110", DESC_UR="Oficina", EJERCIDO="-1.00"),
        a_line(CICLO="2013", EJERCIDO="40.00"),
    )
    return import_budget(path).dataset


def lens_of(*rules: tuple[str, str]) -> Lens:
    """A lens of rules (unit, class), in every year."""
    return read_lens(
        a_lens(
            *(
                a_rule({"unit": unit, "years": "2000:2030"}, name=f"r-{unit.lower()}", of=of)
                for unit, of in rules
            )
        )
    )


def final(dataset: Dataset, year: int | None = None) -> Scope:
    return scope_of(dataset, Document.FINAL_ACCOUNT, year)


def held(comparison: Comparison) -> dict[tuple[str, str], tuple[int, str | None]]:
    return {(p.one, p.other): (p.lines, p.amount) for p in comparison.pairs}


ONE = lens_of(("K00", "control"), ("N00", "care"))


class TestClassesOf:
    def test_lines_and_money_by_class_with_what_is_unclassified(self, dataset: Dataset) -> None:
        figures = classes_of(ONE, final(dataset, 2012))
        assert held(figures) == {
            ("care", "care"): (1, "5.00"),
            ("control", "control"): (2, "30.50"),
            ("unclassified", "unclassified"): (1, "-1.00"),
        }
        [group] = figures.groups
        assert (group.branch, group.unit, group.unit_label) == ("07", "110", "Oficina")
        assert figures.more == 0

    def test_all_years_of_one_sort_of_document(self, dataset: Dataset) -> None:
        scope = final(dataset)
        assert (scope.years, scope.measure) == ((2012, 2013), Measure.EXECUTED)
        assert held(classes_of(ONE, scope))["control", "control"] == (3, "70.50")

    def test_all_years_are_told_by_the_last_stage_that_all_of_them_have(
        self, dataset: Dataset
    ) -> None:
        first, second = Coverage.objects.filter(dataset=dataset).order_by("year")
        for year, stages in ((first, ("paid", "modified")), (second, ("executed", "modified"))):
            year.totals = dict.fromkeys(stages, "1.00")
            year.save()
        assert final(dataset, 2012).measure == Measure.PAID
        assert final(dataset, 2013).measure == Measure.EXECUTED
        assert final(dataset).measure == Measure.MODIFIED

    def test_where_no_stage_is_in_all_years_the_last_that_any_has(self, dataset: Dataset) -> None:
        first, second = Coverage.objects.filter(dataset=dataset).order_by("year")
        for year, stage in ((first, "accrued"), (second, "paid")):
            year.totals = {stage: "1.00", "executed": None}
            year.save()
        assert final(dataset).measure == Measure.PAID

    def test_the_second_time_it_is_kept(self, dataset: Dataset) -> None:
        first = classes_of(ONE, final(dataset))
        assert Answer.objects.count() == 1
        assert classes_of(ONE, final(dataset)) == first
        assert Answer.objects.count() == 1

    def test_a_document_the_dataset_does_not_have(self, dataset: Dataset) -> None:
        assert documents_of(dataset) == {Document.FINAL_ACCOUNT: (2012, 2013)}
        with pytest.raises(NotFound):
            scope_of(dataset, Document.APPROVED)
        with pytest.raises(NotFound):
            final(dataset, 2020)


class TestCompare:
    def test_lines_and_money_of_each_pair_and_the_groups_that_differ(
        self, dataset: Dataset
    ) -> None:
        other = lens_of(("K00", "care"), ("N00", "care"), ("110", "control"))
        found = compare(ONE, other, final(dataset))
        assert held(found) == {
            ("care", "care"): (1, "5.00"),
            ("control", "care"): (3, "70.50"),
            ("unclassified", "control"): (1, "-1.00"),
        }
        first, second = found.groups
        assert (first.unit, first.lines, first.first_year, first.last_year) == (
            "K00",
            3,
            2012,
            2013,
        )
        assert (first.one_rule, first.other_rule) == ("r-k00", "r-k00")
        assert (second.unit, second.one_rule, second.other_rule) == ("110", "", "r-110")

    def test_a_lens_does_not_differ_from_itself(self, dataset: Dataset) -> None:
        found = compare(ONE, ONE, final(dataset))
        assert not found.groups
        assert all(pair.one == pair.other for pair in found.pairs)
