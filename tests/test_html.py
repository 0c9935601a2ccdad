"""Every page is valid HTML, in both languages: nesting, ids, one h1, language, no leftovers."""

import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import logged_in
from tests.walk import ACCOUNTS, MEMBERS, PUBLIC, REFUSED, make_content

pytestmark = pytest.mark.django_db
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def pages(request):
    """Addresses with the HTML that each answers, of visitor and member, plain and refused."""
    content = make_content()
    visitor, member = Client(), logged_in(content.member.user)
    prefix = f"/{request.param}/"
    found = {prefix + path: visitor.get(prefix + path).text for path in [*PUBLIC, *ACCOUNTS]}
    for template in MEMBERS:
        path = prefix + content.path(template)
        found[path] = member.get(path, follow=True).text
    for path, is_members in REFUSED.items():
        sender = member if is_members else visitor
        address = prefix + content.path(path)
        found[f"{address} refused"] = sender.post(address, {}).text
    return found


both_languages = pytest.mark.parametrize("pages", ["en", "zh-hans"], indirect=True)


def parsed(html: str):
    parser = html5lib.HTMLParser(strict=False)
    return parser.parse(html), parser.errors


@both_languages
def test_every_page_is_valid_html(pages):
    # html5lib knows no <use/> in HTML; a self-closing foreign element is right in HTML5.
    wrong = {
        path: sorted({(line, code) for (line, _column), code, _ in parsed(html)[1]})
        for path, html in pages.items()
    }

    assert {path: errors for path, errors in wrong.items() if errors} == {}


@both_languages
def test_ids_are_unique_and_references_lead_somewhere(pages):
    for path, html in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', html)
        wanted = re.findall(r'\s(?:aria-labelledby|aria-describedby|for|href="#)="?([^"]+)"', html)

        assert sorted(ids) == sorted(set(ids)), path
        assert {name for names in wanted for name in names.split()} <= set(ids), path


@both_languages
def test_every_page_has_one_h1_and_no_heading_level_is_skipped(pages):
    for path, html in pages.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]

        assert levels.count(1) == 1, path
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (path, levels)


@both_languages
def test_every_page_has_a_title_of_its_own_and_its_language(pages):
    language = "zh-Hans" if any(path.startswith("/zh-hans/") for path in pages) else "en"
    for path, html in pages.items():
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]

        assert f'<html lang="{language}">' in html, path
        assert title.strip() not in {"", "–"}, path
        assert ("refused" in path) == title.startswith(("Error:", "错误：")), (path, title)


@both_languages
def test_no_page_mixes_the_languages(pages):
    """On Chinese pages no English word of ours; on English pages no Chinese but what is marked."""
    is_chinese = any(path.startswith("/zh-hans/") for path in pages)
    allowed = re.compile(
        r"CSE|CPD|PDF|XLSX|JSON|JPEG|WebP|SHA-256|[0-9a-f]{64}|MB|kB|UTC|IET|PEC|IPEA|TOTP|Li Wei|T/CAS|https?://\S+|[\w.+-]+@[\w.]+"
        r"|Asia/Shanghai|Africa/Nairobi"
        r"|English|Forum|Seismic assessment|From an event|Master of Engineering"
        r"|Chinese Society of Engineers|Page 2 is missing"
        # Names that the factories make of slugs, and words that walk.py searches for.
        r"|(?:栏目|标签|标题|活动|页面|机构|合作方|谅解备忘录|互认路径|条件) ?[a-z-]+|“[a-z-]+”"
    )
    for path, html in pages.items():
        tree, _errors = parsed(html)
        words = []
        text = " ".join(own_text(tree.find(f".//{HTML}body"), "en" if is_chinese else "zh-Hans"))
        if is_chinese and path != "/zh-hans/data/":  # names of formats and headers, for programs
            words = re.findall(r"[A-Za-z]{4,}(?: [A-Za-z]+)*", allowed.sub("", text))
        elif not is_chinese:
            words = re.findall(r"[\u4e00-\u9fff]+", text.replace("李伟", ""))

        assert words == [], path


# What stands in these is for programs, or was typed.
NOT_WORDS = {f"{HTML}{tag}" for tag in ("script", "textarea", "code", "pre")}


def own_text(node, marked: str):
    """Text of the page, without what is marked as the other language."""
    if node.get("lang") == marked or node.tag in NOT_WORDS:
        return
    yield node.text or ""
    for child in node:
        yield from own_text(child, marked)
        yield child.tail or ""


def test_keys_of_rows_are_written_without_separators():
    """1,024 is no key: a form would send it back, and find nothing."""
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    bare = re.compile(r"\{\{ [\w.]+\.pk(?!\|unlocalize)")

    assert [path.name for path in templates if bare.search(path.read_text())] == []
