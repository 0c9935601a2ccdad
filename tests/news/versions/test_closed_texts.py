"""What is public or has its time comes from no older version without the permission to publish."""

import pytest
from django.utils import timezone

from news.articles.models import Picture
from news.versions.workflow import versions_of
from tests.factories import make_article, photograph
from tests.news.publishing.typed import DRAFT, address, press, times, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(as_staff):
    return as_staff("author")


def restored(client, item, version: int):
    page = address(item, f"versions/{version}/restore")
    return client.post(page, {"publishing": "on"}, follow=True)


def saves_of(item) -> list[int]:
    """Without the one that was found."""
    return list(versions_of(item).order_by("pk").values_list("pk", flat=True))[1:]


def test_author_lays_no_older_text_over_a_published_one(author, editor):
    article = make_article(**DRAFT)
    press(author, article, "save", title_en="Of the author")
    press(editor, article, "save", title_en="As approved")
    press(editor, article, "save", **times("published_at_en", timezone.now()))
    first = saves_of(article)[0]

    offered = author.get(address(article, "versions")).text
    response = restored(author, article, first)

    article.refresh_from_db()
    assert (response.status_code, article.title_en) == (403, "As approved")
    assert f"/versions/{first}/restore/" not in offered
    assert f"/versions/{first}/restore/" in editor.get(address(article, "versions")).text


def test_author_restores_the_text_of_a_draft_and_not_its_times(author, editor):
    article = make_article(**DRAFT)
    press(editor, article, "save", title_en="Out", **times("published_at_en", timezone.now()))
    press(editor, article, "save", title_en="Back", published_at_en_0="", published_at_en_1="")

    page = author.get(address(article, f"versions/{saves_of(article)[0]}/restore"))
    restored(author, article, saves_of(article)[0])

    article.refresh_from_db()
    assert (article.title_en, article.published_at_en) == ("Out", None)
    assert 'name="publishing"' not in page.text


def test_author_brings_no_removed_picture_back_to_a_published_article(author, editor, media):
    article = make_article(published_at_zh=None)
    picture = Picture.objects.create(
        article=article, file=photograph((500, 300)), alt_en="A bridge", alt_zh="桥"
    )
    press(editor, article, "save", lead_en="With a picture.")
    press(editor, article, "save", **{"pictures-0-DELETE": "on"})
    forged = {"pictures-TOTAL_FORMS": 1, "pictures-INITIAL_FORMS": 1, "pictures-0-id": picture.pk}

    author.post(address(article), typed(author.get(address(article))) | forged)

    assert not article.pictures.exists()
