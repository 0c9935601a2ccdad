"""What is for members only is found by the public nowhere, and by members in all their lists."""

import pytest

from tests.factories import (
    make_agreement,
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    published,
)

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
PUBLIC = [
    "/en/",
    "/zh-hans/",
    "/en/news/",
    "/en/news/?tag=ethics",
    "/en/news/?topic=notices",
    "/en/news/?q=Zanzibar",
    "/en/news/open/",
    "/en/newsletters/",
    "/en/newsletters/?year=2025",
    "/en/newsletters/54/",
    "/en/events/",
    "/en/events/open/",
    "/en/agreements/pec/",
    "/en/search/?q=Zanzibar",
    "/feeds/en/news.atom",
    "/feeds/en/topics/notices.atom",
    "/feeds/en/tags/ethics.atom",
    "/feeds/en/events.ics",
    "/sitemap.xml",
    "/en/news/zanzibar/",
    "/en/newsletters/55/",
    "/en/events/zanzibar/",
    "/en/events/zanzibar/calendar.ics",
    "/en/pages/zanzibar/",
]
FOR_MEMBERS = [
    "/en/members/news/",
    "/en/members/news/?tag=ethics",
    "/en/members/news/?q=Zanzibar",
    "/en/members/news/open/",
    "/en/members/newsletters/",
    "/en/members/newsletters/54/",
    "/en/members/events/",
    "/en/members/news/zanzibar/",
    "/en/members/newsletters/55/",
    "/en/members/events/zanzibar/",
    "/en/members/pages/zanzibar/",
]


def make_content(members_only: bool) -> None:
    """An open one of each kind, and beside it a second that shares its tag and agreement."""
    named = {
        "title_en": f"{SECRET} opens",
        "title_zh": f"{SECRET}开幕",
        "members_only": members_only,
    }
    pec, ethics = make_agreement("pec"), make_tag("ethics")
    second = make_article("zanzibar", lead_en=SECRET, **named)
    for article in [make_article("open", **published(days=-2)), second]:
        article.tags.add(ethics)
        article.agreements.add(pec)
    make_newsletter(54).stories.update(article=second)
    make_newsletter(55, summary_en=SECRET, **named)
    make_event("open")
    make_event("zanzibar", place_en=SECRET, **named).agreements.add(pec)
    make_page("zanzibar", **named)


def says_it(client, path: str) -> bool:
    """By its title, or by a link to it (the address asked for is repeated in the page)."""
    response = client.get(path)
    text = response.text.replace(path, "").replace(path[3:], "")
    for quotes in ('"{}"', "“{}”", "{}&quot;"):
        text = text.replace(quotes.format(SECRET), "")
    return SECRET in text or "/zanzibar" in text or "letters/55/" in text


@pytest.mark.parametrize("path", PUBLIC)
def test_public_sees_nothing_of_it(client, path):
    make_content(members_only=True)

    assert not says_it(client, path)


@pytest.mark.parametrize(
    "path", [path for path in PUBLIC if path not in {"/en/events/open/", "/en/newsletters/54/"}]
)
def test_public_would_see_it_there_if_it_were_open(client, path):
    """Without this the test above would hold of any page."""
    make_content(members_only=False)

    assert says_it(client, path)


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_members_see_it(as_member, path):
    make_content(members_only=True)

    assert says_it(as_member, path)


@pytest.mark.parametrize("kind", ["news", "events", "pages"])
def test_its_public_address_answers_as_an_unknown_one_does(client, kind):
    make_content(members_only=True)

    known, unknown = client.get(f"/en/{kind}/zanzibar/"), client.get(f"/en/{kind}/nowheres/")

    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.text.replace("zanzibar", "nowheres") == unknown.text
    assert known.headers == unknown.headers  # the names are equally long


def test_unknown_address_says_that_members_may_look_in_their_area(client):
    text = client.get("/en/news/nowheres/?from=mail").text

    assert "Some items are for members only" in text
    assert '<a href="/en/members/news/nowheres/?from=mail">' in text


def test_unknown_address_elsewhere_says_nothing_of_members(client):
    assert "Some items are for members only" not in client.get("/en/nothing/").text


@pytest.mark.parametrize("path", ["news/?topic=notices&page=2", "newsletters/", "events/"])
def test_public_list_leads_members_to_the_same_list_of_theirs(client, path):
    text = client.get(f"/en/{path}").text

    assert f'<a href="/en/members/{path.replace("&", "&amp;")}">Members: see this list' in text
