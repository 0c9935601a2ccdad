"""What is pasted from Word and WeChat reads as if it were written here; what is odd stays out."""

import html
import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.cleaning import ALLOWED, clean

PASTED = Path(__file__).parent / "pasted"

FROM_WORD = (
    "<h2>Assessors meet</h2><p>评审员会议</p>"
    "<p><strong>More</strong> than 160 <em>came</em>.</p>"
    "<ul><li>Ethics</li><li>Standards</li></ul>"
    '<table><thead><tr><th scope="col"><p>Grade</p></th><th scope="col"><p>Hours</p></th></tr>'
    '</thead><tbody><tr><td colspan="2"><p>Senior</p></td></tr></tbody></table>'
)
FROM_WECHAT = (
    "<p><strong>一、会议概况</strong></p><p>6月11日，<strong>论坛</strong>在成都举行。</p>"
    "<p>来源：秘书处</p>"
    '<p><a href="https://mp.weixin.qq.com/s/x" rel="noopener">全文</a></p>'
)


@pytest.mark.parametrize(
    ("name", "cleaned"), [("word.html", FROM_WORD), ("wechat.html", FROM_WECHAT)]
)
def test_pasted_document_becomes_headings_paragraphs_lists_and_tables(name, cleaned):
    assert clean((PASTED / name).read_text()) == cleaned


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("<h2>Kept</h2><ul><li>a</li></ul>", "<h2>Kept</h2><ul><li>a</li></ul>"),
        ("<p></p>", ""),
        ("<h5>Small</h5><h1>Large</h1>", "<h4>Small</h4><h2>Large</h2>"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("one<br><br>two<br>three<br>", "<p>one</p><p>two<br>three</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p><p>two</p><p>three</p>"),
        ("<b><p>one</p><p>two</p></b>", "<p><strong>one</strong></p><p><strong>two</strong></p>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        ("<p>2.\xa0\xa0 Two</p><p>3.\xa0\xa0 Three</p>", "<ol><li>Two</li><li>Three</li></ol>"),
        ("<p>1. One at a time</p>", "<p>1. One at a time</p>"),
        ("10\xa0MPa", "<p>10&nbsp;MPa</p>"),
        ("<table><tr><td><p>A frame</p></td></tr></table>", "<p>A frame</p>"),
        ("<table><tr><td></td><td> </td></tr></table>", ""),
        (
            "<table><caption>Fees</caption><tr><th>a<td rowspan=2>b<tr><td colspan=9999>c</table>",
            '<table><caption>Fees</caption><tbody><tr><th scope="row">a</th>'
            '<td rowspan="2">b</td></tr>'
            "<tr><td>c</td></tr></tbody></table>",
        ),
        ("<table><caption><p>Fees <b>2026</b></p><p>&lt;b> & c</p></caption><tr><td>a<td>b</table>",
         "<table><caption>Fees 2026 &lt;b&gt; &amp; c</caption>"
         "<tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        ("<table><caption>　 </caption><tr><td>a<td>b</table>",
         "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        ("<table><caption>Fees</caption><tr><td>A frame</table>", "<p>Fees</p><p>A frame</p>"),
        ("<table><caption>Fees</caption></table>", "<p>Fees</p>"),
        ("<caption>Alone</caption>", "<p>Alone</p>"),
        ("<b style='font-weight:normal' id='docs-internal-guid-1'><p>a "
         "<span style='font-weight:700'>b</span> <span style='font-style:italic'>c</span></p></b>",
         "<p>a <strong>b</strong> <em>c</em></p>"),
        ("<p><span style='mso-bidi-font-weight:bold'>a</span></p>", "<p>a</p>"),
        ("<b>a <span><b>b</b></span></b>", "<p><strong>a b</strong></p>"),
        ("<p>new <del cite='mailto:x'>old <b>words</b></del>words<ins>!</ins></p>",
         "<p>new words!</p>"),
        ("<p>a<span style='display:none;mso-hide:all'>b<br>c</span> d</p>", "<p>a d</p>"),
        ("<p>a</p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
         "<p class=MsoCommentText>Too long<img src=x></p></div></div><p>b</p>", "<p>a</p><p>b</p>"),
        ("<a href='//[x'>n</a>", "<p>n</p>"),
        ("<a href='//a\u2100b/'>n</a>", "<p>n</p>"),
        ("<a href='&nbsp;javascript:alert(1)'>n</a>", "<p>n</p>"),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<a href='www.w.org'>w</a>", '<p><a href="https://www.w.org" rel="noopener">w</a></p>'),
        ('<a href="/en/" target="_blank">n</a>', '<p><a href="/en/" rel="noopener">n</a></p>'),
        ('<a href="#_ftn1">[1]</a>', "<p>[1]</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("[picture 2]", "<p>[picture 2]</p>"),
        ('<figure data-picture="2"></figure>', ""),
    ],
)  # fmt: skip
def test_clean_puts_a_text_in_order(dirty, cleaned):
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("[picture 2]", '<figure data-picture="2"></figure>'),
        ("<p>【图片 12】</p>", '<figure data-picture="12"></figure>'),
        ("<p>See [picture 2].</p>", "<p>See [picture 2].</p>"),
        ("<p>[picture 0]</p>", "<p>[picture 0]</p>"),
        ('<figure data-picture="3" onclick="x()"></figure>', '<figure data-picture="3"></figure>'),
        ('<figure data-picture="3"><img src="/x"><figcaption>Words</figcaption></figure>',
         '<figure data-picture="3"></figure><p>Words</p>'),
        ('<figure data-picture="../x">Words</figure>', "<p>Words</p>"),
    ],
)  # fmt: skip
def test_line_that_calls_for_a_picture_is_its_place(dirty, cleaned):
    assert clean(dirty, has_pictures=True) == cleaned


@pytest.mark.parametrize(
    "odd",
    [
        '<a href="javascript:alert(1)">t</a>',
        '<a href=" java\nscript:alert(1)">t</a>',
        '<a href="&#106;avascript:alert(1)">t</a>',
        '<a href="JaVaScRiPt:alert(1)">t</a>',
        '<a href="vbscript:x">t</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">t</a>',
        '<a href="file:///c:/x">t</a>',
        '<a href="weixin://dl/chat">t</a>',
        '<p onclick="alert(1)" style="background:url(javascript:x)">t</p>',
        '<p on\x0aclick=alert(1)>t</p>',
        '<img src=x onerror="alert(1)">t',
        '<img data-src="https://mmbiz.qpic.cn/x">t',
        "<script>alert(1)</script>t",
        "<style>p{}</style>t",
        "<svg><script>alert(1)</script></svg>t",
        '<svg><a xlink:href="javascript:alert(1)"></a></svg>t',
        '<svg><style><img src=x onerror=alert(1)></style></svg>t',
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
        'onerror=alert(1)&gt;"></table></mtext></math>t',
        '<math href="javascript:alert(1)"></math>t',
        "<!--<!-- --><img src=x onerror=alert(1)>-->t",
        "<!--[if IE]><script>alert(1)</script><![endif]-->t",
        "<iframe src='//x'></iframe>t",
        "<object data=x></object><embed src=x>t",
        '<form action="//x"><input name=a value=b onfocus=alert(1) autofocus></form>t',
        '<base href="//x"><link rel=stylesheet href="//x"><meta http-equiv=refresh content=0>t',
        "<template><script>alert(1)</script></template>t",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>t",
        '<td background="javascript:alert(1)">t</td>',
        '<a href="/x" ping="//x" download referrerpolicy=unsafe-url>t</a>',
    ],
)  # fmt: skip
def test_nothing_that_acts_gets_through(odd):
    cleaned = clean(odd, has_pictures=True)

    assert not re.search(r"<(?!/?(p|a|figure|table|tbody|tr|td)\b)", cleaned)
    assert not re.search(r"<[^>]*\b(on\w+|style|src|javascript|data|ping|download)\b", cleaned)
    assert not re.search(r'href="(?!/)', cleaned)
    assert re.sub("<[^>]*>", "", cleaned).endswith(("t", "--&gt;t"))


def test_ten_thousand_elements_within_each_other_lose_no_word():
    assert clean("<div><b>" * 10_000 + "deep") == "<p><strong>deep</strong></p>"


# --- Whatever is pasted ---------------------------------------------------------------------------

TAGS = (
    *("p", "div", "section", "b", "strong", "i", "em", "a", "ul", "ol", "li", "table", "tr", "td"),
    *("th", "thead", "caption", "h1", "h2", "h5", "blockquote", "figcaption", "span", "o:p", "pre"),
)
PIECES = (
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    *(
        '<a href="www.x">',
        '<td colspan="3" onclick=x>',
        '<figure data-picture="2">',
        "<br>",
        "<hr>",
    ),
    *("<math>", "<svg>", "<!--", "-->", "<![if !x]>", "[picture 2]", "&nbsp;", " ", "\u3000"),
    *("·&nbsp;&nbsp;", "1.&nbsp; "),
)
markup = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text("ab一 \xa0<&\"'", max_size=4)), max_size=25
).map("".join)
WORDS = st.lists(st.text("abc一二", min_size=1, max_size=4), min_size=1, max_size=8)


@given(markup, st.booleans())
def test_cleaning_twice_changes_nothing(pasted, has_pictures):
    once = clean(pasted, has_pictures)

    assert clean(once, has_pictures) == once


@given(markup)
def test_only_tags_of_a_text_are_left(pasted):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    fragment = parser.parseFragment(clean(pasted, has_pictures=True))

    found = {element.tag for element in fragment.iter() if isinstance(element.tag, str)}
    assert found - {"DOCUMENT_FRAGMENT"} <= ALLOWED.keys()


@given(WORDS, st.lists(st.sampled_from(TAGS), min_size=8, max_size=8))
def test_no_word_is_lost_on_the_way(words, tags):
    pasted = "".join(f"<{tag}>{word}</{tag}> " for word, tag in zip(words, tags, strict=False))

    left = html.unescape(re.sub("<[^>]*>", "", clean(pasted)))
    assert re.sub(r"\s", "", left) == "".join(words)
