"""The claim beside what the documents say; no database."""

from datetime import date

import pytest

from members.review.comparison import Agreement, Claimed, Compared, Fact, compare

SAME, DIFFERS, NOT_READ = Agreement.SAME, Agreement.DIFFERS, Agreement.NOT_READ
CLAIMED = Claimed(
    holder=("李伟", "Li Wei", "Wei Li"),
    title=("Master of Engineering",),
    issuer=("Example University",),
    number="10-0247",
    awarded_on=date(2019, 6, 28),
)
CERTIFICATE = """EXAMPLE UNIVERSITY
This is to certify that Wei LI is awarded the degree of
Master of  Engineering
Certificate No.: 10 0247
28 June 2019"""


def agreements(text: str, claimed: Claimed = CLAIMED) -> dict[Fact, Agreement]:
    return {line.fact: line.agreement for line in compare(claimed, [text])}


def test_certificate_that_says_the_same_agrees_whatever_its_case_spaces_and_order():
    assert set(agreements(CERTIFICATE).values()) == {SAME}


def test_chinese_certificate_agrees():
    text = "李 伟\nMaster of Engineering\nExample University\n编号:10-0247\n2019年6月28日"

    assert set(agreements(text).values()) == {SAME}


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("Wei LI", "Wang Lei", Fact.HOLDER),
        ("Master", "Bachelor", Fact.TITLE),
        ("EXAMPLE", "ANOTHER", Fact.ISSUER),
        ("10 0247", "10 0248", Fact.NUMBER),
        ("28 June", "29 June", Fact.AWARDED),
    ],
)
def test_one_fact_that_differs_is_the_one_that_is_marked(old, new, fact):
    found = agreements(CERTIFICATE.replace(old, new))

    assert {one for one, agreement in found.items() if agreement is DIFFERS} == {fact}


def test_day_that_differs_shows_the_days_that_stand_there():
    [line] = compare(Claimed((), (), (), awarded_on=date(2019, 6, 28)), ["on 1 July 2019"])

    assert line == Compared(Fact.AWARDED, DIFFERS, (date(2019, 7, 1),))


def test_number_that_differs_shows_the_number_that_stands_there():
    [line] = compare(Claimed((), (), (), number="A-1"), ["Certificate No.: B-2"])

    assert line == Compared(Fact.NUMBER, DIFFERS, ("B-2",))


def test_picture_is_not_read_rather_than_the_same():
    assert set(agreements("").values()) == {NOT_READ}


def test_what_is_not_claimed_has_no_line():
    assert compare(Claimed((), (), ()), [CERTIFICATE]) == []


def test_second_file_may_say_what_the_first_does_not():
    lines = compare(CLAIMED, CERTIFICATE.splitlines())

    assert {line.agreement for line in lines} == {SAME}
