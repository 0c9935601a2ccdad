"""What was typed: words, phrases, and signs that mean nothing."""

import pytest

from agreements.search.query import Query


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("mutual recognition", []),
        ('"mutual recognition"', [" mutual recognition "]),
        ("“Mutual Recognition” 互认", [" mutual recognition "]),
        ("「国际互认」", ["国际互认"]),
        ("国际互认", ["国际互认"]),
        ("互认", []),
        ('"APEC工程师"', [" apec工程师"]),
        ('"one"', []),
        ('left "open quote', []),
        ('""', []),
    ],
)
def test_phrases_stand_in_quotation_marks_of_either_language(text, phrases):
    assert Query(text).phrases == phrases


@pytest.mark.parametrize(
    "text", ["", " ", "!?.,", "%", "'", '"', "\\", "*", "😀", "\x00", "“”", "\ud800"]
)
def test_signs_alone_are_no_question(text):
    assert not Query(text)


def test_best_is_the_whole_name_then_the_title_then_the_text_the_word_before_its_forms():
    assert [tier.tokens for tier in Query("Councils").tiers("en")] == [
        ["enncouncils"],
        ["etfcouncils"],
        ["etscouncil"],
        ["exfcouncils"],
        ["exscouncil"],
    ]


def test_chinese_has_no_forms():
    tiers = [tier.tokens for tier in Query("互认").tiers("zh")]

    assert tiers == [["znn互认"], ["ztf互认"], ["zxf互认"]]


def test_operators_of_query_languages_are_words_like_others():
    tokens = Query("NEAR(a b) col:x & y | !z").tiers("en")[-1].tokens

    assert tokens == ["exsa", "exsb", "exscol", "exsnear", "exsx", "exsy", "exsz"]


def test_words_in_quotation_marks_are_taken_as_they_are():
    tiers = [tier.tokens for tier in Query("“councils” engineers").tiers("en")]

    assert tiers[1:3] == [["etfcouncils", "etfengineers"], ["etfcouncils", "etsengin"]]
