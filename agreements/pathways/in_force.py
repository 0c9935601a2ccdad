"""The rules in force on a day: of every CPD requirement and of every pathway."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from django.db.models import Min, OuterRef, Subquery

from agreements.freshness.kept import Kept
from agreements.requirements.models import Version
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
    published = Version.objects.live().filter(requirement=OuterRef("requirement")).order_by()
    since = published.values("requirement").annotate(day=Min("effective_from")).values("day")
    versions = (
        Version.objects.in_force(on)
        .with_rules()
        .select_related("requirement__scheme", "requirement__body")
        .annotate(since=Subquery(since))
        .order_by("requirement__name_en", "requirement")
    )
    pathways = (
        PathwayVersion.objects.in_force(on).with_rules().order_by("pathway__name_en", "pathway")
    )
    return RulesInForce(
        {
            version.requirement.slug: RequirementInForce(version, version.as_terms(), version.since)
            for version in versions
        },
        {version.pathway.slug: PathwayInForce(version, version.as_terms()) for version in pathways},
    )


rules_in_force = Kept(read)
