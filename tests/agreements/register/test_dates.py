"""Dates as far as they are known: a pure module, tested without a database."""

from datetime import date

import pytest
from django.utils import translation

from agreements.register.dates import PartialDate, Precision


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("2025-06-11", date(2025, 6, 11), Precision.DAY),
        ("2019-11", date(2019, 11, 1), Precision.MONTH),
        ("2014", date(2014, 1, 1), Precision.YEAR),
        ("c.2007", date(2007, 1, 1), Precision.CIRCA),
        ("", None, Precision.DAY),
    ],
)
def test_partial_date_is_read(text, first, precision):
    assert PartialDate.read(text) == (first, precision)


@pytest.mark.parametrize("text", ["June 2025", "2025-13", "2025-06-31", "25", "2025/06/11"])
def test_partial_date_refuses_what_is_none(text):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.read(text)


@pytest.mark.parametrize(
    ("language", "text", "long", "short"),
    [
        ("en", "2025-06-11", "11 June 2025", "11 Jun 2025"),
        ("en", "2019-11", "November 2019", "Nov 2019"),
        ("en", "2014", "2014", "2014"),
        ("en", "c.2007", "about 2007", "about 2007"),
        ("zh-hans", "2025-06-11", "2025年6月11日", "2025年6月11日"),
        ("zh-hans", "2019-11", "2019年11月", "2019年11月"),
        ("zh-hans", "2014", "2014年", "2014年"),
        ("zh-hans", "c.2007", "约2007年", "约2007年"),
    ],
)
def test_partial_date_is_written_in_the_language_of_the_page(language, text, long, short):
    value = PartialDate.read(text)

    with translation.override(language):
        written = value.written(), value.written(short=True)

    assert written == (long, short)
