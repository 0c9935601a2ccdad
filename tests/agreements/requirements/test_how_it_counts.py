"""What counts, in which window, and towards which sub-minimum: three cases or more for each need.

Worked by hand from the numbers of real bodies. The comment over a case is its arithmetic.
"""

from dataclasses import replace

import pytest

from agreements.requirements.rules import Verdict
from agreements.requirements.terms import Circumstances, Standing
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import Case, all_with_source, did, joined

MET, SHORT, EXEMPT, UNKNOWN = Verdict
CIVIL, RAIL = frozenset({"civil"}), frozenset({"rail"})
IN_CIVIL, IN_BOTH = Circumstances(areas=CIVIL), Circumstances(areas=CIVIL | RAIL)
ETHICS_IN_TIME = did(1, "reading", "ethics", on="2023-01-01")
NO_RECORD = {"activities": "1"}
HKICPA_EARLIER = [did(40, on="2023-06-01"), did(60, on="2023-07-01", is_verifiable=True)]
KOREA_90 = [did(90, "course", "ethics", "special", on="2021-03-01")]
SINCE_2021, SINCE_LEAP_DAY = joined("2021-03-01"), joined("2024-02-29")

WINDOWS = {
    "no number of hours": {
        "nothing recorded": Case(bodies.ENGINEERING_COUNCIL, [], SHORT, "0", missing=NO_RECORD),
        "a quarter of an hour is a record": Case(
            bodies.ENGINEERING_COUNCIL, [did("0.25")], MET, "0.25"),
        # 300 h that wait to be confirmed are no record yet.
        "only what waits": Case(
            bodies.ENGINEERING_COUNCIL, [did(300, standing=Standing.PENDING)], SHORT, "0",
            missing=NO_RECORD),
        # The twelve months that end on 31 December 2025 begin on 1 January.
        "a day before the twelve months": Case(
            bodies.IMECHE, [did(5, on="2024-12-31")], SHORT, "0", missing=NO_RECORD),
        "their first day": Case(bodies.IMECHE, [did(5, on="2025-01-01")], MET, "5"),
    },
    "calendar year": {
        # 29.75 + 0.25 = 30.
        "its first day and its last": Case(
            bodies.IET, [did("29.75", on="2025-01-01"), did("0.25", on="2025-12-31")], MET,
            "30", "30"),
        # The 0.25 of 1 January is of the next year.
        "a quarter of an hour too late": Case(
            bodies.IET, [did("29.75"), did("0.25", on="2026-01-01")], SHORT, "29.75", "30",
            missing={"year": "0.25"}),
        "a day too early": Case(
            bodies.ENGINEERS_IRELAND, [did(35, on="2024-12-31")], SHORT, "0", "35",
            missing={"year": "35"}),
    },
    "year from the first of a month": {
        "from 1 October": Case(
            bodies.ARCHITECTS, [did(25, on="2024-10-01")], MET, "25", "25", on="2025-09-30"),
        # 20 in the year; 20 + 40 + 60 = 120 in three of them, 60 verifiable.
        "from 1 December": Case(
            bodies.HKICPA, [*HKICPA_EARLIER, did(20, on="2024-12-01")], MET, "20", "20",
            on="2025-11-30"),
        # A day earlier the 20 are of the year before: 0 of 20, still 120 in three years.
        "on 30 November": Case(
            bodies.HKICPA, [*HKICPA_EARLIER, did(20, on="2024-11-30")], SHORT, "0", "20",
            on="2025-11-30", missing={"year": "20"}),
        # 249 + 1 = 250 from the first day of five fiscal years to their last.
        "five fiscal years": Case(
            bodies.IPEJ, [did(249, on="2021-04-01"), did(1, "course", "ethics", on="2026-03-31")],
            MET, "250", "250", on="2026-03-31"),
        "a day before the fiscal years": Case(
            bodies.IPEJ, [did(249, on="2021-03-31"), did(1, "course", "ethics", on="2026-03-31")],
            SHORT, "1", "250", on="2026-03-31", missing={"five-years": "249"}),
    },
    "years from registration": {
        # Registered on 1 March 2021: the five years end on 28 February 2026.
        "their last day": Case(bodies.KOREA, KOREA_90, MET, "90", "90", SINCE_2021, "2026-02-28"),
        "the day after": Case(
            bodies.KOREA, KOREA_90, SHORT, "0", "90", SINCE_2021, "2026-03-01",
            {"five-years": "90", "ethics": "8", "special": "32"}),
        # Registered on 29 February 2024: the second year begins on 28 February 2025.
        "from a leap day": Case(
            bodies.CSE_ANNIVERSARY, [did(40, on="2025-02-27")], MET, "40", "40", SINCE_LEAP_DAY,
            "2025-02-27"),
        "the year after a leap day": Case(
            bodies.CSE_ANNIVERSARY, [did(40, on="2025-02-27")], SHORT, "0", "40", SINCE_LEAP_DAY,
            "2025-02-28", {"year": "40"}),
        "not registered": Case(bodies.CSE_ANNIVERSARY, [did(40)], UNKNOWN, "0"),
    },
    "fixed cycle": {
        # 75 + 75 = 150 on the first and the last of three years from 1 July 2022.
        "its first day and its last": Case(
            bodies.WESTERN_AUSTRALIA, [did(75, on="2022-07-01"), did(75, on="2025-06-30")], MET,
            "150", "150", on="2025-06-30"),
        "the next cycle starts from nothing": Case(
            bodies.WESTERN_AUSTRALIA, [did(75, on="2022-07-01"), did(75, on="2025-06-30")], SHORT,
            "0", "150", on="2025-07-01", missing={"three-years": "150"}),
        "before the first cycle": Case(
            bodies.WESTERN_AUSTRALIA, [did(150, on="2022-06-30")], UNKNOWN, "0", on="2022-06-30"),
    },
    "the last years, on any day": {
        # Three years to 31 December 2025 begin on 1 January 2023: 100 + 50 = 150.
        "their first day": Case(
            bodies.PERU, [did(100, on="2023-01-01"), did(50)], MET, "150", "150"),
        "a day too old": Case(
            bodies.PERU, [did(100, on="2022-12-31"), did(50)], SHORT, "50", "150",
            missing={"three-years": "100"}),
        # Three years to 29 February 2024 begin on 1 March 2021.
        "to a leap day": Case(
            bodies.PERU, [did(150, on="2021-03-01")], MET, "150", "150", on="2024-02-29"),
        "to a leap day, a day too old": Case(
            bodies.PERU, [did(150, on="2021-02-28")], SHORT, "0", "150", on="2024-02-29",
            missing={"three-years": "150"}),
    },
    "one period of transition": {
        # Fifteen months from 1 October 2024: 10 + 10 = 20.
        "its first day and its last": Case(
            bodies.TRANSITION, [did(10, on="2024-10-01"), did(10, on="2025-12-31")], MET,
            "20", "20"),
        "a day too early": Case(
            bodies.TRANSITION, [did(20, on="2024-09-30")], SHORT, "0", "20",
            missing={"transition": "20"}),
        "never again": Case(bodies.TRANSITION, [did(20)], UNKNOWN, "0", on="2026-01-01"),
        # It asks nothing any more beside the calendar year: 16 of 16.
        "then calendar years": Case(
            bodies.TRANSITION_THEN_YEARS, [did(16, on="2026-02-01")], MET, "0", on="2026-06-30"),
    },
    "several windows at once": {
        # 25 of 25 in the year; 25 + 25 + 24.75 = 74.75 of 75 in three.
        "the year met, the three years not": Case(
            bodies.BEM, [did(25, "conference", on="2024-06-01"), did(25, "conference"),
                         did("24.75", "conference", on="2023-06-01")],
            SHORT, "25", "25", missing={"three-years": "0.25"}),
        # 75 of 75 in three years, all of them in the first.
        "the three years met, the year not": Case(
            bodies.BEM, [did(75, "conference", on="2023-06-01")], SHORT, "0", "25",
            missing={"year": "25"}),
        "both met": Case(
            bodies.BEM, [did(50, "conference", on="2023-06-01"), did(25, "conference")], MET,
            "25", "25"),
        # 250 with 1 of ethics; the 50 of the last year are recommended only, and 0 were done.
        "what is recommended is not held against anybody": Case(
            bodies.IPEJ, [did(250, "course", "ethics", on="2021-04-01")], MET, "250", "250",
            on="2026-03-31"),
    },
}  # fmt: skip

SUB_MINIMUMS = {
    "by kind": {
        # 10.25 + 9.75 = 20, formal 9.75 of 10. The hour of ethics is of an earlier year.
        "a quarter of an hour short": Case(
            bodies.RICS, [ETHICS_IN_TIME, did("10.25", "reading"), did("9.75", "formal")], SHORT,
            "20", "20", missing={"formal": "0.25"}),
        "reached exactly": Case(
            bodies.RICS, [ETHICS_IN_TIME, did(10, "reading"), did(10, "formal")], MET, "20", "20"),
        "all of one kind": Case(bodies.RICS, [ETHICS_IN_TIME, did(20, "formal")], MET, "20", "20"),
    },
    "by topic": {
        # 20 + 5 + 5 = 30.
        "reached exactly": Case(
            bodies.HKIE,
            [did(20), did(5, "course", "technical"), did(5, "course", "broader")], MET, "30", "30"),
        "no topic named": Case(
            bodies.HKIE, [did(30)], SHORT, "30", "30", missing={"technical": "5", "broader": "5"}),
        # 8 of ethics + 32 special + 50 others = 90.
        "three parts": Case(
            bodies.KOREA, [did(8, "course", "safety"), did(32, "course", "special"), did(50)], MET,
            "90", "90", SINCE_2021),
    },
    "by competency aspect": {
        "another aspect": Case(
            bodies.IPEJ_BY_ASPECT, [did(250, aspect="knowledge")], SHORT, "250", "250",
            on="2026-03-31", missing={"ethics": "1"}),
        # 249.25 + 0.75 = 250; of ethics 0.75 of 1.
        "a quarter of an hour short": Case(
            bodies.IPEJ_BY_ASPECT, [did("249.25"), did("0.75", aspect="ethics")], SHORT,
            "250", "250", on="2026-03-31", missing={"ethics": "0.25"}),
        "reached exactly": Case(
            bodies.IPEJ_BY_ASPECT, [did(249), did(1, aspect="ethics")], MET, "250", "250",
            on="2026-03-31"),
    },
    "by area of practice": {
        # 49.75 + 100.25 = 150; civil 49.75 of 50; risk and business 100.25.
        "a quarter of an hour short": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did("49.75", "course", areas=CIVIL), did("100.25", "course", "risk", "business")],
            SHORT, "150", "150", IN_CIVIL, missing={"civil": "0.25"}),
        # Two areas of 50 each, 50 more for risk and business.
        "two areas": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did(50, "course", areas=CIVIL), did(50, "lab", areas=RAIL),
             did(50, "visit", "risk", "business")],
            MET, "150", "150", IN_BOTH),
        "a second area without hours": Case(
            bodies.ENGINEERS_AUSTRALIA, [did(150, "course", "risk", "business", areas=CIVIL)],
            SHORT, "150", "150", IN_BOTH, missing={"rail": "50"}),
        # What is missing is told, whatever else is unknown: 149 of 150.
        "no area named, and an hour short": Case(
            bodies.ENGINEERS_AUSTRALIA, [did(149, "course", "risk", "business")], SHORT,
            "149", "150", missing={"three-years": "1"}),
        "no area named": Case(
            bodies.ENGINEERS_AUSTRALIA, [did(150, "course", "risk", "business")], UNKNOWN,
            "150", "150"),
    },
    "by provider": {
        # 22.25 + 2.75 = 25; of the named 2.75 of 3.
        "a quarter of an hour short": Case(
            bodies.ARCHITECTS_NAMED,
            [did("22.25", provider="A university"), did("2.75", provider="HKIA")], SHORT,
            "25", "25", on="2025-09-30", missing={"named": "0.25"}),
        "whatever the case of the letters": Case(
            bodies.ARCHITECTS_NAMED, [did(22), did(3, provider="hkIA")], MET, "25", "25",
            on="2025-09-30"),
        # 1 + 2 = 3.
        "two of the named": Case(
            bodies.ARCHITECTS_NAMED,
            [did(22), did(1, provider="ARB"), did(2, provider="HKIA")], MET, "25", "25",
            on="2025-09-30"),
    },
    "verifiable": {
        # 20 + 41 + 59 = 120, verifiable 59 of 60.
        "an hour short": Case(
            bodies.HKICPA,
            [did(20, on="2024-12-01"), did(41, on="2023-06-01"),
             did(59, on="2023-07-01", is_verifiable=True)],
            SHORT, "20", "20", on="2025-11-30", missing={"verifiable": "1"}),
        # 20 + 40 = 60 verifiable, in two of the years; 60 more.
        "over the years": Case(
            bodies.HKICPA,
            [did(20, on="2024-12-01", is_verifiable=True), did(60, on="2023-06-01"),
             did(40, on="2023-07-01", is_verifiable=True)],
            MET, "20", "20", on="2025-11-30"),
        "none of it": Case(
            bodies.HKICPA, [did(20, on="2024-12-01"), did(100, on="2023-06-01")], SHORT,
            "20", "20", on="2025-11-30", missing={"verifiable": "60"}),
    },
    "so many categories": {
        # 130 + 110 = 240 in two of three.
        "two": Case(
            bodies.APEGA, [did(130, "practice"), did(110, "formal")], SHORT, "240", "240",
            missing={"categories": "1"}),
        # 130 + 109.75 + 0.25 = 240: a quarter of an hour makes the third.
        "three": Case(
            bodies.APEGA,
            [did(130, "practice"), did("109.75", "formal"), did("0.25", "knowledge")],
            MET, "240", "240"),
        "the third still waits": Case(
            bodies.APEGA,
            [did(130, "practice"), did(110, "formal"),
             did(5, "knowledge", standing=Standing.PENDING)],
            SHORT, "240", "240", missing={"categories": "1"}),
    },
    "a topic once in so many years": {
        # Three calendar years to 2025 begin on 1 January 2023.
        "on their first day": Case(
            bodies.RICS, [did(20, "formal"), ETHICS_IN_TIME], MET, "20", "20"),
        "a day too early": Case(
            bodies.RICS, [did(20, "formal"), did(1, "reading", "ethics", on="2022-12-31")], SHORT,
            "20", "20", missing={"ethics": "1"}),
        "refused": Case(
            bodies.RICS,
            [did(20, "formal"), replace(ETHICS_IN_TIME, standing=Standing.REJECTED)], SHORT,
            "20", "20", missing={"ethics": "1"}),
    },
    "an hour in several sub-totals": {
        # The same 50 serve two areas, risk and business: 50 + 100 = 150.
        "four of them": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did(50, "course", "risk", "business", areas=CIVIL | RAIL), did(100, "course")], MET,
            "150", "150", IN_BOTH),
        # 30 are 30 in all, though 30 are technical and 30 broader.
        "once in the total": Case(
            bodies.HKIE, [did(30, "course", "technical", "broader")], MET, "30", "30"),
        # 8 are of both; 8 + 24 = 32 special; 8 + 24 + 58 = 90.
        "in part": Case(
            bodies.KOREA,
            [did(8, "course", "ethics", "special"), did(24, "course", "special"), did(58)], MET,
            "90", "90", SINCE_2021),
    },
}  # fmt: skip

WEIGHTS = {
    "weight of a kind": {
        # 12.5 x 2 = 25.
        "twice": Case(bodies.BEM_YEAR, [did("12.5", "formal")], MET, "25", "25"),
        # 8 x 0.5 + 20.75 = 24.75.
        "half": Case(
            bodies.BEM_YEAR, [did(8, "private"), did("20.75", "conference")], SHORT, "24.75", "25",
            missing={"year": "0.25"}),
        # 16 x 3 + 2 = 50.
        "three times": Case(bodies.RPENG, [did(16, "formal"), did(2)], MET, "50", "50"),
        # 16.5 x 3 = 49.5.
        "three times, at the employer": Case(
            bodies.RPENG, [did("16.5", "employer")], SHORT, "49.5", "50",
            missing={"twelve-months": "0.5"}),
    },
    "hours into units": {
        # Two hours online are one unit: 5 / 2 = 2.5.
        "online": Case(bodies.PEB, [did(5, is_online=True)], UNKNOWN, "2.5"),
        # 5 / 2 + 3 = 5.5.
        "online and in a room": Case(
            bodies.PEB, [did(5, is_online=True), did(3)], UNKNOWN, "5.5"),
        # 20 / 2 = 10, the cap exactly; 3 more.
        "up to the cap": Case(bodies.PEB, [did(20, is_online=True), did(3)], UNKNOWN, "13"),
    },
    "weight of a piece": {
        # A paper is 10, whatever its hours: 10 + 15 = 25.
        "one": Case(bodies.BEM_YEAR, [did(200, "paper"), did(15, "conference")], MET, "25", "25"),
        # 2 x 10 + 4.75 = 24.75.
        "two in one entry": Case(
            bodies.BEM_YEAR, [did(1, "paper", items=2), did("4.75", "conference")], SHORT,
            "24.75", "25", missing={"year": "0.25"}),
        # 3 x 10 = 30, capped at 20.
        "three in three": Case(
            bodies.BEM_YEAR, [did(1, "paper"), did(2, "paper"), did(3, "paper")], SHORT, "20", "25",
            missing={"year": "5"}),
    },
    "cap after the weight": {
        # 12 x 0.5 = 6 → 5; 5 + 20 = 25.
        "over it": Case(
            bodies.BEM_YEAR, [did(12, "private"), did(20, "conference")], MET, "25", "25"),
        # 9 x 0.5 = 4.5, under the cap of 5; 4.5 + 20 = 24.5.
        "under it": Case(
            bodies.BEM_YEAR, [did(9, "private"), did(20, "conference")], SHORT, "24.5", "25",
            missing={"year": "0.5"}),
        # 6 + 6 = 12 → 10 on the job, and 14.75: 24.75.
        "in two entries": Case(
            bodies.BEM_YEAR,
            [did(6, "on_job", on="2025-01-01"), did(6, "on_job"), did("14.75", "conference")],
            SHORT, "24.75", "25", missing={"year": "0.25"}),
        # 76 → 75 at work, 19 → 18 of private study, 57: 150.
        "two kinds": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did(76, "workplace", areas=CIVIL), did(19, "private"),
             did(57, "course", "risk", "business")],
            MET, "150", "150", IN_CIVIL),
        # The same with 56: 149.
        "two kinds, an hour short": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did(76, "workplace", areas=CIVIL), did(19, "private"),
             did(56, "course", "risk", "business")],
            SHORT, "149", "150", IN_CIVIL, missing={"three-years": "1"}),
    },
}  # fmt: skip

NEEDS = WINDOWS | SUB_MINIMUMS | WEIGHTS


@pytest.mark.parametrize("case", all_with_source(NEEDS))
def test_case_worked_by_hand(case):
    assert case.answered() == case.expected()


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_has_three_cases(need):
    assert len(NEEDS[need]) >= 3
