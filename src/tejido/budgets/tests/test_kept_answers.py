"""Answers are kept: until what they depend on changes, only so many, and not the large ones."""

from typing import Any

import pytest

from tejido.budgets.actions import asking
from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.domain import grid
from tejido.budgets.models import Answer as KeptAnswer
from tejido.budgets.tests.asked_lines import INM, ask, line, refused, store_lines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


class TestKept:
    def test_an_answer_is_kept_until_something_it_depends_on_changes(self) -> None:
        store_lines([line(2012, "04-K00", INM, approved=1)])
        question = question_from({"version": 1, "dataset": "ejemplo"})
        first = answer(None, question)
        assert KeptAnswer.objects.count() == 1
        assert answer(None, question) == first == answer(None, question, fresh=True)
        store_lines([line(2012, "04-K00", INM, approved=2)])
        assert answer(None, question) != first
        assert KeptAnswer.objects.count() == 2

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries: Any) -> None:
        store_lines(line(year, "04-K00", INM, approved=1) for year in range(2008, 2014))
        asked = {"where": {"institution": INM, "branch": "04"}, "by": ["institution"]}
        with django_assert_max_num_queries(9):
            ask(**asked)
        with django_assert_max_num_queries(6):
            ask(**asked)

    def test_the_oldest_are_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asking, "MOST_KEPT", 3)
        store_lines([line(year, "04-K00", INM, approved=1) for year in range(2008, 2014)])
        kept = []
        for first in range(2008, 2014):
            ask(years=f"{first}:2013")
            kept.append(KeptAnswer.objects.latest("made_at").digest)
        assert set(KeptAnswer.objects.values_list("digest", flat=True)) == set(kept[-3:])

    def test_too_many_rows_are_refused_and_large_answers_not_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store_lines([line(2012, f"04-{code}", INM, approved=1) for code in range(20)])
        monkeypatch.setattr(asking, "LARGEST_KEPT", 19)
        assert len(ask(by=["institution"], measures=["approved"]).rows) == 20
        assert not KeptAnswer.objects.exists()
        monkeypatch.setattr(asking, "MOST_ROWS", 19)
        monkeypatch.setattr(grid, "MOST_ROWS", 19)
        assert refused(by=["institution"], measures=["approved"]).code == "too-many-rows"
