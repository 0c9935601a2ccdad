"""Which forms of a word are one word, and which are others."""

import pytest

from agreements.search.stems import stem


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
        "programme programmes program programs",
        "licence licences licensing license licensed",
        "practice practise practising practices",
        "centre centres centred center centers",
        "behaviour behavior behaviours",
        "analyse analysed analyzing",
        "catalogue catalogues catalog",
        "judgement judgment judgments",
        "memoranda memorandum memorandums",
        "criteria criterion",
        "analysis analyses",
        "women woman",
        "mou mous",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("council", "counsel"),
        ("promise", "prom"),
        ("exercise", "exert"),
        ("2025", "2024"),
        ("hour", "or"),
        ("practical", "practise"),
    ],
)
def test_other_words_keep_apart(one, other):
    assert stem(one) != stem(other)
