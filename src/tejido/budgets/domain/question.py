"""A question about budgets as data: what is asked, of which document, by what, in what money."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tejido.budgets.domain.columns import Document, Measure

FORMAT: Final = 1
YEAR: Final = "year"
CLASS: Final = "class"
INSTITUTION: Final = "institution"


class Figure(StrEnum):
    """What is computed. docs/budgets.md has the method of each."""

    AMOUNTS = "amounts"
    SHARE = "share"
    DEVIATION = "deviation"
    REALLOCATION = "reallocation"
    CONCENTRATION = "concentration"
    CODES = "codes"
    OPACITY = "opacity"


class Sign(StrEnum):
    """A sign of opacity: each is a figure of its own, and there is no index of them."""

    MISSING_YEARS = "missing_years"
    VANISHED_PROGRAMMES = "vanished_programmes"
    CATCH_ALL_OBJECTS = "catch_all_objects"
    LABEL_CHURN = "label_churn"
    PART_YEAR = "part_year"


COUNTING_SIGNS: Final = (Sign.MISSING_YEARS, Sign.LABEL_CHURN)
"""They count lines, units and programmes, and no money."""


@dataclass(frozen=True, slots=True)
class Real:
    """Real terms: the key of a price index ("key" or "key@version") and the year whose prices."""

    series: str
    base: int


@dataclass(frozen=True, slots=True)
class Selected:
    """Lines whose `dimension` is one of `values`: codes ("04-K00", "39*") or names."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Arguments:
        dataset: key of the dataset.
        figure: what is computed.
        sign: which sign of opacity, when that is the figure.
        document: the one sort of document that is read; documents never mix.
        years: ascending, each once; none stands for every year the dataset holds.
        measures: stages of the money, in the order they are answered.
        by: what each row stands for, beside the year.
        lens: "key" for the newest version, or "key@number"; empty for none.
        where: conditions that all hold.
        text: words that must stand in the label of the unit or programme.
        concordance: as `lens`.
        real: real terms, or None for the money of each year.
        per: key of a series of people to divide by, or empty.
        top: how many groups: the largest ones (concentration: whose share is summed).
    """

    dataset: str
    figure: Figure = Figure.AMOUNTS
    sign: Sign | None = None
    document: Document = Document.FINAL_ACCOUNT
    years: tuple[int, ...] = ()
    measures: tuple[Measure, ...] = ()
    by: tuple[str, ...] = ()
    lens: str = ""
    where: tuple[Selected, ...] = ()
    text: str = ""
    concordance: str = ""
    real: Real | None = None
    per: str = ""
    top: int | None = None

    def is_money(self) -> bool:
        """Whether what is asked is counted in money; within a year, shares are the same in any."""
        if self.sign is not None:
            return self.sign not in COUNTING_SIGNS
        return self.figure not in (Figure.SHARE, Figure.CONCENTRATION)

    def selects(self, *dimensions: str) -> bool:
        """Whether a condition is on one of the dimensions."""
        return any(one.dimension in dimensions for one in self.where)


def question_data(question: Question) -> dict[str, object]:
    """Return what `read_question` reads: only what was said, in a fixed order."""
    data: dict[str, object] = {
        "version": FORMAT,
        "dataset": question.dataset,
        "figure": str(question.figure),
        "sign": question.sign and str(question.sign),
        "document": str(question.document),
        "years": list(question.years),
        "measures": [str(measure) for measure in question.measures],
        "by": [YEAR, *question.by],
        "lens": question.lens,
        "where": {one.dimension: list(one.values) for one in question.where},
        "text": question.text,
        "concordance": question.concordance,
        "real": _real_data(question.real),
        "per": {"series": question.per} if question.per else None,
        "top": question.top,
    }
    return {name: value for name, value in data.items() if value}


def _real_data(real: Real | None) -> Mapping[str, object] | None:
    return None if real is None else {"series": real.series, "base": real.base}
