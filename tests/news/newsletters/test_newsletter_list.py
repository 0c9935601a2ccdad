"""The archive of newsletters, by year."""

from datetime import date

import pytest

from tests.factories import make_newsletter, picture_file, published

ADDRESS = "/en/newsletters/"
pytestmark = pytest.mark.django_db


def test_newsletter_list_is_an_archive_by_year(client):
    make_newsletter(31, issued_on=date(2023, 10, 31))
    make_newsletter(54, issued_on=date(2025, 7, 30))

    response = client.get(ADDRESS)

    assert [issue.number for issue in response.context["page"]] == [54, 31]
    assert response.text.index(">2025</h2>") < response.text.index(">2023</h2>")


def test_newsletter_list_hides_the_next_issue(client):
    make_newsletter(55, **published(days=2))

    response = client.get(ADDRESS)

    assert "No newsletter in English yet" in response.text


def test_newsletter_list_needs_three_queries(client, count_queries):
    make_newsletter()
    _, one = count_queries(client, ADDRESS)
    make_newsletter()
    make_newsletter()

    _, three = count_queries(client, ADDRESS)

    assert (len(one), len(three)) == (3, 3)


def test_archive_of_a_year_has_its_issues_and_every_year_its_number(client):
    make_newsletter(31, issued_on=date(2023, 10, 31))
    make_newsletter(53, issued_on=date(2025, 5, 30))
    make_newsletter(54, issued_on=date(2025, 7, 30))

    response = client.get(f"{ADDRESS}?year=2025")

    assert [issue.number for issue in response.context["page"]] == [54, 53]
    assert response.context["years"] == {"2025": 2, "2023": 1}
    assert '?year=2025" aria-current="page">2025 (2)</a>' in response.text


@pytest.mark.parametrize("query", ["year=1999", "year=abc", "year=%00", "year=²", "page=9"])
def test_made_up_year_or_page_shows_the_archive_and_says_so(client, query):
    make_newsletter(54)

    response = client.get(f"{ADDRESS}?{query}")

    assert [issue.number for issue in response.context["page"]] == [54]
    assert "has no meaning here and was left out" in response.text


def test_year_that_has_an_issue_for_members_only_is_no_year_of_the_public(client):
    make_newsletter(31, issued_on=date(2023, 10, 31), members_only=True)
    make_newsletter(54)

    assert client.get(f"{ADDRESS}?year=2023").context["years"] == {"2025": 1}


def test_cover_is_shown_with_what_it_is(client, media):
    make_newsletter(54, cover=picture_file())

    for path in (ADDRESS, f"{ADDRESS}54/"):
        assert 'alt="Cover of newsletter No. 54"' in client.get(path).text
