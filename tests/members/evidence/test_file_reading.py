"""The part of a page that says what was read from one file."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.usefixtures("vault")


def address(file) -> str:
    return reverse("members:evidence:file_reading", args=[file.pk])


def test_reading_names_what_was_found_with_what_a_field_holds(as_member, member):
    text = "CPD hours: 16\n12–17 October 2025\nNo. <b>A-123"
    file = factories.make_evidence(member, "<a>.pdf", text=text)

    part = as_member.get(address(file)).text

    assert "<html" not in part
    assert 'Read from <bdi class="address">&lt;a&gt;.pdf</bdi>' in part
    assert '<div data-sort="hours"><dt>Hours</dt>' in part
    assert 'data-value="16">16<' in part
    assert 'data-value="2025-10-17">17 Oct 2025<' in part
    assert "<b>" not in part


def test_reading_of_a_text_that_says_nothing_is_empty(as_member, member):
    file = factories.make_evidence(member, text="LI WEI")

    assert as_member.get(address(file)).text.strip() == ""


def test_reading_is_in_the_language_of_the_page(as_member, member):
    file = factories.make_evidence(member, text="2025年10月17日")

    part = as_member.get(address(file).replace("/en/", "/zh-hans/")).text

    assert "2025年10月17日" in part
    assert "Read from" not in part


def test_reading_costs_three_queries_and_opens_nothing(as_member, member, count_queries):
    file = factories.make_evidence(member, text="16 hours")

    _, count = count_queries(as_member, address(file))

    assert len(count) == 3
    assert count.writes == []
    assert file.views.count() == 0
