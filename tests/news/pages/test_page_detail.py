"""Pages that staff edit."""

import pytest

from tests.factories import make_page, published

pytestmark = pytest.mark.django_db


def test_page_detail_shows_the_text_of_its_language(client):
    make_page("about", body_en="<p>Who we are.</p>", body_zh="<p>我们是谁。</p>")

    english, chinese = client.get("/en/pages/about/"), client.get("/zh-hans/pages/about/")

    assert ("Who we are." in english.text, "我们是谁。" in english.text) == (True, False)
    assert ("Who we are." in chinese.text, "我们是谁。" in chinese.text) == (False, True)


def test_page_that_is_not_published_is_a_404(client):
    make_page("about", **published(days=1))

    assert client.get("/en/pages/about/").status_code == 404


def test_page_detail_needs_two_queries(client, count_queries):
    make_page("about")

    _, count = count_queries(client, "/en/pages/about/")

    assert len(count) == 2
