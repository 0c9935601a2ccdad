"""The page of a preview, the button that asks for it, and who may see how much of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from agreements.requirements.workflow import publish
from members.impact import admin
from members.impact.models import ImpactPreview
from members.impact.workflow import work_out
from tests import factories
from tests.members.impact.conftest import address_of, ask_address, previewed, raised

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_officer(as_staff):
    return as_staff("agreements officer")


def page_of(preview: ImpactPreview) -> str:
    return reverse("admin:members_impactpreview_change", args=[preview.pk])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_officer_previews_a_draft_and_reads_numbers_but_no_names(as_officer, draft, make_holder):
    make_holder(45, family_name="Zhongzhong")
    raised(draft, 50)
    before = as_officer.get(address_of(draft))

    page = previewed(as_officer, draft)

    assert ask_address(draft) in before.text
    assert "Nobody has looked yet at who would change state" in before.text
    assert "CPD requirement: CPD of CSE" in page.text
    assert "<td>Met</td><td>Missing</td><td>1</td>" in page.text
    assert "Names are shown to those who may open members." in page.text
    assert "Zhongzhong" not in page.text
    assert "Refresh" not in page.headers


def test_administrator_reads_the_list_of_members(as_admin, draft, make_holder):
    member = make_holder(45, family_name="Zhongzhong")

    page = previewed(as_admin, raised(draft, 50))

    assert "Zhongzhong" in page.text
    assert reverse("admin:members_member_change", args=[member.pk]) in page.text


def test_preview_is_told_in_chinese(as_admin, draft, make_holder):
    make_holder(45)
    as_admin.cookies["django_language"] = "zh-hans"

    page = previewed(as_admin, raised(draft, 50))

    assert "持续职业发展要求：要求cse" in page.text
    assert "<td>符合</td>" in page.text
    assert "Missing" not in page.text
    assert "Members as they stand" not in page.text


@pytest.mark.parametrize("group", ["editor", "reviewer", "membership officer", "auditor"])
def test_others_neither_ask_nor_see(as_staff, as_admin, draft, group):
    previewed(as_admin, draft)
    client = as_staff(group)

    asked = client.post(ask_address(draft))
    seen = client.get(page_of(ImpactPreview.objects.get()))

    assert (asked.status_code, seen.status_code) == (403, 403)


def test_button_is_not_shown_to_those_who_only_look(as_staff, draft):
    page = as_staff("auditor").get(address_of(draft))

    assert page.status_code == 200
    assert "Preview the impact" not in page.text
    assert "Nobody has looked" not in page.text


def test_asking_takes_a_button_and_a_draft(as_officer, draft, in_force):
    looked = as_officer.get(ask_address(draft))
    unknown = as_officer.post(ask_address(draft).replace("/version/", "/window/"))
    published = as_officer.post(ask_address(in_force), follow=True)

    assert (looked.headers["Location"], unknown.status_code) == (address_of(draft), 404)
    assert said(published) == ["This version is published already."]
    assert not ImpactPreview.objects.exists()


def test_unsound_draft_is_told_instead(as_officer, grade):
    requirement = factories.make_requirement(scheme=grade.scheme)
    draft = factories.make_version(requirement, amount=None)

    response = previewed(as_officer, draft)

    assert response.redirect_chain[-1][0] == address_of(draft)
    assert said(response) == ["There is no window yet: write in which span so much is asked."]


def test_page_of_the_draft_tells_of_its_preview(as_officer, draft):
    previewed(as_officer, draft)
    looked = as_officer.get(address_of(draft)).text
    raised(draft, 50)

    changed = as_officer.get(address_of(draft)).text
    page = as_officer.get(page_of(ImpactPreview.objects.get())).text

    assert "Who would change state has been looked at." in looked
    assert "The draft was changed after somebody looked" in changed
    assert "The rules of this version were changed after it was previewed." in page


def test_draft_is_published_without_a_preview(as_officer, draft):
    publishing = reverse("admin:agreements_version_publish", args=[draft.pk])

    as_officer.post(publishing)

    draft.refresh_from_db()
    assert draft.is_published


def test_officer_throws_a_previewed_draft_away(as_officer, draft):
    previewed(as_officer, draft)
    deleting = reverse("admin:agreements_version_delete", args=[draft.pk])

    response = as_officer.post(deleting, {"post": "yes"})

    assert response.status_code == 302
    assert not ImpactPreview.objects.exists()


# --- While it runs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "after", "sentence", "renewed"),
    [
        ({}, 0, "It is about to begin.", "2"),
        ({}, 31, "the background worker does not run", "2"),
        ({"started_at": 0, "moved_at": 0}, 60, "1,500 of 20,000 members looked at.", "2"),
        ({"started_at": 0, "moved_at": 0}, 121, "The preview stopped before its end.", None),
        ({"failed_at": 0}, 0, "The preview stopped before its end.", None),
    ],
)
def test_page_tells_how_far_it_is(as_officer, draft, queue, fields, after, sentence, renewed):
    previewed(as_officer, draft)
    now = timezone.now()
    stamps = dict.fromkeys(fields, now)
    ImpactPreview.objects.update(done=1500, total=20000, **stamps)

    with time_machine.travel(now + timedelta(seconds=after), tick=False):
        page = as_officer.get(page_of(ImpactPreview.objects.get()))

    assert sentence in page.text
    assert page.headers.get("Refresh") == renewed


def test_progress_is_drawn_in_plain_numbers(as_officer, draft, queue):
    previewed(as_officer, draft)
    now = timezone.now()
    ImpactPreview.objects.update(done=1500, total=20000, started_at=now, moved_at=now)

    page = as_officer.get(page_of(ImpactPreview.objects.get()))

    assert 'max="20000" value="1500"' in page.text


def test_failure_leaves_a_sentence(as_officer, draft, queue):
    previewed(as_officer, draft)
    preview = ImpactPreview.objects.get()
    publish(draft)
    with pytest.raises(ValidationError):
        work_out.call(preview.pk)

    page = as_officer.get(page_of(preview))

    assert "The list of background tasks tells administrators why." in page.text
    assert "Preview it again" not in page.text


def test_preview_that_was_replaced_leads_to_the_front(as_officer, draft):
    previewed(as_officer, draft)
    gone = page_of(ImpactPreview.objects.get())
    ImpactPreview.objects.all().delete()

    response = as_officer.get(gone)

    assert response.url == reverse("admin:index")


def test_list_of_members_is_cut_into_pages(as_admin, draft, make_holder, monkeypatch):
    monkeypatch.setattr(admin, "A_PAGE", 2)
    for _ in range(3):
        make_holder(45)
    previewed(as_admin, raised(draft, 50))

    first = as_admin.get(page_of(ImpactPreview.objects.get()))
    odd = as_admin.get(page_of(ImpactPreview.objects.get()), {"page": "\x00x"})
    last = as_admin.get(page_of(ImpactPreview.objects.get()), {"page": "2"})

    assert "1 / 2" in first.text
    assert "1 / 2" in odd.text
    assert len(last.context["page"].object_list) == 1


def test_page_costs_the_same_for_one_member_and_for_three(
    as_admin, draft, make_holder, count_queries
):
    raised(draft, 50)
    costs = []
    for number in (1, 2):
        for _ in range(number):
            make_holder(45)
        previewed(as_admin, draft)
        _, count = count_queries(as_admin, page_of(ImpactPreview.objects.get()))
        costs.append(len(count))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("number", [0, 2])
def test_preview_is_of_exactly_one_draft(draft, member, number):
    drafts = {"version": draft, "pathway_version": factories.make_pathway_version(is_live=False)}
    fields = dict(list(drafts.items())[:number])
    today = timezone.localdate()

    with pytest.raises(IntegrityError, match="impact_preview_of_one_draft"):
        ImpactPreview.objects.create(
            asked_by=member.user, members_on=today, rules_on=today, **fields
        )
