"""An editor writes with a table, a picture and files; readers get pictures that stand still."""

import re
from base64 import b64encode
from time import sleep

import pytest
from playwright.sync_api import expect

from news.articles.models import Article, Picture
from tests.browser.conftest import is_wide_enough, opened
from tests.factories import (
    make_article,
    make_category,
    make_user,
    pdf_file,
    photograph,
    staff_group,
)

DROP = """([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  const target = document.querySelector(selector);
  for (const kind of ["dragover", "drop"])
    target.dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""
ARRIVED = "() => [...document.images].every((one) => one.complete && one.currentSrc)"
# A page that is drawn before all of it is read moves by a line; a picture without its size, by far
# more.
A_LITTLE = 0.05
SHIFT = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 500);
})"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
}"""


@pytest.fixture
def editor(desk, log_in):
    user = make_user("editor@example.org", is_staff=True)
    user.groups.add(staff_group("editor"))
    log_in(desk, user)
    return desk


@pytest.fixture
def small(chromium, live_server):
    yield from opened(chromium, live_server, 320)


def press(page, name: str):
    page.locator(f".field-body_en button[data-name='{name}']").click()


def dropped(page, group: str, *files):
    contents = [[file.name, b64encode(file.read()).decode()] for file in files]
    page.evaluate(DROP, [f"#{group}-group", contents])


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_caption_of_a_table_is_written_kept_and_read(editor, small):
    article = make_article("forum", title_en="Forum", body_en="")
    text = editor.locator(".field-body_en .tiptap")
    editor.goto(f"/admin/news/article/{article.pk}/change/")

    text.click()
    press(editor, "table")
    editor.keyboard.type("Grade")
    ask_caption(editor, "Fees & <hours>")
    expect(text.locator("caption")).to_have_text("Fees & <hours>")
    save(editor)
    editor.goto(f"/admin/news/article/{article.pk}/change/")
    text.get_by_text("Grade").click()
    editor.keyboard.type("s")
    save(editor)

    assert "<caption>Fees &amp; &lt;hours&gt;</caption>" in Article.objects.get().body_en
    small.goto("/en/news/forum/")
    expect(small.get_by_role("region", name="Fees & <hours>")).to_be_visible()
    expect(small.get_by_role("table", name="Fees & <hours>")).to_be_visible()


def test_caption_that_is_emptied_is_gone(editor):
    body = "<table><caption>Fees</caption><tr><td>Grade</td><td>Hours</td></tr></table>"
    article = make_article("forum", body_en=body)
    text = editor.locator(".field-body_en .tiptap")
    editor.goto(f"/admin/news/article/{article.pk}/change/")

    text.get_by_text("Grade").click()
    ask_caption(editor, "")
    expect(text.locator("caption")).to_be_hidden()
    save(editor)

    stored = Article.objects.get().body_en
    assert "<caption>" not in stored
    assert "Fees" not in stored


def ask_caption(page, words: str) -> None:
    press(page, "table:caption")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Caption of the table").fill(words)
    dialog.get_by_role("button", name="Use").click()


def test_editor_writes_a_table_places_a_picture_and_drops_two_files(editor, small):
    article = make_article("forum", title_en="Forum", body_en="")
    editor.goto(f"/admin/news/article/{article.pk}/change/")

    editor.locator(".field-body_en .tiptap").click()
    editor.keyboard.type("Grades and hours:")
    press(editor, "table")
    for words in ["Grade", "Hours a year", "Of these in ethics", "Senior engineer"]:
        editor.keyboard.type(words)
        editor.keyboard.press("Tab")
    for _more in range(3):
        press(editor, "table:addColumnAfter")
    editor.locator(".field-body_en .tiptap > p").last.click()
    with editor.expect_file_chooser() as chooser:
        press(editor, "picture")
    chooser.value.set_files(
        {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": photograph((640, 400)).read()}
    )
    editor.fill("#id_pictures-0-alt_en", "A bridge over the river")
    editor.fill("#id_pictures-0-alt_zh", "江上的一座桥")
    editor.fill("#id_pictures-0-caption_en", "The bridge in June")
    expect(editor.locator(".field-body_en .picture-place")).to_contain_text(
        "Picture 1 · A bridge over the river"
    )
    expect(editor.locator(".field-body_en .picture-place img")).to_have_attribute(
        "src", re.compile("^data:image/")
    )
    dropped(editor, "attachments", pdf_file("议程.pdf", pages=2), pdf_file("List.pdf"))
    save(editor)

    small.goto("/en/news/forum/")
    figure = small.locator(".prose figure")
    expect(figure.locator("figcaption")).to_have_text("The bridge in June")
    table = small.get_by_role("region", name="Table 1")
    table.focus()
    assert small.evaluate("document.activeElement.getAttribute('role')") == "region"
    assert table.evaluate("(it) => it.scrollWidth > it.clientWidth")
    assert is_wide_enough(small)
    expect(small.get_by_role("columnheader", name="Hours a year")).to_be_visible()
    names = small.locator(".file-list a").all_inner_texts()
    assert names == ["议程", "List"]
    expect(small.locator(".file-list small").first).to_have_text("PDF, 1 kB, 2 pages, English")


def after_the_first_paint(route):
    sleep(0.5)
    route.continue_()


@pytest.mark.parametrize("width", [320, 1280])
def test_reader_gets_avif_in_a_fitting_width_and_nothing_moves(chromium, live_server, width):
    article = make_article("forum", body_en="<p>One</p>[picture 2]<p>Two</p>" + "<p>x</p>" * 40)
    for shows in ("A bridge", "A tower"):
        Picture.objects.create(article=article, file=photograph(), alt_en=shows, alt_zh="桥")

    for page in opened(chromium, live_server, width):
        page.route("**/*.avif", after_the_first_paint)
        page.goto("/en/news/forum/")
        page.wait_for_function(ARRIVED)
        chosen = page.locator("img").evaluate_all("(all) => all.map((one) => one.currentSrc)")
        moved = page.evaluate(SHIFT)

    expected = {320: "480", 1280: "800"}[width]
    assert [re.search(r"-(\d+)\.(\w+)$", one).groups() for one in chosen] == [
        (expected, "avif"),
        (expected, "avif"),
    ]
    assert moved < A_LITTLE


def paste_into_an_article(editor, pasted: str) -> None:
    make_category("assessors")
    article = make_article("forum", body_en="")
    editor.goto(f"/admin/news/article/{article.pk}/change/")
    editor.locator(".field-body_en .tiptap").click()
    editor.evaluate(PASTE, pasted)


def test_pasted_word_text_is_put_in_order_and_the_editor_hears_of_its_pictures(editor):
    paste_into_an_article(
        editor,
        "<h1>Assessors</h1><p class=MsoNormal>　　They met.<o:p></o:p></p><img src='file:///x.png'>"
        "<p class=MsoListParagraph><![if !supportLists]><span>·&nbsp;&nbsp;&nbsp; </span><![endif]>"
        "Ethics</p>",
    )
    expect(editor.locator(".field-body_en [role=status]")).to_contain_text("Pictures")
    save(editor)

    assert Article.objects.get().body_en == (
        "<h2>Assessors</h2><p>They met.</p><ul><li>Ethics</li></ul>"
    )


def test_remarks_and_struck_words_of_word_and_the_frame_of_google_stay_out(editor):
    paste_into_an_article(
        editor,
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p>They <del>never </del>met"
        "<span style='display:none;mso-hide:all'> in secret</span> "
        "<span style='font-weight:700'>twice</span> "
        "<span style='font-style:italic'>here</span>.</p></b>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>Are you sure?</p></div></div>",
    )
    expect(editor.locator(".field-body_en .tiptap")).to_have_text("They met twice here.")
    save(editor)

    assert Article.objects.get().body_en == "<p>They met <strong>twice</strong> <em>here</em>.</p>"


def test_buttons_of_the_editor_speak_chinese(chromium, live_server, log_in):
    user = make_user("editor@example.org", is_staff=True)
    user.groups.add(staff_group("editor"))

    for page in opened(chromium, live_server, 1280, locale="zh-CN"):
        log_in(page, user)
        page.goto("/admin/news/article/add/")
        page.locator(".field-body_en .tiptap").click()
        page.keyboard.type("x")
        page.keyboard.press("Control+a")
        buttons = page.locator(".field-body_en .prose-menubar button")
        words = buttons.evaluate_all("(all) => all.map((one) => one.title)")
        press(page, "link")
        dialog = page.get_by_role("dialog").inner_text()

    assert [word for word in words if re.search("[A-Za-z]", word)] == []
    assert not re.search("[A-Za-z]", dialog)


def test_author_places_the_pictures_of_a_published_article_in_its_translation(desk, log_in):
    author = make_user("author@example.org", is_staff=True)
    author.groups.add(staff_group("author"))
    article = make_article(published_at_zh=None, body_zh="<p>论坛</p>")
    Picture.objects.create(article=article, file=photograph(), alt_en="A bridge", alt_zh="桥")
    log_in(desk, author)
    desk.goto(f"/admin/news/article/{article.pk}/change/")

    desk.locator(".field-body_zh .tiptap > p").click()
    desk.locator(".field-body_zh button[data-name='picture']").click()
    offered = desk.get_by_role("dialog").locator("option").all_inner_texts()
    desk.get_by_role("dialog").get_by_role("button", name="Use").click()

    assert offered == ["Picture 1 · 桥"]
    expect(desk.locator(".field-body_zh .picture-place")).to_have_text("Picture 1 · 桥")
    save(desk)
    article.refresh_from_db()
    assert article.body_zh == '<p>论坛</p><figure data-picture="1"></figure>'
