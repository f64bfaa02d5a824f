"""How an amount is written in a file: read in Python, and the same rule as SQL.

The grammar, after white space around it is left out:

    amount  = "" | dash | number
    number  = [currency] ( sign digits | digits "-" | "(" digits ")" )
    digits  = groups [decimal-mark figures]

An empty cell is no amount (NULL); a lone dash is zero where the style says so. Groups of three need
the style's mark between them; a number in the other style (1.234,56 where 1,234.56 is written) does
not fit the grammar and is refused, never guessed at. An exponent (1.2E+09) is refused too: a
spreadsheet already dropped figures. What is finer than a hundredth is rounded half away from zero,
and so is what programs leave of subtracting floating-point numbers (5.7e-08): it is zero.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WHITE = " \t\r\n\u00a0"
"""White space of spreadsheets: left out around every cell."""

DASHES = ("-", "–", "—", "−")
UNITS = (1, 1_000, 1_000_000)
GROUP_MARKS = ("", ",", ".", "'", " ")
DECIMAL_MARKS = (".", ",")
_LIMIT = Decimal(10) ** 16
_CENT = Decimal("0.01")


class AmountUnreadable(ValueError):
    """The text is no amount in this style, or is larger than DECIMAL(18, 2) holds."""


@dataclass(frozen=True, slots=True)
class AmountStyle:
    """How a file writes its amounts.

    Arguments:
        group_mark: between groups of three digits; "" when there are none. Digits without any
            mark are read in every style.
        decimal_mark: before the hundredths.
        dash_is_zero: a lone dash stands for zero; else it is unreadable.
        unit: how many units of the currency 1 stands for (files "in thousands", "in millions").
    """

    group_mark: str = ","
    decimal_mark: str = "."
    dash_is_zero: bool = True
    unit: int = 1

    def __post_init__(self) -> None:
        if (
            self.group_mark not in GROUP_MARKS
            or self.decimal_mark not in DECIMAL_MARKS
            or self.group_mark == self.decimal_mark
            or self.unit not in UNITS
        ):
            raise ValueError("amounts")


def read_amount(text: str, style: AmountStyle) -> Decimal | None:
    """Return the amount in units of the currency, to the hundredth; None when the cell is empty.

    Errors:
        AmountUnreadable.
    """
    cell = text.strip(WHITE)
    if not cell:
        return None
    if cell in DASHES:
        return _dash(style)
    if style.unit == 1 and re.fullmatch(tiny_pattern(style), cell, re.ASCII):
        return Decimal("0.00")
    if not re.fullmatch(pattern(style), cell, re.ASCII):
        raise AmountUnreadable(text)
    before, _, after = cell.partition(style.decimal_mark)
    whole, part = (re.sub("[^0-9]", "", side) for side in (before, after))
    # Shifted as text, so that no figure is lost to the precision of the arithmetic.
    moved = len(str(style.unit)) - 1
    part = part.ljust(moved, "0")
    exact = Decimal(f"{whole or 0}{part[:moved]}.{part[moved:]}0")
    if exact >= _LIMIT - _CENT / 2:
        raise AmountUnreadable(text)
    rounded = exact.quantize(_CENT, ROUND_HALF_UP)
    return -rounded if rounded and _negative(cell) else rounded


def _dash(style: AmountStyle) -> Decimal:
    if not style.dash_is_zero:
        raise AmountUnreadable("-")
    return Decimal("0.00")


def _negative(cell: str) -> bool:
    return "(" in cell or any(dash in cell for dash in DASHES)


def pattern(style: AmountStyle) -> str:
    """Return the regular expression a written number fits (the same for Python and RE2)."""
    # At most 24 figures on either side: enough for any, and no work without end.
    whole = "[0-9]{1,24}"
    if style.group_mark:
        mark = re.escape(style.group_mark) if style.group_mark != " " else "[ \u00a0\u202f]"
        whole = rf"(?:{whole}|[0-9]{{1,3}}(?:{mark}[0-9]{{3}}){{1,7}})"
    point = re.escape(style.decimal_mark)
    digits = f"(?:{whole}(?:{point}[0-9]{{0,24}})?|{point}[0-9]{{1,24}})"
    dash = f"(?:{'|'.join(re.escape(one) for one in DASHES)})"
    return (
        f"(?:{dash} ?)?(?:[$] ?)?{digits}|[$] ?{dash} ?{digits}|{digits} ?{dash}"
        rf"|(?:[$] ?)?[(] ?(?:[$] ?)?{digits} ?[)]"
    )


def tiny_pattern(style: AmountStyle) -> str:
    """Return the regular expression of what is below a thousandth, written with an exponent."""
    point = re.escape(style.decimal_mark)
    return f"-?[0-9](?:{point}[0-9]{{1,24}})?[eE]-(?:0[4-9]|[1-9][0-9])"


def finer_pattern(style: AmountStyle) -> str:
    """Return the regular expression found in an amount finer than a hundredth of the currency."""
    kept = 2 + len(str(style.unit)) - 1
    return f"{re.escape(style.decimal_mark)}[0-9]{{{kept}}}[0-9]*[1-9]|[eE]-"
