"""Publishing in the administration, as an editor does it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from news.articles.models import Article
from tests.factories import (
    make_article,
    make_category,
    make_newsletter,
    pdf_file,
    published,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"


def filled(**changes) -> dict:
    return {
        "title_en": "Forum",
        "slug": "forum",
        "kind": "report",
        "category": make_category().pk,
        "body_en": "<p>Text</p>",
        "pictures-TOTAL_FORMS": 0,
        "pictures-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
    } | changes


def test_editor_schedules_an_article_and_it_appears_in_its_minute(as_staff, client):
    at = timezone.localtime() + timedelta(days=2)
    at = at.replace(second=0, microsecond=0)
    times = {"published_at_en_0": f"{at:%Y-%m-%d}", "published_at_en_1": f"{at:%H:%M}"}

    response = as_staff("editor").post(ADD, filled(**times))

    assert response.status_code == 302
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert client.get("/en/news/forum/").status_code == 404
    with time_machine.travel(at, tick=False):
        assert client.get("/en/news/forum/").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-06-31", "10000-01-01"])
@pytest.mark.parametrize("field", ["published_at_en", "withdrawn_at"])
def test_form_refuses_a_moment_that_some_zone_cannot_name(as_staff, field, day):
    times = {f"{field}_0": day, f"{field}_1": "00:00"}

    response = as_staff("editor").post(ADD, filled(**times))

    assert response.context["adminform"].form.errors == {field: ["Enter a valid date."]}


def test_form_says_in_which_zone_its_times_are(as_staff):
    text = as_staff("editor").get(ADD).text

    assert "Beijing time (UTC+8). Empty: a draft. In the future: scheduled." in text


def test_editor_publishes_with_a_pdf(as_staff, client, media):
    at = timezone.localtime() - timedelta(minutes=1)
    times = {"published_at_en_0": f"{at:%Y-%m-%d}", "published_at_en_1": f"{at:%H:%M}"}
    attachment = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-file": pdf_file("text.pdf", 14_000, pages=2),
        "attachments-0-title_en": "Full text",
        "attachments-0-title_zh": "全文",
        "attachments-0-language": "en",
        "attachments-0-position": 0,
    }

    as_staff("editor").post(ADD, filled(**times, **attachment))

    assert "<small>PDF, 14 kB, 2 pages, English</small>" in client.get("/en/news/forum/").text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ("text", "text")),
        ({"attachments-0-title_en": "Full text"}, ("Full text", "Full text")),
        ({"attachments-0-title_zh": "全文"}, ("全文", "全文")),
    ],
)
def test_attachment_without_a_title_takes_the_other_one_or_its_name(as_staff, media, given, kept):
    attachment = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-file": pdf_file("text.pdf"),
        "attachments-0-language": "en",
        "attachments-0-position": 0,
    }

    as_staff("editor").post(ADD, filled(**attachment | given))

    stored = Article.objects.get().attachments.get()
    assert (stored.title_en, stored.title_zh) == kept


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"title_en": "", "published_at_en_0": "2026-01-01", "published_at_en_1": "09:00"},
            "Write the English title before publishing in English.",
        ),
        ({"title_en": "x" * 201}, "at most 200 characters"),
        ({"slug": "taken"}, "already exists"),
        ({"slug": "no spaces allowed"}, "Enter a valid “slug”"),
        ({"published_at_en_0": "2026-06-31", "published_at_en_1": "09:00"}, "Enter a valid date"),
        (
            {"event_on": "2026-02-02", "event_until": "2026-02-01"},
            "The last day of the event lies before its first.",
        ),
        ({"title_en": "a\x00b"}, "Null characters are not allowed"),
        ({"category": "999999"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(as_staff, changes, message):
    make_article("taken")

    response = as_staff("editor").post(ADD, filled(lead_en="Typed with care") | changes)

    assert response.status_code == 200
    assert message in response.text
    assert "Typed with care" in response.text
    assert Article.objects.count() == 1


def test_what_was_published_is_withdrawn_not_deleted(as_admin):
    article = make_article()
    draft = make_article(published_at_en=None, published_at_zh=None)

    refused = as_admin.post(f"/admin/news/article/{article.pk}/delete/", {"post": "yes"})
    allowed = as_admin.post(f"/admin/news/article/{draft.pk}/delete/", {"post": "yes"})

    assert (refused.status_code, allowed.status_code) == (403, 302)
    assert list(Article.objects.all()) == [article]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"english": "draft"}, ["draft"]),
        ({"chinese": "draft"}, []),
        ({"english": "scheduled"}, ["scheduled"]),
        ({"english": "published"}, ["published"]),
        ({"chinese": "published"}, ["published", "draft"]),
        ({"chinese": "published", "english": "draft"}, ["draft"]),
        ({"english": "withdrawn"}, ["withdrawn"]),
    ],
)
def test_list_is_filtered_by_the_state_of_each_language(as_admin, asked, slugs):
    make_article("draft", published_at_en=None)
    make_article("scheduled", **published(days=1))
    make_article("published")
    make_article("withdrawn", withdrawn_at=timezone.now())

    response = as_admin.get("/admin/news/article/", asked)

    assert [article.slug for article in response.context["cl"].result_list] == slugs


def test_pdf_of_a_newsletter_must_be_one(as_admin, media):
    newsletter = make_newsletter(54, stories=0)
    fake = SimpleUploadedFile("n54.pdf", b"MZ\x00\x00\x00")

    response = as_admin.post(
        f"/admin/news/newsletter/{newsletter.pk}/change/",
        {
            "number": 54,
            "issued_on": "2025-07-30",
            "issued_precision": "day",
            "title_en": "T",
            "pdf_en": fake,
            "stories-TOTAL_FORMS": 0,
            "stories-INITIAL_FORMS": 0,
        },
    )

    assert "This is a program. Choose a PDF file." in response.text


def test_editor_lets_two_stories_change_places(as_staff, client):
    newsletter = make_newsletter(54, stories=2)
    first, second = newsletter.stories.all()
    issue = {
        "number": 54,
        "issued_on": "2025-07-30",
        "issued_precision": "day",
        "title_en": "Six tasks",
        "title_zh": "六项任务",
    }
    for name in ("published_at_en", "published_at_zh"):
        at = timezone.localtime(getattr(newsletter, name))
        issue |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
    stories = {"stories-TOTAL_FORMS": 2, "stories-INITIAL_FORMS": 2}
    for place, (story, position) in enumerate([(first, 2), (second, 1)]):
        stories |= {
            f"stories-{place}-id": story.pk,
            f"stories-{place}-newsletter": newsletter.pk,
            f"stories-{place}-position": position,
            f"stories-{place}-title_en": story.title_en,
        }

    response = as_staff("editor").post(
        f"/admin/news/newsletter/{newsletter.pk}/change/", issue | stories
    )

    assert response.status_code == 302
    text = client.get("/en/newsletters/54/").text
    assert 'href="#story-1">Story 2</a>' in text
    assert 'id="story-2"><div class="prose"><h2>Story 1</h2>' in text


def test_form_leads_to_the_site_only_where_something_is_to_be_read(as_staff):
    items = make_article(published_at_en=None, published_at_zh=None), make_article()
    editor = as_staff("editor")

    pages = [editor.get(f"/admin/news/article/{item.pk}/change/").text for item in items]

    assert ["viewsitelink" in page for page in pages] == [False, True]
