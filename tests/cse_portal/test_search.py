"""Search over all that is public, in both languages, by the page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import (
    YESTERDAY,
    make_agreement,
    make_article,
    make_body,
    make_event,
    make_newsletter,
    make_page,
    published,
)

pytestmark = pytest.mark.django_db

TAGS = re.compile(r"<[^>]+>")


def titles(client, words: str, language: str = "en", **query) -> list[str]:
    response = client.get(f"/{language}/search/", {"q": words} | query)
    return [TAGS.sub("", result.title) for result in response.context["results"]]


@pytest.fixture
def library(db):
    """A few pages of each kind, with names in both scripts."""
    council = make_body(
        name_en="Pakistan Engineering Council",
        name_zh="巴基斯坦工程委员会",
        abbreviation="PEC",
        aliases="Engineering Board of Lahore, 巴工委",
        country="PK",
    )
    society = make_body(
        name_en="Chinese Society of Engineers", name_zh="社团", aliases="China Society of Engineers"
    )
    agreement = make_agreement(label_en="Pakistan", label_zh="与巴方", partner=council)
    agreement.parties.create(body=society, side="ours")
    make_article(
        title_en="Recognition moves on",
        title_zh="工程师资格国际互认取得进展",
        body_en="<p>The council recognised forty engineers in Café Zürich.</p>",
        body_zh="<p>委员会认可四十名工程师，ＡＰＥＣ登记册。</p>",
        **published(days=-3),
    )
    make_article(
        title_en="Forum opens",
        title_zh="论坛开幕",
        body_en="<h2>Engineering mutual</h2><p>recognition and 100 % trust</p>",
        body_zh="<p>互相认可。</p>",
        **published(days=-2),
    )
    make_newsletter(54, title_en="Six tasks", summary_en="What the year brings.")
    make_event(title_en="Ethics forum", place_en="Chengdu", place_zh="成都")
    make_page("about", title_en="About", body_en="<p>Mutual trust of engineers.</p>")


# The same questions have the same answers in the same order, whatever the database.
@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("recognition", "en", ["Recognition moves on", "Forum opens"]),
        ("recognise", "en", ["Recognition moves on", "Forum opens"]),
        ("recognised", "en", ["Recognition moves on", "Forum opens"]),
        ("forum", "en", ["Ethics forum", "Forum opens"]),
        ("engineers council", "en", ["Pakistan", "Recognition moves on"]),
        ("mutual recognition", "en", ["Forum opens"]),
        ('"mutual recognition"', "en", []),
        ('"recognition and 100"', "en", ["Forum opens"]),
        ("mutual", "en", ["Forum opens", "About"]),
        ("cafe zurich", "en", ["Recognition moves on"]),
        ("ＦＯＲＵＭ", "en", ["Ethics forum", "Forum opens"]),
        ("forum chengdu", "en", ["Ethics forum"]),
        ("forum lahore", "en", []),
        ("forums", "en", ["Ethics forum", "Forum opens"]),
        ("task", "en", ["No. 54: Six tasks"]),
        ("54", "en", ["No. 54: Six tasks"]),
        ("story", "en", ["Story 2", "Story 1"]),
        ("PEC", "en", ["Pakistan"]),
        ("P.E.C.", "en", ["Pakistan"]),
        ("p.e.c. pakistan", "en", ["Pakistan"]),
        ("engineer's council", "en", ["Pakistan", "Recognition moves on"]),
        ("the councils and engineers", "en", ["Pakistan", "Recognition moves on"]),
        ("mutual-recognition", "en", ["Forum opens"]),
        ("pakistan", "en", ["Pakistan"]),
        ("Engineering Board of Lahore", "en", ["Pakistan"]),
        ("China Society of Engineers", "en", ["Pakistan"]),
        ("巴基斯坦工程委员会", "en", ["Pakistan"]),
        ("巴工", "en", ["Pakistan"]),
        ("pec", "zh-hans", ["与巴方"]),
        ("Pakistan Engineering", "zh-hans", ["与巴方"]),
        ("巴基斯坦", "zh-hans", ["与巴方"]),
        ("互", "zh-hans", ["工程师资格国际互认取得进展", "论坛开幕"]),
        ("互认", "zh-hans", ["工程师资格国际互认取得进展"]),
        ("工程师", "zh-hans", ["工程师资格国际互认取得进展"]),
        ("程师资", "zh-hans", ["工程师资格国际互认取得进展"]),
        ("师程工", "zh-hans", []),
        ("认可 互相", "zh-hans", ["论坛开幕"]),
        ("APEC登记", "zh-hans", ["工程师资格国际互认取得进展"]),
        ("apec工程师", "zh-hans", ["工程师资格国际互认取得进展"]),
        ("forum", "zh-hans", []),
    ],
)
def test_search_has_the_same_answers_on_every_database(library, client, words, language, expected):
    assert titles(client, words, language) == expected


def test_search_finds_every_kind_of_page_and_leads_to_it(client):
    make_article("duty", title_en="Ethics article")
    make_newsletter(54, title_en="Ethics issue")
    make_event("talk", title_en="Ethics event")
    make_page("ethics", title_en="Ethics page")
    make_agreement("pact", label_en="Ethics agreement")

    response = client.get("/en/search/?q=ethics")

    assert {result.path for result in response.context["results"]} == {
        "/en/news/duty/",
        "/en/newsletters/54/",
        "/en/events/talk/",
        "/en/pages/ethics/",
        "/en/agreements/pact/",
    }
    assert [(one.label, one.count) for one in response.context["kinds"]] == [
        ("All", 5),
        ("Agreements", 1),
        ("News", 1),
        ("Newsletters", 1),
        ("Events", 1),
        ("Pages", 1),
    ]


def test_search_by_kind_lists_that_kind_and_counts_all(client):
    make_article(title_en="Ethics article")
    make_event(title_en="Ethics event")

    response = client.get("/en/search/?q=ethics&kind=event")

    assert [result.title for result in response.context["results"]] == ["<mark>Ethics</mark> event"]
    assert [(one.value, one.count, one.is_chosen) for one in response.context["kinds"]] == [
        ("", 2, False),
        ("article", 1, False),
        ("event", 1, True),
    ]


def test_search_leads_to_the_anchor_of_a_story_as_its_page_numbers_it(client):
    newsletter = make_newsletter(54, stories=2)
    newsletter.stories.create(position=0, title_zh="只有中文", body_zh="<p>讲述。</p>")

    story = client.get('/en/search/?q="story 2"').context["results"][0]

    assert story.path == "/en/newsletters/54/#story-2"
    assert 'id="story-2"><div class="prose"><h2>Story 2</h2>' in client.get(story.path).text


def test_search_ranks_whole_names_then_titles_then_text_then_the_newest(client):
    make_article(title_en="Old text", body_en="<p>ethics</p>", **published(days=-9))
    make_article(title_en="New text", body_en="<p>ethics</p>", **published(days=-1))
    make_article(title_en="On ethics", **published(days=-20))
    make_article(title_en="Ethics", **published(days=-30))

    assert titles(client, "ethics") == ["Ethics", "On ethics", "New text", "Old text"]


def test_search_ranks_the_word_as_typed_before_its_other_forms(client):
    make_article(title_en="Old", body_en="<p>engineering</p>", **published(days=-9))
    make_article(title_en="New", body_en="<p>engineers</p>", **published(days=-1))

    assert titles(client, "engineering") == ["Old", "New"]


def test_search_marks_hits_and_shows_the_text_around_them(client):
    text = f"<p>{'before ' * 90}</p><p>A <em>zebra</em> &amp; &lt;b&gt; ran.</p>"
    make_article(title_en="Zebra <b>& co", body_en=text)

    html = client.get("/en/search/?q=zebra").text

    assert "<mark>Zebra</mark> &lt;b&gt;&amp; co" in html
    assert "A <mark>zebra</mark> &amp; &lt;b&gt; ran." in html


def test_search_says_under_which_name_it_was_found(client, library):
    html = client.get("/en/search/?q=巴工委").text

    assert 'Found by the name: <span lang="zh-Hans"><mark>巴工委</mark></span>' in html


def test_search_says_how_many_and_pages_through_them(client):
    for number in range(21):
        make_event(title_en=f"Forum {number}")

    first, second = (client.get(f"/en/search/?q=forum&page={page}") for page in (1, 2))

    assert "21 results for “forum”" in first.text
    assert (len(first.context["results"]), len(second.context["results"])) == (20, 1)
    assert 'href="?q=forum&amp;page=2"' in first.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "9" * 50, "1'--", "\x00"])
def test_search_takes_made_up_pages_and_kinds_kindly(client, page):
    make_article(title_en="Forum")

    response = client.get("/en/search/", {"q": "forum", "page": page, "kind": page})

    assert len(response.context["results"]) == 1


def test_search_lists_the_best_of_very_many_and_says_there_are_more(client, monkeypatch):
    monkeypatch.setattr("agreements.search.hits.MOST", 3)
    monkeypatch.setattr("agreements.search.results.MOST", 3)
    for number in range(5):
        make_event(title_en=f"Forum {number}", in_days=number)

    response = client.get("/en/search/?q=forum")

    assert "More than 3 results for “forum”" in response.text
    assert [choice.count for choice in response.context["kinds"]] == ["3+", "3+"]
    assert [TAGS.sub("", result.title) for result in response.context["results"]] == [
        "Forum 4",
        "Forum 3",
        "Forum 2",
    ]


def test_search_finds_a_phrase_however_many_newer_items_have_its_words(client, monkeypatch):
    monkeypatch.setattr("agreements.search.hits.MOST", 3)
    body = "<p>All titles of mutual recognition.</p>"
    make_article(title_en="Old", body_en=body, **published(-9))
    for number in range(9):
        body = "<p>All titles of mutual aid, titles of mutual recognition.</p>"
        make_article(title_en=f"New {number}", body_en=body)

    assert titles(client, "“all titles of mutual recognition”") == ["Old"]
    assert len(titles(client, "“titles of mutual recognition”")) == 3


def test_search_for_a_phrase_does_not_run_over_the_end_of_a_line(client):
    make_article(title_en="Mutual", body_en="<p>recognition of</p><p>titles</p>")

    assert titles(client, "“mutual recognition”") == titles(client, "“of titles”") == []


# --- Names ---------------------------------------------------------------------------------------


@pytest.fixture
def told(db):
    """The same council in each kind of item, each time under another of its names."""
    make_body(
        name_en="Pakistan Engineering Council",
        name_zh="巴基斯坦工程委员会",
        abbreviation="PEC",
        aliases="巴工委, Engineering Board of Lahore",
    )
    make_article(
        title_en="Full",
        title_zh="全称",
        body_en="<p>The Pakistan Engineering Council spoke.</p>",
        body_zh="<p>巴基斯坦工程委员会发言。</p>",
        **published(-3),
    )
    make_event(
        title_en="Short", summary_en="A talk by PEC.", title_zh="简称", summary_zh="与PEC座谈。"
    )
    make_page(
        "alias",
        title_en="Alias",
        body_en="<p>Engineering Board of Lahore</p>",
        title_zh="别名",
        body_zh="<p>巴工委。</p>",
    )
    newsletter = make_newsletter(54, stories=0)
    newsletter.stories.create(
        position=1, title_en="Story", title_zh="专题", body_en="<p>巴基斯坦工程委员会</p>",
        body_zh="<p>Pakistan Engineering Council</p>",
    )  # fmt: skip
    make_article(title_en="Ordinary", title_zh="平常", body_en="<p>An engineering pec.</p>")


@pytest.mark.parametrize(
    "words",
    [
        "Pakistan Engineering Council",
        "PEC",
        "巴基斯坦工程委员会",
        "巴工委",
        "engineering board of lahore",
    ],
)
@pytest.mark.parametrize(
    ("language", "everywhere"),
    [("en", {"Full", "Short", "Alias", "Story"}), ("zh-hans", {"全称", "简称", "别名", "专题"})],
)
def test_search_by_one_name_finds_what_is_written_under_another(
    told, client, words, language, everywhere
):
    assert set(titles(client, words, language)) - {"Ordinary"} == everywhere


def test_search_ranks_a_name_as_it_was_typed_before_the_others(told, client):
    assert titles(client, "PEC")[:2] == ["Short", "Ordinary"]
    assert titles(client, "pakistan engineering council")[0] == "Full"
    assert titles(client, "巴工委", "zh-hans")[0] == "别名"


def test_search_by_a_name_in_quotation_marks_finds_that_name_alone(told, client):
    assert titles(client, "“巴工委”", "zh-hans") == ["别名"]


def test_search_joins_a_name_with_other_words(told, client):
    assert titles(client, "spoke PEC") == ["Full"]
    assert titles(client, "PEC座谈", "zh-hans") == ["简称"]


@pytest.mark.parametrize(
    "words", ["与巴基斯坦工程委员会座谈", "與巴工委座談", "巴基斯坦工程委员会的座谈"]
)
def test_search_knows_a_name_within_a_stretch_of_chinese(told, client, words):
    assert titles(client, words, "zh-hans") == ["简称"]


def test_search_ranks_a_stretch_as_it_was_typed_before_the_names_within_it(told, client):
    make_event(title_zh="原样", summary_zh="巴工委发言。", in_days=-9)

    assert titles(client, "巴工委发言", "zh-hans") == ["原样", "全称"]


def test_search_shows_the_name_that_was_written(told, client):
    html = client.get("/en/search/?q=巴工委").text

    assert "The <mark>Pakistan Engineering Council</mark> spoke." in html
    assert "A talk by <mark>PEC</mark>." in html
    assert "An engineering pec" not in html


@pytest.fixture
def in_both_scripts(db):
    """The same said in either script; the partner has a name in each."""
    hkie = make_body(name_en="Zebra Board", name_zh="斑马工程师学会", aliases="斑馬工程師學會 (HK)")
    make_agreement(label_en="Pact", label_zh="斑馬協議", partner=hkie)
    make_article(title_en="One", title_zh="认证协议", body_zh="<p>台湾发展后的干预。</p>")
    make_article(title_en="Two", title_zh="認證協議", body_zh="<p>臺灣發展後的幹預。</p>")
    make_event(title_en="Three", title_zh="學會論壇", summary_zh="斑馬工程師學會。")


@pytest.mark.parametrize(
    "words",
    [
        "认证协议",
        "認證協議",
        "“認證”",
        "臺灣",
        "台湾发展后",
        "臺灣發展後的乾預",
        "發",
        "预",
        "認证 協议",
    ],
)
def test_search_reads_both_scripts_as_one(in_both_scripts, client, words):
    assert sorted(titles(client, words, "zh-hans")) == ["認證協議", "认证协议"]


@pytest.mark.parametrize("words", ["斑馬工程師學會", "斑马工程师学会", "Zebra Board"])
def test_search_knows_the_names_of_a_body_in_either_script(in_both_scripts, client, words):
    assert titles(client, words, "zh-hans") == ["斑馬協議", "學會論壇"]
    assert titles(client, words) == ["Pact"]


def test_lists_and_data_are_filtered_in_either_script(in_both_scripts, client):
    for words in ("認證", "认证"):
        html = client.get("/zh-hans/news/", {"q": words}).text
        assert ("认证协议" in html, "認證協議" in html) == (True, True)
    for words in ("斑馬協議", "斑马协议"):
        assert "斑馬協議" in client.get("/zh-hans/agreements/", {"q": words}).text


def test_search_shows_what_it_found_in_its_own_script(in_both_scripts, client):
    html = client.get("/zh-hans/search/?q=台湾").text

    assert "<mark>臺灣</mark>發展後" in html
    assert "<mark>台湾</mark>发展后" in html


@pytest.mark.parametrize("alias", ["Engineers", "engineering", "工程师", "协会"])
def test_search_is_not_flooded_by_a_common_word_as_an_alias(client, alias):
    make_body(name_en="Zebra Board", name_zh="斑马局", aliases=alias)
    for number in range(2):
        make_body(name_en=f"Council of Engineers {number}", name_zh=f"第{number}工程师协会")
    make_article(title_en="Engineers of engineering 工程师协会", title_zh="工程师协会 engineers")
    make_article(title_en="Zebra Board", title_zh="斑马局")

    assert titles(client, "zebra board") == ["Zebra Board"]
    assert titles(client, "斑马局", "zh-hans") == ["斑马局"]


def test_new_names_of_a_body_are_known_at_once(client):
    body = make_body(name_en="Zebra Board", name_zh="斑马局")
    make_article(title_en="Zebra Board")
    before = titles(client, "ZBX")
    body.abbreviation = "ZBX"
    body.save()

    assert (before, titles(client, "ZBX")) == ([], ["Zebra Board"])


@pytest.mark.parametrize("path", ["/en/news/", "/en/agreements/"])
def test_lists_are_filtered_by_any_of_the_names(client, path):
    body = make_body(name_en="Zebra Board", name_zh="斑马管理局", abbreviation="ZBX")
    make_agreement(label_en="Pact", partner=body)
    make_article(title_en="Told", body_en="<p>Zebra Board</p>")
    make_article(title_en="Else")

    for words in ("ZBX", "斑马管理局", "zebra board"):
        text = client.get(path, {"q": words}).text
        assert ("Told" in text) or ("Pact" in text)
        assert "Else" not in text


# --- Who sees what -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at_en": None},
        published(days=1),
        published() | {"withdrawn_at": timezone.now() + YESTERDAY},
        published() | {"members_only": True},
    ],
    ids=["draft", "scheduled", "withdrawn", "for members"],
)
def test_search_leaves_out_what_is_not_public(client, hidden):
    make_article(title_en="Secret plan", **hidden)
    make_newsletter(55, title_en="Secret issue", **hidden).stories.update(title_en="Secret story")
    make_event(title_en="Secret event", **hidden)
    make_page("secret", title_en="Secret page", **hidden)

    assert titles(client, "secret") == []
    assert "Secret " not in client.get("/en/search/?q=secret").text


def test_search_finds_a_scheduled_item_from_its_second_on(client):
    start = timezone.now().replace(year=2031, microsecond=0)
    make_article(title_en="Forum", published_at_en=start, published_at_zh=None)

    with time_machine.travel(start - timedelta(seconds=1), tick=False):
        before = titles(client, "forum")
    with time_machine.travel(start, tick=False):
        after = titles(client, "forum")

    assert (before, after) == ([], ["Forum"])


def test_search_loses_an_item_when_its_time_is_over(client):
    end = timezone.now().replace(year=2031, microsecond=0)
    make_article(title_en="Forum", withdrawn_at=end)

    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        before = titles(client, "forum")
    with time_machine.travel(end, tick=False):
        after = titles(client, "forum")

    assert (before, after) == (["Forum"], [])


# --- What may be typed ---------------------------------------------------------------------------


ODD = [
    *"%_*😀\"'\\",
    *["!?.,", "“”", " ", "a\x00b", "\ud800".encode("utf-8", "surrogatepass")],
    *[
        "' OR 1=1 --",
        "NEAR(a b)",
        "title:plain",
        "pla*",
        "^plain",
        "-plain",
        "plain & !x",
        "('b'",
        "a' | 'b",
        'a" OR "b',
        "·",
    ],
    *["<script>alert(1)</script>", "𠮷" * 50, "ك ت ا ب", "x" * 100],
    *[
        "." * 99,
        "'s",
        "’" * 99,
        ".".join("abcdefghij" * 5),
        "1,000," * 16,
        "co-op" * 20,
        "b\u0301" * 50,
    ],
    *["\u200b" * 99, "\u202eb\u202c", "\u200fb\u200e", "👨‍👩‍👧", "\ufeff", "和", "the", "國" * 100],
]


@pytest.mark.parametrize("words", ODD)
def test_search_for_odd_words_answers_and_shows_them_as_text(client, words):
    make_article(title_en="Title", body_en="<p>Nothing.</p>")

    response = client.get("/en/search/", {"q": words})

    assert response.status_code == 200
    assert response.context["results"] == []
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "path", ["/zh-hans/search/", "/en/news/", "/zh-hans/agreements/", "/en/agreements/compare/"]
)
def test_every_list_takes_odd_words_kindly(client, path):
    """Names are known, so that they are looked for in all of it."""
    make_body(name_en="Board of B", name_zh="国国国", abbreviation="BB", aliases="和的国, X.Y.Z.")
    found = [
        client.get(path, {"q": words}) for words in [*ODD, "国国国" * 33, "bb" * 50, "x" * 10_000]
    ]

    assert {response.status_code for response in found} == {200}
    assert not [page for page in found if "<script>alert" in page.text]


@pytest.mark.parametrize(
    "words",
    ["ze\u200bbra", "\u200fzebra\u200e", "\ufeffzebra", "ｚｅｂｒａ", "ze\u00adbra", "ze\u0301bra"],
)
def test_search_looks_through_what_is_not_seen(client, words):
    make_article(title_en="Ze\u200bbra")

    assert titles(client, words) == ["Ze\u200bbra"]
    assert "<mark>Ze\u200bbra</mark>" in client.get("/en/search/", {"q": words}).text


def test_search_for_signs_alone_says_what_to_type(client):
    assert "There is no word in this search" in client.get("/en/search/?q=%25").text


def test_search_without_a_result_says_what_to_try(client):
    text = client.get("/en/search/?q=atlantis").text

    assert "Nothing was found" in text
    assert "Find the pathways of a title" in text


def test_search_for_a_very_long_text_says_what_is_wrong_and_keeps_it(client):
    response = client.get("/en/search/", {"q": "x" * 10_000})

    assert response.status_code == 200
    assert "at most 100 characters (it has 10000)" in response.text


def test_search_without_words_shows_the_box_alone(client):
    response = client.get("/en/search/")

    assert "results for" not in response.text
    assert '<input id="id_q" name="q" type="search"' in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_search_asks_as_often_whatever_there_is(client, count_queries):
    make_article(title_en="Forum")
    _, one = count_queries(client, "/en/search/?q=forum")
    for number in range(3):
        make_article(title_en=f"Forum {number}")
        make_agreement(label_en=f"Forum {number}", partner=make_body())
    response, many = count_queries(client, "/en/search/?q=forum")

    assert len(one) == len(many) == 3
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize(
    ("status", "title"),
    [("in_force", "Council, 2019"), ("superseded", "Council, 2019: Superseded")],
)
def test_hit_in_the_register_says_its_status_unless_it_is_in_force(client, status, title):
    make_agreement("pec", label_en="Council, 2019", label_zh="委员会（2019年）", status=status)

    assert titles(client, "council") == [title]


def test_hit_follows_the_status_of_its_entry_in_both_languages(client):
    entry = make_agreement("pec", label_en="Council, 2019", label_zh="委员会（2019年）")
    entry.status = "ended"
    entry.save()

    assert titles(client, "council") == ["Council, 2019: Ended"]
    assert titles(client, "委员会", "zh-hans") == ["委员会（2019年）：已终止"]
