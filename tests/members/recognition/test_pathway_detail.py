from datetime import date

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def page(pathway):
    return reverse("members:recognition:pathway_detail", args=["to-pec"])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def states(response) -> list[tuple[str, str]]:
    return [(line.finding.condition.code, line.state) for line in response.context["lines"]]


def test_detail_tells_what_is_missing_first(as_member, title, degree, page):
    response = as_member.get(page)

    assert states(response) == [
        ("code", "short"),
        ("work", "short"),
        ("council", "unknown"),
        ("title", "met"),
    ]
    said = text(response)
    assert "You meet 1 of 4" in said
    assert "2 lines are missing." in said
    assert "1 is for a person to decide." in said
    assert "A person decides" in said


def test_detail_names_the_proof_and_links_to_it(as_member, title, page):
    said = text(as_member.get(page))

    assert "Professional Engineer, valid to 31 Dec 2027." in said
    assert f'href="{title.get_absolute_url()}">See proof' in said
    assert 'It holds until <time datetime="2027-12-31">' in said


def test_detail_says_when_a_line_can_be_met(as_member, member, title, degree, page):
    factories.make_period(member, started_on=date(2020, 1, 1), state="verified")

    said = text(as_member.get(page))

    assert "6 years and 6 months so far; 7 years are asked." in said
    assert (
        'It can be met on <time datetime="2026-12-31">31 Dec 2026</time> at the earliest.' in said
    )
    assert reverse("members:experience:period_add") in said


def test_detail_does_not_take_a_members_word_for_years(as_member, member, title, degree, page):
    factories.make_period(member, started_on=date(2016, 1, 1))

    response = as_member.get(page)

    assert ("work", "unknown") in states(response)
    assert "It rests on your word so far" in text(response)


def test_detail_without_a_degree_leads_to_adding_one_and_not_more_work(as_member, member, page):
    factories.make_period(member, state="verified")

    response = as_member.get(page)

    actions = {one.finding.condition.code: one.action for one in response.context["lines"]}
    assert actions["work"].address == reverse("members:qualifications:qualification_add")


def test_detail_shows_the_rule_its_source_and_its_day(as_member, page):
    said = text(as_member.get(page))

    assert "Clause 1" in said
    assert "A source." in said
    assert "11 Jun 2025" in said


def test_detail_without_published_rules_is_no_pass(as_member, title, grade):
    factories.make_pathway_version(factories.make_pathway("hidden", from_grade=grade))

    said = text(as_member.get(reverse("members:recognition:pathway_detail", args=["hidden"])))

    assert "The rules have not been published" in said
    assert "You meet" not in said


def test_pathway_starts_from_its_title_even_where_no_condition_says_so(as_member, degree):
    version = factories.make_pathway_version(
        factories.make_pathway("silent"), conditions=[("degree", "degree", "A degree.")]
    )

    response = as_member.get(reverse("members:recognition:pathway_detail", args=["silent"]))

    assert states(response) == [("", "short"), ("degree", "met")]
    assert "The applicant holds the title from which this pathway starts." in text(response)
    assert version.conditions.count() == 1


def test_detail_of_a_pathway_that_is_not_there_is_not_found(as_member):
    page = reverse("members:recognition:pathway_detail", args=["nowhere"])

    assert as_member.get(page).status_code == 404


def test_detail_supposes_without_storing(as_member, degree, grade, page):
    said = text(as_member.get(page, {"grade": grade.key, "on": "2027-01-01"}))

    assert "what you suppose" in said
    assert "As it would be on" in said


def test_any_one_of_two_conditions_is_one_line(as_member, member, title, grade):
    version = factories.make_pathway_version(
        factories.make_pathway("any", from_grade=grade),
        conditions=[
            ("t", "title", "The title."),
            ("a", "degree", "An accredited degree."),
            ("b", "review", "Or assessed."),
        ],
    )
    version.conditions.exclude(code="t").update(group="degree")
    factories.make_degree(member, accord="none")

    response = as_member.get(reverse("members:recognition:pathway_detail", args=["any"]))

    assert len(response.context["lines"]) == 2
    assert "You meet 1 of 2" in text(response)
    assert "Or: An accredited degree." in text(response)


@pytest.mark.parametrize(
    ("ends_on", "state"),
    [(None, "short"), (date(2026, 6, 30), "short"), (date(2026, 6, 29), "met")],
)
def test_suspended_membership_is_no_registration(as_member, member, grade, page, ends_on, state):
    factories.make_term(member, grade, starts_on=date(2025, 1, 1), ends_on=None)
    factories.make_suspension(member, starts_on=date(2026, 6, 1), ends_on=ends_on)

    response = as_member.get(page)

    assert ("title", state) in states(response)
    assert ("It is suspended" in text(response)) is (state == "short")


def test_other_members_facts_prove_nothing(as_stranger, title, degree, page):
    assert ("title", "short") in states(as_stranger.get(page))


def test_detail_takes_the_same_queries_whatever_the_record(
    as_member, member, title, degree, page, count_queries
):
    factories.make_period(member, state="verified")
    _, with_one = count_queries(as_member, page)
    for _ in range(2):
        factories.make_period(member, state="verified")
        factories.make_record(member)
    _, with_three = count_queries(as_member, page)

    assert len(with_one) == len(with_three) == 7
    assert with_three.repeated == {}
