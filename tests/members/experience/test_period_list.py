from datetime import date

import pytest
from django.urls import reverse

from members.experience.models import Period
from tests import factories

State = Period.State


@pytest.fixture
def periods(db):
    return reverse("members:experience:period_list")


@pytest.fixture
def career(member, september) -> None:
    """Four years with an overlap, a gap of a year, then in charge since 2023."""
    for started_on, ended_on, fields in (
        (date(2018, 1, 1), date(2020, 6, 30), {"role": "Graduate"}),
        (date(2020, 1, 1), date(2021, 12, 31), {"role": "Site engineer"}),
        (date(2023, 1, 1), None, {"role": "Head", "is_in_charge": True}),
    ):
        factories.make_period(member, started_on=started_on, ended_on=ended_on, **fields)


def told(response) -> list[str]:
    """Each line of the ledger: the position, or "gap"."""
    return [line.period.role if line.period else "gap" for line in response.context["lines"]]


def row(page: str, role: str) -> str:
    start = page.index(f">{role}</a>")
    return page[start : page.index("</tr>", start)]


def test_list_says_what_it_adds_up_to(as_member, career, periods):
    response = as_member.get(periods)

    # 2018 to 2021 is four years; January 2023 to 26 September 2025 is 2 years and 8 months.
    assert (
        "Up to 26 September 2025 you have worked for 6 years and 8 months, "
        "for 2 years and 8 months of it in responsible charge." in response.text
    )
    assert "3 periods" in response.text


def test_list_puts_the_latest_first_and_the_gap_in_its_place(as_member, career, periods):
    response = as_member.get(periods)

    assert told(response) == ["Head", "gap", "Site engineer", "Graduate"]
    assert "Gap of 1 year: <time" in response.text
    assert "1 Jan – 31 Dec 2022</time>" in response.text


def test_list_shows_the_facts_of_each(as_member, member, september, periods):
    factories.make_period(
        member, State.VERIFIED, country="KE", ended_on=date(2020, 12, 31), verifier_name="Somebody"
    )

    shown = row(as_member.get(periods).text, "Bridge engineer")

    for fact in (
        "<small>Bridge Bureau, Kenya</small>",
        "1 Aug 2018 – 31 Dec 2020",
        ">2 years and 5 months<",
        ">No<",
        ">Somebody<",
        "Checked by CSE",
    ):
        assert fact in shown


def test_list_says_since_when_a_period_goes_on(as_member, career, periods):
    shown = row(as_member.get(periods).text, "Head")

    assert 'since <time datetime="2023-01-01">1 Jan 2023</time>' in shown
    assert ">Yes<" in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"started_on": date(2025, 9, 1)}, "less than a month, at no time in responsible charge."),
        ({"started_on": date(2025, 8, 1)}, "1 month, at no time"),
        ({"started_on": date(2024, 9, 1)}, "1 year, at no time"),
        (
            {"started_on": date(2025, 9, 1), "is_in_charge": True},
            "less than a month, for less than a month of it in responsible charge.",
        ),
        ({"state": State.REJECTED}, "None of these periods counts."),
    ],
)
def test_list_puts_short_times_into_words(as_member, member, september, periods, fields, said):
    factories.make_period(member, **fields)

    assert said in as_member.get(periods).text


def test_list_leaves_what_was_not_approved_out_of_the_sum(as_member, member, september, periods):
    factories.make_period(member, started_on=date(2018, 1, 1), ended_on=date(2018, 12, 31))
    factories.make_period(
        member, State.REJECTED, started_on=date(2019, 1, 1), ended_on=date(2019, 12, 31)
    )
    factories.make_period(member, started_on=date(2020, 1, 1), ended_on=date(2020, 12, 31))

    response = as_member.get(periods)

    assert "you have worked for 2 years, " in response.text
    assert told(response).count("gap") == 1


def test_list_of_a_newcomer_says_what_to_do(as_member, periods):
    page = as_member.get(periods).text

    assert "No experience yet" in page
    assert "<table" not in page


def test_list_shows_nothing_of_others(as_member, stranger, periods):
    factories.make_period(stranger)

    assert "Bridge engineer" not in as_member.get(periods).text


def test_list_does_not_name_the_reviewer(as_member, member, periods):
    period = factories.make_period(member, State.VERIFIED)

    page = as_member.get(periods).text

    assert period.decided_by.name not in page


def test_list_takes_three_queries(as_member, member, count_queries, periods):
    factories.make_period(member, State.VERIFIED)
    _, one = count_queries(as_member, periods)
    for _ in range(2):
        factories.make_period(member, State.REJECTED)
    _, three = count_queries(as_member, periods)

    assert len(one) == len(three) == 3
    assert three.repeated == {}
