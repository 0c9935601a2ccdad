"""Every reason of every kind has its sentence, in both languages."""

import pytest
from django.utils import translation

from agreements.pathways.conditions import answer
from agreements.pathways.findings import Answer, Why
from members.recognition import sentences
from members.recognition.proofs import Proof
from members.recognition.told import length, values
from tests.agreements.pathways.test_conditions import ON, TABLE


def said(row, language: str) -> str:
    condition, case, _why, _days = row
    finding = answer(condition, case, ON)
    known = {key: Proof("P") for key in finding.evidence}
    with translation.override(language):
        return sentences.sentence(finding) % values(finding, known, {})


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0].kind}-{row[2]}")
def test_answer_is_told_in_both_languages(row):
    english, chinese = said(row, "en"), said(row, "zh-hans")

    assert english.isascii()
    assert english != chinese
    assert "%(" not in english + chinese


def test_every_reason_and_answer_has_its_words():
    assert sentences.SAID.keys() == set(Why)
    assert sentences.WORDS.keys() == set(Answer)


def test_length_of_time_is_told_in_whole_months():
    assert (length(85), length(84), length(None)) == ("7 years and 1 month", "7 years", "")
