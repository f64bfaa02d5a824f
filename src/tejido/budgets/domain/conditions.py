"""Which lines a rule is about: codes, years, and words in labels."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tejido.budgets.domain.columns import COLUMNS, DIMENSIONS
from tejido.budgets.domain.label_words import folded_sql, found_in, found_in_sql, words_of
from tejido.budgets.domain.rule_data import RuleFault, Years, fields, items, text, years
from tejido.budgets.domain.sql_text import literal

Line = Mapping[str, str | int | None]
ANY_YEAR = Years()
# "*" at the end stands for whatever follows: "4*" is every object of chapter 4000.
_CODE = re.compile(r"[A-Za-z0-9.-]+\*?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Condition:
    """Lines whose codes, year and labels all hold.

    Arguments:
        codes: (dimension, codes): the line's code is one of them.
        names: (dimension, texts as tuples of words): the line's label has all the words of one.
        years: the line's year is among them.
    """

    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    years: Years = ANY_YEAR

    def holds(self, line: Line) -> bool:
        """Whether a line is meant: the reference of `sql`.

        Arguments:
            line: canonical columns, codes and labels as text, `year` as a number.
        """
        year = line["year"]
        if not isinstance(year, int) or year not in self.years:
            return False
        return all(_code_holds(codes, line.get(name)) for name, codes in self.codes) and all(
            _name_holds(texts, line.get(f"{name}_label")) for name, texts in self.names
        )

    def sql(self) -> str:
        """Return the condition over the canonical columns: the cheap parts stand first."""
        parts = [
            *_years_sql(self.years),
            *(_codes_sql(name, codes) for name, codes in self.codes),
            *(_names_sql(f"{name}_label", texts) for name, texts in self.names),
        ]
        return " AND ".join(parts) or "TRUE"

    def columns(self) -> Iterator[str]:
        """Yield the canonical columns it looks at; one may come twice."""
        if self.years != ANY_YEAR:
            yield "year"
        yield from (name for name, _ in self.codes)
        yield from (f"{name}_label" for name, _ in self.names)

    def may_meet(self, other: "Condition") -> bool:
        """Whether one line could be meant by both, as far as codes and years tell."""
        mine, others = dict(self.codes), dict(other.codes)
        return self.years.overlaps(other.years) and all(
            any(_codes_meet(one, two) for one in mine[name] for two in others[name])
            for name in mine.keys() & others.keys()
        )


def read_condition(data: object, place: str) -> Condition:
    """Read a condition from {dimension: code or codes, "years": ..., "name": {dimension: words}}.

    Errors:
        RuleFault: a field is unknown, or does not hold.
    """
    found = fields(data, place, needed="", known=" ".join((*DIMENSIONS, "years", "name")))
    codes = tuple(
        (name, _codes(found[name], f"{place}.{name}")) for name in DIMENSIONS if name in found
    )
    labels = fields(found.get("name", {}), f"{place}.name", needed="", known=" ".join(DIMENSIONS))
    names = tuple(
        (name, _texts(labels[name], f"{place}.name.{name}"))
        for name in DIMENSIONS
        if name in labels
    )
    valid = years(found["years"], f"{place}.years") if "years" in found else ANY_YEAR
    return Condition(codes, names, valid)


def read_dated_condition(data: object, place: str) -> Condition:
    """Read a condition that says for which years it was checked.

    Codes are given to others from one year to the next.

    Errors:
        RuleFault: as `read_condition`; years-missing.
    """
    where = read_condition(data, place)
    if where.years == ANY_YEAR:
        raise RuleFault("years-missing", f"{place}.years")
    return where


def columns_of(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return the canonical columns conditions look at, in canonical order, each once."""
    used = {column for condition in conditions for column in condition.columns()}
    return tuple(column for column in COLUMNS if column in used)


def codes_looked_at(conditions: Iterable[Condition], label: str) -> str:
    """Return SQL that holds for every line on whose label one of some conditions may depend.

    Arguments:
        conditions: of rules.
        label: a column of labels.
    """
    codes = dict.fromkeys(
        Condition(one.codes).sql() for one in conditions if label in one.columns()
    )
    return " OR ".join(f"({one})" for one in codes) or "FALSE"


def choice_sql(choices: Iterable[tuple[Condition, str]], otherwise: str | None) -> str:
    """Return an expression that gives the name beside the first condition that holds."""
    lines = "".join(f"\n  WHEN {where.sql()} THEN '{name}'" for where, name in choices)
    rest = "NULL" if otherwise is None else f"'{otherwise}'"
    return f"CASE{lines}\n  ELSE {rest}\nEND"


def condition_data(condition: Condition) -> dict[str, object]:
    """Return what `read_condition` reads."""
    data: dict[str, object] = {name: list(codes) for name, codes in condition.codes}
    if condition.names:
        data["name"] = {
            name: [" ".join(words) for words in texts] for name, texts in condition.names
        }
    if condition.years != ANY_YEAR:
        data["years"] = str(condition.years)
    return data


def _codes(data: object, place: str) -> tuple[str, ...]:
    listed = items(data if isinstance(data, list | tuple) else [data], place)
    for code in listed:
        # 04 without quotes is the number 4 in YAML: a code is always text.
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise RuleFault("not-a-code", place, code)
    return tuple(str(code) for code in listed)


def _texts(data: object, place: str) -> tuple[tuple[str, ...], ...]:
    listed = items(data if isinstance(data, list | tuple) else [data], place)
    try:
        return tuple(words_of(text(wanted, place)) for wanted in listed)
    except ValueError as error:
        if isinstance(error, RuleFault):
            raise
        raise RuleFault("not-words", place, error) from error


def _code_holds(codes: tuple[str, ...], value: str | int | None) -> bool:
    if not isinstance(value, str):
        return False
    return any(
        value.startswith(code[:-1]) if code.endswith("*") else value == code for code in codes
    )


def _name_holds(texts: tuple[tuple[str, ...], ...], label: str | int | None) -> bool:
    return isinstance(label, str) and any(found_in(words, label) for words in texts)


def _codes_meet(one: str, two: str) -> bool:
    if one.endswith("*") or two.endswith("*"):
        one, two = one.removesuffix("*"), two.removesuffix("*")
        return one.startswith(two) or two.startswith(one)
    return one == two


def _years_sql(valid: Years) -> list[str]:
    if valid.first is not None and valid.last is not None:
        return [f"year BETWEEN {valid.first} AND {valid.last}"]
    if valid.first is not None:
        return [f"year >= {valid.first}"]
    return [] if valid.last is None else [f"year <= {valid.last}"]


def _codes_sql(column: str, codes: tuple[str, ...]) -> str:
    whole = [literal(code) for code in codes if not code.endswith("*")]
    started = [f"{column} LIKE {literal(code[:-1] + '%')}" for code in codes if code[-1] == "*"]
    if len(whole) == 1:
        started.insert(0, f"{column} = {whole[0]}")
    elif whole:
        started.insert(0, f"{column} IN ({', '.join(whole)})")
    return started[0] if len(started) == 1 else f"({' OR '.join(started)})"


def _names_sql(column: str, texts: tuple[tuple[str, ...], ...]) -> str:
    folded = folded_sql(column)
    found = [found_in_sql(words, folded) for words in texts]
    return f"({' OR '.join(found)})"
