"""What a careless or hostile editor pastes is cleaned by the form, and every page stays whole."""

import re

import html5lib
import pytest

from news.articles.models import Article
from news.publishing.facts import all_findings
from tests.factories import make_article, make_newsletter, photograph
from tests.news.publishing.typed import DRAFT, address, press, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ATTRIBUTES = ["onclick", "onerror", "onload", "onfocus", "style", "formaction", "srcdoc", "ping"]
ADDRESSES = [
    "javascript:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "jav&#10;ascript:alert(1)",
    "&#1;javascript:alert(1)",
    "&nbsp;javascript:alert(1)",
    "javascript&colon;alert(1)",
    "JaVaScRiPt&#58;alert(1)",
    "java&#0;script:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "blob:https://x/1",
    "//[x",
    "//a\u2100b/",
    "http://[::1",
    "https://a:99999999/",
    "/en/newsletters/99999999999999999999999/",
    "/en/news/%00/",
    "/en/news/../../admin/",
    "\\\\[x",
    "?" + "x" * 9_000,
]
ODD = [
    *(f'<p {name}="alert(1)">Kept</p>' for name in ATTRIBUTES),
    *(f'<p><a href="{one}">Kept</a></p>' for one in ADDRESSES),
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></svg>",
    "</textarea></form><script>alert(1)</script>",
    "<plaintext><script>alert(1)</script>",
    "<div>" * 3_000 + "Kept",
    "<blockquote><ul><li>" * 500 + "Kept",
    "<b><i><sup>" * 500 + "Kept",
    "<table><tr><td>" * 100 + "Kept",
    '<figure data-picture="99"></figure><figure data-picture="1e9"></figure>',
    "<table>" + "<tr><td rowspan=65534 colspan=0>Kept" * 50,
    "<p>" + "&nbsp; " * 20_000 + "Kept</p>",
]
ACTS = re.compile(r"^on|^style$|^srcdoc$|^formaction$|^ping$", re.IGNORECASE)


def acting(text: str) -> list[str]:
    """Elements, attributes and addresses of a page that would act, in what the article brings."""
    found = []
    for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
        if element.tag == "script" and not (element.get("src") or element.get("type")):
            found.append("script")
        found += [name for name in element.attrib if ACTS.match(name)]
        link = re.sub(r"[\x00-\x20]", "", element.get("href") or "").lower()
        found += [link] * link.startswith(("javascript:", "vbscript:", "data:", "blob:"))
    return found


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_is_cleaned_on_its_page_and_can_be_checked(client, odd):
    item = make_article("forum", body_en=f"<p>First.</p>{odd}")

    page = client.get("/en/news/forum/")
    all_findings(item)

    assert page.status_code == 200
    assert acting(page.text) == []
    assert "First." in page.text


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_odd_texts_go_through_the_form_and_into_feed_and_search(as_staff, client, code):
    editor, item = as_staff("editor"), make_article("forum")
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = code
    body = "<p>First.</p>" + "".join(ODD)

    saved = press(editor, item, "save", **{f"body_{code[:2]}": body})
    pages = [editor.get(address(item, page)) for page in ("change", "versions", "history")]
    public = [f"/{code}/news/forum/", f"/feeds/{code}/news.atom", f"/{code}/search/?q=First"]
    pages += [client.get(page) for page in public]

    assert "First." in getattr(Article.objects.get(), f"body_{code[:2]}")
    assert {page.status_code for page in [saved, *pages]} == {200}
    assert acting(client.get(public[0]).text) == []


def test_story_of_a_newsletter_is_cleaned_too(as_staff, client):
    editor, issue = as_staff("editor"), make_newsletter(54, stories=1)

    saved = press(editor, issue, "save", **{"stories-0-body_en": "<p>First.</p>" + "".join(ODD)})
    page = client.get("/en/newsletters/54/")

    assert (saved.status_code, page.status_code) == (200, 200)
    assert acting(page.text) == []


def test_picture_that_the_text_calls_for_may_go_and_the_form_says_so(as_staff, client):
    editor, item = as_staff("editor"), make_article("forum")
    item.pictures.model.objects.create(article=item, file=photograph(), alt_en="A", alt_zh="一")
    press(editor, item, "save", body_en="<p>First.</p><p>[picture 1]</p>")
    shown = client.get("/en/news/forum/").text

    press(editor, item, "save", **{"pictures-0-DELETE": "on"})

    assert "<figure" in shown
    assert "<figure" not in client.get("/en/news/forum/").text
    assert (
        "The text in English calls for picture 1, which is not among the pictures."
        in editor.get(address(item)).text
    )


def test_same_file_twice_is_two_pictures_and_one_that_is_refused_keeps_what_was_typed(as_staff):
    editor, item = as_staff("editor"), make_article("forum", **DRAFT)
    fields = typed(editor.get(address(item))) | {"pictures-TOTAL_FORMS": 2}
    for place in (0, 1):
        fields |= {
            f"pictures-{place}-file": photograph((60, 40)),
            f"pictures-{place}-alt_en": "A bridge",
            f"pictures-{place}-alt_zh": "桥",
        }

    refused = editor.post(address(item), fields | {"pictures-1-alt_zh": "", "lead_en": "Typed"})
    for place in (0, 1):
        fields[f"pictures-{place}-file"].seek(0)
    taken = editor.post(address(item), fields)

    assert "Say what the picture shows" in refused.text
    assert "Typed" in refused.text
    assert taken.status_code == 302
    assert len(set(Article.objects.get().pictures.values_list("file", flat=True))) == 2
