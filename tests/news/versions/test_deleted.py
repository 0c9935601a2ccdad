"""A draft that was deleted is found again, read in its versions, and brought back whole."""

import html
import re

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from news.articles.models import Article, Attachment, Picture
from tests.factories import make_article, make_tag, pdf_file, photograph
from tests.news.publishing.typed import DRAFT, MAKERS, address, press, said, times

pytestmark = pytest.mark.django_db


def deleted(client, item) -> str:
    """The address of its page among the deleted ones."""
    client.post(address(item, "delete"), {"post": "yes"})
    assert not type(item).objects.filter(pk=item.pk).exists()
    return f"/admin/news/{item._meta.model_name}/deleted/{item.pk}/"


@pytest.mark.parametrize("kind", MAKERS)
def test_deleted_draft_is_listed_and_comes_back_in_both_languages(editor, kind):
    item = MAKERS[kind](**DRAFT, title_en="Forum", title_zh="论坛")
    page = deleted(editor, item)
    changelist = editor.get(f"/admin/news/{kind}/").text

    listed = editor.get(f"/admin/news/{kind}/deleted/").text
    shown = editor.get(page).text
    response = editor.post(page, follow=True)

    again = type(item).objects.get(pk=item.pk)
    assert f'href="/admin/news/{kind}/deleted/"' in changelist
    assert f'href="{page}"' in listed
    assert "Beijing time, Wang Fang" in listed
    assert "论坛" in shown
    assert (again.title_en, again.title_zh, again.published_at) == ("Forum", "论坛", None)
    assert response.redirect_chain == [(address(item), 302)]
    assert said(response)[0].startswith("Brought back as a draft: ")
    assert editor.get(page).status_code == 404


def test_its_parts_tags_and_files_come_back_with_it(editor, client, media):
    article = make_article(**DRAFT, members_only=True)
    article.tags.add(make_tag("bridges"))
    Picture.objects.create(
        article=article, file=photograph((500, 300)), alt_en="A bridge", alt_zh="桥"
    )
    Attachment.objects.create(
        article=article, file=pdf_file("agenda.pdf"), title_en="Agenda", title_zh="议程"
    )
    page = deleted(editor, article)

    editor.post(page)

    again = Article.objects.get()
    assert again.members_only
    assert [tag.slug for tag in again.tags.all()] == ["bridges"]
    assert (again.pictures.get().alt_zh, again.attachments.get().title_zh) == ("桥", "议程")
    assert default_storage.exists(again.attachments.get().file.name)


def test_files_that_are_gone_for_good_are_named(editor, media):
    article = make_article(**DRAFT)
    attachment = Attachment.objects.create(
        article=article, file=pdf_file("agenda.pdf"), title_en="Agenda", title_zh="议程"
    )
    page = deleted(editor, article)
    default_storage.delete(attachment.file.name)

    response = editor.post(page, follow=True)

    assert said(response)[-1] == (
        "Left as it is: Attachment “Agenda”: the file agenda.pdf is no longer there."
    )
    assert not Article.objects.get().attachments.exists()


def test_older_version_is_read_and_brought_back_without_its_times(editor):
    article = make_article(**DRAFT)
    press(editor, article, "save", title_en="Was out", **times("published_at_en", timezone.now()))
    press(editor, article, "save", title_en="Last", published_at_en_0="", published_at_en_1="")
    page = deleted(editor, article)
    text = editor.get(page).text
    (older,) = [line.split('"')[0] for line in text.split('href="?version=')[1:2]]

    read = editor.get(page, {"version": older}).text
    editor.post(f"{page}?version={older}")

    again = Article.objects.get()
    assert "Was out" in read
    assert (again.title_en, again.published_at_en) == ("Was out", None)


def test_address_that_is_taken_meanwhile_is_told(editor):
    article = make_article("forum", **DRAFT)
    page = deleted(editor, article)
    make_article("forum")

    response = editor.post(page)

    assert "This version cannot be restored as it is:" in response.text
    assert "already exists." in response.text
    assert 'value="forum-2"' in response.text
    assert Article.objects.count() == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_draft_whose_address_is_taken_comes_back_at_another(editor, kind):
    place = 52 if kind == "newsletter" else "forum"
    page = deleted(editor, MAKERS[kind](place, **DRAFT, title_en="Ours"))
    holder = MAKERS[kind](place, title_en="Theirs")
    shown = editor.get(page)
    [(name, free)] = shown.context["form"].initial.items()

    response = editor.post(page, {name: free}, follow=True)

    again = type(holder).objects.exclude(pk=holder.pk).get()
    assert "belongs to “" in shown.text
    assert free == (53 if kind == "newsletter" else "forum-2")
    assert (again.title_en, getattr(again, name)) == ("Ours", free)
    assert response.redirect_chain == [(address(again), 302)]


def test_address_that_is_offered_is_no_former_one(editor):
    page = deleted(editor, make_article("forum", **DRAFT))
    holder = make_article("forum")
    for name in ("forum-2", "forum"):
        holder.slug = name
        holder.save()
    make_article("forum-3")

    assert editor.get(page).context["form"].initial == {"slug": "forum-4"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "This field is required."), ("two words", "Enter a valid"), ("x" * 999, "at most")],
)
def test_other_address_is_checked_beside_its_field(editor, typed, told):
    page = deleted(editor, make_article("forum", **DRAFT))
    make_article("forum")

    response = editor.post(page, {"slug": typed})

    assert response.status_code == 200
    assert told in response.text
    assert Article.objects.count() == 1


def test_other_address_that_is_taken_too_is_told(editor):
    page = deleted(editor, make_article("forum", **DRAFT))
    make_article("forum")
    make_article("forum-2", title_en="Of another year")

    response = editor.post(page, {"slug": "forum-2"})

    told = html.unescape(response.text)
    assert "“forum-2” belongs to “Of another year” today." in told
    assert 'value="forum-2"' in response.text
    assert Article.objects.count() == 2


def test_what_is_ticked_is_yes_or_no_in_chinese(editor):
    page = deleted(editor, make_article(**DRAFT))

    text = editor.get(page, headers={"accept-language": "zh-hans"}).text

    assert "<ins>否</ins>" in re.sub(r"<span.*?</span>", "", text)


@pytest.mark.parametrize("group", ["author", "auditor", "reviewer"])
def test_those_who_may_not_delete_bring_nothing_back(editor, as_staff, group):
    page = deleted(editor, make_article(**DRAFT))
    other = as_staff(group)

    answers = [other.get("/admin/news/article/deleted/"), other.get(page), other.post(page)]

    assert [response.status_code for response in answers] == [403, 403, 403]
    assert not Article.objects.exists()


def test_what_was_never_there_or_is_still_there_is_not_found(editor):
    article = make_article(**DRAFT)
    press(editor, article, "save", title_en="Still here")
    page = deleted(editor, make_article(**DRAFT))

    assert editor.get(f"/admin/news/article/deleted/{article.pk}/").status_code == 404
    for address_ in (
        "/admin/news/article/deleted/987654/",
        f"{page}?version=abc",
        f"{page}?version=987654",
    ):
        assert editor.post(address_).status_code == 404


def test_list_costs_the_same_for_any_number(editor, count_queries):
    deleted(editor, make_article(**DRAFT))
    _response, one = count_queries(editor, "/admin/news/article/deleted/")
    for _number in range(2):
        deleted(editor, make_article(**DRAFT))

    _response, three = count_queries(editor, "/admin/news/article/deleted/")

    assert len(one) == len(three)


def test_empty_list_says_so(editor):
    text = editor.get("/admin/news/page/deleted/").text

    assert "Nothing was deleted of which a version is kept." in text
