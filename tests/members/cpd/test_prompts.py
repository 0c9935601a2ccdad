"""Questions that help to write what was learned, and the goal of an entry, on its form."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from agreements.requirements.vocabulary import ActivityKind
from members.cpd.models import Record
from members.cpd.prompts import PROMPTS, current_prompts
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:cpd:record_add")


def shown(page: str) -> list[str]:
    """Kinds whose questions stand there without a script."""
    return re.findall(r'<ul data-kind="(\w+)">', page)


@pytest.mark.parametrize("edition", PROMPTS)
def test_every_edition_has_two_or_three_questions_for_each_kind(edition):
    assert PROMPTS[edition].keys() == set(ActivityKind)
    assert {len(asked) for asked in PROMPTS[edition].values()} <= {2, 3}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_form_asks_the_questions_of_the_chosen_kind(as_member, member, language):
    factories.make_record(member, kind="lecture")

    with translation.override(language):
        page = as_member.get(reverse("members:cpd:record_add")).text
        asked = [str(one) for one in current_prompts()["lecture"]]

    assert shown(page) == ["lecture"]
    assert all(f"<li>{one}</li>" in page for one in asked)


def test_form_that_came_back_asks_for_the_kind_that_was_typed(as_member, add):
    assert shown(as_member.post(add, {"kind": "article"}).text) == ["article"]


def test_questions_belong_to_the_field(as_member, add):
    page = as_member.get(add).text

    place = page.index('id="id_reflection_helptext"')
    assert place < page.index('<ul data-kind="seminar">') < page.index('id="id_reflection"')
    assert 'aria-describedby="id_reflection_helptext"' in page


def test_nothing_has_to_be_answered(as_member, add):
    as_member.post(
        add,
        {
            "title": "Course",
            "hours": "2",
            "done_on": "2025-09-26",
            "kind": "training",
            "aspect": "ethics",
        },
    )

    assert Record.objects.get().reflection == ""


def test_form_offers_own_open_goals_and_keeps_the_chosen_one(as_member, member, stranger):
    factories.make_goal(member, "Mine", year=2025)
    old = factories.make_goal(member, "Long ago", year=2020, archived_on="2021-01-01")
    factories.make_goal(member, "Over", archived_on="2021-01-01")
    factories.make_goal(stranger, "Theirs")
    record = factories.make_record(member, goal=old)

    form = as_member.get(record.get_absolute_url()).context["form"]

    labels = [label for _value, label in form.fields["goal"].choices]
    assert labels == ["No goal", "Mine (2025)", "Long ago (2020)"]


def test_entry_points_to_a_goal(as_member, member):
    goal = factories.make_goal(member)
    record = factories.make_record(member)
    typed = {
        "title": "Course",
        "hours": "2",
        "done_on": "2025-09-26",
        "kind": "training",
        "aspect": "ethics",
        "goal": goal.pk,
    }

    as_member.post(record.get_absolute_url(), typed)

    record.refresh_from_db()
    assert record.goal == goal


def test_goal_of_another_member_is_refused(as_member, stranger, add):
    theirs = factories.make_goal(stranger)

    response = as_member.post(add, {"title": "Course", "hours": "2", "goal": theirs.pk})

    assert response.context["form"].errors["goal"] == ["Choose one from the list."]
    assert Record.objects.count() == 0


def test_no_goal_is_asked_for_where_there_is_none(as_member, add):
    assert 'name="goal"' not in as_member.get(add).text


def test_staff_see_no_goal(as_admin, member):
    record = factories.make_record(member, goal=factories.make_goal(member, "Mine alone"))

    page = as_admin.get(reverse("admin:members_record_change", args=[record.pk])).text

    assert "Mine alone" not in page
    assert 'name="goal"' not in page
