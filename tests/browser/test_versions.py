"""Two editors at one article, and its versions, in the browser and in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.preview.models import make_link
from news.versions.workflow import versions_of
from tests.browser.conftest import LANGUAGES, is_wide_enough, opened
from tests.browser.test_accessibility import COLOURS, RULES, turn_to
from tests.conftest import logged_in
from tests.factories import make_article, make_user, staff_group
from tests.news.versions.editing import address, save

TEXT = "<p>The bridge opens in May.</p><p>大桥五月开放。</p>"


def make_editor(name: str):
    user = make_user(f"{name}@example.org", is_staff=True, family_name=name, given_name="Min")
    user.groups.add(staff_group("editor"))
    return user


@pytest.fixture(params=["en", "zh"])
def at_desk(request, chromium, live_server):
    """A page at a desk, and the word of its language."""
    _prefix, locale = LANGUAGES[request.param]
    for page in opened(chromium, live_server, 1280, locale=locale):
        yield page, lambda english, chinese: english if request.param == "en" else chinese


def troubles(page, place: str) -> list[str]:
    """axe on our part of the page, on light ground and on dark.

    Without copies of the style sheets: the policy rightly refuses that of the editor's.
    """
    seen = []
    for scheme, options in [("light", RULES), ("dark", COLOURS)]:
        turn_to(page, scheme)
        found = (
            Axe()
            .run(page, context=place, options=options | {"preload": False})
            .response["violations"]
        )
        seen += [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    return seen


def test_second_editor_sees_both_texts_and_saves_anyway(at_desk, log_in):
    page, said = at_desk
    article = make_article(body_en=TEXT)
    log_in(page, make_editor("Wang"))
    page.goto(address(article))
    page.fill("#id_title_en", "Typed with care")
    save(logged_in(make_editor("Zhao")), article, body_en=TEXT.replace("May", "June"))

    page.get_by_role("button", name=said("Save", "保存"), exact=True).click()

    told = page.locator(".errornote + .errorlist")
    expect(told).to_contain_text(said("Zhao Min saved this at", "Zhao Min于北京时间"))
    expect(page.locator("#id_title_en")).to_have_value("Typed with care")
    both = page.locator(".overtaken")
    expect(both.locator("del", has_text="June")).to_be_visible()
    expect(both.locator("ins", has_text="May")).to_be_visible()
    assert troubles(page, ".overtaken") == []
    page.get_by_role("button", name=said("Save mine anyway", "仍保存我的内容")).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert (article.title_en, article.body_en) == ("Typed with care", TEXT)


def test_enter_in_a_field_never_saves_over_the_other(at_desk, log_in):
    page, _said = at_desk
    article = make_article()
    log_in(page, make_editor("Wang"))
    page.goto(address(article))
    save(logged_in(make_editor("Zhao")), article, title_en="Theirs")

    for _time in range(2):
        page.locator("#id_title_en").press("Enter")
        expect(page.locator(".overtaken")).to_be_visible()

    article.refresh_from_db()
    assert article.title_en == "Theirs"


def test_editor_compares_two_versions_and_restores_one(at_desk, log_in):
    page, said = at_desk
    article, editor = make_article(body_en=TEXT), make_editor("Wang")
    save(logged_in(editor), article, body_en=TEXT.replace("五月", "六月"))
    log_in(page, editor)

    page.goto(address(article))
    page.get_by_role("link", name=said("Versions", "版本"), exact=True).click()
    page.wait_for_url("**/versions/")
    on_the_list = troubles(page, "#content")
    page.get_by_role("radio", name=said("Older", "较早")).last.check()
    page.get_by_role("button", name=said("Compare the two", "对照两个版本")).click()
    expect(page.locator("del")).to_contain_text("五")
    expect(page.locator("ins")).to_contain_text("六")
    compared = troubles(page, "#content")
    page.set_viewport_size({"width": 390, "height": 900})
    assert is_wide_enough(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name=said("Restore the older one", "恢复较早的版本")).click()
    page.wait_for_url("**/restore/**")
    before_restoring = troubles(page, "#content")
    page.get_by_role("button", name=said("Restore this version", "恢复此版本")).click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert on_the_list + compared + before_restoring == []
    article.refresh_from_db()
    assert article.body_en == TEXT
    assert versions_of(article).count() == 3


def test_colleague_reads_the_preview_by_its_link(at_desk):
    page, said = at_desk
    article = make_article(published_at_en=None, published_at_zh=None)
    path = make_link(article).get_absolute_url()

    page.goto(path.replace("/en/", said("/en/", "/zh-hans/")))

    expect(page.get_by_role("heading", level=1)).to_have_text(
        said(article.title_en, article.title_zh)
    )
    expect(page.locator(".notice").first).to_contain_text(said("Beijing time", "北京时间"))
    assert troubles(page, "main") == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert is_wide_enough(page)
