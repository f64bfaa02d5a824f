"""An answer: rows of plain JSON with all that is needed to check and to recompute them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from tejido.budgets.domain.question import Question

# What an answer's JSON looks like and how figures are computed; a change makes kept answers new.
FORMAT: Final = 4

Row = dict[str, Any]
Said = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to.

    Arguments:
        question: the question as data.
        columns: names of the columns of the rows, in order; "reason" comes last.
        rows: {"year", groups, "measure", ("indicator",) "value", "unit", "document"}; `value` is
            a decimal string, or None with a "reason", a key of `reasons`.
        sql: the statement; it names the Parquet files as "<digest>.parquet".
        resolved: {"snapshots": [{"digest", "original_digest", "name", "key", "year", "document",
            "rows"}], "lens", "concordance", "series": [...], "corrections": [...], "codes":
            {dimension: [{"code", "label", "first_year", "last_year"}]}, "acronyms": [as
            "concordance"], "engine"}.
        method: {"es": [sentences], "en": [sentences]}.
        notes: what is missing or to be read with care: [{"code", "es", "en"}].
        names: of classes and entities: {"class": {id: {"es", "en"}}, "institution": {...}}.
        reasons: sentences of the reasons that occur: {reason: {"es", "en"}}.
    """

    question: dict[str, Any]
    columns: list[str]
    rows: list[Row]
    sql: str
    resolved: dict[str, Any]
    method: dict[str, list[str]]
    notes: list[Said] = field(default_factory=list)
    names: dict[str, dict[str, Said]] = field(default_factory=dict)
    reasons: dict[str, Said] = field(default_factory=dict)


def answer_data(answer: Answer) -> dict[str, Any]:
    """Return what `read_answer` reads."""
    return asdict(answer)


def read_answer(data: dict[str, Any]) -> Answer:
    """Read an answer from what `answer_data` wrote."""
    return Answer(**data)


def pinned_question(question: Question, resolved: Mapping[str, Any]) -> Question:
    """Return a question that names the version of each rule set and series its answer used.

    Arguments:
        resolved: of the answer.
    """
    series = {one["key"]: _versioned(one) for one in resolved["series"]}
    real = question.real
    return replace(
        question,
        lens=_versioned(resolved["lens"]),
        concordance=_versioned(resolved["concordance"]),
        real=real and replace(real, series=series[real.series.partition("@")[0]]),
        per=question.per and series[question.per.partition("@")[0]],
    )


def _versioned(rules: Mapping[str, Any] | None) -> str:
    return f"{rules['key']}@{rules['number']}" if rules else ""
