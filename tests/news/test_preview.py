"""Staff see the public page of an item before its minute, in both languages."""

import pytest
from django.utils import timezone

from news.articles.models import Article
from tests.conftest import logged_in
from tests.factories import (
    make_agreement,
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db
MAKERS = [make_article, make_newsletter, make_event, make_page]


def address(item, language: str = "en") -> str:
    return f"/{language}/preview/{item._meta.model_name}/{item.pk}/"


def main(text: str) -> str:
    """What stands below the banner."""
    return text.partition('<div class="frame end">')[2].partition("</main>")[0]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("make", MAKERS)
def test_preview_is_the_public_page(as_admin, client, make, language):
    item = make()
    public = client.get(f"/{language}{item.get_absolute_url().removeprefix('/en')}")

    response = as_admin.get(address(item, language))

    assert response.status_code == 200
    assert main(response.text) == main(public.text)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({"published_at_en": None, "published_at_zh": None}, "A draft in this language"),
        (published(days=1), "It appears at"),
        ({"withdrawn_at": timezone.now()}, "It has been withdrawn since"),
        ({}, "It has been published since"),
    ],
)
def test_preview_says_the_state_and_shows_the_page(as_admin, make, times, said):
    item = make(title_en="To be seen", **times)

    text = as_admin.get(address(item)).text

    assert said in text
    assert "<h1>To be seen</h1>" in text


def test_preview_of_a_draft_shows_tags_and_agreements(as_admin):
    article = make_article(published_at_en=None)
    article.tags.add(make_tag("ethics"))
    article.agreements.add(make_agreement("pec"))

    text = as_admin.get(address(article)).text

    assert "Ethics" in text
    assert "/en/agreements/pec/" in text


def test_preview_says_that_a_language_is_not_written_yet(as_admin):
    article = make_article(title_zh="", published_at_zh=None)

    text = as_admin.get(address(article, "zh-hans")).text

    assert "<h1>新闻</h1>" in text
    assert text.count(article.title_en) == 1
    assert f"Read it in English: {article.title_en}</a>" in text


def test_preview_says_that_an_item_is_for_members(as_admin):
    assert "It is for members only." in as_admin.get(address(make_page(members_only=True))).text


def test_preview_leads_to_the_same_preview_in_the_other_language(as_admin):
    article = make_article()

    assert f'href="{address(article, "zh-hans")}"' in as_admin.get(address(article)).text


def test_preview_is_kept_by_nobody_and_changes_nothing(as_admin, count_queries):
    article = make_article(published_at_en=None)
    before = Article.objects.values().get()

    response, count = count_queries(as_admin, address(article))

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert (count.writes, Article.objects.values().get()) == ([], before)


@pytest.mark.parametrize("path", ["nonsense/1/", "article/999999/", f"article/{'9' * 30}/"])
def test_preview_of_nothing_is_not_found(as_admin, path):
    assert as_admin.get(f"/en/preview/{path}").status_code == 404


def test_preview_is_for_staff_who_may_look_at_the_item(as_staff, member, client):
    path = address(make_article(published_at_en=None))
    nobody = logged_in(make_user("clerk@example.org", is_staff=True))

    answers = [one.get(path).status_code for one in (as_staff("editor"), nobody, client)]

    assert answers == [200, 403, 302]
    assert logged_in(member.user).get(path).status_code == 302


def test_form_has_previews_in_both_languages(as_admin):
    article = make_article()

    text = as_admin.get(f"/admin/news/article/{article.pk}/change/").text

    for language in ("en", "zh-hans"):
        assert f'href="{address(article, language)}"' in text


def test_form_says_beside_the_previews_what_they_show(as_staff):
    draft = make_article(published_at_en=None, published_at_zh=None)

    text = as_staff("editor").get(f"/admin/news/article/{draft.pk}/change/").text

    assert text.count('aria-describedby="previews"') == 2
    said = "The previews show what is saved, not what you have typed since."
    assert f'<p class="help" id="previews">{said}</p>' in text
