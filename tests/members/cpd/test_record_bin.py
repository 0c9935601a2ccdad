from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories


@pytest.fixture
def address(db):
    return reverse("members:cpd:record_bin")


def test_bin_shows_what_can_be_brought_back_newest_first(as_member, member, stranger, address):
    now = timezone.now()
    for title, days in (("First", 2), ("Second", 1), ("Too old", 31)):
        factories.make_record(member, title, deleted_at=now - timedelta(days))
    factories.make_record(member, "Kept")
    factories.make_record(stranger, "Not yours", deleted_at=now)

    response = as_member.get(address)

    assert [record.title for record in response.context["records"]] == ["Second", "First"]
    assert "For 30 days they can be brought back." in response.text
    assert "Not yours" not in response.text


def test_bin_that_is_empty_says_so(as_member, address):
    assert "Nothing is deleted" in as_member.get(address).text


def test_bin_takes_three_queries(as_member, member, address, count_queries):
    factories.make_record(member, deleted_at=timezone.now())
    _, with_one = count_queries(as_member, address)
    for _ in range(2):
        factories.make_record(member, deleted_at=timezone.now())
    _, with_three = count_queries(as_member, address)

    assert len(with_one) == len(with_three) == 3
