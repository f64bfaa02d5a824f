"""What may be read side by side: documents of different standing never mix.

A proposal is what a government asked for, the approved budget what a congress allowed, a
part-year document what had been spent by a date, the final account what was spent. The same word
("approved") in two of them is not the same figure.
"""

from collections.abc import Sequence
from typing import Final

from tejido.budgets.domain.columns import Document, Measure
from tejido.budgets.domain.question import CLASS, Figure, Question, Sign
from tejido.budgets.domain.rule_data import RuleFault

# What a document of each standing can say at all.
CARRIED: Final[dict[Document, tuple[Measure, ...]]] = {
    Document.PROPOSAL: (Measure.PROPOSED,),
    Document.APPROVED: (Measure.PROPOSED, Measure.APPROVED),
    Document.PART_YEAR: tuple(measure for measure in Measure if measure != Measure.PROPOSED),
    Document.FINAL_ACCOUNT: tuple(Measure),
}
# Money that flows through the year: in a part-year document it stops at the cut-off date.
FLOWS: Final = (Measure.ACCRUED, Measure.EXECUTED, Measure.PAID)
_COMPARED: Final = (Figure.DEVIATION, Figure.REALLOCATION)
_WHOLE: Final = (Sign.MISSING_YEARS, Sign.VANISHED_PROGRAMMES, Sign.LABEL_CHURN)
_NEEDS_GROUP: Final = (Figure.REALLOCATION, Figure.CONCENTRATION)


def refuse_mixing(documents: Sequence[Document]) -> None:
    """Refuse a question over several sorts of document.

    Errors:
        RuleFault: documents-mixed.
    """
    if len(set(documents)) > 1:
        raise RuleFault("documents-mixed", "document", ", ".join(documents))


def refuse_question(question: Question) -> None:
    """Refuse what no data could answer, whatever the dataset holds.

    Errors:
        RuleFault: its code says which rule.
    """
    for code, place, broken in (
        ("sign-missing", "sign", question.figure == Figure.OPACITY and question.sign is None),
        ("sign-unused", "sign", question.figure != Figure.OPACITY and question.sign is not None),
        ("lens-missing", "lens", not question.lens and _asks_classes(question)),
        ("group-missing", "by", question.figure in _NEEDS_GROUP and not question.by),
        ("group-unused", "by", question.sign in _WHOLE and bool(question.by)),
        ("concordance-missing", "concordance", _follows(question) and not question.concordance),
        ("one-stage", "document", _one_stage(question)),
        ("two-measures", "measures", _too_few_stages(question)),
        ("part-year-compared", "document", _part_year_compared(question)),
        ("part-year-only", "document", _sign_of_another(question)),
    ):
        if broken:
            raise RuleFault(code, place, question.document if place == "document" else "")


def refuse_years(question: Question, years: Sequence[int]) -> None:
    """Refuse to set the spending of several part-year documents side by side.

    Arguments:
        question: what is asked.
        years: the years it comes to in the dataset.

    Errors:
        RuleFault: part-years-compared: their cut-off dates differ or are not stated.
    """
    flows = any(measure in FLOWS for measure in measures_of(question))
    if question.document == Document.PART_YEAR and flows and len(years) > 1:
        raise RuleFault("part-years-compared", "years", ", ".join(map(str, years)))


def measures_of(question: Question) -> tuple[Measure, ...]:
    """Return the measures asked, or those that the figure is about."""
    if question.measures:
        return question.measures
    if question.document == Document.PROPOSAL:
        return (Measure.PROPOSED,)
    if question.document == Document.APPROVED:
        return (Measure.APPROVED,)
    if question.sign == Sign.PART_YEAR:
        return (Measure.MODIFIED, Measure.PAID)
    return (Measure.APPROVED, Measure.EXECUTED)


def _asks_classes(question: Question) -> bool:
    return CLASS in question.by or question.selects(CLASS)


def _follows(question: Question) -> bool:
    return question.figure == Figure.CODES


def _one_stage(question: Question) -> bool:
    return question.figure in _COMPARED and question.document in (
        Document.PROPOSAL,
        Document.APPROVED,
    )


def _too_few_stages(question: Question) -> bool:
    compared = question.figure in _COMPARED or question.sign == Sign.PART_YEAR
    return compared and len(measures_of(question)) < 2


def _part_year_compared(question: Question) -> bool:
    return (
        question.figure in _COMPARED
        and question.document == Document.PART_YEAR
        and any(measure in FLOWS for measure in measures_of(question))
    )


def _sign_of_another(question: Question) -> bool:
    return question.sign == Sign.PART_YEAR and question.document != Document.PART_YEAR
