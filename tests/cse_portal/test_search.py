"""Search over all that is public, in both languages."""

import pytest

from tests.factories import (
    make_agreement,
    make_article,
    make_body,
    make_event,
    make_newsletter,
    make_page,
    published,
)

pytestmark = pytest.mark.django_db


def found(client, words: str, language: str = "en") -> dict[str, list[str]]:
    results = client.get(f"/{language}/search/", {"q": words}).context["results"]
    return {group.name: [str(row) for row in group.rows] for group in results}


def test_search_finds_every_kind_of_page(client):
    make_article(title_en="Ethics article")
    make_newsletter(54, title_en="Ethics issue")
    make_event(title_en="Ethics event")
    make_page("ethics", title_en="Ethics page")
    make_agreement(label_en="Ethics agreement")

    assert found(client, "ethics") == {
        "Agreements": ["Ethics agreement"],
        "News": ["Ethics article"],
        "Newsletters": ["No. 54"],
        "Events": ["Ethics event"],
        "Pages": ["Ethics page"],
    }


def test_search_finds_a_body_by_abbreviation_alias_and_the_other_script(client):
    council = make_body(
        name_en="Pakistan Engineering Council",
        name_zh="巴基斯坦工程委员会",
        abbreviation="PEC",
        aliases="Engineering Council of Pakistan",
    )
    make_agreement(label_en="The agreement", partner=council)

    for words in ["PEC", "Council of Pakistan", "巴基斯坦工程"]:
        assert found(client, words) == {"Agreements": ["The agreement"]}


def test_search_finds_one_chinese_character_inside_unspaced_text(client):
    make_article(title_zh="工程师资格国际互认取得进展")

    assert [*found(client, "互", "zh-hans").values()] == [["工程师资格国际互认取得进展"]]


def test_search_counts_an_issue_once_however_many_stories_have_the_words(client):
    make_newsletter(54, stories=3)

    assert found(client, "story") == {"Newsletters": ["No. 54"]}


def test_search_leaves_out_what_is_not_public(client):
    make_article(title_en="Secret plan", **published(days=1))
    make_newsletter(55, title_en="Secret issue", **published(days=1))
    make_event(title_en="Secret event", **published(days=1))

    assert found(client, "secret") == {}


def test_search_says_how_many_and_never_stops_silently(client):
    for number in range(21):
        make_event(title_en=f"Forum {number}")

    text = client.get("/en/search/?q=forum").text

    assert "21 results for “forum”" in text
    assert "The first 20 of 21." in text


@pytest.mark.parametrize(
    "words", ["%", "'", '"', "\\", "_", "😀", "!?.,", "<script>alert(1)</script>", "a\x00b", " "]
)
def test_search_for_odd_words_answers_and_shows_them_as_text(client, words):
    make_article(title_en="Plain")

    response = client.get("/en/search/", {"q": words})

    assert response.status_code == 200
    assert response.context["results"] == []
    assert "<script>alert" not in response.text


def test_search_for_a_very_long_text_says_what_is_wrong_and_keeps_it(client):
    response = client.get("/en/search/", {"q": "x" * 10_000})

    assert response.status_code == 200
    assert "at most 100 characters (it has 10000)" in response.text


def test_search_without_words_shows_the_box_alone(client):
    response = client.get("/en/search/")

    assert "results for" not in response.text
    assert '<input id="id_q" name="q" type="search"' in response.text
