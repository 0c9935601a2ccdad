"""A list as text and as lines; no database."""

import codecs
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from members.attendance.roster import lines_of, text_of

TEXT = "会员号,学时\n000123,2\n李@example.org,\n"


def read(text: str) -> list[tuple]:
    return [(line.number, line.who, line.hours) for line in lines_of(text)]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
    ],
    ids=["utf-8", "marked", "utf-16", "big-endian", "le", "be", "gb18030"],
)
def test_file_is_read_whatever_its_encoding(content):
    assert text_of(content) == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "This is a workbook."),
        (b"\xd0\xcf\x11\xe0rest", "This is a workbook."),
        (b"\x89PNG\0\0\0\0\0\0", "This file is no plain text."),
        (b"\xff\xff\xff", "This file is no plain text."),
        ("会员".encode("gb18030")[:3], "This file is no plain text."),
    ],
)
def test_file_that_is_no_text_is_refused_with_the_cure(content, said):
    with pytest.raises(ValidationError, match=said):
        text_of(content)


@pytest.mark.parametrize(
    ("written", "who", "hours"),
    [
        ("000123", "000123", None),
        ("０００１２３", "000123", None),
        (" 000 123\u3000", "000123", None),
        ("\ufeff000123\u200b", "000123", None),
        ("CSE-7", "cse-7", None),
        ("Li.Wei@Example.ORG", "li.wei@example.org", None),
        ("ｌｉ＠example.org", "li@example.org", None),
        ("000123,2", "000123", Decimal(2)),
        ("000123，２．５", "000123", Decimal("2.5")),
        ("000123；1,5", "000123", Decimal("1.5")),
        ("000123\t1.25 h", "000123", Decimal("1.25")),
        ('"000123","1,5"', "000123", Decimal("1.5")),
        ("000123;1.5学时;Li Wei", "000123", Decimal("1.5")),
        ("000123,", "000123", None),
    ],
)
def test_line_says_who_and_how_long(written, who, hours):
    assert read(written) == [(1, who, hours)]


def test_heading_names_the_columns_and_empty_lines_count_in_the_numbers():
    text = "Name;E-mail;Member number;CPD hours\n\nLi Wei;li@example.org;000123;2\nWang;;000124;\n"

    assert read(text) == [(3, "li@example.org", Decimal(2)), (4, "000124", None)]


def test_first_line_that_names_no_column_is_no_heading():
    assert [line[0] for line in read("Li Wei\n000123")] == [1, 2]


@pytest.mark.parametrize("heading", ["会员号,姓名", "会员号", "Member, present"])
def test_heading_without_hours_names_none(heading):
    assert read(f"{heading}\n000123,Li Wei")[0][:2] == (2, "000123")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (",2", "No number and no address. Write one of them."),
        ("000123,Li Wei", "You wrote “LiWei”."),
        ("000123,1h30", "You wrote “1h30”."),
        ("000123,1.3", "Hours go in quarters. You wrote “1.3”. The nearest are 1.25 and 1.5."),
        ("000123,0", "Hours must be a number between 0.25 and 999.75."),
        ("000123,-1", "Hours must be a number between 0.25 and 999.75."),
    ],
)
def test_line_that_cannot_be_read_says_why(written, said):
    (line,) = lines_of(written)

    assert said in line.trouble


def test_open_quotation_mark_swallows_no_other_line():
    assert [line.number for line in lines_of('"000123\n000124\n')] == [1, 2]


def test_long_line_is_cut_and_costs_nothing():
    (line,) = lines_of("1" * 200_000)

    assert len(line.written) == 81
    assert len(line.who) == 500
