"""How the rules of a pathway come into force, and what stands in their way."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.register.models import Agreement
from agreements.requirements.workflow import copied

from .condition import Condition
from .models import Pathway, PathwayVersion

Kind = Condition.Kind
ABOUT_TITLES = {Kind.TITLE, Kind.REGISTERED, Kind.STANDING, Kind.DISCIPLINE, Kind.EXCLUDED}


def faults(version: PathwayVersion) -> Iterator[str]:
    """A sentence for each thing that keeps the version from being published."""
    conditions = list(version.conditions.select_related("requirement", "body"))
    agreement = version.pathway.agreement
    if agreement and agreement.opens == Agreement.Opens.NONE:
        yield _("The agreement opens nothing to an individual: no pathway can hang on it.")
    if version.has_published_rules and not conditions:
        yield _("The rules are said to be published, but there is no condition.")
    if conditions and not version.has_published_rules:
        yield _("There are conditions, but the rules are said not to be published.")
    if version.has_published_rules and not (version.steps_en and version.steps_zh):
        yield _("Write the steps in both languages.")
    for name, number in Counter(row.group for row in conditions if row.group).items():
        if number == 1:
            yield _("The group “%(name)s” has one condition: “any one of” needs two.") % {
                "name": name
            }
    for condition in conditions:
        for sentence in faults_of(condition, version.pathway):
            yield sentence % {"name": condition.text}


def faults_of(condition: Condition, pathway: Pathway) -> Iterator[str]:
    """What keeps the rule from answering this condition. The name is filled in by the caller."""
    if not (condition.clause_en and condition.clause_zh):
        yield _("The condition “%(name)s” has no source.")
    if condition.is_by_person:
        return
    grades = set(condition.grades.all())
    if condition.kind in ABOUT_TITLES and not grades:
        yield _("The condition “%(name)s” names no title: choose some, or leave it to a person.")
    if pathway.to_grade in grades:
        yield _("The condition “%(name)s” asks for the very title that the pathway leads to.")
    if condition.kind == Kind.EXCLUDED and not condition.routes:
        yield _("The condition “%(name)s” names no route: choose some, or leave it to a person.")
    if condition.kind == Kind.CODE and not condition.body:
        yield _("The condition “%(name)s” names no body: choose one, or leave it to a person.")
    if condition.kind == Kind.LOCAL_EXPERIENCE and not pathway.to_body.country:
        yield _("The condition “%(name)s” asks for work in a country, and the body has none.")
    if condition.counted_from == Condition.CountedFrom.TITLE and not grades:
        yield _("The condition “%(name)s” counts years from a title, and names none.")
    if condition.requirement and not condition.requirement.versions.live().exists():
        yield _("The CPD requirement of the condition “%(name)s” has no published rules.")


@transaction.atomic
def publish(version: PathwayVersion) -> None:
    """Let the version apply from its day on, and put its titles on the agreement.

    Raises ValidationError, a sentence a fault.
    """
    pathway = Pathway.objects.select_for_update().get(pk=version.pathway_id)
    found = publishable(version)
    if pathway.agreement_id:
        pathway.agreement.grades.add(*filter(None, [pathway.from_grade_id, pathway.to_grade_id]))
    found.save(update_fields=["published_at", "updated_at"])
    version.published_at = found.published_at


def publishable(version: PathwayVersion) -> PathwayVersion:
    """The version `with_rules` as it would come into force; nothing is saved.

    Raises ValidationError, a sentence a fault.
    """
    found = PathwayVersion.objects.with_rules().get(pk=version.pk)
    if found.published_at:
        raise ValidationError(_("This version is published already."))
    if sentences := list(faults(found)):
        raise ValidationError(sentences)
    found.published_at = timezone.now()
    found.validate_constraints()
    return found


@transaction.atomic
def new_version_from(version: PathwayVersion, effective_from: date) -> PathwayVersion:
    """A draft with all the conditions of `version`, to be changed and published."""
    found = PathwayVersion.objects.get(pk=version.pk)
    conditions = [(row, list(row.grades.all())) for row in found.conditions.all()]
    found.effective_from = effective_from
    found.published_at = found.last_checked_on = None
    draft = copied(found)
    for condition, grades in conditions:
        copied(condition, version=draft).grades.set(grades)
    return draft
