"""Draws in the administration: a draft, its preview, the draw, and how to make it again."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from members.audits import draw_admin
from members.audits.draws import Draw
from members.audits.models import Audit
from members.profile.workflow import open_record
from tests import factories as make
from tests.conftest import logged_in

ADD = "admin:members_draw_add"


def outcome(draw) -> str:
    return reverse("admin:members_draw_outcome", args=[draw.pk])


def change(draw) -> str:
    return reverse("admin:members_draw_change", args=[draw.pk])


def population(draw) -> str:
    return reverse("admin:members_draw_population", args=[draw.pk])


@pytest.fixture
def written(requirement) -> dict[str, object]:
    return {
        "requirement": requirement.pk,
        "first_on": "2025-01-01",
        "last_on": "2025-12-31",
        "percentage": "5",
        "number": "",
        "leaves_out_new": "on",
        "leaves_out_exempt": "on",
        "leaves_out_years": "3",
        "adds_failed": "on",
        "due_on": "2026-03-31",
        "extension_days": "14",
        "_preview": "1",
    }


@pytest.fixture
def five(draft, make_holder) -> Draw:
    for number in range(1, 21):
        make_holder(f"{number:06}")
    draft.percentage, draft.number = None, 5
    draft.save()
    return draft


def press(client, draw, **answers):
    """The button of the preview."""
    seal = client.get(outcome(draw)).context["seal"]
    return client.post(outcome(draw), {"seal": seal} | answers, follow=True)


# --- The draft -----------------------------------------------------------------------------------


def test_officer_writes_a_draft_and_comes_to_its_preview(as_officer, written):
    response = as_officer.post(reverse(ADD), written)

    draw = Draw.objects.get()
    assert response.headers["Location"] == outcome(draw)
    assert (draw.percentage, draw.leaves_out_years, draw.is_drawn) == (5, 3, False)
    assert len(draw.seed) == 32


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"percentage": ""}, "Write a percentage above 0 and up to 100, or a number from 1 on"),
        ({"number": "5"}, "Write a percentage above 0 and up to 100, or a number from 1 on"),
        ({"percentage": "101"}, "less than or equal to 100"),
        ({"first_on": "2025-07-01"}, "The rules have another period on the last day"),
        ({"last_on": "2026-12-31"}, "This period has not ended yet."),
        ({"due_on": "2025-12-31"}, "Write a day that lies ahead"),
        ({"extension_days": "91"}, "less than or equal to 90"),
        ({"requirement": ""}, "This field is required."),
        ({"first_on": "yesterday"}, "Enter a valid date."),
    ],
)
def test_officer_is_told_what_a_draft_needs(as_officer, written, fields, said):
    response = as_officer.post(reverse(ADD), written | fields)

    assert response.status_code == 200
    assert said in response.text
    assert not Draw.objects.exists()


def test_officer_does_not_leave_out_themselves(as_officer, officer, written):
    own = open_record(officer)

    response = as_officer.post(reverse(ADD), written | {"left_out": [own.pk]})

    assert "Nobody leaves out themselves." in response.text
    assert not Draw.objects.exists()


def test_seed_is_not_typed(as_officer, draft, written):
    as_officer.post(change(draft), written | {"seed": "mine", "drawn_at": "2026-01-01"})

    draft.refresh_from_db()
    assert (draft.seed, draft.drawn_at, draft.percentage) == ("5eed", None, 5)


# --- The preview ---------------------------------------------------------------------------------


def test_preview_shows_numbers_and_names_and_writes_nothing(as_officer, five, count_queries):
    response, count = count_queries(as_officer, outcome(five))

    names = [member.number for member, _is_added in response.context["page"].object_list]
    assert names == ["000011", "000007", "000001", "000014", "000003"]
    assert '<th scope="row">Can be drawn</th><td>20</td>' in response.text
    assert '<th scope="row">Would be drawn</th><td>5</td>' in response.text
    assert count.writes == []
    assert not Audit.objects.exists()


def test_preview_says_who_is_left_out_and_why(as_officer, five, make_holder):
    make_holder("n1", starts_on=date(2025, 6, 1))
    make_holder(None)

    shown = as_officer.get(outcome(five)).text

    assert '<th scope="row">New in the period</th><td>1</td>' in shown
    assert '<th scope="row">Without a member number</th><td>1</td>' in shown


def test_preview_is_cut_into_pages(as_officer, five, monkeypatch):
    monkeypatch.setattr(draw_admin, "A_PAGE", 2)

    last = as_officer.get(outcome(five), {"page": "3"})
    odd = as_officer.get(outcome(five), {"page": "\x00x"})

    assert len(last.context["page"].object_list) == 1
    assert "1 / 3" in odd.text


def test_preview_costs_the_same_for_one_and_for_three(
    as_officer, draft, make_holder, count_queries
):
    Draw.objects.update(percentage=100)
    make_holder()
    _, one = count_queries(as_officer, outcome(draft))
    make_holder()
    make_holder()

    _, three = count_queries(as_officer, outcome(draft))

    assert len(one) == len(three)


def test_preview_of_nobody_has_no_button(as_officer, draft):
    shown = as_officer.get(outcome(draft)).text

    assert "There is nobody to draw." in shown
    assert "Draw and send the notices" not in shown


# --- The draw ------------------------------------------------------------------------------------


def test_officer_draws_what_was_previewed(as_officer, officer, five):
    response = press(as_officer, five)

    draw = Draw.objects.get()
    assert (draw.drawn_by, draw.audits.count()) == (officer, 5)
    assert "Drawn. The notices are on their way." in response.text
    assert draw.fingerprint in response.text
    assert draw.seed in response.text
    assert "5 / 5" in response.text
    assert "head -n 5" in response.text


def test_second_press_is_told(as_officer, five):
    seal = as_officer.get(outcome(five)).context["seal"]
    as_officer.post(outcome(five), {"seal": seal})

    response = as_officer.post(outcome(five), {"seal": seal}, follow=True)

    assert "This was drawn already, by Tester" in response.text
    assert Audit.objects.count() == 5


def test_stale_preview_is_told(as_officer, five, make_holder):
    seal = as_officer.get(outcome(five)).context["seal"]
    make_holder("000021")

    response = as_officer.post(outcome(five), {"seal": seal}, follow=True)

    assert "The outcome has changed since. Look at the preview again." in response.text
    assert not Audit.objects.exists()


def test_drawn_one_is_closed(as_officer, five, written):
    press(as_officer, five)
    draw = Draw.objects.get()

    changed = as_officer.post(change(draw), written)
    deleted = as_officer.post(reverse("admin:members_draw_delete", args=[draw.pk]), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [draw.pk], "post": "yes"}
    as_officer.post(reverse("admin:members_draw_changelist"), chosen)

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Draw.objects.get().number == 5


def test_draft_is_thrown_away(as_officer, draft):
    as_officer.post(reverse("admin:members_draw_delete", args=[draft.pk]), {"post": "yes"})

    assert not Draw.objects.exists()


def test_population_is_the_file_of_the_fingerprint(as_officer, five):
    before = as_officer.get(population(five)).status_code
    press(as_officer, five)

    response = as_officer.get(population(five))

    assert before == 404
    assert response.headers["Content-Type"].startswith("text/csv")
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="population-{five.pk}.csv"'
    )
    assert sha256(response.content).hexdigest() == Draw.objects.get().fingerprint
    assert response.content.decode().splitlines()[:2] == ["000001", "000002"]


def test_missing_notices_are_sent_again(as_officer, five, queue):
    press(as_officer, five)
    shown = as_officer.get(outcome(five)).text

    response = as_officer.post(outcome(five), {"again": "1"}, follow=True)

    assert "0 / 5" in shown
    assert "The notices that are missing are being sent." in response.text


# --- Who sees what -------------------------------------------------------------------------------


def test_auditor_looks_and_does_not_draw(as_staff, five, as_officer):
    client = as_staff("auditor")
    seal = client.get(outcome(five)).context["seal"]
    shown = client.get(outcome(five)).text
    pressed = client.post(outcome(five), {"seal": seal})
    press(as_officer, five)

    answers = [client.get(page(five)).status_code for page in (outcome, change, population)]

    assert "Draw and send the notices" not in shown
    assert pressed.status_code == 403
    assert answers == [200, 200, 200]
    assert client.get(reverse(ADD)).status_code == 403


@pytest.mark.parametrize("group", ["editor", "agreements officer", "reviewer", "society officer"])
def test_others_see_no_draw(as_staff, five, group):
    client = as_staff(group)

    answers = {client.get(page(five)).status_code for page in (outcome, change, population)}
    answers.add(client.post(outcome(five), {"seal": "x"}).status_code)

    assert answers == {403}


def test_names_are_for_those_who_may_open_members(five):
    user = make.make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_draw"))

    response = logged_in(user).get(outcome(five))

    assert "Names are shown to those who may open members." in response.text
    assert "Tester" not in response.text.split('id="content-main"')[1]


def test_draw_that_is_not_there_is_not_found(as_officer):
    assert as_officer.get("/admin/members/draw/999/outcome/").status_code == 404


def test_late_day_is_told_at_the_draw(as_officer, five):
    Draw.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    response = press(as_officer, five)

    assert "The day to answer has passed. Write a later one first." in response.text
    assert not Audit.objects.exists()
