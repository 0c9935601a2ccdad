"""An address of the portal that was written a little otherwise leads to the page that was meant."""

import pytest

from tests.factories import make_agreement, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content(db):
    make_article("forum")
    make_agreement("pec-2025")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/EN/News/Forum/", "/en/news/forum/"),
        ("/en/agreements/PEC-2025", "/en/agreements/pec-2025/"),
        ("/en//news///forum/", "/en/news/forum/"),
        ("/zh-Hans/news/", "/zh-hans/news/"),
        ("/zh-CN/news/forum/", "/zh-hans/news/forum/"),
        ("/zh_cn/agreements/", "/zh-hans/agreements/"),
        ("/zh", "/zh-hans/"),
        ("/cn/", "/zh-hans/"),
        ("/en-GB/news/", "/en/news/"),
        ("/Sitemap.xml", "/sitemap.xml"),
        ("/feeds/en/news.atom/", "/feeds/en/news.atom"),
        ("/zh/news/?topic=notices&page=2", "/zh-hans/news/?topic=notices&page=2"),
    ],
)
def test_page_that_was_meant_is_reached_in_one_hop(client, typed, meant):
    response = client.get(typed)

    assert (response.status_code, response["Location"]) == (301, meant)
    assert response["Cache-Control"] == "public, max-age=10"
    assert client.get(meant).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "/EN/news/nobody/",
        "/zh/nowhere/",
        "/zhang/news/",
        "/Admin/nothing/",
        "/api/v1/Agreements/pec-2025",
        "/api/v1/agreements/",
        "/media/PICTURE.webp/",
        "/en/news/%00FORUM/",
        "/" + "A/" * 500,
    ],
)
def test_what_is_nowhere_stays_not_found(client, typed):
    assert client.get(typed).status_code == 404


def test_nobody_learns_of_a_draft_by_its_capitals(client):
    make_article("secret", published_at_en=None, published_at_zh=None)

    assert client.get("/en/news/SECRET/").status_code == 404


def test_nothing_is_sent_on_that_was_posted(client):
    assert client.post("/zh/news/").status_code == 404


def test_no_address_leaves_the_portal(client):
    for typed in ("//evil.example/EN/", "/%2F/evil.example/En/", "/EN//evil.example/"):
        response = client.get(typed)
        assert not response.get("Location", "/").startswith("//")
