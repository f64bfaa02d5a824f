"""The short form of a question: institutions, measures and years, with the rest found."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.budgets.actions.asking import answer, question_from, resolved_question
from tejido.budgets.asking.faults import refusal
from tejido.budgets.domain.answer import Answer
from tejido.budgets.domain.question import INSTITUTION, YEAR
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.models import Dataset
from tejido.budgets.queries.answers import Asker, dataset_called, datasets_for
from tejido.core.errors import InvalidInput
from tejido.evidence.models import Series, SeriesSort


@dataclass(frozen=True, slots=True)
class ShortQuestion:
    """What is said on one line.

    Arguments:
        institutions: names, acronyms or codes.
        measures: stages of the money; the figure's own when empty.
        years: "2008:2013", "2013", "2008,2013" or empty for all.
        document: sort of document.
        real: "2023", or "inpc-mx:2023"; empty for the money of each year.
        dataset: key, or empty to look for one that has the institutions.
        concordance: key, or empty.
    """

    institutions: Sequence[str]
    measures: Sequence[str] = ()
    years: str = ""
    document: str = "final_account"
    real: str = ""
    dataset: str = ""
    concordance: str = ""


def answer_short(user: Asker, short: ShortQuestion) -> Answer:
    """Answer it from the dataset named, or the first that has all the institutions.

    Datasets of budget lines are looked through before those of totals.

    Errors:
        InvalidInput, NotFound: as `answer`; where no dataset has the institutions, why the first
            does not.
    """
    listed = [dataset_called(user, short.dataset)] if short.dataset else datasets_for(user)
    refused: InvalidInput | None = None
    for dataset in listed:
        question = question_from(_data(user, short, dataset))
        try:
            resolved_question(user, question)
        except InvalidInput as refusal_of_one:
            if refusal_of_one.code != "name-unknown":
                raise
            refused = refused or refusal_of_one
        else:
            return answer(user, question)
    if refused is not None:
        raise refused
    # There is none; the message says so.
    dataset_called(user, short.dataset or "-")
    raise InvalidInput


def _data(user: Asker, short: ShortQuestion, dataset: Dataset) -> dict[str, object]:
    data: dict[str, object] = {
        "version": 1,
        "dataset": dataset.key,
        "document": short.document,
        "by": [YEAR, INSTITUTION],
        "where": {INSTITUTION: list(short.institutions)},
    }
    if short.measures:
        data["measures"] = list(short.measures)
    if short.years:
        data["years"] = _years(short.years)
    if short.concordance:
        data["concordance"] = short.concordance
    if short.real:
        data["real"] = _real(user, short.real, dataset)
    return data


def _years(written: str) -> object:
    if "," not in written:
        return written
    listed = [one.strip() for one in written.split(",")]
    return [int(one) if one.isdecimal() else one for one in listed]


def _real(user: Asker, written: str, dataset: Dataset) -> dict[str, object]:
    series, _colon, base = written.rpartition(":")
    return {
        "series": series or _deflator(user, dataset),
        "base": int(base) if base.isdecimal() else base,
    }


def _deflator(user: Asker, dataset: Dataset) -> str:
    """Return the one price index of a dataset's country."""
    seen = Series.objects.all() if user is None else Series.objects.visible_to(user)
    found = seen.filter(sort=SeriesSort.DEFLATOR, country=dataset.country).values_list("key")
    keys = [key for (key,) in found[:2]]
    if len(keys) != 1:
        raise refusal(RuleFault("deflator-unclear", "real", dataset.country))
    return str(keys[0])
