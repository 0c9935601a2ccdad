"""A colleague without an account sees an item by a signed link, for seven days."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from news.preview.models import PreviewLink, make_link
from tests.factories import make_article, make_event, make_newsletter, make_page, published

pytestmark = pytest.mark.django_db
ENDED = "A link to a preview is good for seven days"


def draft(make=make_article):
    return make(title_en="Not yet", published_at_en=None, published_at_zh=None)


def form_of(item) -> str:
    return f"/admin/news/{item._meta.model_name}/{item.pk}/link/"


@pytest.mark.parametrize("make", [make_article, make_newsletter, make_event, make_page])
def test_link_shows_the_page_to_a_visitor(as_staff, client, make):
    item = draft(make)
    as_staff("editor").post(form_of(item))
    path = PreviewLink.objects.get().get_absolute_url()

    response = client.get(path)

    assert response.status_code == 200
    assert "<h1>Not yet</h1>" in response.text
    assert "This link ends at" in response.text
    assert "Beijing time" in response.text


def test_form_says_how_long_and_gives_the_link_in_both_languages(as_staff):
    item = draft()
    editor = as_staff("editor")
    assert "No link is open now." in editor.get(form_of(item)).text

    page = editor.post(form_of(item), follow=True)

    address = PreviewLink.objects.get().address
    assert "for 7 days" in page.text
    assert "The link ends at" in page.text
    assert f"/en/preview/{address}/" in page.text
    assert f"/zh-hans/preview/{address}/" in page.text


def test_link_ends_after_seven_days(client):
    path = make_link(draft()).get_absolute_url()

    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=-5), tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=5), tick=False):
        response = client.get(path)

    assert response.status_code == 404
    assert ENDED in response.text


def test_new_link_ends_the_one_before_and_a_link_can_be_ended(as_staff, client):
    item, editor = draft(), as_staff("editor")
    first = make_link(item).get_absolute_url()

    editor.post(form_of(item))

    second = PreviewLink.objects.get().get_absolute_url()
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    editor.post(form_of(item), {"end": "1"})
    assert client.get(second).status_code == 404


@pytest.mark.parametrize(
    "change", [lambda a: a[:-1] + "!", lambda a: a.split(":")[0], lambda a: "x"]
)
def test_link_that_was_tampered_with_shows_nothing(client, change):
    link = make_link(draft())

    response = client.get(f"/en/preview/{change(link.address)}/")

    assert response.status_code == 404
    assert ENDED in response.text
    assert "Not yet" not in response.text


def test_link_of_an_item_that_was_deleted_has_ended(client):
    item = draft()
    path = make_link(item).get_absolute_url()
    item.delete()

    assert client.get(path).status_code == 404


def test_link_leads_to_the_public_page_once_there_is_one(client):
    article = make_article(published_at_zh=None, published_at_en=published()["published_at_en"])
    path = make_link(article).get_absolute_url()

    assert client.get(path)["Location"] == article.get_absolute_url()
    assert client.get(path.replace("/en/", "/zh-hans/")).status_code == 200


@pytest.mark.parametrize("is_open", [True, False])
def test_answer_is_private_and_reads_no_session(client, count_queries, is_open):
    item = draft()
    link = make_link(item)
    path = link.get_absolute_url() if is_open else "/en/preview/made-up/"

    response, count = count_queries(client, path)

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Cookie" not in response.get("Vary", "")
    # For its pictures alone, which lie apart.
    assert list(response.cookies) == ([f"preview-article-{item.pk}"] if is_open else [])
    # Of an address that leads nowhere the table of former ones is asked.
    assert len(count) == (3 if is_open else 1)
    assert count.writes == []


def test_link_is_in_no_sitemap(client):
    link = make_link(draft())

    assert link.address not in client.get("/sitemap.xml").text


def test_whoever_may_only_look_makes_no_link(as_staff):
    item = draft()

    assert as_staff("auditor").post(form_of(item)).status_code in {403, 404}
    assert not PreviewLink.objects.exists()
