"""An editor writes and schedules an article in the administration; the world sees it in time."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from news.articles.models import Article
from news.publishing.workflow import ask
from tests.browser.conftest import WIDTHS, WITH_SCRIPTS, is_wide_enough, opened
from tests.browser.journeys import Hands
from tests.browser.test_accessibility import RULES, found
from tests.factories import make_article, make_category, make_user, pdf_file, staff_group


@pytest.fixture
def editor(desk, log_in):
    user = make_user("editor@example.org", is_staff=True)
    user.groups.add(staff_group("editor"))
    log_in(desk, user)
    return desk


def test_editor_publishes_with_a_time_and_a_pdf_within_the_budget(editor):
    """From the list in 5 clicks and 4 fields; the item appears at its minute everywhere."""
    make_category("assessors")
    day = timezone.localdate() + timedelta(days=3)
    hands = Hands(editor)
    editor.goto("/admin/news/article/")

    hands.click(editor.get_by_role("link", name="Add article"))
    hands.fill(editor.locator("#id_title_en"), "Windows for 2027")
    hands.click(editor.locator(".field-body_en .tiptap"))
    hands.write("The first window opens in March.")
    hands.fill(editor.locator("#id_published_at_en_0"), f"{day:%Y-%m-%d}")
    hands.click(editor.locator(".field-category .select2-selection"))
    hands.click(editor.locator(".select2-results__option", has_text="Assessors"))
    hands.attach(
        editor.locator("#id_attachments-0-file"),
        {"name": "Timetable.pdf", "mimeType": "application/pdf", "buffer": pdf_file().read()},
    )
    hands.click(editor.get_by_role("button", name="Save", exact=True))
    expect(editor.get_by_text("Published in English in 3 days")).to_be_visible()
    expect(editor.get_by_text("Scheduled for 09:00 Beijing, in 3 days")).to_be_visible()

    assert hands.spent == (5, 4, 0)
    article = Article.objects.get()
    at = timezone.make_aware(datetime.combine(day, time(9)))
    address = f"/en/news/{article.slug}/"
    places = ["/en/news/", "/feeds/en/news.atom", "/sitemap.xml"]
    with time_machine.travel(at - timedelta(minutes=1), tick=True):
        before = [address in editor.request.get(place).text() for place in places]
    with time_machine.travel(at, tick=True):
        after = [address in editor.request.get(place).text() for place in places]
        editor.goto(address)
        shown = editor.locator(".prose").inner_text()

    assert (article.published_at_en, article.body_en) == (
        at,
        "<p>The first window opens in March.</p>",
    )
    assert (before, after) == ([False] * 3, [True] * 3)
    assert "The first window opens in March." in shown
    expect(editor.get_by_role("link", name="Timetable")).to_be_visible()


def test_finding_leads_to_its_field(editor):
    article = make_article(published_at_en=None, published_at_zh=None, lead_zh="", body_zh="")
    editor.goto(f"/admin/news/article/{article.pk}/change/")

    editor.get_by_role("link", name="The text in Chinese is missing.").click()
    text = editor.locator(".field-body_zh .tiptap")
    expect(text).to_be_in_viewport()
    editor.get_by_role("link", name="The lead in Chinese is missing").click()
    expect(editor.locator("#id_lead_zh")).to_be_in_viewport()


@pytest.mark.parametrize("journey", WITH_SCRIPTS, indirect=True)
def test_author_asks_and_an_editor_returns_and_approves(journey, log_in, client):
    page = journey.page
    people = {
        name: make_user(f"{name}@example.org", is_staff=True) for name in ("author", "editor")
    }
    for name, user in people.items():
        user.groups.add(staff_group(name))
    article = make_article(published_at_en=None, published_at_zh=None)
    form = f"/admin/news/article/{article.pk}/change/"

    def sign_in(name: str):
        log_in(page, people[name])
        page.goto(form)

    sign_in("author")
    assert page.locator("#id_published_at_en_0").count() == 0
    journey.button("Save and ask for approval", "保存并提请批准").click()
    expect(journey.text("now waits for somebody", "等待有发布权限的人员批准")).to_be_visible()

    sign_in("editor")
    assert is_wide_enough(page)
    page.get_by_role("link", name=journey.said("Return to the author", "退回作者")).click()
    page.get_by_label(journey.said("What is to be changed", "需要修改之处")).fill("Shorter.")
    journey.button("Return to the author", "退回作者").click()
    expect(journey.text("is returned to the author.", "已退回作者。")).to_be_visible()

    sign_in("author")
    expect(page.get_by_text("Shorter.")).to_be_visible()
    journey.button("Save and ask for approval", "保存并提请批准").click()
    expect(journey.text("now waits for somebody", "等待有发布权限的人员批准")).to_be_visible()

    log_in(page, people["editor"])
    page.goto("/admin/news/article/?approval=waiting")
    assert is_wide_enough(page)
    page.locator("#result_list tbody th a").click()
    page.get_by_role("link", name=journey.said("Approve", "通过")).click()
    expect(journey.text("In English at once", "英文立即发布")).to_be_visible()
    journey.button("Approve", "通过").click()
    expect(journey.text("Published in English since", "英文已于")).to_be_visible()

    assert client.get(article.get_absolute_url()).status_code == 200
    told = [one.to[0].partition("@")[0] for one in mail.outbox]
    assert told == ["editor", "author", "editor", "author"]


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_axe_finds_nothing_on_the_pages_of_an_answer(chromium, live_server, log_in, locale):
    """axe writes styles of its own into the page, which our policy would refuse."""
    editor = make_user("editor@example.org", is_staff=True)
    editor.groups.add(staff_group("editor"))
    article = make_article(published_at_en=None, published_at_zh=None, lead_en="")
    ask(article, by=make_user("author@example.org", is_staff=True))
    seen = urlencode({"seen": article.updated_at.isoformat()})

    for page in opened(chromium, live_server, WIDTHS["phone"], locale=locale, bypass_csp=True):
        log_in(page, editor)
        for answer in ("approve", "return"):
            page.goto(f"/admin/news/article/{article.pk}/{answer}/?{seen}")
            assert page.locator(".submit-row input").is_visible()
            assert found(page, RULES) == []
            assert is_wide_enough(page)


def test_editor_sees_nothing_of_members(editor):
    editor.goto("/admin/")

    assert editor.get_by_role("link", name="Articles", exact=True).is_visible()
    assert editor.get_by_role("link", name="Members", exact=True).count() == 0
