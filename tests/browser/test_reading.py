"""A visitor reads the news and the register, on a phone and on a desk, in both languages."""

import gzip
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import is_wide_enough
from tests.factories import (
    make_agreement,
    make_article,
    make_body,
    make_category,
    make_event,
    make_member,
    make_pathway,
    make_pathway_version,
)


def open_menu(page):
    summary = page.locator(".menu > summary")
    if summary.is_visible():
        summary.click()


def test_visitor_reads_an_article_and_switches_language_on_the_spot(page):
    make_article("forum", title_en="Forum in Chengdu", title_zh="成都论坛闭幕")

    page.goto("/en/")
    open_menu(page)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="News", exact=True).click()
    page.get_by_role("link", name="Forum in Chengdu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forum in Chengdu")
    page.get_by_role("banner").get_by_role("link", name="简体中文").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("成都论坛闭幕")
    assert page.url.endswith("/zh-hans/news/forum/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert is_wide_enough(page)
    assert page.context.cookies() == []


def test_visitor_filters_the_news_by_topic(page):
    make_article("a", title_en="About assessors", category=make_category("assessors"))
    make_article("b", title_en="About something else")

    page.goto("/en/news/")
    filters = page.locator(".filters > summary")
    if filters.is_visible():
        filters.click()
    page.get_by_label("Assessors").check()
    page.get_by_role("button", name="Show results").click()

    expect(page.locator("main h3")).to_have_text(["About assessors"])
    assert page.get_by_label("Assessors").is_checked()
    assert is_wide_enough(page)


def test_visitor_filters_the_register_and_opens_an_entry(page):
    make_agreement(
        "pec",
        kind="mutual_recognition",
        opens="route",
        label_en="Pakistan Engineering Council, 2025",
        partner=make_body(country="PK"),
    )
    make_agreement("iek", label_en="Institution of Engineers of Kenya, 2025")

    page.goto("/en/agreements/")
    filters = page.locator(".filters > summary")
    if filters.is_visible():
        filters.click()
    page.get_by_label("Country or region").select_option(label="Pakistan (1)")
    page.get_by_role("button", name="Show results").click()
    expect(page.locator("tbody th a")).to_have_text(["Pakistan Engineering Council, 2025"])
    page.locator("tbody th a").click()

    expect(page.get_by_role("heading", name="What it does not give")).to_be_visible()
    assert is_wide_enough(page)


def test_visitor_uses_the_keyboard_alone(page):
    make_event(title_en="Workshop")

    page.goto("/en/")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert first == "Skip to content"
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_visitor_searches_from_the_header(page):
    make_article("forum", title_en="Forum in Chengdu")

    page.goto("/en/")
    open_menu(page)
    page.get_by_role("navigation", name="Site").get_by_role("searchbox").fill("chengdu")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="1 result for “chengdu”")).to_be_visible()


def test_pages_hold_together_at_320_px_and_200_percent(desk):
    make_article("forum", title_en="A" * 120, lead_en="B" * 200)
    make_agreement("x", label_en="C" * 100, name_en="D" * 200)
    desk.set_viewport_size({"width": 320, "height": 700})

    for path in ["/en/", "/en/news/", "/en/news/forum/", "/en/agreements/", "/en/agreements/x/"]:
        desk.goto(path)

        assert is_wide_enough(desk), path


def test_visitor_copies_the_address_of_an_article(page, settings):
    make_article("forum")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto("/en/news/forum/")
    page.get_by_role("button", name="Copy the address").click()

    expect(page.get_by_role("status")).to_have_text("The address is copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{settings.SITE_ORIGIN}/en/news/forum/"


def test_first_visit_costs_few_small_files_of_this_host_alone(desk):
    make_article("forum", body_en="<p>word word word</p>" * 200)
    answers = []
    desk.on("response", lambda answer: answers.append(answer))

    desk.goto("/en/news/forum/", wait_until="networkidle")

    hosts = {urlsplit(answer.url).netloc for answer in answers}
    packed = sum(len(gzip.compress(answer.body())) for answer in answers)
    assert len(hosts) == 1
    assert len(answers) <= 8
    assert packed <= 60_000


def test_member_goes_from_the_public_list_to_what_is_kept_for_members(page, log_in):
    make_article("open", title_en="For everybody")
    make_article("kept", title_en="For members", members_only=True)
    member = make_member()

    page.goto("/en/news/?topic=notices")
    expect(page.locator("main h3")).to_have_text(["For everybody"])
    log_in(page, member.user)
    page.get_by_role("link", name="Members: see this list with the items for members").click()
    page.get_by_role("link", name="For members").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("For members")
    expect(page.locator(".status", has_text="Members only")).to_be_visible()
    assert is_wide_enough(page)


def test_visitor_asks_the_finder_from_the_home_page(page):
    pathway = make_pathway("to-pec", to_body=make_body(name_en="PEC", country="PK"))
    make_pathway_version(pathway)

    page.goto("/en/")
    page.get_by_label("and want to work in").select_option("Pakistan")
    page.get_by_role("button", name="Show pathways").click()

    expect(page.get_by_role("link", name=pathway.name)).to_be_visible()
    assert page.url.endswith("/en/agreements/finder/?from=&to=PK")


def test_printed_page_says_where_it_was_read(page):
    make_agreement("pec")

    page.goto("/en/agreements/?status=in_force")
    address = page.locator(".on-paper")
    assert not address.is_visible()
    page.emulate_media(media="print")

    assert address.is_visible()
    assert address.inner_text().endswith("/en/agreements/?status=in_force")
    assert page.locator(".asked").is_visible()


def test_link_that_stands_alone_is_large_enough_for_a_finger(page):
    make_article("forum")
    make_agreement("a")
    make_agreement("b")

    for address in ("/en/news/", "/zh-hans/agreements/", "/en/agreements/compare/?a=a&b=b"):
        page.goto(address)
        for link in page.locator(".alone a:visible").all():
            height = link.evaluate("link => link.getBoundingClientRect().height")
            assert height >= 24, (address, link.inner_text())


def test_printed_article_has_no_navigation_and_writes_where_links_lead(page):
    make_article("forum", body_en='<p><a href="https://www.ieagreements.org/">IEA</a></p>')

    page.goto("/en/news/forum/")
    page.emulate_media(media="print")

    for part in (".topline", ".menu", ".trail", ".footer nav", "[data-share] button"):
        assert not page.locator(part).first.is_visible(), part
    written = page.locator("main .prose a").evaluate("a => getComputedStyle(a, '::after').content")
    assert "https://www.ieagreements.org/" in written or "attr(href)" in written
