"""Requirements of real bodies as values, for cases that are worked by hand. Each has its source.

The words for kinds of activities are those of the bodies.
"""

from dataclasses import replace
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

SOURCES = {
    "apega": "APEGA Alberta, CPD practice standard of 2014",
    "bem": "Board of Engineers Malaysia, circular on CPD",
    "cip": "APEC Engineer Peru (CIP), CPD rule",
    "cse": "Chinese Society of Engineers, Continuing professional development",
    "ea": "Engineers Australia, CPD policy and types of CPD",
    "ecuk": "Engineering Council, CPD policy statement and CPD code",
    "ei": "Engineers Ireland, CPD policy",
    "hkia": "Hong Kong Institute of Architects, CPD rules",
    "hkicpa": "HKICPA, Statement 1.500",
    "hkie": "Hong Kong Institution of Engineers, CPD scheme",
    "iet": "IET, CPD policy of 2016",
    "imeche": "IMechE, CPD audit",
    "ipej": "IPEJ, guidance on CPD and on renewal",
    "korea": "Korean Professional Engineers Association, training",
    "nz": "Engineering New Zealand, CPD",
    "peb": "Professional Engineers Board Singapore, CPD units",
    "peo": "PEO Ontario, PEAK programme",
    "rics": "RICS, CPD requirements and obligations",
    "rpeng": "RPEng (Professionals Australia), CPD rules",
    "sg": "Board of Architects Singapore, CPD points by age",
    "sg-agents": "Singapore estate agents, transition to calendar years",
    "wa": "Building and Energy, Western Australia, CPD of building engineers",
}


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

BEM_YEAR = replace(BEM, windows=BEM.windows[:1])

# The same for whom: with a practising certificate (PEPC) 50 a year, as a professional engineer 25.
BEM_GRADES = Requirement(
    "bem",
    (
        Window(
            "year",
            targets=(
                Target(Decimal(50), grades=frozenset({"PEPC"})),
                Target(Decimal(25), grades=frozenset({"PE"})),
            ),
        ),
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

# The average of its three years, taken year by year: what is over serves two further years.
APEGA_YEAR = Requirement(
    "apega", (Window("year", targets=amount(80)),), carry_over=CarryOver(windows=2)
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
            shares=tuple(replace(share, is_audited=False) for share in HKIE_SHARES),
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

# IPEJ, renewal of IntPE(Japan): 250 in five fiscal years with 1 of ethics; late: 300 in six. Fifty
# a year are recommended only.
ONE_OF_ETHICS = (Share("ethics", topics("ethics"), Decimal(1)),)
IPEJ = Requirement(
    "ipej",
    (
        Window("five-years", start_month=4, years=5, targets=amount(250), shares=ONE_OF_ETHICS),
        Window(
            "late",
            start_month=4,
            years=6,
            targets=amount(300),
            shares=ONE_OF_ETHICS,
            is_for_late_renewal=True,
        ),
        Window("year", start_month=4, targets=amount(50), is_required=False),
    ),
)
# The same hour, told by the competency aspect instead of the topic.
IPEJ_BY_ASPECT = Requirement(
    "ipej",
    (
        replace(
            IPEJ.windows[0],
            shares=(Share("ethics", Selector(aspects=frozenset({"ethics"})), Decimal(1)),),
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

# Three of its 25 from named providers; these two stand for them.
NAMED = Selector(providers=frozenset({"hkia", "arb"}))
ARCHITECTS_NAMED = replace(
    ARCHITECTS,
    windows=(replace(ARCHITECTS.windows[0], shares=(Share("named", NAMED, Decimal(3)),)),),
)
# Were reading a kind that does not carry over.
ARCHITECTS_READING = replace(
    ARCHITECTS,
    categories=(replace(weighted("reading", "1"), carries_over=False), Category("other")),
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

# IET: 30 hours a calendar year, 10 for those who do not practise.
IET = Requirement(
    "iet",
    (
        Window(
            "year",
            targets=(
                Target(Decimal(10), statuses=frozenset({"non_practising", "retired"})),
                Target(Decimal(30)),
            ),
        ),
    ),
)

# IMechE: a record of the last twelve months.
IMECHE = Requirement("imeche", (Window("twelve-months", WindowKind.ROLLING, least_activities=1),))

# APEC Engineer Peru: 50 a year on the average of the last three.
PERU = Requirement(
    "cip", (Window("three-years", WindowKind.ROLLING, years=3, targets=amount(150)),)
)

# RPEng: 50 in twelve months; formal courses and those of the employer count three times.
RPENG = Requirement(
    "rpeng",
    (Window("twelve-months", WindowKind.ROLLING, targets=amount(50)),),
    (weighted("formal", "3"), weighted("employer", "3"), Category("other")),
)

# Singapore estate agents: one period of fifteen months, then calendar years. The days and the
# amounts stand for those of the text.
TRANSITION = Requirement(
    "sg-agents",
    (
        Window(
            "transition",
            WindowKind.ONCE,
            first_day=date(2024, 10, 1),
            last_day=date(2025, 12, 31),
            targets=amount(20),
        ),
    ),
)
TRANSITION_THEN_YEARS = replace(
    TRANSITION, windows=(*TRANSITION.windows, Window("year", targets=amount(16)))
)
