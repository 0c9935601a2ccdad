"""The golden cases: what the bodies publish, computed, each with its number and its source."""

import pytest

from agreements.requirements.rules import Verdict
from agreements.requirements.terms import Circumstances, Relief
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import Case, away, did, joined, with_source

MET, SHORT, EXEMPT, UNKNOWN = Verdict

BEM_YEAR = [
    did(6, "formal"), did(14, "on_job"), did(12, "private"), did(5, "conference"), did(1, "paper")
]  # fmt: skip
APEGA_YEARS = [
    did(130, "practice", on="2023-05-01"),
    did(40, "formal", on="2024-05-01"),
    did(70, "practice", on="2025-05-01"),
]
CSE_YEARS = [did(41, on="2024-06-30"), did(38, on="2025-06-30")]
SINCE_JULY_2023 = joined("2023-07-01")

GOLDEN = {
    # 24 h at one unit for two hours = 12, capped at 10. The minimum of a year is not published.
    "1, e-training": Case(bodies.PEB, [did(24, is_online=True)], UNKNOWN, "10"),
    # Two of three years practising: 2/3 of 150 + 1/3 of 90 = 100 + 30 = 130.
    "2, one of three years not practising": Case(
        bodies.WESTERN_AUSTRALIA, [did(129)], SHORT, "129", "130",
        away("2024-07-01", "2025-06-30", Relief.STATUS, status="non_practising"), "2025-06-30",
        {"three-years": "1"}),
    # Formal 6 x 2 = 12, on the job 14 → 10, private 12 x 0.5 = 6 → 5, 5, a paper 10: 42 ≥ 25.
    "3, weights and caps": Case(bodies.BEM_YEAR, BEM_YEAR, MET, "42", "25"),
    # 130 + 40 + 70 = 240 are reached, in two categories of the three asked.
    "5, categories": Case(
        bodies.APEGA, APEGA_YEARS, SHORT, "240", "240", missing={"categories": "1"}),
    # 26 + 4 = 30 are reached; broader studies 4 of 5.
    "6, sub-minimum": Case(
        bodies.HKIE, [did(26, "seminar", "technical"), did(4, "course", "broader")],
        SHORT, "30", "30", missing={"broader": "1"}),
    # 40 + 15 for the second practice field = 55.
    "7, two fields": Case(
        bodies.NEW_ZEALAND, [did(54)], SHORT, "54", "55", Circumstances(fields=2),
        missing={"year": "1"}),
    # 95 of 90, of them 91 special; ethics and technical safety 4 of 8.
    "9, ethics": Case(
        bodies.KOREA, [did(4, "course", "ethics"), did(91, "course", "special")],
        SHORT, "95", "90", joined("2021-03-01"), missing={"ethics": "4"}),
    # Exempt by declaration; not 23 short.
    "10, maternity leave": Case(
        bodies.ENGINEERS_IRELAND, [did(12)], EXEMPT, "12", None,
        away("2025-02-01", "2025-08-01", Relief.EXEMPT)),
    # No hours are asked, a record is.
    "11, no record": Case(
        bodies.ENGINEERING_COUNCIL, [], SHORT, "0", missing={"activities": "1"}),
    # By years from registration: 41 of 40, then 38 of 40.
    "12, first year from registration": Case(
        bodies.CSE_ANNIVERSARY, CSE_YEARS, MET, "41", "40", SINCE_JULY_2023, "2024-06-30"),
    "12, second year from registration": Case(
        bodies.CSE_ANNIVERSARY, CSE_YEARS, SHORT, "38", "40", SINCE_JULY_2023, "2025-06-30",
        {"year": "2"}),
    # Whether a year is the calendar's is not published, so it is data: 38 of 40 in 2025 as well.
    "12, second year by the calendar": Case(
        bodies.CSE_CALENDAR, CSE_YEARS, SHORT, "38", "40", SINCE_JULY_2023, missing={"year": "2"}),
    # Recorded without topics in 2018, when those were not audited yet; a year later they are.
    "14, year of introduction": Case(
        bodies.HKIE_2018, [did(30, on="2018-03-01")], MET, "30", "30", on="2018-12-31"),
    "14, once audited": Case(
        bodies.HKIE, [did(30, on="2019-03-01")], SHORT, "30", "30", on="2019-12-31",
        missing={"technical": "5", "broader": "5"}),
}  # fmt: skip


@pytest.mark.parametrize("case", with_source(GOLDEN))
def test_golden_case(case):
    assert case.answered() == case.expected()
