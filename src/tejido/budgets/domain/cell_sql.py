"""A cell of a file as SQL: text building for DuckDB, no database here.

Every cell of the relation these expressions read is what `clean` gives: text without white space
around it, or NULL.
"""

from collections.abc import Iterable, Sequence

from tejido.budgets.domain.amounts import (
    DASHES,
    WHITE,
    AmountStyle,
    finer_pattern,
    pattern,
    tiny_pattern,
)
from tejido.budgets.domain.sql_text import identifier, literal

AMOUNT_TYPE = "DECIMAL(18, 2)"
_PLAIN = "-?[0-9]{1,16}(?:[.][0-9]{0,2})?"


def clean(name: str, *, end: bool = True) -> str:
    """Return a column's text without white space around it; NULL when nothing is left.

    Nearly every cell has none: it begins and ends with a printed sign of ASCII, which two
    comparisons find; trimming by a list of signs costs five times as much as all else about it.

    Arguments:
        name: of the column.
        end: look at the end too, which costs five times the look at the start. Without, a cell
            that begins with a printed sign keeps the white space after it.
    """
    text = identifier(name)
    trimmed = f"nullif(trim({text}, {literal(WHITE)}), '')"
    begun = text
    if end:
        begun = f"CASE WHEN {text}[-1] BETWEEN '!' AND '~' THEN {text} ELSE {trimmed} END"
    return f"CASE WHEN {text} BETWEEN '!' AND chr(127) THEN {begun} ELSE {trimmed} END"


def white_at_end(text: str) -> str:
    """Return whether a text ends in white space; NULL for none."""
    return f"rtrim({text}, {literal(WHITE)}) <> {text}"


def code(text: str, pad: int | None) -> str:
    """Return a code, its figures brought to `pad` places with zeros in front."""
    if not pad:
        return text
    return (
        f"CASE WHEN length({text}) < {pad} AND regexp_full_match({text}, '[0-9]+')"
        f" THEN lpad({text}, {pad}, '0') ELSE {text} END"
    )


def part(text: str, expression: str) -> str:
    """Return the first group of a regular expression found in a text; NULL when it is not."""
    return f"nullif(regexp_extract({text}, {literal(expression)}, 1), '')"


def table(text: str, values: Sequence[tuple[str, str]]) -> str:
    """Return what a table of values makes of a text; NULL for what it does not hold."""
    whens = " ".join(f"WHEN {literal(said)} THEN {literal(meant)}" for said, meant in values)
    return f"CASE {text} {whens} END"


def any_of(text: str, values: Iterable[str]) -> str:
    """Return whether a text is one of some values."""
    return f"{text} IN ({', '.join(literal(value) for value in values)})"


def amount(name: str, style: AmountStyle) -> str:
    """Return a column's amount; NULL when it is empty or unreadable (`unreadable` tells which).

    The rule is `amounts.read_amount`; a property test compares both.
    """
    text = identifier(name)
    dash = f"CAST(0 AS {AMOUNT_TYPE})" if style.dash_is_zero else "NULL"
    plain = ""
    if style.decimal_mark == "." and style.unit == 1:
        # Most amounts are written plainly: one short expression decides.
        plain = (
            f" WHEN regexp_full_match({text}, {literal(_PLAIN)})"
            f" THEN TRY_CAST({text} AS {AMOUNT_TYPE})"
        )
    written = literal(pattern(style))
    tiny = ""
    if style.unit == 1:
        matches = f"regexp_full_match({text}, {literal(tiny_pattern(style))})"
        tiny = f" WHEN {matches} THEN CAST(0 AS {AMOUNT_TYPE})"
    return (
        f"CASE WHEN {text} IS NULL THEN NULL{plain}"
        f" WHEN {any_of(text, DASHES)} THEN {dash}"
        f" WHEN regexp_full_match({text}, {written}) THEN {_number(text, style)}{tiny} END"
    )


def _number(text: str, style: AmountStyle) -> str:
    left_out = "".join(DASHES) + "$()" + WHITE + style.group_mark
    figures = f"translate({text}, {literal(style.decimal_mark + left_out)}, '.')"
    if style.unit == 1:
        value = f"TRY_CAST({figures} AS {AMOUNT_TYPE})"
    else:
        # As many places as the unit moves, and two: one rounding, at the hundredth.
        places = len(str(style.unit)) - 1
        value = (
            f"TRY_CAST(TRY_CAST({figures} AS DECIMAL({18 + places}, {2 + places}))"
            f" * CAST({style.unit} AS DECIMAL({places + 1}, 0)) AS {AMOUNT_TYPE})"
        )
    negative = literal("[(–—−-]")
    return f"CASE WHEN regexp_matches({text}, {negative}) THEN -{value} ELSE {value} END"


def finer(name: str, style: AmountStyle) -> str:
    """Return whether a column's amount is finer than a hundredth, so that it was rounded."""
    text = identifier(name)
    some = literal(f"%{style.decimal_mark}___%")
    matches = f"regexp_matches({text}, {literal(finer_pattern(style))})"
    return f"CASE WHEN {text} LIKE {some} OR {text} LIKE '%_-__' THEN {matches} ELSE false END"
