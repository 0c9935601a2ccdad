"""Requirements of real bodies as values, for the golden cases. Sources: the bodies' own rules."""

from datetime import date
from decimal import Decimal

from agreements.requirements.terms import (
    CarryOver,
    Category,
    Per,
    Requirement,
    Selector,
    Share,
    Shortfall,
    Target,
    Window,
    WindowKind,
)


def kinds(*names: str) -> Selector:
    return Selector(kinds=frozenset(names))


def topics(*names: str) -> Selector:
    return Selector(topics=frozenset(names))


def amount(number: str | int) -> tuple[Target, ...]:
    return (Target(Decimal(number)),)


def weighted(code: str, factor: str, cap: str | None = None, per: Per = Per.HOUR) -> Category:
    return Category(code, kinds(code), Decimal(factor), per, None if cap is None else Decimal(cap))


# PEB Singapore: one PDU for two hours of e-training, at most ten; its minimum is not published.
PEB = Requirement(
    "peb",
    (Window("year", targets=(Target(None),)),),
    (Category("e-training", Selector(is_online=True), Decimal("0.5"), cap=Decimal(10)),
     Category("contact")),
)  # fmt: skip

# Western Australia, building engineers: 150 in three years, 90 not practising, mixed in proportion.
WESTERN_AUSTRALIA = Requirement(
    "wa",
    (
        Window(
            "three-years",
            WindowKind.CYCLE,
            years=3,
            first_day=date(2022, 7, 1),
            targets=(
                Target(Decimal(90), statuses=frozenset({"non_practising", "part_time"})),
                Target(Decimal(150)),
            ),
        ),
    ),
)

# BEM Malaysia, professional engineer: 25 a year and 75 in three years, weighted and capped.
BEM = Requirement(
    "bem",
    (Window("year", targets=amount(25)), Window("three-years", years=3, targets=amount(75))),
    (
        weighted("formal", "2"),
        weighted("conference", "1"),
        weighted("on_job", "1", cap="10"),
        weighted("private", "0.5", cap="5"),
        weighted("paper", "10", cap="20", per=Per.ITEM),
        weighted("service", "1", cap="15"),
    ),
)

# APEGA Alberta: 240 PDH in three years, in at least three of six categories.
APEGA = Requirement(
    "apega",
    (Window("three-years", years=3, targets=amount(240), least_categories=3),),
    tuple(
        weighted(code, "1")
        for code in ("practice", "formal", "informal", "participation", "presentation", "knowledge")
    ),
)

# HKIE: 30 hours a year, of them 5 technical and 5 broader; both counted from 2019 only.
HKIE_SHARES = (
    Share("technical", topics("technical"), Decimal(5)),
    Share("broader", topics("broader"), Decimal(5)),
)
HKIE = Requirement("hkie", (Window("year", targets=amount(30), shares=HKIE_SHARES),))
HKIE_2018 = Requirement(
    "hkie",
    (
        Window(
            "year",
            targets=amount(30),
            shares=(
                Share("technical", topics("technical"), Decimal(5), is_audited=False),
                Share("broader", topics("broader"), Decimal(5), is_audited=False),
            ),
        ),
    ),
)

# Engineering New Zealand: 40 hours a year, 15 more for each further practice field.
NEW_ZEALAND = Requirement(
    "nz", (Window("year", targets=(Target(Decimal(40), per_extra_field=Decimal(15)),)),)
)

# Korea (KPEA): 90 in the five years after registration: 8 ethics and safety, 32 special, 50 other.
KOREA = Requirement(
    "korea",
    (
        Window(
            "five-years",
            WindowKind.ANNIVERSARY,
            years=5,
            targets=amount(90),
            shares=(
                Share("ethics", topics("ethics", "safety"), Decimal(8)),
                Share("special", topics("special"), Decimal(32)),
            ),
        ),
    ),
)

ENGINEERS_IRELAND = Requirement("ei", (Window("year", targets=amount(35)),))

# Engineering Council UK: no hours; plan, record, reflect. A record there must be.
ENGINEERING_COUNCIL = Requirement("ecuk", (Window("year", least_activities=1),))

CSE_CALENDAR = Requirement("cse", (Window("year", targets=amount(40)),))
CSE_ANNIVERSARY = Requirement("cse", (Window("year", WindowKind.ANNIVERSARY, targets=amount(40)),))

# Engineers Australia: 150 in three years; 50 in each area of practice, 10 risk, 15 business; caps.
ENGINEERS_AUSTRALIA = Requirement(
    "ea",
    (
        Window(
            "three-years",
            WindowKind.ROLLING,
            years=3,
            targets=amount(150),
            shares=(
                Share("area", least=Decimal(50), is_each_area=True),
                Share("risk", topics("risk"), Decimal(10)),
                Share("business", topics("business"), Decimal(15)),
            ),
        ),
    ),
    (
        weighted("workplace", "1", cap="75"),
        weighted("private", "1", cap="18"),
        weighted("service", "1", cap="50"),
        Category("other"),
    ),
)

# IPEJ, renewal of IntPE(Japan): 250 in five fiscal years with 1 of ethics; late: 300 in six.
IPEJ = Requirement(
    "ipej",
    (
        Window(
            "five-years",
            start_month=4,
            years=5,
            targets=amount(250),
            shares=(Share("ethics", topics("ethics"), Decimal(1)),),
        ),
        Window(
            "late",
            start_month=4,
            years=6,
            targets=amount(300),
            shares=(Share("ethics", topics("ethics"), Decimal(1)),),
            is_for_late_renewal=True,
        ),
    ),
)

# RICS: 20 hours a calendar year, 10 of them formal; ethics at least once in three years.
RICS = Requirement(
    "rics",
    (
        Window("year", targets=amount(20), shares=(Share("formal", kinds("formal"), Decimal(10)),)),
        Window("ethics", years=3, shares=(Share("ethics", topics("ethics"), least_activities=1),)),
    ),
)

# HKICPA: years from 1 December; 120 in three of them, 60 verifiable, and 20 in each.
HKICPA = Requirement(
    "hkicpa",
    (
        Window("year", start_month=12, targets=amount(20)),
        Window(
            "three-years",
            start_month=12,
            years=3,
            targets=amount(120),
            shares=(Share("verifiable", Selector(is_verifiable=True), Decimal(60)),),
        ),
    ),
)

# Hong Kong Institute of Architects: 25 from 1 October, pro rata for joiners, 10 carried one year,
# a shortfall is made up in the next.
ARCHITECTS = Requirement(
    "hkia",
    (Window("year", start_month=10, targets=amount(25)),),
    carry_over=CarryOver(Decimal(10), windows=1),
    shortfall=Shortfall.ADD,
    is_pro_rata_on_joining=True,
    step=Decimal("0.25"),
)

# Singapore architects: points by age.
BY_AGE = Requirement(
    "sg",
    (
        Window(
            "year",
            targets=(
                Target(Decimal(10), age_from=70),
                Target(Decimal(15), age_from=60, age_to=69),
                Target(Decimal(20)),
            ),
        ),
    ),
)

# PEO Ontario: a target of one's own, from the practice questionnaire.
ONTARIO = Requirement("peo", (Window("year", targets=(Target(None, is_personal=True),)),))
