"""Hits are marked in escaped text, and a long text is cut around the first."""

import pytest

from agreements.search.marks import marked, snippet
from agreements.search.names import names_of
from agreements.search.query import Query


@pytest.mark.parametrize(
    ("words", "text", "html"),
    [
        ("recognise", "Recognition of titles", "<mark>Recognition</mark> of titles"),
        ("互认", "国际互认与互认", "国际<mark>互认</mark>与<mark>互认</mark>"),
        ("apec", "ＡＰＥＣ工程师", "<mark>ＡＰＥＣ</mark>工程师"),
        ("eng", "Engineers", "Engineers"),
        ("script", "<script>&", "&lt;<mark>script</mark>&gt;&amp;"),
        ("cafe", "A café", "A <mark>café</mark>"),
        ("a-c", "abc a c", "abc <mark>a</mark> <mark>c</mark>"),
        ("PEC", "By the P.E.C., PEC's", "By the <mark>P.E.C</mark>., <mark>PEC&#x27;s</mark>"),
        ("p.e.c", "By the PEC", "By the <mark>PEC</mark>"),
        ("engineers'", "Engineer’s day", "<mark>Engineer’s</mark> day"),
        ("cooperation", "co-operation", "<mark>co-operation</mark>"),
        ("workshop", "a work\u200bshop here", "a <mark>work\u200bshop</mark> here"),
        ("工程师", "工\u200b程师们", "<mark>工\u200b程师</mark>们"),
        ("cafe menu", "cafe\u0301 menu", "<mark>cafe\u0301</mark> <mark>menu</mark>"),
        ("strasse 1", "Straße ½, 1", "<mark>Straße</mark> <mark>½</mark>, <mark>1</mark>"),
        ("the council", "The Council", "The <mark>Council</mark>"),
        ("互", "无", "无"),
        ("“of the”", "of a, of the", "of a, <mark>of the</mark>"),
        ("“b c”", "a b, c-b", "a <mark>b, c</mark>-b"),
        ("国际互认", "国际、国际互认", "国际、<mark>国际互认</mark>"),
        ("香港工程师学会", "与香港工程師學會", "与<mark>香港工程師學會</mark>"),
        ("臺灣的乾旱", "台湾的干旱", "<mark>台湾的干旱</mark>"),
    ],
)
def test_hits_are_marked_and_all_else_is_escaped(words, text, html):
    assert marked(Query(words), text) == html


@pytest.mark.parametrize("typed", ["PEC", "巴工委", "the Pakistan Engineering Council"])
def test_other_names_of_the_same_are_marked(typed):
    names = names_of((("Pakistan Engineering Council", "巴工委", "PEC"),))

    html = marked(Query(typed, names), "A Pakistan: Engineering  Council (PEC, 巴工委) in Pakistan")

    assert html == (
        "A <mark>Pakistan: Engineering  Council</mark> (<mark>PEC</mark>, <mark>巴工委</mark>)"
        " in Pakistan"
    )


def test_names_within_chinese_are_marked_where_they_stand_together_and_apart():
    names = names_of((("International Engineering Alliance", "国际工程联盟", "IEA"),))
    text = "与国际工程联盟合作；合作者国际工程联盟，IEA"

    assert marked(Query("与国际工程联盟合作", names), text) == (
        "<mark>与国际工程联盟合作</mark>；<mark>合作</mark>者<mark>国际工程联盟</mark>，"
        "<mark>IEA</mark>"
    )


def test_snippet_of_a_long_text_is_cut_around_the_first_hit():
    text = f"{'before ' * 100}the zebra runs {'after ' * 100}"

    piece = snippet(Query("zebra"), text)

    assert "the zebra runs after" in piece
    assert piece.startswith("…before ")
    assert piece.endswith(" after…")
    assert len(piece) < 250


def test_snippet_of_chinese_is_half_as_long():
    text = f"{'前' * 500}犀牛{'后' * 500}"

    piece = snippet(Query("犀牛"), text)

    assert "前犀牛后" in piece
    assert len(piece) < 120


def test_snippet_without_a_hit_is_the_beginning():
    assert snippet(Query("zebra"), "First line.\nSecond line.") == "First line. Second line."
