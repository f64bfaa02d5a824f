"""What the tags of every page say."""

import pytest
from django.utils.translation import override

from tejido.core.templatetags.tejido import date_said


@pytest.mark.parametrize(
    ("written", "spanish", "english"),
    [
        ("2017", "2017", "2017"),
        ("2017-05", "mayo de 2017", "May 2017"),
        ("2017-05-31", "31 de mayo de 2017", "May 31, 2017"),
        ("", "", ""),
        ("2017-13", "2017-13", "2017-13"),
        ("hacia-2017", "hacia-2017", "hacia-2017"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(written: str, spanish: str, english: str) -> None:
    with override("es"):
        assert date_said(written) == spanish
    with override("en"):
        assert date_said(written) == english
