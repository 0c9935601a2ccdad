"""What a reviewer should look at twice; no database."""

from dataclasses import replace
from datetime import date

import pytest

from members.review.cautions import Caution, Facts, cautions
from members.review.comparison import Agreement, Compared, Fact

ALL_SAME = [Compared(fact, Agreement.SAME) for fact in Fact]
GOOD = Facts(ALL_SAME, has_evidence=True, is_duplicate=False, sent_on=date(2025, 9, 1))


def differing(fact: Fact) -> list[Compared]:
    return [Compared(fact, Agreement.DIFFERS)]


def test_good_case_has_none():
    assert cautions(GOOD) == []


@pytest.mark.parametrize(
    ("change", "caution"),
    [
        ({"compared": differing(Fact.HOLDER)}, Caution.NAME_DIFFERS),
        ({"compared": differing(Fact.TITLE)}, Caution.TITLE_DIFFERS),
        ({"compared": differing(Fact.ISSUER)}, Caution.ISSUER_DIFFERS),
        ({"compared": differing(Fact.NUMBER)}, Caution.NUMBER_DIFFERS),
        ({"compared": differing(Fact.AWARDED)}, Caution.DAY_DIFFERS),
        ({"compared": differing(Fact.ENDS)}, Caution.DAY_DIFFERS),
        ({"compared": [Compared(Fact.HOLDER, Agreement.NOT_READ)]}, Caution.NOT_READ),
        ({"has_evidence": False}, Caution.EVIDENCE_MISSING),
        ({"is_duplicate": True}, Caution.DUPLICATE),
        ({"oldest_days": 90, "awarded_on": date(2025, 6, 2)}, Caution.TOO_OLD),
        (
            {
                "employers": frozenset({"Example Institute"}),
                "employers_of_reviewer": frozenset({"EXAMPLE  institute"}),
            },
            Caution.SAME_EMPLOYER,
        ),
    ],
)
def test_each_has_its_caution(change, caution):
    assert cautions(replace(GOOD, **change)) == [caution]


@pytest.mark.parametrize(
    "change",
    [
        {"oldest_days": 90, "awarded_on": date(2025, 6, 3)},  # 90 days to the day
        {"oldest_days": None, "awarded_on": date(1990, 1, 1)},
        {"oldest_days": 90, "awarded_on": None},
        {"employers": frozenset({"One"}), "employers_of_reviewer": frozenset({"Two"})},
        {"employers": frozenset({""}), "employers_of_reviewer": frozenset({" "})},
    ],
)
def test_what_is_in_order_has_none(change):
    assert cautions(replace(GOOD, **change)) == []


def test_case_without_evidence_is_not_told_twice():
    unread = [Compared(Fact.HOLDER, Agreement.NOT_READ)]

    assert cautions(replace(GOOD, compared=unread, has_evidence=False)) == [
        Caution.EVIDENCE_MISSING
    ]
