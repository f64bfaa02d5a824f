"""Everything an answer's SQL is written from: the question with all names and rules resolved."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

from tejido.budgets.domain.columns import COLUMNS, MEASURES, Measure
from tejido.budgets.domain.concordance import Concordance
from tejido.budgets.domain.conditions import Condition, codes_looked_at
from tejido.budgets.domain.conditions import columns_of as columns_looked_at
from tejido.budgets.domain.lens import Lens
from tejido.budgets.domain.question import CLASS, INSTITUTION, Figure, Question, Sign
from tejido.budgets.domain.report_sql import key_of
from tejido.budgets.domain.standing import CARRIED, measures_of

CODE: Final = "code"
# A sum (19 digits) times a factor (18 digits) is exact in a decimal of 38 digits, and Spark's
# decimals want one digit more than the two have.
FACTOR_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class ObjectRule:
    """A named rule for which objects of expenditure say nothing of what is bought.

    Arguments:
        key: its name and version ("catch-all-objects@1").
        codes: beginnings of object codes.
        words: a label that starts with one of these words.
    """

    key: str
    codes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A question that can be written as SQL.

    Arguments:
        question: what was asked.
        years: those asked that the dataset holds in this sort of document.
        currency: code of the money.
        lens: and `concordance`: the rules named in the question.
        lines_where: conditions in SQL over the canonical columns, before anything is added up.
        groups_where: conditions over classes and entities, after.
        factors: what each year's amounts are multiplied by; None for the money of each year, in
            which shares are reckoned whatever is asked.
        catch_all: the rule for the sign of that name.
    """

    question: Question
    years: tuple[int, ...]
    currency: str
    lens: Lens | None = None
    concordance: Concordance | None = None
    lines_where: tuple[str, ...] = ()
    groups_where: tuple[str, ...] = ()
    factors: dict[int, Decimal] | None = field(default=None, hash=False)
    catch_all: ObjectRule | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures asked that a document of this standing carries."""
        carried = CARRIED[self.question.document]
        return tuple(one for one in measures_of(self.question) if one in carried)

    @property
    def groups(self) -> tuple[str, ...]:
        """The columns of the answer between the year and the measure."""
        if self.question.figure == Figure.CODES:
            return (INSTITUTION, CODE)
        return self.question.by

    @property
    def money(self) -> str:
        """What an amount is counted in: "MXN", "MXN/2023" in prices of 2023, "MXN/person"."""
        if self.factors is None:
            return self.currency
        real = f"/{self.question.real.base}" if self.question.real else ""
        return f"{self.currency}{real}{'/person' if self.question.per else ''}"

    def needs_entity(self) -> bool:
        """Whether lines are to be told apart by entity."""
        return self.concordance is not None and INSTITUTION in self.groups

    def needs_class(self) -> bool:
        """Whether lines are to be told apart by class."""
        return self.lens is not None and (CLASS in self.groups or self.question.selects(CLASS))

    def columns(self) -> tuple[str, ...]:
        """Return the text columns that lines are first added up by, in canonical order."""
        needed = self._asked_for() | set(columns_looked_at(self._conditions()))
        return tuple(one for one in COLUMNS if one in needed and one not in ("year", *MEASURES))

    def lines_named(self, label: str) -> str:
        """Return SQL that holds for every line whose label the answer depends on.

        Arguments:
            label: a column of labels.
        """
        if label in self._asked_for():
            return "TRUE"
        return codes_looked_at(self._conditions(), label)

    def _asked_for(self) -> set[str]:
        """Return the columns the question itself shows or looks at, its rules aside."""
        needed = {column for group in self.groups for column in columns_of(group)}
        if self.question.text:
            needed |= {"unit_label", "programme_label"}
        if self.question.sign == Sign.CATCH_ALL_OBJECTS:
            needed |= {"object", "object_label"}
        return needed

    def _conditions(self) -> list[Condition]:
        """Return what the rules that are needed look at."""
        found: list[Condition] = []
        if self.lens is not None and self.needs_class():
            found += self.lens.conditions()
        if self.concordance is not None and self.needs_entity():
            found += self.concordance.conditions()
        return found


def columns_of(group: str) -> tuple[str, ...]:
    """Return the canonical columns a group is made of: codes, then the label."""
    if group == CLASS:
        return ()
    name = "unit" if group in (INSTITUTION, CODE) else group
    return (*key_of(name), f"{name}_label")


def factors(
    years: tuple[int, ...],
    *,
    index: dict[int, Decimal] | None,
    base: int | None,
    people: dict[int, Decimal] | None,
) -> dict[int, Decimal]:
    """Return what amounts of each year are multiplied by; years without a value are left out.

    Arguments:
        years: the years asked.
        index: values of a price index by year, with the `base` year; None for nominal amounts.
        people: number of people by year; None for the whole amount.

    Factors have 18 digits in all, rounded half to even.
    """
    found = {
        year: factor for year in years if (factor := _factor(year, index, base, people)) is not None
    }
    whole = max((len(str(int(one))) for one in found.values()), default=1)
    step = Decimal(1).scaleb(whole - FACTOR_DIGITS)
    return {year: _rounded(factor, step) for year, factor in found.items()}


def _factor(
    year: int,
    index: dict[int, Decimal] | None,
    base: int | None,
    people: dict[int, Decimal] | None,
) -> Fraction | None:
    factor = Fraction(1)
    if index is not None:
        if not index.get(year) or base is None or base not in index:
            return None
        factor *= Fraction(index[base]) / Fraction(index[year])
    if people is not None:
        if not people.get(year):
            return None
        factor /= Fraction(people[year])
    return factor


def _rounded(value: Fraction, step: Decimal) -> Decimal:
    places = -int(step.as_tuple().exponent)
    scaled = value * 10**places
    return Decimal(round(scaled)).scaleb(-places).quantize(step, ROUND_HALF_EVEN)
