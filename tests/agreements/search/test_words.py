"""What is read as the same word, and what is not."""

import pytest

from agreements.search.words import (
    abbreviations,
    asked_pieces,
    fold,
    name_key,
    pieces,
    runs,
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
        ("the P.E.C. and Ｐ．Ｅ．Ｃ, in U.K.", " the pec and pec in uk "),
        ("C.Eng. and P.Eng, Y.Wang, St.Paul, a.b1", " ceng and peng y wang st paul a b1 "),
        ("与P.E.C.合作", " 与 pec 合作 "),
        ("PEC's, Engineer’s and engineers' day", " pec engineer and engineers day "),
        ("'s it's isn't O'Brien's", " s it isn t o brien "),
        ("1,000,000 and 1,00 in 2024,2025", " 1000000 and 1 00 in 2024 2025 "),
        ("Co-operation, co‑ordinate, co-chair", " cooperation coordinate co chair "),
        ("工程\u200b师 \u200fPEC\u200e", " 工程师 pec "),
        ("香港工程師學會、協議、認證", " 香港工程师学会 协议 认证 "),
        ("後發髮乾幹里裡裏臺台徵", " 后发发干干里里里台台征 "),
        ("衞生、敍述、著", " 卫生 叙述 着 "),
        ("２０２５年ＰＥＣ", " 2025 年 pec "),
        ("\ud800 😀 *'\"\\", "  "),
    ],
)
def test_case_width_accents_and_signs_make_no_difference(text, read):
    assert fold(text) == read


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
    assert abbreviations("P.E.C. or P.E.C.'s; CSE’s; p.e.c") == {"pec", "cse"}


def test_a_name_is_the_same_however_it_is_spaced():
    assert name_key("P.E.C.") == name_key("ＰＥＣ") == "pec"
    assert name_key("The Theory") == name_key("theory") == "theory"
    assert name_key("The") == "the"
