"""How much is asked of whom, and what passes to the next window: three cases or more for each need.

Worked by hand from the numbers of real bodies. The comment over a case is its arithmetic.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.requirements.rules import Verdict
from agreements.requirements.terms import Circumstances, Relief, Standing
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import Case, all_with_source, away, day, did, joined

MET, SHORT, EXEMPT, UNKNOWN = Verdict
JUNE_2025, SEPTEMBER_2025, MARCH_2026 = "2025-06-30", "2025-09-30", "2026-03-31"


def born(on: str) -> Circumstances:
    return Circumstances(born_on=day(on))


def status(first: str, last: str, name: str) -> Circumstances:
    return away(first, last, Relief.STATUS, status=name)


def from_october_2022(hours) -> list:
    """Hours a year of an architect, from the year that begins on 1 October 2022."""
    return [did(number, on=f"{2022 + place}-11-01") for place, number in enumerate(hours)]


PERSONS = {
    "by grade": {
        "with a practising certificate": Case(
            bodies.BEM_GRADES, [did("49.75")], SHORT, "49.75", "50", Circumstances(grade="PEPC"),
            missing={"year": "0.25"}),
        "without one": Case(
            bodies.BEM_GRADES, [did(25)], MET, "25", "25", Circumstances(grade="PE")),
        "a grade that the rules do not name": Case(
            bodies.BEM_GRADES, [did(99)], UNKNOWN, "99", None, Circumstances(grade="GE")),
    },
    "by practising status": {
        "practising": Case(
            bodies.IET, [did(10)], SHORT, "10", "30", missing={"year": "20"}),
        "not practising": Case(
            bodies.IET, [did(10)], MET, "10", "10", Circumstances(status="non_practising")),
        "retired": Case(
            bodies.IET, [did("9.75")], SHORT, "9.75", "10", Circumstances(status="retired"),
            missing={"year": "0.25"}),
    },
    "part time": {
        "all three years": Case(
            bodies.WESTERN_AUSTRALIA, [did(90)], MET, "90", "90", Circumstances(status="part_time"),
            JUNE_2025),
        # Two years full time, the last part time: 2/3 x 150 + 1/3 x 90 = 130.
        "the last year": Case(
            bodies.WESTERN_AUSTRALIA, [did("129.75")], SHORT, "129.75", "130",
            status("2024-07-01", JUNE_2025, "part_time"), JUNE_2025, {"three-years": "0.25"}),
        "full time": Case(
            bodies.WESTERN_AUSTRALIA, [did(90)], SHORT, "90", "150", on=JUNE_2025,
            missing={"three-years": "60"}),
    },
    "by age on the first day of the year": {
        "59": Case(
            bodies.BY_AGE, [did(15)], SHORT, "15", "20", born("1965-01-02"), missing={"year": "5"}),
        "60": Case(bodies.BY_AGE, [did(15)], MET, "15", "15", born("1965-01-01")),
        "69": Case(
            bodies.BY_AGE, [did(10)], SHORT, "10", "15", born("1955-01-02"), missing={"year": "5"}),
        "70": Case(bodies.BY_AGE, [did(10)], MET, "10", "10", born("1955-01-01")),
        "not known": Case(bodies.BY_AGE, [did(20)], UNKNOWN, "20"),
    },
    "by the number of fields": {
        "one": Case(bodies.NEW_ZEALAND, [did(40)], MET, "40", "40", Circumstances(fields=1)),
        # 40 + 15 = 55.
        "two": Case(bodies.NEW_ZEALAND, [did(55)], MET, "55", "55", Circumstances(fields=2)),
        # 40 + 2 x 15 = 70.
        "three": Case(
            bodies.NEW_ZEALAND, [did(55)], SHORT, "55", "70", Circumstances(fields=3),
            missing={"year": "15"}),
    },
    "a target of one's own": {
        "half an hour short": Case(
            bodies.ONTARIO, [did(16)], SHORT, "16", "16.5",
            Circumstances(personal_target=Decimal("16.5")), missing={"year": "0.5"}),
        "reached": Case(
            bodies.ONTARIO, [did(13)], MET, "13", "13", Circumstances(personal_target=Decimal(13))),
        "not set": Case(bodies.ONTARIO, [did(99)], UNKNOWN, "99"),
    },
}  # fmt: skip

PARTS_OF_A_YEAR = {
    "joined within the year": {
        # April to September: 6/12 x 25 = 12.5.
        "on 1 April": Case(
            bodies.ARCHITECTS, [did("12.5")], MET, "12.5", "12.5", joined("2025-04-01"),
            SEPTEMBER_2025),
        # January to September: 9/12 x 25 = 18.75.
        "on 1 January": Case(
            bodies.ARCHITECTS, [did("18.5")], SHORT, "18.5", "18.75", joined("2025-01-01"),
            SEPTEMBER_2025, {"year": "0.25"}),
        # 16 of the 31 days of January and 8 months: (16/31 + 8)/12 x 25 = 17.74 → 17.75.
        "on 16 January": Case(
            bodies.ARCHITECTS, [did("17.75")], MET, "17.75", "17.75", joined("2025-01-16"),
            SEPTEMBER_2025),
        "on its first day": Case(
            bodies.ARCHITECTS, [did("24.75")], SHORT, "24.75", "25", joined("2024-10-01"),
            SEPTEMBER_2025, {"year": "0.25"}),
        "after it": Case(
            bodies.ARCHITECTS, [], EXEMPT, "0", None, joined("2025-10-01"), SEPTEMBER_2025),
    },
    "status changed": {
        # 12 of 36 months practising: 50 + 2/3 x 90 = 110.
        "after a year": Case(
            bodies.WESTERN_AUSTRALIA, [did(110)], MET, "110", "110",
            status("2023-07-01", JUNE_2025, "non_practising"), JUNE_2025),
        # Half of 150 + half of 90 = 75 + 45 = 120.
        "after eighteen months": Case(
            bodies.WESTERN_AUSTRALIA, [did("119.75")], SHORT, "119.75", "120",
            status("2024-01-01", JUNE_2025, "non_practising"), JUNE_2025,
            {"three-years": "0.25"}),
        # 1/31 of one of 36 months at 90 instead of 150: 150 - 60/(31 x 36) = 149.946 → 149.95.
        "for a day": Case(
            bodies.WESTERN_AUSTRALIA, [did(150)], MET, "150", "149.95",
            status("2024-01-01", "2024-01-01", "part_time"), JUNE_2025),
        # Three months within: 33/36 x 150 + 3/36 x 90 = 137.5 + 7.5 = 145.
        "for three months": Case(
            bodies.WESTERN_AUSTRALIA, [did(145)], MET, "145", "145",
            status("2024-01-01", "2024-03-31", "part_time"), JUNE_2025),
    },
    "on leave": {
        # Nine of twelve months: 9/12 x 25 = 18.75.
        "for three months": Case(
            bodies.ARCHITECTS, [did("18.75")], MET, "18.75", "18.75",
            away("2025-01-01", "2025-03-31"), SEPTEMBER_2025),
        # 14 of the 28 days of February: 11.5/12 x 25 = 23.96 → 24.
        "for half of February": Case(
            bodies.ARCHITECTS, [did("23.75")], SHORT, "23.75", "24",
            away("2025-02-15", "2025-02-28"), SEPTEMBER_2025, {"year": "0.25"}),
        # Half a year: 25 → 12.5, and of the named providers 3 → 1.5. 11.25 + 1.25 = 12.5.
        "a sub-minimum shrinks as well": Case(
            bodies.ARCHITECTS_NAMED, [did("11.25"), did("1.25", provider="HKIA")], SHORT,
            "12.5", "12.5", away("2024-10-01", "2025-03-31"), SEPTEMBER_2025, {"named": "0.25"}),
        # One of three years: 150 → 100, the area 50 → 33.33, risk 10 → 6.67, business 15 → 10.
        "an area of practice shrinks as well": Case(
            bodies.ENGINEERS_AUSTRALIA,
            [did(33, "course", "risk", "business", areas=frozenset({"civil"})), did(67, "course")],
            SHORT, "100", "100",
            replace(away("2023-01-01", "2023-12-31"), areas=frozenset({"civil"})),
            missing={"civil": "0.33"}),
        "for the whole year": Case(
            bodies.ARCHITECTS, [], EXEMPT, "0", None, away("2024-10-01", SEPTEMBER_2025),
            SEPTEMBER_2025),
    },
}  # fmt: skip

FROM_YEAR_TO_YEAR = {
    "carried over": {
        # 28 - 25 = 3 over; 22 + 3 = 25.
        "under the cap": Case(
            bodies.ARCHITECTS, from_october_2022([25, 28, 22]), MET, "25", "25",
            joined("2022-10-01"), SEPTEMBER_2025),
        # 40 - 25 = 15 over, 10 carried; 14 + 10 = 24.
        "over the cap": Case(
            bodies.ARCHITECTS, from_october_2022([25, 40, 14]), SHORT, "24", "25",
            joined("2022-10-01"), SEPTEMBER_2025, {"year": "1"}),
        # The 10 were not needed in the year after, and are gone in the next.
        "for one year only": Case(
            bodies.ARCHITECTS, from_october_2022([40, 25, 15]), SHORT, "15", "25",
            joined("2022-10-01"), SEPTEMBER_2025, {"year": "10"}),
        # 30 over in 2023; 2024 uses 15 of them, 15 are left: 65 + 15 = 80.
        "for two years": Case(
            bodies.APEGA_YEAR,
            [did(110, on="2023-05-01"), did(65, on="2024-05-01"), did(65)], MET, "80", "80"),
        # 30 over in 2022 may serve 2023 and 2024, not 2025.
        "not for three": Case(
            bodies.APEGA_YEAR,
            [did(110, on="2022-05-01"), did(80, on="2023-05-01"), did(80, on="2024-05-01"),
             did(79)],
            SHORT, "79", "80", missing={"year": "1"}),
        # 60 of 80 in 2024 leave neither credit nor debt.
        "nothing from a year that was short": Case(
            bodies.APEGA_YEAR, [did(60, on="2024-05-01"), did(80)], MET, "80", "80"),
        # 35 of reading + 5 = 40; 15 over, of the kinds that carry over 5: 19.75 + 5 = 24.75.
        "of some kinds only": Case(
            bodies.ARCHITECTS_READING,
            [did(35, "reading", on="2023-11-01"), did(5, on="2023-11-01"),
             did("19.75", on="2024-11-01")],
            SHORT, "24.75", "25", joined("2023-10-01"), SEPTEMBER_2025, {"year": "0.25"}),
    },
    "a shortfall is added": {
        # 5 short, so 25 + 5 = 30 are asked.
        "to the next year": Case(
            bodies.ARCHITECTS, from_october_2022([25, 20, 29]), SHORT, "29", "30",
            joined("2022-10-01"), SEPTEMBER_2025, {"year": "1"}),
        # 5 short, then 20 of 30: 10 short, so 35 are asked.
        "and to the one after": Case(
            bodies.ARCHITECTS, from_october_2022([20, 20, 35]), MET, "35", "35",
            joined("2022-10-01"), SEPTEMBER_2025),
        # 3 over, then 20 + 3 = 23: 2 short, so 27 are asked.
        "less what was carried over": Case(
            bodies.ARCHITECTS, from_october_2022([28, 20, 27]), MET, "27", "27",
            joined("2022-10-01"), SEPTEMBER_2025),
        # 5 short, made up with 30 of 30; 25 are asked again.
        "until it is made up": Case(
            bodies.ARCHITECTS, from_october_2022([20, 30, 25]), MET, "25", "25",
            joined("2022-10-01"), SEPTEMBER_2025),
    },
    "renewed late": {
        # 299 + 1 = 300 in six fiscal years.
        "reached": Case(
            bodies.IPEJ, [did(299, on="2021-04-01"), did(1, "course", "ethics", on="2026-04-01")],
            MET, "300", "300", Circumstances(renews_late=True), "2026-06-30"),
        "a quarter of an hour short": Case(
            bodies.IPEJ,
            [did("298.75", on="2021-04-01"), did(1, "course", "ethics", on="2026-04-01")], SHORT,
            "299.75", "300", Circumstances(renews_late=True), "2026-06-30", {"late": "0.25"}),
        # In time five fiscal years count, and 250 are enough.
        "in time": Case(
            bodies.IPEJ, [did(250, "course", "ethics", on="2021-04-01")], MET, "250", "250",
            on=MARCH_2026),
    },
}  # fmt: skip

RELIEF = {
    "exempt": {
        "one day of it is enough": Case(
            bodies.ENGINEERS_IRELAND, [], EXEMPT, "0", None,
            away("2025-12-31", "2026-05-01", Relief.EXEMPT)),
        # 35 - 12 = 23 short.
        "until the eve of the year": Case(
            bodies.ENGINEERS_IRELAND, [did(12)], SHORT, "12", "35",
            away("2024-02-01", "2024-12-31", Relief.EXEMPT), missing={"year": "23"}),
        "not for the year after": Case(
            bodies.ENGINEERS_IRELAND, [did(12, on="2026-06-01")], SHORT, "12", "35",
            away("2025-02-01", "2025-08-01", Relief.EXEMPT), "2026-12-31", {"year": "23"}),
    },
    "relief by decree": {
        # 30 in one category instead of 240 in three.
        "reached": Case(
            bodies.APEGA, [did(30, "practice")], MET, "30", "30",
            away("2025-01-01", "2025-12-31", Relief.AMOUNT, amount=Decimal(30), categories=1)),
        "a quarter of an hour short": Case(
            bodies.APEGA, [did("29.75", "practice")], SHORT, "29.75", "30",
            away("2025-01-01", "2025-12-31", Relief.AMOUNT, amount=Decimal(30), categories=1),
            missing={"three-years": "0.25"}),
        "nothing that counts, no category": Case(
            bodies.APEGA, [did(30, "practice", standing=Standing.UNFINISHED)], SHORT, "0", "30",
            away("2025-01-01", "2025-12-31", Relief.AMOUNT, amount=Decimal(30), categories=1),
            missing={"three-years": "30", "categories": "1"}),
        # Relief that ended in 2022 does not touch 2023 to 2025.
        "over": Case(
            bodies.APEGA, [did(30, "practice")], SHORT, "30", "240",
            away("2020-01-01", "2022-12-31", Relief.AMOUNT, amount=Decimal(30), categories=1),
            missing={"three-years": "210", "categories": "2"}),
    },
    "recorded, not yet audited": {
        "no topic": Case(
            bodies.HKIE_2018, [did(30, on="2017-03-01")], MET, "30", "30", on="2017-12-31"),
        "the total is asked all the same": Case(
            bodies.HKIE_2018, [did("29.75", on="2018-03-01")], SHORT, "29.75", "30",
            on="2018-12-31", missing={"year": "0.25"}),
        # From 2019 on: 26 + 4, broader studies 4 of 5.
        "then audited": Case(
            bodies.HKIE,
            [did(26, "seminar", "technical", on="2019-03-01"),
             did(4, "course", "broader", on="2019-03-01")],
            SHORT, "30", "30", on="2019-12-31", missing={"broader": "1"}),
    },
}  # fmt: skip

NEEDS = PERSONS | PARTS_OF_A_YEAR | FROM_YEAR_TO_YEAR | RELIEF


@pytest.mark.parametrize("case", all_with_source(NEEDS))
def test_case_worked_by_hand(case):
    assert case.answered() == case.expected()


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_has_three_cases(need):
    assert len(NEEDS[need]) >= 3
