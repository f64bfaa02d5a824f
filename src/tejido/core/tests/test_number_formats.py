"""Numbers read the same on a page, in a chart and in a sentence of the region's Spanish."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override


@pytest.mark.parametrize("language", ["es", "en"])
def test_thousands_have_a_comma_and_cents_a_point(language: str) -> None:
    with override(language):
        said = number_format(Decimal("1835648754.50"), decimal_pos=2, force_grouping=True)
    assert said == "1,835,648,754.50"


def test_dates_in_spanish_stay_as_they_are() -> None:
    with override("es"):
        assert date_format(date(2026, 11, 21)) == "21 de noviembre de 2026"
