"""The list of versions, two of them side by side, and the way back to one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.models import Article, Attachment, Picture
from news.versions.workflow import versions_of
from tests.conftest import logged_in
from tests.factories import (
    make_article,
    make_category,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    make_user,
    pdf_file,
    picture_file,
)

from .editing import address, save

pytestmark = pytest.mark.django_db


def with_versions(editor, article: Article) -> list[int]:
    """Two saves: the first words, then others. Keys of the versions, oldest first."""
    save(editor, article, title_en="First words", lead_en="A bridge opens in May.")
    save(editor, article, title_en="Other words", lead_en="A bridge opens in June.")
    return list(versions_of(article).order_by("pk").values_list("pk", flat=True))


def restore(client, item, version: int, **choice):
    return client.post(address(item, f"versions/{version}/restore/"), choice, follow=True)


def told(response) -> list[str]:
    """What the page says of the restoring; saves before it had messages of their own."""
    said = [str(message) for message in response.context["messages"]]
    return [message for message in said if "changed successfully" not in message]


def test_list_says_who_when_and_what_changed(editor):
    article = make_article()
    with_versions(editor, article)

    text = editor.get(address(article, "versions/")).text

    assert "Beijing time, Wang Fang" in text
    assert "Title in English; Lead in English" in text
    assert "Kept as it was found; it had been saved without this form." in text
    assert "The first version that is kept" in text


def test_list_is_chinese_on_a_chinese_page(editor):
    article = make_article()
    with_versions(editor, article)
    editor.cookies["django_language"] = "zh-hans"

    text = editor.get(address(article, "versions/")).text

    assert "北京时间" in text
    assert "标题（英文）" in text


def test_list_of_an_item_without_versions_says_so(editor):
    text = editor.get(address(make_page(), "versions/")).text

    assert "No version is kept yet." in text


def test_list_is_paged_at_a_constant_price(editor, count_queries):
    page = make_page()
    for number in range(3):
        save(editor, page, title_en=f"Title {number}")
    _response, few = count_queries(editor, address(page, "versions/"))
    for number in range(25):
        save(editor, page, title_en=f"Title {number}")

    response, many = count_queries(editor, address(page, "versions/"))

    assert len(few) == len(many)
    assert len(response.context["entries"]) == 25
    last = editor.get(address(page, "versions/?page=2"))
    assert len(last.context["entries"]) == 4
    assert last.context["entries"][-1].changed is None


def test_two_versions_are_compared_word_by_word(editor):
    article = make_article()
    _found, first, second = with_versions(editor, article)

    response = editor.get(address(article, f"versions/compare/?older={second}&newer={first}"))

    changes = response.context["comparison"].changes
    assert [change.label for change in changes] == ["Title in English", "Lead in English"]
    assert "<del>" in response.text
    assert '<span class="visually-hidden">removed: </span>May' in response.text
    assert '<span class="visually-hidden">added: </span>June' in response.text


def test_rows_that_came_and_went_are_named(editor, media):
    article = make_article()
    Picture.objects.create(article=article, file=picture_file(), alt_en="A bridge", alt_zh="桥")
    save(editor, article, **{"pictures-0-DELETE": "on", "tags": [make_tag("ethics").pk]})

    text = editor.get(address(article, "versions/")).text

    assert "Tags; Picture “A bridge” removed" in text


@pytest.mark.parametrize(
    "query", ["", "?older=x", "?older=999999", "?older=now&newer=-1", f"?older={'9' * 40}"]
)
def test_versions_that_are_made_up_are_not_found(editor, query):
    page = make_page()
    save(editor, page)

    assert editor.get(address(page, f"versions/compare/{query}")).status_code == 404


def test_version_of_another_item_is_not_found(editor):
    mine, other = make_page("mine"), make_page("other")
    save(editor, mine)
    save(editor, other)
    version = versions_of(other).first().pk

    assert editor.get(address(mine, f"versions/{version}/restore/")).status_code == 404


def test_restoring_brings_text_and_rows_back_as_a_new_version(editor, client, media):
    article = make_article()
    tag = make_tag("ethics")
    article.tags.add(tag)
    picture = Picture.objects.create(
        article=article, file=picture_file(), alt_en="A bridge", alt_zh="桥"
    )
    _found, first, _second = with_versions(editor, article)
    added = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-file": pdf_file("new.pdf"),
        "attachments-0-position": 0,
        "attachments-0-language": "en",
    }
    save(editor, article, **{"pictures-0-DELETE": "on", "tags": []} | added)
    before = client.get(article.get_absolute_url())["ETag"]

    response = restore(editor, article, first)

    article.refresh_from_db()
    back = article.pictures.get()
    assert told(response)[0].startswith("Restored, as a new version:")
    assert (article.title_en, list(article.tags.all())) == ("First words", [tag])
    assert (back.pk, back.file.name, back.width) == (picture.pk, picture.file.name, 40)
    assert not Attachment.objects.exists()
    assert versions_of(article).count() == 5
    assert client.get(article.get_absolute_url())["ETag"] != before
    assert "Restored from the version:" in editor.get(address(article, "versions/")).text


@pytest.mark.parametrize("make", [make_newsletter, make_event, make_page])
def test_other_kinds_are_restored_too(editor, make):
    item = make(title_en="First words")
    save(editor, item, title_en="Other words")
    first = versions_of(item).last().pk

    restore(editor, item, first)

    item.refresh_from_db()
    assert item.title_en == "First words"


def test_story_that_was_removed_comes_back_with_its_text(editor):
    newsletter = make_newsletter(54)
    save(editor, newsletter, **{"stories-0-DELETE": "on"})

    restore(editor, newsletter, versions_of(newsletter).last().pk)

    assert [story.title_en for story in newsletter.stories.all()] == ["Story 1", "Story 2"]


def test_older_text_neither_publishes_nor_withdraws(editor):
    article = make_article(published_at_en=None, members_only=True)
    with_versions(editor, article)
    found = versions_of(article).last().pk
    at = timezone.now().replace(microsecond=0)
    Article.objects.filter(pk=article.pk).update(published_at_en=at, members_only=False)

    restore(editor, article, found)

    article.refresh_from_db()
    assert (article.published_at_en, article.members_only) == (at, False)
    restore(editor, article, found, publishing="on")
    article.refresh_from_db()
    assert (article.published_at_en, article.members_only) == (None, True)


def test_times_are_asked_for_only_where_they_differ(editor):
    article = make_article()
    found, *_rest = with_versions(editor, article)
    page = address(article, f"versions/{found}/restore/")
    assert 'name="publishing"' not in editor.get(page).text
    withdrawn_at = timezone.now() - timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(withdrawn_at=withdrawn_at)

    assert 'name="publishing"' in editor.get(page).text


@pytest.mark.parametrize(
    ("make_impossible", "message"),
    [
        (lambda article: make_article("first"), "already exists"),
        (
            lambda article: Article.objects.filter(pk=article.pk).update(
                published_at_zh=timezone.now(), title_zh="有"
            ),
            "Write the Chinese title before publishing in Chinese.",
        ),
    ],
)
def test_version_that_cannot_stand_today_is_refused_in_words(editor, make_impossible, message):
    article = make_article("first", published_at_zh=None, title_zh="")
    save(editor, article, slug="second")
    found = versions_of(article).last().pk
    make_impossible(article)

    response = restore(editor, article, found)

    article.refresh_from_db()
    assert message in response.text
    assert "This version cannot be restored as it is:" in response.text
    assert article.slug == "second"


def test_what_is_no_longer_there_is_told_and_left_out(editor, media):
    old, tag = make_category("old"), make_tag("gone")
    article = make_article(category=old)
    article.tags.add(tag)
    picture = Picture.objects.create(
        article=article, file=picture_file(), alt_en="A bridge", alt_zh="桥"
    )
    changes = {"pictures-0-DELETE": "on", "tags": [], "category": make_category("new").pk}
    save(editor, article, **changes)
    old.delete()
    tag.delete()
    picture.file.storage.delete(picture.file.name)

    response = restore(editor, article, versions_of(article).last().pk)

    assert told(response)[1:] == [
        "Left as it is: Topic: what it pointed to is no longer there.",
        "Left as it is: Tags: 1 of them is no longer there.",
        "Left as it is: Picture “A bridge”: the file bridge.webp is no longer there.",
    ]
    article.refresh_from_db()
    assert article.category.slug == "new"


def test_versions_are_for_those_who_may_see_the_item(editor, member):
    page = make_page()
    save(editor, page)
    version = versions_of(page).first().pk
    clerk = logged_in(make_user("clerk@example.org", is_staff=True))
    pages = ["versions/", f"versions/compare/?older={version}", f"versions/{version}/restore/"]

    for place in pages:
        assert editor.get(address(page, place)).status_code == 200
        assert clerk.get(address(page, place)).status_code == 403
        assert logged_in(member.user).get(address(page, place)).status_code == 302


def test_looking_at_versions_changes_nothing(editor, count_queries):
    page = make_page()
    save(editor, page)
    version = versions_of(page).first().pk

    for place in [
        "versions/",
        f"versions/compare/?older={version}",
        f"versions/{version}/restore/",
    ]:
        _response, count = count_queries(editor, address(page, place))
        assert count.writes == []
