"""The rules and series a question names, looked up with what names their version."""

from decimal import Decimal
from typing import Any

from tejido.budgets.domain.concordance import Concordance, read_concordance
from tejido.budgets.domain.lens import Lens, read_lens
from tejido.budgets.domain.plan import factors
from tejido.budgets.domain.question import Question
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.models import ConcordanceVersion, LensVersion
from tejido.budgets.queries import answers as lookups
from tejido.evidence.domain.series import SeriesValues
from tejido.evidence.models import SeriesSort
from tejido.evidence.queries import series_values

Record = dict[str, Any]


def lens_of(question: Question) -> tuple[Lens | None, Record | None]:
    """Return the lens a question names, and what names its version. Errors: NotFound."""
    if not question.lens:
        return None, None
    found = lookups.lens_version(question.lens)
    return read_lens(found.spec), _version_record(found.lens.key, found)


def concordance_of(question: Question) -> tuple[Concordance | None, Record | None]:
    """Return the concordance a question names, as `lens_of`. Errors: NotFound."""
    if not question.concordance:
        return None, None
    found = lookups.concordance_version(question.concordance)
    return read_concordance(found.spec), concordance_record(found)


def concordance_record(version: ConcordanceVersion) -> Record:
    """Return what names a version of a concordance."""
    return _version_record(version.concordance.key, version)


def _version_record(key: str, version: LensVersion | ConcordanceVersion) -> Record:
    return {"key": key, "number": version.number, "digest": version.digest}


def series_of(
    user: lookups.Asker, question: Question
) -> tuple[SeriesValues | None, SeriesValues | None]:
    """Return the price index and the series of people a question names.

    Errors:
        NotFound: there is none that `user` may see.
        RuleFault: the index lacks the base year, or a series is of another sort.
    """
    deflator = people = None
    if question.real is not None:
        deflator = _series(user, question.real.series, SeriesSort.DEFLATOR)
        if question.real.base not in deflator.values:
            raise RuleFault("base-missing", "real.base", question.real.base)
    if question.per:
        people = _series(user, question.per, SeriesSort.PEOPLE)
    return deflator, people


def _series(user: lookups.Asker, name: str, sort: SeriesSort) -> SeriesValues:
    key, _at, number = name.partition("@")
    found = series_values(key, int(number) if number else None, user=user)
    if found.sort != sort:
        raise RuleFault(f"series-not-{sort}", "series", name)
    return found


def series_record(series: SeriesValues) -> Record:
    """Return what names a version of a series."""
    return {
        "key": series.key,
        "number": series.number,
        "digest": series.digest,
        "publisher": series.publisher,
        "es": series.title_es,
        "en": series.title_en,
    }


def factors_of(
    question: Question,
    years: tuple[int, ...],
    deflator: SeriesValues | None,
    people: SeriesValues | None,
) -> dict[int, Decimal] | None:
    """Return what each year's amounts are multiplied by; None for the money of each year."""
    if not question.is_money() or (deflator is None and people is None):
        return None
    return factors(
        years,
        index=dict(deflator.values) if deflator is not None else None,
        base=question.real.base if question.real else None,
        people=dict(people.values) if people is not None else None,
    )
