"""What goes into a cell comes out of it, and is never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.spreadsheets import neutral, restored


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+8613", "'+8613"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("'=1+1", "''=1+1"),
        ("'tis", "'tis"),
        ("Bridges = beams", "Bridges = beams"),
        ("", ""),
    ],
)
def test_formula_is_neutral_in_a_spreadsheet(text, written):
    assert neutral(text) == written


@given(st.text(alphabet="'=+-@a\t ＝桥", max_size=6))
def test_what_was_added_is_taken_away_and_nothing_else(text):
    assert restored(neutral(text)) == text
