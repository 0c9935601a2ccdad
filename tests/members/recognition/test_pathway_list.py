from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from members.cpd.models import Record
from members.profile.models import Member
from members.qualifications.models import Qualification
from tests import factories


@pytest.fixture
def page(db):
    return reverse("members:recognition:pathway_list")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def names(response, section: str) -> list[str]:
    return [one.pathway.slug for one in response.context[section]]


def test_list_says_how_much_is_met_and_what_is_missing(as_member, title, degree, pathway, page):
    said = text(as_member.get(page))

    assert "From the titles you hold" in said
    assert "1 of 4 met" in said
    assert "Missing: Is bound by the code. And 1 more." in said


def test_list_puts_the_nearest_first(as_member, title, degree, pathway, agreement, grade, page):
    factories.make_pathway_version(factories.make_pathway("hidden", from_grade=grade))
    ready = factories.make_pathway("ready", from_grade=grade)
    factories.make_pathway_version(ready, conditions=[("title", "title", "Holds it.")])
    talks = factories.make_agreement(kind="mutual_recognition", status="preparing", opens="route")
    coming = factories.make_pathway("coming", from_grade=grade, agreement=talks)
    factories.make_pathway_version(coming, conditions=[("title", "title", "Holds it.")])
    ended = factories.make_agreement(kind="mutual_recognition", status="ended", opens="route")
    gone = factories.make_pathway("gone", from_grade=grade, agreement=ended)
    factories.make_pathway_version(gone, conditions=[("title", "title", "Holds it.")])

    response = as_member.get(page)

    assert names(response, "held") == ["ready", "to-pec", "coming", "hidden", "gone"]
    said = text(response)
    assert "1 of 1 met" in said
    assert "Rules not published" in said
    assert "Not open yet" in said
    assert "No longer open" in said


def test_list_tells_titles_held_from_those_near_and_others(as_member, title, grade, page):
    higher = factories.make_grade("SPE", scheme=grade.scheme)
    for slug, start in [("held", grade), ("near", higher), ("far", factories.make_grade())]:
        factories.make_pathway_version(factories.make_pathway(slug, from_grade=start))

    response = as_member.get(page)

    assert [names(response, section) for section in ("held", "near", "elsewhere")] == [
        ["held"],
        ["near"],
        ["far"],
    ]


def test_list_without_a_title_says_what_to_do(as_member, pathway, page):
    response = as_member.get(page)

    assert "No pathway starts from a title on your record" in text(response)
    assert names(response, "elsewhere") == ["to-pec"]


def test_membership_term_starts_a_pathway_as_a_title_does(as_member, member, grade, pathway, page):
    factories.make_term(member, grade, starts_on=date(2025, 1, 1), ends_on=date(2026, 6, 30))

    assert names(as_member.get(page), "held") == ["to-pec"]


@pytest.mark.parametrize("state", ["draft", "submitted", "suspended", "rejected", "revoked"])
def test_claim_that_nobody_checked_starts_no_pathway(
    as_member, member, grade, pathway, page, state
):
    factories.make_qualification(member, Qualification.State(state), grade=grade)

    assert names(as_member.get(page), "held") == []


# --- What if -------------------------------------------------------------------------------------


def test_supposed_title_starts_its_pathways_and_is_not_stored(
    as_member, member, grade, pathway, page
):
    response = as_member.get(page, {"grade": grade.key})

    assert names(response, "held") == ["to-pec"]
    assert "You look at a supposition" in text(response)
    assert "1 of 4 met" in text(response)
    assert not Qualification.objects.exists()
    assert f"?grade={grade.scheme.slug}%2FPE" in text(response)


def test_later_day_shows_what_time_will_bring(as_member, member, title, degree, pathway, page):
    factories.make_period(member, started_on=date(2020, 1, 1), state="verified")

    assert "1 of 4 met" in text(as_member.get(page))
    later = text(as_member.get(page, {"on": "2026-12-31"}))

    assert "2 of 4 met" in later
    assert 'As it would be on <time datetime="2026-12-31">31 December 2026</time>' in later


def test_planned_hours_fill_the_cpd_that_is_asked(as_member, member, title, grade, page):
    requirement = factories.make_requirement("cse-annual", scheme=grade.scheme, unit="credit_hour")
    version = factories.make_version(requirement, published_at="2026-01-01T00:00Z")
    pathway = factories.make_pathway_version(
        factories.make_pathway(from_grade=grade), is_live=True, conditions=[("t", "title", "T")]
    )
    factories.make_condition(pathway, "cpd", "cpd", requirement=version.requirement)
    factories.make_record(member, hours="30", done_on=date(2026, 3, 1))

    assert "1 of 2 met" in text(as_member.get(page))
    assert "2 of 2 met" in text(as_member.get(page, {"hours": "10"}))
    assert Record.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"on": "2020-01-01"}, "Write a day from 30 June 2026 on."),
        ({"on": "2099-01-01"}, "Write a day up to 30 June 2046."),
        ({"on": "31.2.2027"}, "Write a day that exists"),
        ({"hours": "-3"}, "Hours must be a number between 0.25 and 999.75."),
        ({"grade": "no/such"}, "Choose one from the list."),
    ],
)
def test_supposition_that_cannot_be_is_told_beside_its_field(
    as_member, pathway, page, typed, message
):
    response = as_member.get(page, typed)

    assert response.status_code == 200
    assert message in text(response)
    assert "You look at a supposition" not in text(response)


# --- The page itself -----------------------------------------------------------------------------


def test_list_in_chinese(as_member, title, degree, pathway):
    with translation.override("zh-hans"):
        page = reverse("members:recognition:pathway_list")

    said = text(as_member.get(page))

    assert "符合1／4项" in said
    assert "条件code" in said


def test_list_takes_five_queries(as_member, member, title, grade, page, count_queries):
    def add(number):
        for _ in range(number):
            factories.make_pathway_version(
                factories.make_pathway(from_grade=grade), conditions=[("t", "title", "T")]
            )
            factories.make_record(member)
            factories.make_period(member)
            factories.make_qualification(member)

    add(1)
    _, with_one = count_queries(as_member, page)
    add(2)
    _, with_three = count_queries(as_member, page)

    assert len(with_one) == len(with_three) == 5
    assert with_three.repeated == {}


def test_list_writes_nothing(as_member, title, pathway, page, count_queries):
    _, count = count_queries(as_member, page)

    assert count.writes == []
    assert Member.objects.count() == 1
