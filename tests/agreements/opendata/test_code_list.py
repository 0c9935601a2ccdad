"""Every code with its word in both languages, in the wording of the settings."""

import pytest

from agreements.opendata.codes import CODES

pytestmark = pytest.mark.django_db


def test_codes_have_their_words_in_both_languages(client):
    codes = client.get("/api/v1/codes.json").json()

    assert codes["status"]["not_reconfirmed"] == {"en": "Not re-confirmed", "zh-Hans": "待确认"}
    assert codes["country"]["HK"] == {"en": "Hong Kong, China", "zh-Hans": "中国香港"}
    assert codes.keys() == {*CODES, "country"}


@pytest.mark.parametrize("name", CODES)
def test_no_code_is_without_a_chinese_word(client, name):
    words = client.get("/api/v1/codes.json").json()[name]

    assert list(words) == CODES[name][0].values
    assert {code for code, both in words.items() if both["en"] == both["zh-Hans"]} == set()
