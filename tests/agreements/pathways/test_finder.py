"""The finder: what a title opens and where, for anybody, without a log-in."""

from datetime import date

import pytest
from lxml import html

from tests.factories import (
    make_agreement,
    make_body,
    make_grade,
    make_pathway,
    make_pathway_version,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/en/agreements/finder/"
CONDITIONS = [("title", "title", "Professional Engineer of the Society, current")]


def found(response) -> list[str]:
    return [version.pathway.slug for version in response.context["found"]]


def make_two():
    grade = make_grade("PE")
    pakistan, kenya = make_body(country="PK"), make_body(country="KE")
    open_one = make_pathway("to-pec", from_grade=grade, to_body=pakistan)
    make_pathway_version(open_one, conditions=CONDITIONS)
    make_pathway_version(make_pathway("to-ebk", to_body=kenya))
    return f"{grade.scheme.slug}/PE"


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["to-ebk", "to-pec"]),
        ("?from={title}", ["to-pec"]),
        ("?to=KE", ["to-ebk"]),
        ("?from={title}&to=PK", ["to-pec"]),
        ("?from={title}&to=KE", []),
        ("?from=no/such", []),
        ("?to=ZZ", []),
        ("?from=%00&to=%3Cscript%3E", []),
    ],
)
def test_finder_answers_title_and_place(client, query, slugs):
    title = make_two()

    response = client.get(ADDRESS + query.format(title=title))

    assert response.status_code == 200
    assert found(response) == slugs
    assert "<script>" not in response.text.replace('<script type="module"', "")


def test_finder_offers_the_titles_and_places_that_pathways_have(client):
    title = make_two()

    context = client.get(f"{ADDRESS}?from={title}").context

    assert (title, True) in [(value, is_chosen) for value, _words, is_chosen in context["titles"]]
    assert [words for _value, words, _is_chosen in context["places"]] == ["Kenya", "Pakistan"]


def test_unpublished_rules_never_read_as_conditions(client):
    make_two()

    text = client.get(f"{ADDRESS}?to=KE").text

    assert "Rules not published" in text
    assert "0 conditions" not in text


def test_finder_shows_agreements_on_the_way(client):
    make_two()
    make_agreement("mou", label_en="The memorandum", partner=make_body(country="KE"))
    make_agreement("over", label_en="Ended one", partner=make_body(country="KE"), status="ended")

    text = client.get(f"{ADDRESS}?to=KE").text

    assert "Other agreements with Kenya" in text
    assert "The memorandum" in text
    assert "Ended one" not in text


def under(status: str):
    """A pathway whose rules have been published, under an agreement of that status."""
    council = make_body(country="PK", name_en="Council")
    agreement = make_agreement(
        "pec",
        label_en="Council, 2019",
        partner=council,
        kind="mutual_recognition",
        opens="route",
        status=status,
    )
    pathway = make_pathway("to-pec", agreement=agreement, to_body=council)
    return make_pathway_version(pathway, conditions=CONDITIONS)


@pytest.mark.parametrize("status", ["superseded", "ended"])
def test_pathway_of_an_agreement_that_is_over_is_not_offered(client, status):
    under(status)

    finder = client.get(f"{ADDRESS}?to=PK")
    closed = html.fromstring(finder.text).xpath('//section[@aria-labelledby="closed"]')

    assert found(finder) == []
    assert "1 condition" not in finder.text
    assert "No pathway is known for this choice" in finder.text
    assert [one.get("href") for section in closed for one in section.xpath(".//a")] == [
        "/en/agreements/pathways/to-pec/"
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("in_force", None),
        ("superseded", "No longer open"),
        ("ended", "No longer open"),
        ("preparing", "Not open yet"),
        ("not_reconfirmed", "The agreement is not re-confirmed"),
    ],
)
def test_pathway_says_first_whether_anybody_can_apply(client, status, said):
    under(status)

    page = html.fromstring(client.get("/en/agreements/pathways/to-pec/").text)

    assert [one.text_content() for one in page.xpath('//div[contains(@class, "notice")]//h2')] == [
        *([said] if said else [])
    ]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("in_force", "Conditions known"),
        ("superseded", "No longer open"),
        ("preparing", "Not open yet"),
    ],
)
def test_entry_says_of_its_pathways_whether_they_are_open(client, status, word):
    under(status)

    text = client.get("/en/agreements/pec/").text
    page = html.fromstring(text).xpath('//section[@aria-labelledby="pathways"]//li/span')

    assert [one.text_content() for one in page] == [word]
    assert ("Compare with my record" in text) == (status != "superseded")


def test_pathway_that_is_not_open_yet_says_so_in_the_finder(client):
    under("preparing")

    response = client.get(f"{ADDRESS}?to=PK")

    assert found(response) == ["to-pec"]
    assert "Not open yet" in response.text
    assert "1 condition" not in response.text


def test_reference_pathway_says_that_the_society_has_not_agreed_it(client):
    make_pathway_version(make_pathway("intpe"), conditions=CONDITIONS)

    assert "For reference: the Society has not agreed it." in client.get(ADDRESS).text


def test_draft_and_future_versions_are_not_found(client):
    make_pathway_version(is_live=False)
    make_pathway_version(effective_from=date(2999, 1, 1))

    assert found(client.get(ADDRESS)) == []


def test_finder_needs_three_queries_for_any_number_of_pathways(client, count_queries):
    make_two()
    _, two = count_queries(client, f"{ADDRESS}?to=KE")
    for _ in range(2):
        make_pathway_version(make_pathway(to_body=make_body(country="KE")), conditions=CONDITIONS)

    _, four = count_queries(client, f"{ADDRESS}?to=KE")

    assert (len(two), len(four)) == (3, 3)
    assert four.writes == []
