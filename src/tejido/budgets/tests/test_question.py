"""Questions as data: read, written, refused; the schema and the reader agree."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from jsonschema import Draft202012Validator

from tejido.budgets.asking.faults import SENTENCES, refusal
from tejido.budgets.asking.shipped import shipped_questions
from tejido.budgets.domain.columns import Document, Measure
from tejido.budgets.domain.question import Figure, Real, Selected, question_data
from tejido.budgets.domain.question_reading import read_question
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.explore_forms import ExploreForm
from tejido.budgets.question_wording import field_said

SCHEMA = json.loads(
    (Path(__file__).parents[4] / "docs" / "budget-question.schema.json").read_text()
)
CODES = {"figure": "codes", "concordance": "c"}


def a_question(**fields: Any) -> dict[str, Any]:
    return {"version": 1, "dataset": "ejemplo", **fields}


ACCEPTED: list[dict[str, Any]] = [
    a_question(),
    a_question(years=2013),
    a_question(years="2013"),
    a_question(years="2008:2013"),
    a_question(years=[2013, 2008]),
    a_question(by=["year"]),
    a_question(by=["class", "branch"], lens="lente@2"),
    a_question(where={"institution": "04-K00", "object": ["39*", "Otros"]}),
    a_question(where={}),
    a_question(text="migración fronteras"),
    a_question(real={"series": "inpc-mx", "base": 2023}, per={"series": "asilo"}, top=5),
    a_question(figure="deviation", measures=["approved", "modified", "executed"]),
    a_question(figure="deviation", document="part_year", measures=["approved", "modified"]),
    a_question(figure="reallocation", by=["branch"]),
    a_question(figure="concentration", by=["year", "institution"]),
    a_question(**CODES),
    a_question(figure="opacity", sign="missing_years"),
    a_question(figure="opacity", sign="part_year", document="part_year"),
    a_question(document="approved", measures=["approved"]),
    *shipped_questions().values(),
]
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("field-missing", {"version": 1}),
    ("format-unknown", a_question(version=2)),
    ("format-unknown", a_question(version=True)),
    ("field-unknown", a_question(yeas="2013")),
    ("not-an-identifier", a_question(dataset="Ejemplo")),
    ("not-an-identifier", a_question(dataset="ejemplo@1")),
    ("not-an-identifier", a_question(lens="lente@0")),
    ("not-an-identifier", a_question(lens=None)),
    ("word-unknown", a_question(figure="ranking")),
    ("word-unknown", a_question(document="final_account ")),
    ("documents-mixed", a_question(document=["approved", "final_account"])),
    ("word-unknown", a_question(document=["approved"])),
    ("not-years", a_question(years="2013-2014")),
    ("not-years", a_question(years=1821)),
    ("not-years", a_question(years="1821:2013")),
    ("not-years", a_question(years=True)),
    ("not-years", a_question(years=[])),
    ("word-unknown", a_question(measures=["spent"])),
    ("not-a-list", a_question(measures=[])),
    ("word-unknown", a_question(by=["unit"])),
    ("field-unknown", a_question(where={"ministry": "04"})),
    ("not-a-code", a_question(where={"branch": [4]})),
    ("not-a-list", a_question(where={"branch": []})),
    ("not-a-text", a_question(where={"branch": " "})),
    ("not-words", a_question(text="¿?")),
    ("field-missing", a_question(real={"series": "inpc-mx"})),
    ("not-years", a_question(real={"series": "inpc-mx", "base": "2023"})),
    ("field-unknown", a_question(per={"series": "x", "base": 2023})),
    ("not-a-count", a_question(top=0)),
    ("sign-missing", a_question(figure="opacity")),
    ("sign-unused", a_question(sign="label_churn")),
    ("lens-missing", a_question(by=["class"])),
    ("lens-missing", a_question(where={"class": "control"})),
    ("group-missing", a_question(figure="concentration")),
    ("group-missing", a_question(figure="reallocation", by=["year"])),
    ("group-unused", a_question(figure="opacity", sign="label_churn", by=["branch"])),
    ("concordance-missing", a_question(figure="codes")),
    ("one-stage", a_question(figure="deviation", document="approved")),
    ("two-measures", a_question(figure="deviation", measures=["executed"])),
    ("part-year-compared", a_question(figure="deviation", document="part_year")),
    (
        "part-year-compared",
        a_question(figure="deviation", document="part_year", measures=["modified", "paid"]),
    ),
    ("part-year-only", a_question(figure="opacity", sign="part_year")),
]


@pytest.mark.parametrize("data", ACCEPTED)
def test_what_is_read_is_written_and_read_again(data: dict[str, Any]) -> None:
    question = read_question(data)
    assert read_question(question_data(question)) == question
    Draft202012Validator(SCHEMA).validate(data)
    Draft202012Validator(SCHEMA).validate(question_data(question))


@pytest.mark.parametrize(("code", "data"), REFUSED)
def test_what_does_not_hold_is_refused_with_its_place(code: str, data: dict[str, Any]) -> None:
    with pytest.raises(RuleFault) as fault:
        read_question(data)
    assert fault.value.code == code
    assert not Draft202012Validator(SCHEMA).is_valid(data)
    assert str(refusal(fault.value).message)


@pytest.mark.parametrize("data", [None, [], "amounts", {1: 2}])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(RuleFault):
        read_question(data)


def test_every_field_is_read() -> None:
    question = read_question(
        a_question(
            figure="deviation",
            document="final_account",
            years="2008:2010",
            measures=["executed", "approved", "executed"],
            by=["year", "branch"],
            where={"institution": "INM"},
            real={"series": "inpc-mx@2", "base": 2023},
            per={"series": "asilo"},
            top=3,
        )
    )
    assert question.figure is Figure.DEVIATION
    assert question.document is Document.FINAL_ACCOUNT
    assert question.years == (2008, 2009, 2010)
    assert question.measures == (Measure.EXECUTED, Measure.APPROVED)
    assert question.by == ("branch",)
    assert question.where == (Selected("institution", ("INM",)),)
    assert question.real == Real("inpc-mx@2", 2023)
    assert (question.per, question.top) == ("asilo", 3)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_refusal_of_standing_is_worded() -> None:
    assert {code for code, _ in REFUSED if "-" in code} & set(SENTENCES) >= {
        "documents-mixed", "part-year-compared", "one-stage", "two-measures", "part-year-only",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "data", "said", "key"),
    [
        ("es", a_question(document=["approved", "part_year"]),
         ("Documento: ", "(presupuesto aprobado, avance de una parte del año)"), "approved"),
        ("en", a_question(document="approved", figure="deviation"),
         ("Document: ", "(approved budget)"), "document:"),
        ("en", a_question(document="part_year", figure="deviation"),
         ("Document: ", "“Part-year spending”"), "part_year"),
        ("es", a_question(by=["class"]), ("Enfoque: ", "nombre uno."), "final_account"),
        ("es", a_question(real={"series": "inpc", "base": 1}), ("En precios del año: ",), "base"),
        ("es", a_question(where={"branch": 4}), ("Ramo: ",), "where"),
        ("es", {"version": 1}, ("Pregunta: ", "«dataset»"), "question"),
    ],
)  # fmt: skip
def test_refusals_call_fields_and_documents_by_their_words(
    language: str, data: dict[str, Any], said: tuple[str, ...], key: str
) -> None:
    with override(language):
        with pytest.raises(RuleFault) as fault:
            read_question(data)
        sentence = str(refusal(fault.value).message)
    assert sentence.startswith(said[0])
    assert all(one in sentence for one in said)
    assert key not in sentence


def test_fields_are_called_as_on_the_page_of_questions() -> None:
    same = {
        "dataset": "dataset", "document": "document", "figure": "figure", "measures": "measures",
        "by": "by", "lens": "lens", "concordance": "concordance", "real.base": "base",
        "real.series": "deflator", "per": "per", "top": "top", "where.branch": "branch",
        "where.institution": "institution", "where.programme": "programme",
    }  # fmt: skip
    with override("es"):
        for place, name in same.items():
            assert field_said(place) == str(ExploreForm.base_fields[name].label)
