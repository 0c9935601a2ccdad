"""Where somebody could register: every pathway that is in force, held against what they have."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.pathways.findings import Answer
from agreements.pathways.in_force import PathwayInForce, RulesInForce
from agreements.pathways.models import PathwayVersion
from agreements.pathways.rules import Assessment, Verdict, assess

from .facts import NOTHING, Person, Supposed, case_of, titles_on
from .sentences import START

LOOKS = {
    Answer.MET: "scale-have",
    Answer.EXEMPT: "scale-have",
    Answer.NOT_MET: "scale-short",
    Answer.UNKNOWN: "scale-blank",
}
DRAWN = list(LOOKS)


class Start(StrEnum):
    """How near somebody is to the title that a pathway starts from."""

    HELD = "held"
    NEAR = "near"  # another grade of a scheme in which they hold one
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Prospect:
    pathway: PathwayInForce
    assessment: Assessment
    start: Start

    @property
    def version(self) -> PathwayVersion:
        return self.pathway.version

    @property
    def verdict(self) -> Verdict:
        return self.assessment.verdict

    @property
    def missing(self) -> list[str]:
        """What is missing, in the words of the conditions."""
        texts = {one.code: one.text for one in self.version.conditions.all()}
        return [
            texts.get(line.finding.condition.code, str(START))
            for line in self.assessment.lines
            if line.finding.answer is Answer.NOT_MET
        ]

    @property
    def bars(self) -> list[tuple[str, str]]:
        """(place, look) of each line in a drawing that is 20 wide for each."""
        answers = sorted((line.finding.answer for line in self.assessment.lines), key=DRAWN.index)
        return [(f"{20 * place + 0.5}", LOOKS[one]) for place, one in enumerate(answers)]

    @property
    def width(self) -> int:
        return 20 * len(self.assessment.lines)

    @property
    def is_told(self) -> bool:
        """There are conditions, and each has its finding."""
        return bool(self.assessment.lines)


def prospects(
    person: Person, rules: RulesInForce, on: date, supposed: Supposed = NOTHING
) -> list[Prospect]:
    """Nearest first: by the title they start from, then by what is missing."""
    found = each(person, rules, on, supposed, set(Start))
    return sorted(found, key=lambda one: (list(Start).index(one.start), *one.assessment.distance))


def each(
    person: Person,
    rules: RulesInForce,
    on: date,
    supposed: Supposed = NOTHING,
    starts: Container[Start] = frozenset({Start.HELD}),
) -> Iterator[Prospect]:
    """In no order; only those that start so."""
    case = case_of(person, rules, on, supposed)
    held = {one.grade for one in titles_on(person, on)} | {supposed.grade}
    for one in rules.pathways.values():
        begun = start(one, held)
        if begun in starts:
            yield Prospect(one, assess(one.rules, case, on), begun)


def start(pathway: PathwayInForce, held: set[str]) -> Start:
    grade = pathway.version.pathway.from_grade
    if grade.key in held:
        return Start.HELD
    schemes = {one.partition("/")[0] for one in held}
    return Start.NEAR if grade.scheme.slug in schemes else Start.OTHER


def of_agreement(found: Iterable[Prospect], agreement: str) -> Iterator[Prospect]:
    for one in found:
        its = one.version.pathway.agreement
        if its and its.slug == agreement:
            yield one


def nearest(found: Iterable[Prospect], number: int) -> list[Prospect]:
    """Of those that can matter to somebody: reference pathways of others' titles are left out."""
    own = [one for one in found if one.start is not Start.OTHER and one.verdict != Verdict.CLOSED]
    return own[:number]
