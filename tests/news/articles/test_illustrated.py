"""Pictures and tables stand where the text has them, in the language of the page."""

import re

import pytest
from django.core.files.storage import default_storage

from news.articles.models import Article, Picture
from news.articles.views import with_surroundings
from news.pictures.names import card, name_of
from tests.factories import make_article, make_newsletter, photograph, picture_file

pytestmark = pytest.mark.django_db
TABLE = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"


def with_pictures(*shown: str, **fields) -> Article:
    article = make_article("forum", **fields)
    for words in shown:
        Picture.objects.create(
            article=article, file=picture_file(), alt_en=words, alt_zh="桥", caption_zh="图注"
        )
    return article


def outline(html: str) -> list[str]:
    """What pictures show and paragraphs say, from top to bottom."""
    prose = html[html.index('<div class="prose">') : html.index("</aside>")]
    return re.findall(r'alt="([^"]*)"|<p>(\w+)</p>', prose) and [
        alt or words for alt, words in re.findall(r'alt="([^"]*)"|<p>(\w+)</p>', prose)
    ]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<p>x</p><p>y</p>", ["one", "two", "x", "y"]),
        ("<p>x</p>[picture 2]<p>y</p>", ["one", "x", "two", "y"]),
        ("<p>x</p>[picture 2]<p>y</p>[picture 1]", ["x", "two", "y", "one"]),
        ("<p>x</p>[picture 7]<p>y</p>", ["one", "two", "x", "y"]),
        ("[picture 1]<p>x</p>[picture 1]", ["two", "one", "x", "one"]),
    ],
)
def test_picture_stands_where_the_text_calls_for_it_and_above_it_otherwise(
    client, media, body, seen
):
    with_pictures("one", "two", body_en=body)

    assert outline(client.get("/en/news/forum/").text) == seen


def test_picture_in_the_text_speaks_the_language_of_the_page(client, media):
    with_pictures("one", body_en="[picture 1]", body_zh="<p>文</p>【图片1】")

    text = client.get("/zh-hans/news/forum/").text

    assert 'alt="桥"' in text
    assert "<figcaption>图注</figcaption>" in text


def test_first_picture_comes_at_once_and_the_others_when_they_are_near(client, media):
    with_pictures("one", "two", "three", body_en="<p>x</p>[picture 2]")

    images = re.findall(r"<img [^>]*>", client.get("/en/news/forum/").text)

    assert ["lazy" in image for image in images] == [False, True, True]
    assert ["fetchpriority" in image for image in images] == [True, False, False]


def test_picture_keeps_its_number_when_another_one_goes(media):
    article = with_pictures("one", "two", "three")

    article.pictures.get(position=2).delete()
    Picture.objects.create(article=article, file=picture_file(), alt_en="four", alt_zh="桥")

    assert [(one.position, one.alt_en) for one in article.pictures.all()] == [
        (1, "one"),
        (3, "three"),
        (4, "four"),
    ]


def test_wide_table_scrolls_in_a_region_with_a_name(client):
    make_article("forum", body_en=f"{TABLE}<p>x</p>{TABLE}")
    newsletter = make_newsletter(54, stories=0)
    newsletter.stories.create(title_en="Fees", body_en=TABLE)

    article, issue = client.get("/en/news/forum/").text, client.get("/en/newsletters/54/").text

    assert re.findall(r'role="region" tabindex="0" aria-label="(.*?)"><table>', article) == [
        "Table 1",
        "Table 2",
    ]
    assert 'aria-label="Table 1"><table><tbody><tr><td>a</td>' in issue


def card_of(article: Article) -> dict | None:
    pictures = with_surroundings(Article.objects.all()).get(pk=article.pk).picture_rows
    return next(map(card, pictures), None)


def test_card_is_a_jpeg_of_its_first_picture(media):
    article = make_article("forum")
    picture = Picture.objects.create(
        article=article, file=photograph((1300, 650)), alt_en="A bridge", alt_zh="桥"
    )

    assert card_of(article) == {
        "address": default_storage.url(name_of(picture.file.name, 1200, "jpeg")),
        "width": 1200,
        "height": 600,
        "alt": "A bridge",
    }


@pytest.mark.parametrize(("width", "has_card"), [(599, False), (600, True)])
def test_card_needs_a_picture_of_600_px(media, width, has_card):
    article = make_article("forum")
    Picture.objects.create(
        article=article, file=picture_file((width, 300)), alt_en="A", alt_zh="桥"
    )

    assert (card_of(article) is not None) == has_card


def test_article_without_pictures_has_no_card():
    assert card_of(make_article("forum")) is None
