"""Amounts as files write them: the rule in Python, and the same rule as SQL."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tejido.budgets.domain import cell_sql
from tejido.budgets.domain.amounts import (
    DECIMAL_MARKS,
    GROUP_MARKS,
    UNITS,
    AmountStyle,
    AmountUnreadable,
    read_amount,
)
from tejido.budgets.domain.sql_text import identifier
from tejido.budgets.tests.raw_tables import ask

PLAIN = AmountStyle()
STYLES = [
    AmountStyle(group, point, dash, unit)
    for group in GROUP_MARKS
    for point in DECIMAL_MARKS
    for dash in (True, False)
    for unit in UNITS
    if group != point
]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("   ", None),
        (" 1,003,938,481 ", "1003938481.00"),
        ("\u00a01,003\u00a0", "1003.00"),
        ("1003938481", "1003938481.00"),
        (" - ", "0.00"),
        ("—", "0.00"),
        ("-1,234", "-1234.00"),
        ("−1,234.5", "-1234.50"),
        ("1,234-", "-1234.00"),
        ("(1,234)", "-1234.00"),
        ("( 1,234.56 )", "-1234.56"),
        ("$ 1,234.56", "1234.56"),
        ("$(1,234.56)", "-1234.56"),
        ("-$5", "-5.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("(0)", "0.00"),
        ("5.727633833885193e-08", "0.00"),
        ("-1E-05", "0.00"),
        ("3812653928.4799995", "3812653928.48"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.00499999999999999999", "0.00"),
        ("9999999999999999.99", "9999999999999999.99"),
    ],
)
def test_an_amount_as_it_is_written(text: str, amount: str | None) -> None:
    assert read_amount(text, PLAIN) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    "text",
    [
        "1.234,56",
        "1,23",
        "12,34,567",
        "1,234,56",
        "1.2E+09",
        "1e5",
        "1.5e-03",
        "1_000",
        "--5",
        "-(5)",
        "-5-",
        "n.d.",
        "NaN",
        "inf",
        "9999999999999999.995",
        "10000000000000000",
        "$",
        "()",
        ".",
        "٣",
        "1 234",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable):
        read_amount(text, PLAIN)


def test_the_other_style_is_read_when_the_mapping_says_so() -> None:
    style = AmountStyle(group_mark=".", decimal_mark=",")
    assert read_amount("1.234,56", style) == Decimal("1234.56")
    with pytest.raises(AmountUnreadable):
        read_amount("1,234.56", style)


def test_a_file_in_thousands_is_read_in_units() -> None:
    assert read_amount("1,234.5678", AmountStyle(unit=1_000)) == Decimal("1234567.80")
    assert read_amount("1", AmountStyle(unit=1_000_000)) == Decimal("1000000.00")


def test_a_dash_is_unreadable_where_it_is_not_zero() -> None:
    with pytest.raises(AmountUnreadable):
        read_amount("-", AmountStyle(dash_is_zero=False))


def test_marks_that_cannot_be_told_apart_are_no_style() -> None:
    with pytest.raises(ValueError, match="amounts"):
        AmountStyle(group_mark=",", decimal_mark=",")
    with pytest.raises(ValueError, match="amounts"):
        AmountStyle(unit=7)


written = st.one_of(
    st.text("0123456789,.-– ($)'\u00a0eE_", max_size=22),
    st.from_regex(r"-?[0-9]{1,3}(,[0-9]{3}){0,5}([.][0-9]{0,6})?", fullmatch=True),
    st.from_regex(r"-?[0-9]([.,][0-9]{1,4})?[eE]-[0-9]{2}", fullmatch=True),
    st.from_regex(r"[(]?[0-9]{1,20}([.,][0-9]{0,4})?[)]?", fullmatch=True),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(lambda x: f"{x:,f}"),
)


@given(texts=st.lists(written, min_size=1, max_size=40), style=st.sampled_from(STYLES))
@example(texts=["1,234,567.891", "00000000000000000000000012", "$.5", "-(5)"], style=PLAIN)
@example(
    texts=["1'234", "1234567890123456.785", "0.0004999"], style=AmountStyle("'", ".", True, 1000)
)
def test_the_rule_and_its_sql_agree(texts: list[str], style: AmountStyle) -> None:
    def rule(text: str) -> tuple[Decimal | None, bool]:
        try:
            return read_amount(text, style), False
        except AmountUnreadable:
            return None, True

    value, text = cell_sql.amount("x", style), identifier("x")
    asked = ask(["x"], [[one] for one in texts], f"{value}, {text} IS NOT NULL AND {value} IS NULL")
    assert asked == [rule(one) for one in texts]


@given(whole=st.integers(0, 10**16 - 1), figures=st.text("0123456789", min_size=1, max_size=12))
def test_an_amount_that_was_rounded_is_told(whole: int, figures: str) -> None:
    text = f"{whole}.{figures}"
    rounded = Decimal(text) != Decimal(text).quantize(Decimal("0.01"))
    assert ask(["x"], [[text]], cell_sql.finer("x", PLAIN)) == [(rounded,)]
