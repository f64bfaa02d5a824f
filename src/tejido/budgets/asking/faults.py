"""Refusals of a question as a person reads them: why, where, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.budgets.domain.grid import MOST_ROWS
from tejido.budgets.domain.named_codes import NameFault
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.question_wording import field_said, value_said
from tejido.budgets.rule_wording import refused
from tejido.core.errors import InvalidInput

SENTENCES: dict[str, str | Promise] = {
    "not-an-identifier": gettext_lazy(
        "Here a key is expected, in small letters, digits and hyphens: “key” or “key@version”."
    ),
    "not-years": gettext_lazy("Here years are expected: 2013, “2008:2013” or a list of years."),
    "word-unknown": gettext_lazy("This word is not one of those the field knows."),
    "not-a-count": gettext_lazy("Here a number between 1 and 1000 is expected."),
    "documents-mixed": gettext_lazy(
        "A question reads one sort of document: the proposal says what was asked for, the approved"
        " budget what was allowed, a part-year document what had been spent by a date, and the"
        " final account what was spent. Side by side they would compare different things. Ask one"
        " question for each."
    ),
    "sign-missing": gettext_lazy("Say which sign of opacity is asked for."),
    "sign-unused": gettext_lazy(
        "A sign is a figure of its own: ask for it alone, or leave it out."
    ),
    "lens-missing": gettext_lazy("Classes come from a lens: name one."),
    "group-missing": gettext_lazy("Say by what, beside the year, the amounts are to be grouped."),
    "group-unused": gettext_lazy("This sign is about the whole; it is not grouped."),
    "concordance-missing": gettext_lazy(
        "Codes are followed through the years by a concordance: name one."
    ),
    "one-stage": gettext_lazy(
        "A budget proposal or an approved budget has one stage of the money only: there is nothing"
        " to compare it with. Ask of the final account."
    ),
    "two-measures": gettext_lazy("This figure compares stages of the money: name at least two."),
    "part-year-compared": gettext_lazy(
        "A part-year document holds what was spent up to a date, so that setting it against the"
        " year's budget would look like money left unspent. Ask for the sign of opacity “Part-year"
        " spending”, which says what it is."
    ),
    "part-years-compared": gettext_lazy(
        "Part-year documents of several years were cut at dates that differ or are not stated:"
        " what was spent in them is not compared. Ask for one year."
    ),
    "base-missing": gettext_lazy("The price index has no value for this year: choose another."),
    "series-not-deflator": gettext_lazy("Real terms need a price index."),
    "series-not-people": gettext_lazy("Amounts per person need a series that counts people."),
    "deflator-unclear": gettext_lazy(
        "There is not one price index of the dataset's country: name one, as in “inpc-mx:2023”."
    ),
    "part-year-only": gettext_lazy("This sign is about part-year documents: ask of one of them."),
}


def refusal(fault: RuleFault) -> InvalidInput:
    """Return the error a person is shown for a fault in a question."""
    sentence = SENTENCES.get(fault.code)
    if sentence is None:
        return refused(RuleFault(fault.code, field_said(fault.place), fault.value))
    value = value_said(fault)
    said = f"{field_said(fault.place)}: {sentence}" + (f" ({value})" if value else "")
    return InvalidInput(said, code=f"question-{fault.code}")


def name_refusal(fault: NameFault) -> InvalidInput:
    """Return the error for a name that stands for nothing or for several things."""
    listed = "; ".join(fault.candidates)
    if fault.code == "name-ambiguous":
        said = _("“%(name)s” is the name of several institutions. Name one by its code: %(listed)s")
    elif fault.code == "name-of-programme":
        said = _(
            "“%(name)s” is a programme: it is followed by the concordance %(listed)s. Name it."
        )
    elif listed:
        said = _("Nothing is called “%(name)s”. Did you mean: %(listed)s")
    else:
        said = _("Nothing in this dataset is called “%(name)s”, and nothing has it as its code.")
    return InvalidInput(said % {"name": fault.name, "listed": listed}, code=fault.code)


def too_many_rows() -> InvalidInput:
    """Return the error for an answer nobody could read."""
    return InvalidInput(
        _("The answer has more than %(most)s rows. Narrow the question, or ask for the largest.")
        % {"most": MOST_ROWS},
        code="too-many-rows",
    )
