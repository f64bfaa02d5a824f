"""A question read from YAML, JSON or a form: every field known and checked, none guessed."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeVar

from tejido.budgets.domain.columns import DIMENSIONS, Document, Measure
from tejido.budgets.domain.label_words import words_of
from tejido.budgets.domain.question import (
    CLASS,
    FORMAT,
    INSTITUTION,
    YEAR,
    Figure,
    Question,
    Real,
    Selected,
    Sign,
)
from tejido.budgets.domain.rule_data import RuleFault, fields, items, text
from tejido.budgets.domain.standing import refuse_mixing, refuse_question

GROUPS: Final = (CLASS, INSTITUTION, *(name for name in DIMENSIONS if name != "unit"))
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_YEARS = 60
MOST_TOP = 1_000
# A unit's code is one only within its branch: "institution" is the unit with its branch.
_SELECTABLE: Final = (CLASS, INSTITUTION, *DIMENSIONS)
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,58}(@[1-9][0-9]{0,5})?", re.ASCII)
_RANGE = re.compile(r"([0-9]{4})(?::([0-9]{4}))?", re.ASCII)
_KNOWN = "figure sign document years measures by lens where text concordance real per top"

_Word = TypeVar("_Word", bound=StrEnum)
_Read = TypeVar("_Read")


def read_question(data: object) -> Question:
    """Read a question.

    Arguments:
        data: an object with the fields of docs/budget-question.schema.json.

    Errors:
        RuleFault: a field is unknown, missing or does not hold, or the question would mix what
            does not belong together (codes: `tejido.budgets.asking.wording`).
    """
    found = fields(data, "question", needed="version dataset", known=_KNOWN)
    if found["version"] != FORMAT or isinstance(found["version"], bool):
        raise RuleFault("format-unknown", "version", found["version"])

    def given(name: str, read: Callable[[object, str], _Read], otherwise: _Read) -> _Read:
        return read(found[name], name) if name in found else otherwise

    question = Question(
        dataset=_plain_key(found["dataset"], "dataset"),
        figure=given("figure", lambda value, place: _word(Figure, value, place), Figure.AMOUNTS),
        sign=given("sign", lambda value, place: _word(Sign, value, place), None),
        document=given("document", _document, Document.FINAL_ACCOUNT),
        years=given("years", read_years, ()),
        measures=given("measures", _measures, ()),
        by=given("by", _groups, ()),
        lens=given("lens", _key, ""),
        where=given("where", _where, ()),
        text=given("text", _text, ""),
        concordance=given("concordance", _key, ""),
        real=given("real", _real, None),
        per=given("per", _per, ""),
        top=given("top", _top, None),
    )
    refuse_question(question)
    return question


def read_years(data: object, place: str) -> tuple[int, ...]:
    """Return years from 2013, "2013", "2008:2013" or a list of years.

    Errors:
        RuleFault: not-years.
    """
    match = _RANGE.fullmatch(data) if isinstance(data, str) else None
    if match is not None:
        listed: list[object] = list(range(int(match[1]), int(match[2] or match[1]) + 1))
    else:
        listed = list(data) if isinstance(data, list | tuple) else [data]
    years = {_year(one, place) for one in listed}
    if not years or len(years) > MOST_YEARS:
        raise RuleFault("not-years", place, data)
    return tuple(sorted(years))


def _year(data: object, place: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or not FIRST_YEAR <= data <= LAST_YEAR:
        raise RuleFault("not-years", place, data)
    return data


def _word(words: type[_Word], data: object, place: str) -> _Word:
    if not isinstance(data, str) or data not in {str(word) for word in words}:
        raise RuleFault("word-unknown", place, data)
    return words(data)


def _document(data: object, place: str) -> Document:
    if isinstance(data, list | tuple):
        # Several are refused with the reason, and one is written without a list.
        refuse_mixing([_word(Document, one, place) for one in data])
    return _word(Document, data, place)


def _measures(data: object, place: str) -> tuple[Measure, ...]:
    listed = [_word(Measure, one, place) for one in items(data, place)]
    return tuple(dict.fromkeys(listed))


def _groups(data: object, place: str) -> tuple[str, ...]:
    listed = items(data, place)
    for one in listed:
        if one not in (YEAR, *GROUPS):
            raise RuleFault("word-unknown", place, one)
    return tuple(dict.fromkeys(str(one) for one in listed if one != YEAR))


def _plain_key(data: object, place: str) -> str:
    key = _key(data, place)
    if "@" in key:
        raise RuleFault("not-an-identifier", place, data)
    return key


def _key(data: object, place: str) -> str:
    if not isinstance(data, str) or not _KEY.fullmatch(data):
        raise RuleFault("not-an-identifier", place, data)
    return data


def _where(data: object, place: str) -> tuple[Selected, ...]:
    found = fields(data, place, needed="", known=" ".join(_SELECTABLE))
    return tuple(
        Selected(name, _values(found[name], f"{place}.{name}"))
        for name in _SELECTABLE
        if name in found
    )


def _values(data: object, place: str) -> tuple[str, ...]:
    listed = items(data if isinstance(data, list | tuple) else [data], place)
    for one in listed:
        # 04 without quotes is the number 4 in YAML: a code is always text.
        if not isinstance(one, str):
            raise RuleFault("not-a-code", place, one)
    return tuple(dict.fromkeys(text(one, place) for one in listed))


def _text(data: object, place: str) -> str:
    wanted = text(data, place)
    try:
        words_of(wanted)
    except ValueError as error:
        raise RuleFault("not-words", place, wanted) from error
    return wanted


def _real(data: object, place: str) -> Real:
    found = fields(data, place, needed="series base")
    return Real(_key(found["series"], f"{place}.series"), _year(found["base"], f"{place}.base"))


def _per(data: object, place: str) -> str:
    return _key(fields(data, place, needed="series")["series"], f"{place}.series")


def _top(data: object, place: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or not 1 <= data <= MOST_TOP:
        raise RuleFault("not-a-count", place, data)
    return data
