"""An agreements officer writes a requirement, publishes it, and writes the next version."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.windows import CountingWindow
from agreements.requirements.workflow import publish
from tests.agreements.requirements.typed import (
    WINDOW,
    change,
    page,
    rows,
    said,
    version_form,
    window_form,
)
from tests.conftest import logged_in
from tests.factories import (
    make_body,
    make_grade,
    make_requirement,
    make_target,
    make_user,
    make_version,
    make_window,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Version:
    version = make_version()
    version.windows.get().shares.create(
        code="s", name_en="Ethics", name_zh="伦理", least=1, kinds=["training"], topics=["ethics"]
    )
    publish(version)
    return version


def test_officer_writes_a_requirement_and_publishes_it(as_officer):
    names = {"name_en": "CPD of CSE", "name_zh": "继续教育要求", "slug": "cse"}
    as_officer.post(
        page("cpdrequirement_add"),
        names | {"body": make_body().pk, "unit": "credit_hour"} | rows("versions"),
    )
    requirement = CpdRequirement.objects.get()
    as_officer.post(page("version_add"), version_form(requirement, WINDOW))
    version = Version.objects.get()
    early = as_officer.post(page("version_publish", version.pk))
    window = CountingWindow.objects.get()
    target = {"position": "1", "amount": "40", "per_extra_field": "0"}
    target_saved = as_officer.post(page("countingwindow_change", window.pk), window_form(target))

    late = as_officer.post(page("version_publish", version.pk))

    version.refresh_from_db()
    assert said(early)[-1] == (
        "The window “year” asks nothing: give it a target, a sub-minimum, "
        "or a number of activities or categories."
    )
    assert (target_saved.status_code, target_saved.url) == (302, change(version))
    assert said(late)[-1] == "Published. It applies from 1 January 2021."
    assert late.url == change(version)
    assert version.is_published
    assert LogEntry.objects.latest("pk").get_change_message() == "Published."


def test_draft_says_what_stands_in_the_way(as_officer):
    version = make_version(amount=None)

    text = as_officer.get(change(version)).content.decode()

    assert "There is no window yet: write in which span so much is asked." in text
    assert page("version_publish", version.pk) in text


def test_sound_draft_says_so(as_officer):
    text = as_officer.get(change(make_version())).content.decode()

    assert "A draft. Nothing stands in the way of publishing it." in text


def test_published_version_says_why_it_is_closed_and_has_no_publish_button(as_officer, published):
    text = as_officer.get(change(published)).content.decode()

    assert "so they can neither be changed nor deleted: make a new version." in text
    assert page("version_publish", published.pk) not in text
    assert page("version_copy", published.pk) in text


def test_published_version_keeps_its_rules_and_takes_a_note(as_officer, published):
    window = published.windows.get()
    before = Version.objects.with_rules().get().as_terms()
    other = {"id": window.pk, "version": published.pk} | WINDOW | {"years": "9"}

    response = as_officer.post(
        change(published),
        version_form(
            make_requirement(),
            other,
            before=1,
            effective_from="2030-01-01",
            step="1",
            note_en="Asked the body again.",
            note_zh="已再次询问。",
            last_checked_on="2025-06-01",
        ),
    )

    found = Version.objects.with_rules().get()
    assert response.status_code == 302
    assert found.as_terms() == before
    assert (found.requirement, found.effective_from) == (published.requirement, date(2021, 1, 1))
    assert found.published_at == published.published_at
    assert (found.note_en, found.last_checked_on) == ("Asked the body again.", date(2025, 6, 1))


def test_window_of_a_published_version_is_only_shown(as_officer, published):
    address = page("countingwindow_change", published.windows.get().pk)

    shown = as_officer.get(address)
    sent = as_officer.post(address, window_form({"position": "2", "amount": "1"}))

    text = shown.content.decode()
    assert shown.status_code == 200
    assert "kinds: Training or examination<br>topics: Ethics" in text
    assert 'name="_save"' not in text
    assert sent.status_code == 403
    assert published.windows.get().targets.count() == 1


@pytest.mark.parametrize("name", ["version", "countingwindow", "cpdrequirement"])
def test_nothing_published_is_deleted(as_admin, published, name):
    row = {
        "version": published,
        "countingwindow": published.windows.get(),
        "cpdrequirement": published.requirement,
    }[name]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    one = as_admin.post(page(f"{name}_delete", row.pk), {"post": "yes"})
    as_admin.post(page(f"{name}_changelist"), chosen)

    assert one.status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_unit_stays_once_a_version_is_published(as_officer, published):
    requirement = published.requirement
    fields = {"name_en": "New name", "name_zh": "新", "slug": "new", "unit": "point"}

    as_officer.post(
        page("cpdrequirement_change", requirement.pk),
        fields | {"body": requirement.body_id} | rows("versions"),
    )

    requirement.refresh_from_db()
    assert (requirement.name_en, requirement.unit) == ("New name", "hour")


def test_officer_throws_a_draft_away(as_officer):
    version = make_version()

    as_officer.post(page("version_delete", version.pk), {"post": "yes"})

    assert (Version.objects.count(), CountingWindow.objects.count()) == (0, 0)


def test_new_version_opens_as_a_draft_of_today(as_officer, published):
    response = as_officer.post(page("version_copy", published.pk))

    draft = Version.objects.get(published_at=None)
    assert response.url == change(draft)
    assert draft.effective_from == timezone.localdate()
    assert draft.windows.get().targets.get().amount == 40


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["version_publish", "version_copy"])
@pytest.mark.parametrize("group", ["editor", "reviewer", "membership officer", "auditor"])
def test_other_staff_neither_publish_nor_copy(as_staff, group, verb):
    version = make_version()

    response = as_staff(group).post(page(verb, version.pk))

    assert response.status_code == 403
    assert Version.objects.get() == version
    assert Version.objects.live().count() == 0


@pytest.mark.parametrize("verb", ["version_publish", "version_copy"])
def test_verbs_are_closed_to_members_and_to_looking(as_officer, as_member, verb):
    version = make_version()
    address = page(verb, version.pk)

    asked = as_officer.get(address)
    by_member = as_member.post(address)

    assert asked.headers["Location"] == page("version_change", version.pk)
    assert by_member.status_code == 302
    assert Version.objects.live().count() == 0
    assert Version.objects.count() == 1


@pytest.mark.parametrize("verb", ["version_publish", "version_copy"])
def test_version_that_is_gone_answers_404(as_officer, verb):
    assert as_officer.post(page(verb, 4711)).status_code == 404


def test_administrator_publishes(as_admin):
    version = make_version()

    as_admin.post(page("version_publish", version.pk))

    assert Version.objects.live().get() == version


@pytest.mark.parametrize("group", ["editor", "auditor"])
def test_looking_is_all_that_others_may(as_staff, group):
    version = make_version()
    client = as_staff(group)

    shown = client.get(change(version))
    sent = client.post(change(version), version_form(version.requirement))

    text = shown.content.decode()
    assert (shown.status_code, sent.status_code) == (200, 403)
    assert page("version_publish", version.pk) not in text
    assert page("version_copy", version.pk) not in text


def test_staff_without_a_group_see_nothing():
    client = logged_in(make_user(is_staff=True))
    version = make_version()

    answers = [
        client.get(page(name, *args)).status_code
        for name, args in [
            ("cpdrequirement_changelist", []),
            ("version_change", [version.pk]),
            ("countingwindow_change", [version.windows.get().pk]),
        ]
    ]

    assert answers == [403, 403, 403]


# --- Finding and typing --------------------------------------------------------------------------


def test_windows_are_reached_through_their_version_alone(as_officer):
    version = make_version()

    index = as_officer.get(reverse("admin:index")).content.decode()
    form = as_officer.get(change(version)).content.decode()

    assert page("version_changelist") in index
    assert page("countingwindow_changelist") not in index
    assert page("countingwindow_change", version.windows.get().pk) in form


def test_requirement_links_its_versions(as_officer, published):
    text = as_officer.get(page("cpdrequirement_change", published.requirement_id)).content.decode()

    assert change(published) in text
    assert f"{page('version_add')}?requirement={published.requirement_id}" in text


@pytest.mark.parametrize(("state", "index"), [("draft", 0), ("published", 1)])
def test_versions_are_filtered_by_state(as_officer, published, state, index):
    versions = [make_version(), published]

    response = as_officer.get(page("version_changelist"), {"state": state})

    assert list(response.context["cl"].result_list) == [versions[index]]


def test_lists_of_choices_are_ticked_and_kept(as_officer):
    version = make_version()
    category = {
        "position": "1",
        "code": "e",
        "name_en": "E-training",
        "name_zh": "线上培训",
        "factor": "0.5",
        "per": "hour",
        "kinds": ["training", "seminar"],
        "topics": ["ethics"],
        "is_online": "true",
    }
    window = version.windows.get()
    kept = {"id": window.pk, "version": version.pk} | WINDOW
    form = version_form(version.requirement, kept, before=1) | rows("categories", category)

    as_officer.post(change(version), form)

    found = version.categories.get()
    assert (found.kinds, found.topics, found.is_online) == (
        ["training", "seminar"],
        ["ethics"],
        True,
    )


def test_target_finds_its_grades_by_search(as_officer):
    grade = make_grade("SPE")
    asked = {"app_label": "agreements", "model_name": "windowtarget", "field_name": "grades"}

    response = as_officer.get(reverse("admin:autocomplete"), asked | {"term": "SPE"})

    assert [row["id"] for row in response.json()["results"]] == [str(grade.pk)]


def test_form_of_a_version_costs_the_same_for_one_window_and_for_three(as_officer, count_queries):
    version = make_version()
    _, one = count_queries(as_officer, change(version))
    for code in ("second", "third"):
        make_target(make_window(version, code), 10)

    _, three = count_queries(as_officer, change(version))

    assert len(three) == len(one)
