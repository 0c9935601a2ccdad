"""An article for members, with its neighbours among all that members read."""

import pytest

from tests.factories import make_article, make_tag, published

pytestmark = pytest.mark.django_db


def test_article_for_members_is_read_with_its_mark_and_its_own_address(as_member):
    article = make_article("kept", body_en="<p>For members.</p>", members_only=True)

    response = as_member.get(article.get_absolute_url())

    assert article.get_absolute_url() == "/en/members/news/kept/"
    assert "<p>For members.</p>" in response.text
    assert "Members only</span>" in response.text


def test_neighbours_and_related_of_members_have_what_is_for_them(as_member, client):
    tag = make_tag()
    for slug, days, kept in [("older", -3, True), ("this", -2, False), ("newer", -1, True)]:
        make_article(slug, members_only=kept, **published(days=days)).tags.add(tag)

    for_members = as_member.get("/en/members/news/this/")
    for_all = client.get("/en/news/this/").context["article"]

    article = for_members.context["article"]
    assert [row["slug"] for row in article.related_rows] == ["newer", "older"]
    assert [row["slug"] for row in article.older_rows + article.newer_rows] == ["older", "newer"]
    assert for_members.text.count('href="/en/members/news/newer/"') == 2
    assert for_all.related_rows + for_all.older_rows + for_all.newer_rows == []


@pytest.mark.parametrize("slug", ["kept", "no-such-article"])
def test_visitor_is_sent_to_log_in_whether_it_exists_or_not(client, slug):
    make_article("kept", members_only=True)

    response = client.get(f"/en/members/news/{slug}/")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/en/accounts/login/?next=/en/members/news/{slug}/",
    )
