"""The archive of newsletters, by year."""

from datetime import date

import pytest

from tests.factories import make_newsletter, published

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
