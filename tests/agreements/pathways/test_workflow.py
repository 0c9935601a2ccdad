"""Publishing the rules of a pathway: what is refused, and that a day has one version."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from agreements.pathways.condition import Condition
from agreements.pathways.models import PathwayVersion
from agreements.pathways.workflow import new_version_from, publish
from agreements.titles.models import Body
from tests.factories import (
    make_agreement,
    make_grade,
    make_pathway,
    make_pathway_version,
    make_version,
)

pytestmark = pytest.mark.django_db
ONE = [("title", "title", "Holds PE")]


def test_sound_version_is_published_once():
    version = make_pathway_version(conditions=ONE, is_live=False)

    publish(version)

    assert PathwayVersion.objects.live().get() == version
    with pytest.raises(ValidationError, match="published already"):
        publish(version)


def test_published_pathway_puts_its_titles_on_the_agreement():
    start, goal = make_grade("PE"), make_grade("RPE")
    agreement = make_agreement(kind="mutual_recognition", opens="route")
    pathway = make_pathway(agreement=agreement, from_grade=start, to_grade=goal)
    version = make_pathway_version(pathway, conditions=ONE, is_live=False)

    publish(version)

    assert set(agreement.grades.all()) == {start, goal}


def draft(**fields):
    return make_pathway_version(is_live=False, **fields)


def hanging_on_a_memorandum():
    return draft(pathway=make_pathway(agreement=make_agreement(kind="memorandum")))


def published_without_conditions():
    return draft(has_published_rules=True, outcome="title", steps_en="a", steps_zh="一")


def conditions_of_unpublished_rules():
    return draft(conditions=ONE, has_published_rules=False)


def without_steps():
    return draft(conditions=ONE, steps_zh="")


def group_of_one():
    version = draft(conditions=ONE)
    Condition.objects.update(group="any")
    return version


def without_a_source():
    version = draft(conditions=ONE)
    Condition.objects.update(clause_zh="")
    return version


def about(kind, grades=(), **fields):
    version = draft(conditions=ONE)
    condition = version.conditions.get()
    Condition.objects.filter(pk=condition.pk).update(kind=kind, **fields)
    condition.grades.set(grades)
    return version


def without_a_title():
    return about("title")


def circle():
    version = draft(pathway=make_pathway(to_grade=make_grade("RPE")), conditions=ONE)
    version.conditions.get().grades.add(version.pathway.to_grade)
    return version


def without_a_route():
    return about("excluded", [make_grade()])


def without_a_body():
    return about("code")


def without_a_country():
    version = about("local_experience", least_years=1)
    Body.objects.update(country="")
    return version


def years_from_no_title():
    return about("experience", least_years=4, counted_from="title")


def requirement_without_rules():
    return about("cpd", requirement=make_version().requirement)


def second_on_the_same_day():
    version = make_pathway_version(conditions=ONE)
    return new_version_from(version, version.effective_from)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (hanging_on_a_memorandum, "opens nothing to an individual"),
        (published_without_conditions, "there is no condition"),
        (conditions_of_unpublished_rules, "said not to be published"),
        (without_steps, "Write the steps in both languages"),
        (group_of_one, "“any one of” needs two"),
        (without_a_source, "has no source"),
        (without_a_title, "names no title"),
        (circle, "asks for the very title that the pathway leads to"),
        (without_a_route, "names no route"),
        (without_a_body, "names no body"),
        (without_a_country, "the body has none"),
        (years_from_no_title, "counts years from a title, and names none"),
        (requirement_without_rules, "has no published rules"),
        (second_on_the_same_day, "Another published version applies from this day"),
    ],
    ids=lambda value: getattr(value, "__name__", "refused"),
)
def test_unsound_version_is_refused_with_a_sentence(make, sentence):
    version = make()

    with pytest.raises(ValidationError, match=sentence):
        publish(version)

    version.refresh_from_db()
    assert version.published_at is None


def test_condition_for_a_person_needs_no_values():
    publish(about("title", is_by_person=True))

    assert PathwayVersion.objects.live().count() == 1


def test_new_version_has_the_same_conditions_and_is_a_draft():
    version = make_pathway_version(conditions=[*ONE, ("cpd", "review", "CPD")])

    draft = new_version_from(version, date(2027, 1, 1))

    assert (draft.published_at, draft.effective_from) == (None, date(2027, 1, 1))
    assert [row.text_en for row in draft.conditions.all()] == ["Holds PE", "CPD"]
    assert version.conditions.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "experience"},
        {"kind": "cpd"},
        {"kind": "experience", "least_years": 0},
        {"kind": "horoscope"},
    ],
)
def test_database_refuses_a_condition_that_cannot_be_judged(fields):
    version = make_pathway_version()

    with pytest.raises(IntegrityError):
        Condition.objects.create(version=version, code="x", text_en="X", text_zh="某", **fields)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2024, 12, 31), 0),
        (date(2025, 1, 1), 1),
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 2),
    ],
)
def test_version_in_force_is_the_newest_that_has_begun(on, number):
    pathway = make_pathway()
    versions = [
        make_pathway_version(pathway, effective_from=date(year, 1, 1)) for year in (2025, 2026)
    ]

    in_force = list(PathwayVersion.objects.in_force(on))

    assert in_force == versions[max(0, number - 1) : number]


def test_officer_publishes_and_then_finds_the_rules_closed(as_staff):
    version = make_pathway_version(conditions=ONE, is_live=False)
    officer, page = as_staff("agreements officer"), "/admin/agreements/pathwayversion"

    answer = officer.post(f"{page}/{version.pk}/publish/", follow=True)

    version.refresh_from_db()
    assert version.published_at
    assert "Published. It applies from 11 June 2025." in answer.text
    assert 'name="conditions-0-text_en"' not in answer.text
    assert officer.post(f"{page}/{version.pk}/delete/", {"post": "yes"}).status_code == 403


def test_editor_may_not_publish_a_pathway(as_staff):
    version = make_pathway_version(conditions=ONE, is_live=False)

    answer = as_staff("editor").post(f"/admin/agreements/pathwayversion/{version.pk}/publish/")

    version.refresh_from_db()
    assert (answer.status_code, version.published_at) == (403, None)
