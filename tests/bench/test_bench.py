"""The bench judges rightly, and its counts and shares are those of the pages."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from bench.growth import Price, compared
from bench.lines import Line
from bench.meter import Cost, Costs, Target, queries, spread
from bench.pages import HOME, busiest, cookie, public_targets, share_of_rules
from tests import factories as make


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        (Line("queries", 7, most=7), True),
        (Line("queries", 8, most=7), False),
        (Line("ratio", 0.6, least=0.6), True),
        (Line("ratio", 0.59, least=0.6), False),
    ],
)
def test_budget_is_kept_up_to_its_end(line, is_kept):
    assert line.is_kept is is_kept


def test_line_stands_beside_its_budget():
    said = str(Line("home: queries", 8, most=7, said="of all"))

    assert said.split() == ["home:", "queries", "8", "≤", "7", "MISSED", "of", "all"]


def test_ratios_are_taken_within_a_round():
    """The machine was three times as slow in the second round."""
    page, other = Target("page", "/"), Target("other", "/")
    costs = Costs(
        {"page": [Cost(4, 8), Cost(12, 24)], "other": [Cost(2, 2), Cost(6, 6)]},
    )

    assert costs.cpu_beside(page, other) == 2
    assert costs.took_beside(page, other) == 4


def test_spread_is_one_when_all_take_the_same():
    assert spread([5.0] * 100) == 1


def test_growth_is_what_it_costs_with_more_beside_fewer():
    small, large = {"home": Price(2, "2 ms", 1.2)}, {"home": Price(3, "3 ms", 1.2)}

    assert compared(small, large) == [Line("home: growth", 1.5, 1.2, said="2 ms → 3 ms")]


@pytest.fixture
def membership(db):
    """Five invented members whom a requirement binds, and what the public reads."""
    requirement = make.make_requirement(scheme=make.make_society_scheme())
    make.make_version(requirement, effective_from=date(2001, 1, 1), published_at=timezone.now())
    make.make_article()
    make.make_agreement()
    call_command("make_members", 5)


def test_public_pages_are_asked_as_a_visitor_does(membership, client):
    answers = [client.get(target.path).status_code for target in public_targets()]

    assert answers == [200, 200, 200]


def test_home_is_asked_as_its_member_does(membership):
    home = Target("home", HOME, cookie(busiest().user))

    assert 1 <= queries(home) <= 15
    assert 0 < share_of_rules(home) < 1
