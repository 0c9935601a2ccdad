"""Whether two entries may be one activity."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.cpd.rules import Logged, are_alike, may_be_one

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
titles = st.text(st.sampled_from("abc 桥梁培训 12-，"), max_size=12)
entries = st.builds(
    Logged,
    title=titles,
    done_on=st.dates(MONDAY, date(2026, 3, 20)),
    hours=st.none() | st.decimals(Decimal("0.25"), 60, places=2),
    files=st.frozensets(st.integers(1, 3), max_size=2),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seismic design", "Seismic design"),
        ("Seismic design", "SEISMIC  DESIGN"),
        ("Seismic design", "Seismic-design."),
        ("Seismic design", "Ｓｅｉｓｍｉｃ design"),
        ("Seminar: Seismic design", "Seminar seismic design (Beijing)"),
        ("Seminar on seismic design", "Seminar about seismic design"),
        ("Seismic design, seminar", "Seminar, seismic design"),
        ("Seismic desing", "Seismic design"),
        ("Forum 2025", "Forum"),
        ("Forum 2025", "2025 forum"),
        ("桥梁抗震评估", "桥梁抗震评估"),
        ("桥梁抗震评估", "桥梁 抗震 评估"),
        ("桥梁抗震评估", "桥梁抗震评估培训"),
        ("桥梁抗震评估培训", "桥梁抗震评估培训班"),
        ("既有桥梁抗震评估研讨会", "既有桥梁的抗震评估研讨会"),
        ("第三讲：隧道", "第3讲 隧道"),
        ("Bridges, part II", "Bridges, part 2"),
        ("BIM协调培训", "bim 协调培训"),
    ],
)
def test_titles_are_alike(one, other):
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seismic design", "Fire safety"),
        ("Working group, meeting 4", "Working group, meeting 5"),
        ("Bridges, part I", "Bridges, part II"),
        ("Safety training, module A", "Safety training, module B"),
        ("Forum 2025", "Forum 2026"),
        ("Bridges", "Bridge ethics"),
        ("CPD", "A day of CPD in Xi'an"),
        ("第一讲 隧道", "第二讲 隧道"),
        ("隧道（一）", "隧道（二）"),
        ("安全培训一", "安全培训二"),
        ("桥梁检测", "桥梁评估"),
        ("抗震评估", "消防安全"),
        ("", "Seismic design"),
    ],
)
def test_titles_are_not_alike(one, other):
    assert not are_alike(one, other)


@given(titles, titles)
def test_likeness_is_the_same_both_ways(one, other):
    assert are_alike(one, other) == are_alike(other, one)


@given(titles)
def test_title_is_like_itself_whatever_its_case_and_spaces(title):
    assert are_alike(title, f" {title.upper()} ")


SEMINAR = Logged("Seismic design", FRIDAY, Decimal(2), frozenset({7}))
WEEK = replace(SEMINAR, title="Summer school", hours=Decimal(40), files=frozenset())


@pytest.mark.parametrize(
    "other",
    [
        SEMINAR,
        replace(SEMINAR, hours=None),
        replace(SEMINAR, files=frozenset()),
        replace(SEMINAR, title="Certificate of attendance"),
        replace(SEMINAR, done_on=MONDAY),
        replace(SEMINAR, title="Seismic design.", files=frozenset({8})),
    ],
    ids=["same", "to finish", "no file", "day and file", "title and file", "day and title"],
)
def test_entries_may_be_one_when_two_of_three_agree(other):
    assert may_be_one(SEMINAR, other)


@pytest.mark.parametrize(
    "other",
    [
        replace(SEMINAR, done_on=MONDAY, files=frozenset()),
        replace(SEMINAR, title="Fire safety", files=frozenset()),
        replace(SEMINAR, title="Fire safety", done_on=MONDAY),
    ],
    ids=["title alone", "day alone", "file alone"],
)
def test_entries_of_which_one_thing_agrees_are_two(other):
    assert not may_be_one(SEMINAR, other)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(MONDAY, True), (TUESDAY, True), (FRIDAY, True), (date(2026, 3, 1), False)],
)
def test_long_activity_covers_the_days_before_the_last(day, expected):
    """Forty hours are five days of eight, up to Friday."""
    assert may_be_one(WEEK, replace(WEEK, done_on=day, hours=Decimal(8))) is expected


@given(entries, entries)
def test_order_of_two_entries_does_not_matter(one, other):
    assert may_be_one(one, other) == may_be_one(other, one)
