import pytest

from members.qualifications.numbers import tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("PE-1", "PE-1"),
        ("ＰＥ－１２０３", "PE-1203"),
        ("１０　０２４７ 2019", "10 0247 2019"),
        ("  10   0247 ", "10 0247"),
        ("PE–1—2−3", "PE-1-2-3"),
        ("京建第８号", "京建第8号"),
    ],
)
def test_number_is_kept_in_plain_signs(typed, kept):
    assert tidy(typed) == kept
