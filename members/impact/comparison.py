"""What a draft of rules would change for one person, without anything being written.

The rules are pure: they answer from plain values. So the draft is put in the place of the rules in
force in memory, and each person is answered twice. That is safer than to publish it in a
transaction that is rolled back: no row is locked, no page and no cache ever meets the draft, and
there is nothing that a crash or a forgotten rollback could leave behind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agreements.pathways import rules as pathway_rules
from agreements.pathways.in_force import (
    PathwayInForce,
    RequirementInForce,
    RulesInForce,
    rules_in_force,
)
from agreements.pathways.models import PathwayVersion
from agreements.requirements import rules as cpd_rules
from agreements.requirements.models import Version
from members.cpd.facts import bond, circumstances
from members.recognition.facts import Person, case_of, titles_on

from .models import Draft

NO_RULES = pathway_rules.Verdict.UNPUBLISHED.value
REQUIREMENT, PATHWAY = "requirement/", "pathway/"


class Move(NamedTuple):
    """States of cse_portal/states.py; both are empty where it does not concern the person."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The rules as they are, or with the draft: all requirements, and the pathways it touches."""

    rules: RulesInForce
    asked: RequirementInForce | None = None

    def of_requirement(self, person: Person, on: date) -> str:
        if self.asked is None:
            return NO_RULES
        about = circumstances(person.holder, self.asked, person.activities, on)
        counting = person.holder.counting_for(self.asked.slug, person.activities)
        return cpd_rules.assess(self.asked.rules, counting, about, on).verdict.value

    def of_pathways(self, person: Person, on: date) -> dict[str, str]:
        case = case_of(person, self.rules, on)
        return {
            slug: pathway_rules.assess(one.rules, case, on).verdict.value
            for slug, one in self.rules.pathways.items()
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """`scheme` is the one whose holders the draft binds; `starts` gives each pathway's title."""

    before: Side
    after: Side
    requirement: str = ""
    scheme: str = ""
    starts: Mapping[str, str] = field(default_factory=dict)

    @property
    def concerns_nobody(self) -> bool:
        return not self.scheme and not self.starts

    def moves(self, person: Person, on: date) -> Iterator[Move]:
        """A move for the requirement and for each pathway, also where nothing changes."""
        if self.scheme:
            yield self.move_of_requirement(person, on)
        held = {one.grade for one in titles_on(person, on)}
        starting = {slug for slug, grade in self.starts.items() if grade in held}
        before, after = (
            side.of_pathways(person, on) if starting else {} for side in (self.before, self.after)
        )
        for slug in self.starts:
            what = f"{PATHWAY}{slug}"
            if slug in starting:
                yield Move(what, before.get(slug, NO_RULES), after[slug])
            else:
                yield Move(what)

    def move_of_requirement(self, person: Person, on: date) -> Move:
        what = f"{REQUIREMENT}{self.requirement}"
        if not bond(person.holder, self.scheme, on):
            return Move(what)
        sides = (side.of_requirement(person, on) for side in (self.before, self.after))
        return Move(what, *sides)


def comparison(draft: Draft, on: date) -> Comparison:
    """Of the rules that apply on `on` with `draft`, which is read `with_rules`, in its place.

    Raises ValidationError where newer rules apply then.
    """
    rules = rules_in_force(on)
    if isinstance(draft, PathwayVersion):
        return with_pathway(rules, draft)
    return with_requirement(rules, draft)


def with_requirement(rules: RulesInForce, draft: Version) -> Comparison:
    slug = draft.requirement.slug
    now = rules.requirements.get(slug)
    refuse_outdated(draft, now)
    new = RequirementInForce(draft, draft.as_terms(), now.since if now else draft.effective_from)
    touched = {key: one for key, one in rules.pathways.items() if slug in one.rules.requirements}
    return Comparison(
        before=Side(replace(rules, pathways=touched), now),
        after=Side(RulesInForce({**rules.requirements, slug: new}, touched), new),
        requirement=slug,
        scheme=new.scheme,
        starts={key: start_of(one) for key, one in touched.items()},
    )


def with_pathway(rules: RulesInForce, draft: PathwayVersion) -> Comparison:
    slug = draft.pathway.slug
    now = rules.pathways.get(slug)
    refuse_outdated(draft, now)
    new = PathwayInForce(draft, draft.as_terms())
    return Comparison(
        before=Side(replace(rules, pathways={slug: now} if now else {})),
        after=Side(replace(rules, pathways={slug: new})),
        starts={slug: start_of(new)},
    )


def start_of(pathway: PathwayInForce) -> str:
    return pathway.version.pathway.from_grade.key


def refuse_outdated(draft: Draft, now: RequirementInForce | PathwayInForce | None) -> None:
    if now and now.version.effective_from > draft.effective_from:
        raise ValidationError(
            _("Newer rules apply from %(day)s already: this version would change nothing.")
            % {"day": date_format(now.version.effective_from, "DATE_FORMAT")}
        )
