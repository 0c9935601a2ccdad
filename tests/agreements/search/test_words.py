"""What is read as the same word, and what is not."""

import pytest

from agreements.search.words import (
    abbreviations,
    asked_pieces,
    fold,
    name_key,
    pieces,
    runs,
    stem,
    stretches,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mutual  Recognition!", " mutual recognition "),
        ("ＡＰＥＣ工程师（2025）", " apec 工程师 2025 "),
        ("Café São", " cafe sao "),
        ("cafe\u0301", " cafe "),
        ("zero\u200bwidth", " zerowidth "),
        ("Straße ﬁt ①", " strasse fit 1 "),
        ("re-confirmed, 100 %", " re confirmed 100 "),
        ("a\x00b", " a b "),
        ("香港工程師學會、協議、認證", " 香港工程师学会 协议 认证 "),
        ("後發髮乾幹里裡裏臺台徵", " 后发发干干里里里台台征 "),
        ("衞生、敍述、著", " 卫生 叙述 着 "),
        ("２０２５年ＰＥＣ", " 2025 年 pec "),
        ("\ud800 😀 *'\"\\", "  "),
    ],
)
def test_case_width_accents_and_signs_make_no_difference(text, read):
    assert fold(text) == read


@pytest.mark.parametrize(
    "forms",
    [
        "recognise recognised recognising recognises recognize recognized recognition",
        "engineer engineers engineering engineered",
        "organise organisation organization organisations",
        "agreement agreements",
        "society societies",
        "define defined definition",
        "supervise supervised supervision",
        "cooperate cooperation cooperating",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("council", "counsel"), ("promise", "prom"), ("exercise", "exert"), ("2025", "2024")],
)
def test_other_words_keep_apart(one, other):
    assert stem(one) != stem(other)


def test_chinese_is_read_apart_from_what_stands_beside_it():
    assert runs(fold("第54期APEC工程师")) == ["第", "54", "期", "apec", "工程师"]


def test_chinese_is_kept_in_pieces_up_to_three_and_asked_by_the_longest():
    assert pieces("工程师") == {"工", "程", "师", "工程", "程师", "工程师"}
    assert asked_pieces("国际互认") == {"国际互", "际互认"}
    assert asked_pieces("工程") == {"工程"}
    assert asked_pieces("师") == {"师"}


def test_words_stand_together_unless_chinese_is_between_them():
    assert list(stretches(runs(fold("of the APEC工程师 register")))) == [
        ("of", "the", "apec"),
        "工程师",
        ("register",),
    ]
    assert asked_pieces(("a", "b", "c", "d")) == {("a", "b", "c"), ("b", "c", "d")}


def test_abbreviation_has_two_capitals():
    assert abbreviations("与ＰＥＣ, IntPE(UK) and a Pec of ice; 2025") == {"pec", "intpe", "uk"}


def test_a_name_is_the_same_however_it_is_spaced():
    assert name_key("P.E.C.") == name_key("ＰＥＣ") == "pec"
