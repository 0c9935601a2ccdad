"""Every save of an article, newsletter, event or page is kept, with all that hangs on it."""

import pytest
from reversion.models import Revision, Version

from news.articles.models import Article, Attachment
from news.versions.snapshots import as_it_stands, as_kept
from news.versions.workflow import versions_of
from tests.factories import (
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    pdf_file,
    picture_file,
)

from .editing import address, save, sent

pytestmark = pytest.mark.django_db
MAKERS = [make_article, make_newsletter, make_event, make_page]


@pytest.mark.parametrize("make", MAKERS)
def test_first_save_keeps_what_was_there_and_what_is_there_now(editor, make):
    item = make()
    before = as_it_stands(item)

    response = save(editor, item, title_en="Another title")

    assert response.status_code == 302
    item.refresh_from_db()
    newer, older = versions_of(item)
    assert as_kept(older, item) == before
    assert as_kept(newer, item) == as_it_stands(item)
    assert (older.user, str(newer.user)) == (None, "Wang Fang")
    assert older.date_created < newer.date_created


def test_new_item_has_its_first_version(editor):
    page = editor.get("/admin/news/page/add/")

    response = editor.post("/admin/news/page/add/", sent(page) | {"title_en": "New", "slug": "new"})

    assert response.status_code == 302
    assert [str(revision.user) for revision in Revision.objects.all()] == ["Wang Fang"]


def test_version_holds_tags_pictures_and_files(editor, media):
    article = make_article()
    article.tags.add(make_tag("ethics"))
    values = {
        "pictures-TOTAL_FORMS": 1,
        "pictures-0-file": picture_file(),
        "pictures-0-alt_en": "A bridge",
        "pictures-0-alt_zh": "一座桥",
        "pictures-0-position": 0,
        "attachments-0-file": pdf_file("text.pdf"),
    }

    save(editor, article, **values)

    newest = as_kept(versions_of(article).first(), article)
    assert [label for label, _key in newest] == ["news.article", "news.attachment", "news.picture"]
    assert newest["news.article", str(article.pk)]["tags"] == [article.tags.get().pk]
    save(editor, article, **{"pictures-0-DELETE": "on"})
    newest = as_kept(versions_of(article).first(), article)
    assert [label for label, _key in newest] == ["news.article", "news.attachment"]


def test_refused_save_leaves_no_version(editor):
    article = make_article()
    save(editor, article)
    count = Version.objects.count()

    response = save(editor, article, slug="no spaces allowed")

    assert response.status_code == 200
    assert Version.objects.count() == count


def test_item_added_in_a_small_window_is_saved(editor):
    values = sent(editor.get("/admin/news/page/add/?_popup=1"))

    editor.post("/admin/news/page/add/", values | {"title_en": "x", "slug": "y", "_popup": "1"})

    assert Revision.objects.count() == 1


def test_change_made_elsewhere_is_kept_before_it_is_replaced(editor):
    article = make_article()
    save(editor, article, title_en="First")
    Article.objects.filter(pk=article.pk).update(title_en="By the shell")

    save(editor, article, title_en="Last")

    titles = [
        as_kept(revision, article)["news.article", str(article.pk)]["title_en"]
        for revision in versions_of(article)
    ]
    assert titles == ["Last", "By the shell", "First", f"Title {article.slug}"]


def test_account_is_erased_and_its_versions_stay(editor):
    page = make_page()
    save(editor, page)

    versions_of(page).first().user.delete()

    assert versions_of(page).count() == 2
    assert versions_of(page).first().user is None


def test_save_without_the_mark_of_an_older_form_is_taken(editor):
    page = make_page()
    values = sent(editor.get(address(page)))
    del values["seen"]

    assert editor.post(address(page), values).status_code == 302


def test_attachment_is_measured_again_after_a_save(editor, media):
    article = make_article()

    save(editor, article, **{"attachments-0-file": pdf_file("text.pdf", 4_000)})

    assert Attachment.objects.get().size == 4_000
