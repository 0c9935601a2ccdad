"""The rules in force on a day: of every CPD requirement and of every pathway."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby

from agreements.freshness.kept import Kept
from agreements.requirements.closing import Era
from agreements.requirements.models import Version
from agreements.requirements.spans import DAY
from agreements.requirements.terms import Requirement

from .models import PathwayVersion
from .terms import Rules


@dataclass(frozen=True, slots=True)
class RequirementInForce:
    """A version with its rows for the page, and the same as plain values for the rule."""

    version: Version
    rules: Requirement
    since: date  # the first day for which the requirement has rules

    @property
    def slug(self) -> str:
        return self.rules.code

    @property
    def scheme(self) -> str:
        """Whose holders it binds; empty when it is kept for reference."""
        scheme = self.version.requirement.scheme
        return scheme.slug if scheme else ""


@dataclass(frozen=True, slots=True)
class PathwayInForce:
    version: PathwayVersion
    rules: Rules

    @property
    def slug(self) -> str:
        return self.rules.pathway


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """By the short name of each."""

    requirements: dict[str, RequirementInForce]
    pathways: dict[str, PathwayInForce]
    eras: tuple[Era, ...] = ()  # of every requirement, all that were published, oldest first

    @property
    def fingerprint(self) -> str:
        """The same for the same rules in every process."""
        versions = [
            (slug, one.version.pk, one.version.updated_at)
            for rules in (self.requirements, self.pathways)
            for slug, one in rules.items()
        ]
        gates = [(slug, one.rules.gate.value) for slug, one in self.pathways.items()]
        return blake2b(repr((versions, gates)).encode(), digest_size=8).hexdigest()


def read(on: date) -> RulesInForce:
    """Some ten queries, whatever the number of rules."""
    published = (
        Version.objects.live()
        .with_rules()
        .select_related("requirement__scheme", "requirement__body")
        .order_by("requirement__name_en", "requirement", "effective_from")
    )
    requirements, eras = {}, []
    for _key, group in groupby(published, key=lambda version: version.requirement_id):
        versions = [(version, version.as_terms()) for version in group]
        begun = [pair for pair in versions if pair[0].effective_from <= on]
        if begun:
            one = RequirementInForce(*begun[-1], since=versions[0][0].effective_from)
            requirements[one.slug] = one
        eras += eras_of(versions)
    pathways = (
        PathwayVersion.objects.in_force(on).with_rules().order_by("pathway__name_en", "pathway")
    )
    return RulesInForce(
        requirements,
        {version.pathway.slug: PathwayInForce(version, version.as_terms()) for version in pathways},
        tuple(eras),
    )


def eras_of(versions: list[tuple[Version, Requirement]]) -> Iterator[Era]:
    """Of one requirement; each version applies until the day before the next one begins."""
    days = [version.effective_from for version, _rules in versions]
    ends = [*(day - DAY for day in days[1:]), date.max - DAY]
    for (version, rules), last in zip(versions, ends, strict=True):
        scheme = version.requirement.scheme
        yield Era(rules, version.effective_from, last, scheme.slug if scheme else "")


rules_in_force = Kept(read)
