"""Every word that a rule of CPD can answer has a sentence, and no sentence is for nothing."""

import pytest

from agreements.requirements.asked import Unknown
from agreements.requirements.counting import Outcome, Why
from agreements.requirements.models import CpdRequirement
from agreements.requirements.rules import Asks, Verdict
from agreements.requirements.terms import Per
from cse_portal.states import WORDS
from members.cpd import sentences
from members.cpd.facts import STANDINGS
from members.cpd.models import Adjustment, Record
from members.cpd.sums import NEXT


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (sentences.UNKNOWNS, Unknown),
        (sentences.WHYS, Why),
        (sentences.OUTCOMES, Outcome),
        (sentences.TITLES, Asks),
        (sentences.SO_FAR, Asks),
        (sentences.VERDICTS, Verdict),
        (sentences.FACTORS, Per),
        (sentences.AMOUNTS, CpdRequirement.Unit),
        (sentences.IN_FULL, CpdRequirement.Unit),
        (sentences.OF_TARGET, CpdRequirement.Unit),
        (STANDINGS, Record.State),
    ],
)
def test_every_word_has_its_sentence(table, words):
    assert set(table) == set(words)
    assert [word for word, sentence in table.items() if not str(sentence)] == []


def test_every_verdict_has_a_badge():
    assert set(Verdict) - set(WORDS) == set()


def test_every_next_step_belongs_to_something_that_cannot_be_said():
    assert set(NEXT) - set(Unknown) == set()


def test_every_relief_of_the_rule_can_be_granted():
    assert {relief.value for relief in Adjustment.Relief} == {
        "exempt", "pause", "amount", "status"
    }  # fmt: skip
