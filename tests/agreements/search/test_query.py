"""What was typed: words, phrases, and signs that mean nothing."""

import pytest

from agreements.search.names import NO_NAMES, Names, names_of
from agreements.search.query import Query, Tier


def widest(text: str, suffix: str = "zh", names: Names = NO_NAMES) -> Tier:
    return Query(text, names).tiers(suffix)[-1]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("mutual recognition", []),
        ('"mutual recognition"', [" mutual recognition "]),
        ("“Mutual Recognition” 互认", [" mutual recognition "]),
        ("「国际互认」", ["国际互认"]),
        ("国际互认", ["国际互认"]),
        ("互认", []),
        ('"APEC工程师"', [" apec 工程师"]),
        ('left "open quote', []),
        ('""', []),
    ],
)
def test_phrases_stand_in_quotation_marks_of_either_language(text, phrases):
    long_ones = [phrase.text for one_of in Query(text).asked.one_of for phrase in one_of]

    assert long_ones == phrases


@pytest.mark.parametrize(
    ("text", "tokens", "phrases"),
    [
        ('"mutual recognition"', {"zxfmutual·recognition"}, []),
        ('"one"', {"zxfone"}, []),
        ("「互认」", {"zxf互认"}, []),
        ("「国际互」", {"zxf国际互"}, []),
        ("「国际互认」", {"zxf国际互", "zxf际互认"}, [["国际互认"]]),
        ('"a b c"', {"zxfa·b·c"}, []),
        ('"a b c d"', {"zxfa·b·c", "zxfb·c·d"}, [[" a b c d "]]),
        ('"APEC工程师"', {"zxfapec", "zxf工程师"}, [[" apec 工程师"]]),
    ],
)
def test_text_is_read_for_a_phrase_only_where_tokens_do_not_say_it(text, tokens, phrases):
    assert widest(text) == Tier([[tokens]], phrases)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("engineers and the technologists", {"exsengin", "exstechnolog"}),
        ("and the", {"exsand", "exsthe"}),
        ("the 互认", {"exf互认"}),
        ("HKIE与PEC", {"exshkie", "exspec"}),
        ("与 和", {"exf与", "exf和"}),
    ],
)
def test_joining_words_are_asked_for_only_where_there_is_no_other(text, tokens):
    assert widest(text, "en").tokens == [[tokens]]


@pytest.mark.parametrize(
    "text", ["", " ", "!?.,", "%", "'", '"', "\\", "*", "😀", "\x00", "“”", "\ud800"]
)
def test_signs_alone_are_no_question(text):
    assert not Query(text)


def test_best_is_the_whole_name_then_the_title_then_the_text_the_word_before_its_forms():
    assert [tier.tokens for tier in Query("Councils").tiers("en")] == [
        [[{"enncouncils"}]],
        [[{"etfcouncils"}]],
        [[{"etscouncil"}]],
        [[{"exfcouncils"}]],
        [[{"exscouncil"}]],
    ]


def test_chinese_has_no_forms():
    tiers = [tier.tokens for tier in Query("互认").tiers("zh")]

    assert tiers == [[[{"znn互认"}]], [[{"ztf互认"}]], [[{"zxf互认"}]]]


def test_operators_of_query_languages_are_words_like_others():
    assert widest("NEAR(a b) col:x & y | !z", "en").tokens == [
        [{"exsa", "exsb", "exscol", "exsnear", "exsx", "exsy", "exsz"}]
    ]


def test_words_in_quotation_marks_are_taken_as_they_are():
    tiers = [tier.tokens for tier in Query("“councils” engineers").tiers("en")]

    assert tiers[1:3] == [
        [[{"etfengineers"}], [{"etfcouncils"}]],
        [[{"etsengin"}], [{"etfcouncils"}]],
    ]


# --- Names ---------------------------------------------------------------------------------------

COUNCIL = ("Pakistan Engineering Council", "巴基斯坦工程委员会", "PEC")


def others(text: str, *rows: tuple[str, ...]) -> list[str]:
    """What is looked for beside what was typed."""
    asked = Query(text, names_of(rows or (COUNCIL,))).asked
    return [phrase.text for one_of in asked.one_of for phrase in one_of[1:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pec", [" pakistan engineering council ", "巴基斯坦工程委员会"]),
        ("ＰＥＣ forum", [" pakistan engineering council ", "巴基斯坦工程委员会"]),
        ("the Pakistan engineering council of", ["巴基斯坦工程委员会", " pec "]),
        ("pec互认", [" pakistan engineering council ", "巴基斯坦工程委员会"]),
        ("“PEC”", []),
        ("pakistan engineering", []),
        ("巴基斯坦工程", []),
        ("pecs", []),
    ],
)
def test_name_stands_for_the_others_of_the_same_unless_it_is_quoted(text, found):
    assert others(text) == found


CHINA = ("Chinese Society of Engineers", "中国工程师学会", "CSE")
HONG_KONG = ("Hong Kong Institution of Engineers", "香港工程師學會", "HKIE")
ALLIANCE = ("International Engineering Alliance", "国际工程联盟", "IEA")
APEC = ("APEC Engineer", "APEC工程师")
UNIVERSITY = ("University of Hong Kong", "香港大学")
SOCIETIES = names_of((CHINA, HONG_KONG, ALLIANCE, APEC, UNIVERSITY, ("联盟工程国际", "国际工程")))


def meant(text: str) -> tuple[list[str], list[str]]:
    """Words, and the first of each list of names."""
    asked = Query(text, SOCIETIES).asked
    return asked.words, [one_of[0].text for one_of in asked.one_of if len(one_of) > 1]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("中国工程师学会与香港工程师学会签署", ["签署"], ["中国工程师学会", "香港工程师学会"]),
        ("與國際工程聯盟合作", ["合作"], ["国际工程联盟"]),
        ("国际工程联盟", [], ["国际工程联盟"]),
        ("深圳学会与国际工程联盟", [], ["国际工程联盟"]),
        ("协议与国际工程联盟和会员", ["协议", "会员"], ["国际工程联盟"]),
        ("参与国际工程联盟的会", ["参与", "的会"], ["国际工程联盟"]),
        ("加入国际工程联盟的APEC工程师登记", ["加入", "登记"], ["国际工程联盟", " apec 工程师"]),
        ("国际工程 联盟", ["联盟"], ["国际工程"]),
        ("香港大学生", [], []),
        ("新香港大学", [], []),
        ("在香港大学", [], ["香港大学"]),
        ("在 香港大学", [], ["香港大学"]),
        ("HKIE与IEA的互认", ["互认"], [" hkie ", " iea "]),
        ("互认的 HKIE", ["互认"], [" hkie "]),
        ("的", ["的"], []),
        ("“与国际工程联盟”", [], []),
    ],
)
def test_name_is_known_within_a_stretch_of_chinese_the_longest_first(text, words, found):
    assert meant(text) == (words, found)


def test_what_joins_a_stretch_to_a_name_is_not_asked_for():
    asked = Query("深圳学会与国际工程联盟", SOCIETIES).asked

    assert asked.one_of[0][0].text == "深圳学会"


def test_stretch_as_it_was_typed_comes_before_the_names_within_it():
    tiers = Query("与国际工程联盟合作", SOCIETIES).tiers("zh")

    assert [tier.phrases for tier in tiers] == [
        [],
        [["与国际工程联盟合作"]],
        [["国际工程联盟", " international engineering alliance ", " iea "]],
        [["与国际工程联盟合作"]],
        [["国际工程联盟", " international engineering alliance ", " iea "]],
    ]


@pytest.mark.parametrize("written", ["The Zebra Board", "Zebra Board"])
@pytest.mark.parametrize("typed", ["the zebra board", "zebra board"])
def test_name_is_known_with_the_before_it_and_without(written, typed):
    assert others(typed, (written, "ZBX")) == [" zbx "]
    assert others("zbx", (written, "ZBX")) == [" zebra board "]


@pytest.mark.parametrize(
    ("names", "typed"),
    [
        (("Zebra Board", "Engineers"), "zebra board"),
        (("Zebra Board", "Engineers"), "engineers"),
        (("Zebra Board", "协会"), "zebra board"),
        (("Zebra Board", "!?"), "zebra board"),
    ],
)
def test_one_ordinary_word_stands_for_no_name(names, typed):
    assert others(typed, names) == []


def test_name_that_stands_within_those_of_several_stands_for_none():
    rows = [("Engineering Council", "ECUK"), ("Kenya Engineering Council",), COUNCIL]

    assert others("ecuk", *rows) == others("engineering council", *rows) == []
    assert others("ecuk", *rows[:2]) == [" engineering council "]


def test_abbreviation_is_looked_for_in_its_capitals_but_typed_in_any():
    names = names_of((COUNCIL,))

    assert widest("巴基斯坦工程委员会", "en", names).tokens[0][-1] == {"eaapec", "exfpec"}
    assert widest("pec", "en", names).tokens[0][0] == {"exfpec"}
