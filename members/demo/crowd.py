"""Invented members by the thousand, as plain values; no database.

The same plan gives the same person for a number, however many others are made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from agreements.requirements.vocabulary import Practice, Topic
from agreements.titles.vocabulary import Accord, Discipline, Route
from members.declarations.texts import current_edition

from .loader import noon, read, state, walk

YEARS = 5
EARLIEST_START = 12  # years ago
# Paths through the grades of the Society: more have moved up once than not.
CAREERS = [["AE"], ["PE"], ["AE", "PE"], ["AE", "PE"], ["PE", "SPE"], ["PE", "SPE"], ["SPE"]]
TITLES = {"PE", "SPE"}
TOPICS, DISCIPLINES, ROUTES, ACCORDS = (one.values for one in (Topic, Discipline, Route, Accord))
PRACTICE_AREAS = ["", "", "", "bridges", "power", "water"]
RELIEFS = [
    {"relief": "exempt"},
    {"relief": "pause"},
    {"relief": "amount", "amount": Decimal(20)},
    {"relief": "status", "status": Practice.PART_TIME.value},
]
FAMILY_NAMES = ["Zhao 赵", "Qian 钱", "Sun 孙", "Li 李", "Zhou 周", "Wu 吴", "Zheng 郑", "Wang 王"]
GIVEN_NAMES = ["Min 敏", "Jing 静", "Qiang 强", "Lei 磊", "Jianguo 建国", "Wenjing 文静"]
LANGUAGES = ["en", "zh-hans", "zh-hans"]
DEGREES = {"en": "Bachelor of Engineering", "zh-hans": "工学学士"}
SCHOOLS = {"en": "Invented University No. {}", "zh-hans": "虚构大学{}"}
REASONS = {"en": "Parental leave.", "zh-hans": "育儿假。"}
ROLES = {
    "en": ["Design engineer", "Site engineer", "Project engineer"],
    "zh-hans": ["设计工程师", "现场工程师", "项目工程师"],
}
EMPLOYERS = {"en": "Invented Works No. {}", "zh-hans": "虚构工程公司{}"}
CONFIRMING = {"en": "Invented Colleague", "zh-hans": "虚构同事"}
COUNTRIES = ["CN", "CN", "CN", "PK", "SG", ""]
# Days between two periods of work: below zero they overlap.
PAUSES = [-400, -90, 1, 1, 1, 120]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the members of a run share."""

    seed: int
    today: date
    activities: int  # CPD entries of each, spread over the last five years
    grades: dict[str, int]  # keys of the Society's grades, by their code
    society: int  # key of the Society among the bodies
    officer: int  # key of the account that signs for the Society


@dataclass(frozen=True, slots=True)
class Person:
    """Rows are what their model is given beside the member."""

    number: int
    names: dict[str, str]
    language: str
    terms: list[dict]
    qualifications: list[dict]
    periods: list[dict]
    declarations: list[dict]
    adjustments: list[dict]
    records: list[dict]


def people(numbers: Iterable[int], plan: Plan) -> Iterator[Person]:
    pools = {language: pool(language) for language in set(LANGUAGES)}
    for number in numbers:
        chance = Random(f"{plan.seed} {number}")  # noqa: S311 - nobody guards anything with it
        language = chance.choice(LANGUAGES)
        steps = career(chance, plan)
        yield Person(
            number=number,
            names=names(chance),
            language=language,
            terms=[term(step, plan) for step in steps],
            qualifications=[
                degree(chance, language, steps[0], plan),
                *(title(chance, number, step, plan) for step in steps if step.grade in TITLES),
            ],
            periods=periods(chance, language, steps[0], plan),
            declarations=declarations(chance, steps[0], plan),
            adjustments=adjustments(chance, language, plan),
            records=records(chance, pools[language], plan),
        )


def names(chance: Random) -> dict[str, str]:
    family, family_zh = chance.choice(FAMILY_NAMES).split()
    given, given_zh = chance.choice(GIVEN_NAMES).split()
    return {"family_name": family, "given_name": given, "name_zh": family_zh + given_zh}


# --- Membership and titles -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    grade: str
    first: date
    last: date | None


def career(chance: Random, plan: Plan) -> list[Step]:
    """One step a grade, without a gap. The last has no end, ends in some years, or has lapsed."""
    grades, this_year = chance.choice(CAREERS), plan.today.year
    years = sorted(chance.sample(range(this_year - EARLIEST_START, this_year), len(grades)))
    ahead = chance.choice([None, -1, 0, 1, 2, 3])
    last_days = [date(year - 1, 12, 31) for year in years[1:]]
    last_days.append(None if ahead is None else date(this_year + ahead, 12, 31))
    return [
        Step(grade, date(year, 1, 1), last)
        for grade, year, last in zip(grades, years, last_days, strict=True)
    ]


def term(step: Step, plan: Plan) -> dict:
    return {"grade_id": plan.grades[step.grade], "starts_on": step.first, "ends_on": step.last}


def title(chance: Random, number: int, step: Step, plan: Plan) -> dict:
    return {
        "kind": "title",
        "grade_id": plan.grades[step.grade],
        "discipline": chance.choice(DISCIPLINES),
        "number": f"LOAD-{step.grade}-{number:06}",
        "route": chance.choice(ROUTES),
        "edition": "T/CAS 326-2021",
        "awarded_on": step.first,
        "valid_until": step.last,
        **checked(step, plan),
    }


def degree(chance: Random, language: str, step: Step, plan: Plan) -> dict:
    """Most are checked; some wait for the reviewer, some are drafts."""
    stamps = chance.choices([checked(step, plan), sent(step), {"state": "draft"}], [8, 1, 1])[0]
    return {
        "kind": "degree",
        "name": DEGREES[language],
        "issuer": SCHOOLS[language].format(chance.randint(1, 60)),
        "discipline": chance.choice(DISCIPLINES),
        "accord": chance.choice(ACCORDS),
        "degree_years": chance.choice([4, 4, 5]),
        "awarded_on": date(step.first.year - chance.randint(1, 9), 7, 1),
        **stamps,
    }


def sent(step: Step) -> dict:
    return {"state": "submitted", "submitted_at": noon(step.first + timedelta(days=30))}


def checked(step: Step, plan: Plan) -> dict:
    decided_at = noon(step.first + timedelta(days=40))
    return {
        **sent(step),
        "state": "verified",
        "decided_at": decided_at,
        "decided_by_id": plan.officer,
    }


# --- Work, and what is declared ------------------------------------------------------------------


def periods(chance: Random, language: str, step: Step, plan: Plan) -> list[dict]:
    """One to four: half are checked, some in charge, some overlap, the last may go on."""
    latest = plan.today - timedelta(days=365)
    starts_on = date(step.first.year - chance.randint(1, 9), chance.randint(1, 12), 1)
    rows = []
    for _ in range(chance.randint(1, 4)):
        ends_on = starts_on + timedelta(days=chance.randint(300, 2200))
        rows.append(period(chance, language, starts_on, ends_on, plan))
        starts_on = ends_on + timedelta(days=chance.choice(PAUSES))
        if starts_on > latest:
            break
    return rows


def period(chance: Random, language: str, first: date, last: date, plan: Plan) -> dict:
    decided_at = noon(plan.today - timedelta(days=chance.randint(1, 300)))
    signed = {"state": "verified", "decided_at": decided_at, "decided_by_id": plan.officer}
    return {
        "role": chance.choice(ROLES[language]),
        "employer": EMPLOYERS[language].format(chance.randint(1, 300)),
        "country": chance.choice(COUNTRIES),
        "started_on": first,
        "ended_on": last if last < plan.today else None,
        "is_in_charge": chance.random() < 0.4,
        "verifier_name": CONFIRMING[language],
        "verifier_email": "colleague@load.example",
        **(signed if chance.random() < 0.5 else {}),
    }


def declarations(chance: Random, step: Step, plan: Plan) -> list[dict]:
    """Most have made both, to keep the Society's code and of a clean record; a few withdrew one."""
    made_on = step.first + timedelta(days=30)
    rows = []
    for kind, body in [("code", plan.society), ("no_record", None)]:
        if chance.random() < 0.8:
            withdrawn_on = made_on + timedelta(days=90) if chance.random() < 0.05 else None
            rows.append(
                {
                    "kind": kind,
                    "body_id": body,
                    "edition": current_edition(kind),
                    "made_on": made_on,
                    "withdrawn_on": withdrawn_on,
                }
            )
    return rows


# --- Activities, and what is granted -------------------------------------------------------------


def adjustments(chance: Random, language: str, plan: Plan) -> list[dict]:
    """One member in forty has leave or relief for half of last year."""
    if chance.random() >= 1 / 40:
        return []
    year = plan.today.year - 1
    days = {"first_on": date(year, 1, 1), "last_on": date(year, 6, 30)}
    signed = {"reason": REASONS[language], "decided_by_id": plan.officer}
    return [chance.choice(RELIEFS) | days | signed]


def pool(language: str) -> list[dict]:
    """The activities of the demonstration, in one language."""
    suffix = "zh" if language == "zh-hans" else "en"
    return [
        {
            "kind": activity["kind"],
            "aspect": activity["aspect"],
            "hours": Decimal(activity["hours"]),
            "title": activity[f"title_{suffix}"],
            "provider": activity[f"provider_{suffix}"],
            "reflection": activity[f"learned_{suffix}"],
        }
        for activity in read("activities.toml")["activity"]
    ]


def records(chance: Random, choice: list[dict], plan: Plan) -> list[dict]:
    """Oldest first, the last of them today; that one may still wait for the member's word."""
    number, today = plan.activities, plan.today
    start, turn, days = chance.randrange(len(choice)), chance.randrange(17), YEARS * 365
    rows = []
    for place, activity in enumerate(islice(walk(choice, start), number)):
        on = today - timedelta(days=(number - 1 - place) * days // number)
        more = {
            "done_on": on,
            "topics": [chance.choice(TOPICS)] if chance.random() < 0.4 else [],
            "practice_area": chance.choice(PRACTICE_AREAS),
            "is_online": chance.random() < 0.25,
            "state": state(turn + place, is_past=on.year < today.year),
        }
        rows.append(activity | more)
    if rows and chance.random() < 0.1:
        rows[-1] |= {"state": "to_confirm", "reflection": ""}
    return rows
