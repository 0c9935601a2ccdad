from datetime import date

import pytest
from django.urls import reverse

from members.membership.models import Term
from tests import factories as make

ADDRESS = "members:membership:membership_detail"


@pytest.fixture
def grade(db):
    return make.make_grade(scheme=make.make_scheme(**make.TERMS))


@pytest.fixture
def page(as_member):
    def text() -> str:
        return " ".join(as_member.get(reverse(ADDRESS)).text.split())

    return text


def test_membership_says_where_it_stands_and_through_whom(page, member, grade, september):
    society = make.make_body(name_en="Society of Bridges")
    make.make_term(member, grade, society=society)
    type(member).objects.update(number="000123")

    said = page()

    assert "Current</span> <small>to <time" in said
    for fact in ("Professional Engineer", "Society of Bridges", "000123", "31 Dec 2027"):
        assert fact in said
    assert "is possible from <time" in said
    assert "2 October 2027" in said
    assert "30 January 2028" in said


def test_terms_are_drawn_oldest_first_with_their_gaps(as_member, member, grade, september):
    make.make_term(member, grade, starts_on=date(2026, 1, 1), ends_on=None)
    make.make_term(member, grade, starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))
    make.make_term(member, grade, starts_on=date(2023, 1, 2), ends_on=date(2025, 12, 31))
    make.make_suspension(member, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 31))

    drawn = as_member.get(reverse(ADDRESS)).context["stretches"]

    assert [(one.first, one.heading, one.css, one.text) for one in drawn] == [
        (date(2020, 1, 1), "Professional Engineer", "is-met", ""),
        (date(2023, 1, 1), "No membership", "is-attend", "1 day without a term."),
        (date(2023, 1, 2), "Professional Engineer", "is-met", ""),
        (date(2024, 5, 1), "Suspended", "is-stop", ""),
        (date(2026, 1, 1), "Professional Engineer", "is-ahead", ""),
    ]
    assert drawn[3].reason == "A licence is missing."


def test_overlapping_terms_leave_no_gap(as_member, member, grade, september):
    make.make_term(member, grade, starts_on=date(2020, 1, 1), ends_on=date(2024, 12, 31))
    make.make_term(member, grade, starts_on=date(2021, 1, 1), ends_on=date(2022, 12, 31))
    make.make_term(member, grade, starts_on=date(2025, 1, 1), ends_on=None)

    drawn = as_member.get(reverse(ADDRESS)).context["stretches"]

    assert [one.css for one in drawn] == ["is-met"] * 3


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ((date(2020, 1, 1), None), "There is nothing to renew: your membership has no end date."),
        ((date(2020, 1, 1), date(2022, 12, 31)), "in which it could be renewed are over"),
        ((date(2020, 1, 1), date(2025, 9, 1)), "is possible from <time"),
    ],
)
def test_membership_says_what_happens_next(page, member, grade, september, dates, said):
    make.make_term(member, grade, starts_on=dates[0], ends_on=dates[1])

    assert said in page()


def test_membership_to_come_says_when_it_begins(page, member, september):
    make.make_term(member, starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))

    assert "Your membership begins on <time" in page()


def test_membership_without_a_date_of_renewal_says_so(page, member, september):
    make.make_term(member)

    assert "The Society has not set when this term can be renewed." in page()


def test_suspended_membership_says_why_and_what_it_means(page, member, grade, september):
    make.make_term(member, grade)
    make.make_suspension(member, reason="<b>A licence</b> is missing.")

    said = page()

    assert "A suspended membership cannot be renewed." in said
    assert "&lt;b&gt;A licence&lt;/b&gt; is missing." in said


def test_membership_without_terms_says_how_the_first_begins(page, member):
    assert "The first term begins when the Society accepts an application." in page()


def test_invented_membership_says_that_its_numbers_are_invented(page, member):
    assert "An invented example" not in page()

    type(member).objects.update(is_demonstration=True)

    assert "so were the length of a term" in page()


def test_membership_shows_no_other_members_terms(page, stranger, grade):
    make.make_term(stranger, grade)
    make.make_suspension(stranger)

    said = page()

    assert "Professional Engineer" not in said
    assert "A licence is missing." not in said


def test_membership_costs_the_same_for_one_term_and_for_three(as_member, member, count_queries):
    def fill(year: int) -> None:
        grade = make.make_grade(scheme=make.make_scheme(**make.TERMS))
        days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
        make.make_term(member, grade, society=make.make_body(), **days)
        make.make_suspension(member, **days)

    fill(2020)
    _, one = count_queries(as_member, reverse(ADDRESS))
    fill(2022)
    fill(2024)
    _, three = count_queries(as_member, reverse(ADDRESS))

    assert Term.objects.count() == 3
    assert len(one) == len(three)
    assert three.repeated == {}
