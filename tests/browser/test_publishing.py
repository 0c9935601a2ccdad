"""An editor writes and schedules an article in the administration; the world sees it in time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from news.articles.models import Article
from tests.factories import make_category, make_user, pdf_file, staff_group


@pytest.fixture
def editor(desk, log_in):
    user = make_user("editor@example.org", is_staff=True)
    user.groups.add(staff_group("editor"))
    log_in(desk, user)
    return desk


def choose(page, field: str, words: str):
    """In one of the administration's search boxes."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).click()


def test_editor_schedules_an_article_and_it_appears_at_its_minute_everywhere(editor):
    make_category("assessors")
    at = (timezone.localtime() + timedelta(days=3)).replace(second=0, microsecond=0)

    editor.goto("/admin/news/article/add/")
    editor.fill("#id_title_en", "Windows for 2027")
    text = editor.locator(".field-body_en .tiptap")
    text.click()
    editor.keyboard.type("The first window opens in March.")
    editor.fill("#id_published_at_en_0", f"{at:%Y-%m-%d}")
    editor.fill("#id_published_at_en_1", f"{at:%H:%M}")
    choose(editor, "category", "Assessors")
    editor.set_input_files(
        "#id_attachments-0-file",
        {"name": "Timetable.pdf", "mimeType": "application/pdf", "buffer": pdf_file().read()},
    )
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    article = Article.objects.get()
    address = f"/en/news/{article.slug}/"
    places = ["/en/news/", "/feeds/en/news.atom", "/sitemap.xml"]
    with time_machine.travel(at - timedelta(minutes=1), tick=True):
        before = [address in editor.request.get(place).text() for place in places]
    with time_machine.travel(at, tick=True):
        after = [address in editor.request.get(place).text() for place in places]
        editor.goto(address)
        shown = editor.locator(".prose").inner_text()

    assert article.body_en == "<p>The first window opens in March.</p>"
    assert (before, after) == ([False] * 3, [True] * 3)
    assert "The first window opens in March." in shown
    expect(editor.get_by_role("link", name="Timetable")).to_be_visible()


def test_editor_sees_nothing_of_members(editor):
    editor.goto("/admin/")

    assert editor.get_by_role("link", name="Articles", exact=True).is_visible()
    assert editor.get_by_role("link", name="Members", exact=True).count() == 0
