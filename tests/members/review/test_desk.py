"""One case on a reviewer's desk: its door, the claim beside the evidence, and the decision."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.evidence.models import FileView
from members.qualifications.interests import Interest
from members.qualifications.models import Qualification
from members.qualifications.workflow import put_back, state_interest, take, verify, withdraw
from members.review.checklist import OF_KIND, SUGGESTS, Check
from members.transitions import TransitionNotAllowed
from tests import factories
from tests.conftest import logged_in

from .conftest import QUEUE, desk, open_case, press

State = Qualification.State


@pytest.fixture
def held(member):
    return factories.make_review(member)


def on_desk_of(held, reviewer) -> Qualification:
    take(held, by=reviewer)
    held.refresh_from_db()
    return held


# --- The door ------------------------------------------------------------------------------------


def test_door_shows_who_it_is_and_no_file(as_reviewer, held):
    factories.make_period(held.member, employer="Example Institute", ended_on=None)
    page = as_reviewer.get(desk(held)).text

    assert "Example Institute" in page
    assert "I have no interest: open the case" in page
    assert "/evidence/" not in page
    assert not Interest.objects.exists()


def test_opening_states_no_interest_and_puts_it_on_the_desk(as_reviewer, reviewer, held):
    open_case(as_reviewer, held)

    held.refresh_from_db()
    stated = held.interests.get()
    assert (held.taken_by, stated.reviewer, stated.has_interest) == (reviewer, reviewer, False)
    assert "Claim and document" in as_reviewer.get(desk(held)).text


def test_interest_closes_every_case_of_the_member_and_leads_on(as_reviewer, reviewer, held):
    other = factories.make_review(held.member, name="Another degree")
    free = factories.make_review(factories.make_member())

    response = as_reviewer.post(desk(held), {"decision": "interest"})

    assert response.headers["Location"] == desk(free)
    assert "stated an interest in the cases of this member" in as_reviewer.get(desk(other)).text
    with pytest.raises(PermissionDenied):
        verify(other, by=reviewer)


def test_interest_stated_later_takes_it_off_the_desk(as_reviewer, reviewer, held):
    on_desk_of(held, reviewer)

    press(as_reviewer, held, "interest")

    held.refresh_from_db()
    assert (held.state, held.taken_by) == (State.SUBMITTED, None)
    assert press(as_reviewer, held, "approve").headers["Location"] == desk(held)
    held.refresh_from_db()
    assert held.state == State.SUBMITTED


def test_case_on_another_desk_says_whose_and_until_when(as_reviewer, colleague, held):
    on_desk_of(held, colleague)

    page = as_reviewer.get(desk(held)).text
    answer = as_reviewer.post(desk(held), {"decision": "open"}, follow=True).text

    said = f"{colleague.name} has this on the desk until"
    assert said in page
    assert said in answer


def test_case_is_free_again_after_half_an_hour(as_reviewer, reviewer, colleague, held):
    on_desk_of(held, colleague)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        as_reviewer.force_login(reviewer)
        open_case(as_reviewer, held)

    held.refresh_from_db()
    assert held.taken_by == reviewer


def test_own_case_is_closed(reviewer):
    own = factories.make_review(factories.open_record(reviewer, language="en"))
    client = logged_in(reviewer)

    assert "Nobody decides their own case." in client.get(desk(own)).text
    for decision in ("open", "approve", "return", "reject", "interest"):
        assert press(client, own, decision).status_code in {302, 403}
    own.refresh_from_db()
    assert (own.state, own.taken_by) == (State.SUBMITTED, None)
    assert not Interest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_database_refuses_to_put_a_case_on_the_desk_of_its_owner(member):
    held = factories.make_review(member)
    half_an_hour = timezone.now() + timedelta(minutes=30)

    with pytest.raises(IntegrityError), transaction.atomic():
        Qualification.objects.filter(pk=held.pk).update(
            taken_by=member.user, taken_until=half_an_hour
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_interest(held, member.user)


@pytest.mark.parametrize("state", [State.VERIFIED, State.RETURNED, State.REJECTED])
def test_decided_case_shows_where_it_stands(as_reviewer, member, state):
    held = factories.make_qualification(member, state)

    page = as_reviewer.get(desk(held))

    assert page.status_code == 200
    assert "It does not wait for a reviewer." in page.text


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_case_that_is_not_there_is_not_found(as_reviewer, key):
    assert as_reviewer.get(f"{QUEUE}{key}/change/").status_code == 404


def test_draft_is_nobodys_business(as_reviewer, member):
    draft = factories.make_qualification(member)

    assert as_reviewer.get(desk(draft)).status_code == 404


@pytest.mark.parametrize(
    ("group", "looks"), [("auditor", 200), ("editor", 403), ("membership officer", 403)]
)
def test_others_decide_nothing(as_staff, held, group, looks):
    client = as_staff(group)

    assert client.get(desk(held)).status_code == looks
    assert "open the case" not in client.get(desk(held)).text
    assert client.post(desk(held), {"decision": "open"}).status_code == 403


# --- Claim beside evidence -----------------------------------------------------------------------


def test_desk_shows_claim_beside_document_and_marks_what_differs(as_reviewer, reviewer, member):
    text = "Li Wei\nMaster of Engineering\nExample University\nNo. A 1\non 1 July 2019"
    held = on_desk_of(factories.make_review(member, text=text), reviewer)

    page = as_reviewer.get(desk(held)).text

    assert page.count('class="status is-met"') == 4
    assert page.count('<tr class="differs">') == 1
    assert "<mark>on 1 July 2019</mark>" in page


def test_desk_draws_the_pages_of_the_file(as_reviewer, reviewer, held):
    on_desk_of(held, reviewer)
    file = held.evidence.get()

    page = as_reviewer.get(desk(held)).text

    assert f'src="/en/members/evidence/{file.pk}/file/1/"' in page
    assert not FileView.objects.exists()  # the page itself has opened nothing


def test_text_of_a_member_is_text(as_reviewer, reviewer, member):
    held = factories.make_review(
        member, name="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>"
    )
    on_desk_of(held, reviewer)

    page = as_reviewer.get(desk(held)).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("kind", OF_KIND)
def test_checklist_is_that_of_the_kind(as_reviewer, reviewer, member, kind):
    held = on_desk_of(factories.make_review(member, kind=kind), reviewer)

    page = as_reviewer.get(desk(held)).text

    assert [check for check in Check if f'name="{check.value}"' in page] == [
        check for check in Check if check in OF_KIND[kind]
    ]


def test_every_line_of_a_checklist_suggests_a_reason():
    assert set(SUGGESTS) == set(Check) == {check for lines in OF_KIND.values() for check in lines}


# --- The decision --------------------------------------------------------------------------------


def test_approved_case_is_signed_and_the_named_next_one_opens(as_reviewer, reviewer, held):
    coming = factories.make_review(factories.make_member())
    on_desk_of(held, reviewer)

    response = press(as_reviewer, held, "approve", coming=coming.pk)

    held.refresh_from_db()
    coming.refresh_from_db()
    assert (held.state, held.decided_by, held.taken_by) == (State.VERIFIED, reviewer, None)
    assert response.headers["Location"] == desk(coming)
    assert coming.taken_by == reviewer
    assert held.moves.last().checked == dict.fromkeys(
        [check.value for check in OF_KIND[held.kind]], True
    )


def test_line_answered_no_stops_the_approval_and_keeps_what_was_typed(as_reviewer, reviewer, held):
    on_desk_of(held, reviewer)

    page = press(as_reviewer, held, "approve", name="no", note="Ask for page 2").text

    held.refresh_from_db()
    assert held.state == State.SUBMITTED
    assert "You answered “No” to: Is the name the member’s, now or before?" in page
    assert "Ask for page 2" in page


@pytest.mark.parametrize(
    ("decision", "state", "reason"),
    [("return", State.RETURNED, "page_missing"), ("reject", State.REJECTED, "not_confirmed")],
)
def test_returned_or_rejected_with_a_reason_the_member_reads(
    as_reviewer, reviewer, held, decision, state, reason, django_capture_on_commit_callbacks
):
    on_desk_of(held, reviewer)

    with django_capture_on_commit_callbacks(execute=True):
        press(as_reviewer, held, decision, reason=reason, note="Page 2.", complete="no")

    held.refresh_from_db()
    move = held.moves.last()
    assert (held.state, move.reason, move.note) == (state, reason, "Page 2.")
    assert move.checked == {"complete": False}
    assert [letter.to for letter in mail.outbox] == [[held.member.user.email]]


@pytest.mark.parametrize(
    ("decision", "typed", "said"),
    [
        ("return", {}, "Choose a reason."),
        ("reject", {"reason": "page_missing"}, "This is a reason to return it."),
        ("return", {"reason": "not_confirmed"}, "This is a reason to reject it."),
        ("return", {"reason": "made_up"}, "made_up"),
        ("return", {"reason": "other"}, "Write the reason to the member."),
        ("reject", {"reason": "other", "note": "x" * 1001}, "at most 1000 characters"),
        ("approve", {"note": "a\x00b"}, "Null characters"),
        ("approve", {"name": "perhaps"}, "perhaps"),
    ],
)
def test_bad_input_is_told_and_nothing_is_decided(
    as_reviewer, reviewer, held, decision, typed, said
):
    on_desk_of(held, reviewer)

    response = press(as_reviewer, held, decision, **typed)

    held.refresh_from_db()
    assert response.status_code == 200
    assert said in response.text
    assert "<title>Error: " in response.text
    assert held.state == State.SUBMITTED


def test_next_without_deciding_puts_it_back_and_opens_the_one_behind(as_reviewer, reviewer):
    _oldest, second, third = (factories.make_review(factories.make_member()) for _turn in range(3))
    on_desk_of(second, reviewer)

    response = press(as_reviewer, second, "next", coming=third.pk)

    second.refresh_from_db()
    assert response.headers["Location"] == desk(third)
    assert (second.state, second.taken_by) == (State.SUBMITTED, None)


def test_interest_in_the_next_names_another_and_keeps_what_was_typed(as_reviewer, reviewer, held):
    coming, another = (factories.make_review(factories.make_member()) for _turn in range(2))
    on_desk_of(held, reviewer)

    page = press(
        as_reviewer, held, "interest_in_coming", coming=coming.pk, note="Half a sentence"
    ).text

    assert f'name="coming" value="{another.pk}"' in page
    assert "Half a sentence" in page
    assert coming.interests.get().has_interest


def test_interest_in_the_next_opens_nothing_that_is_not_on_the_desk(
    as_reviewer, reviewer, colleague, held
):
    """Neither a case of somebody else's desk, nor one in which there is an interest."""
    closed = factories.make_review(factories.make_member())
    factories.make_interest(closed, reviewer)
    on_desk_of(held, colleague)

    answers = [press(as_reviewer, one, "interest_in_coming") for one in (held, closed)]

    assert [one.headers["Location"] for one in answers] == [desk(held), desk(closed)]


def test_interest_in_the_next_of_the_same_member_closes_this_case_too(as_reviewer, reviewer, held):
    same = factories.make_review(held.member, name="Another degree")
    on_desk_of(held, reviewer)

    response = press(as_reviewer, held, "interest_in_coming", coming=same.pk)

    held.refresh_from_db()
    assert response.headers["Location"] == QUEUE
    assert held.taken_by is None


def test_caution_asks_for_every_line_of_the_checklist(as_reviewer, reviewer, member):
    held = on_desk_of(factories.make_review(member, text="Somebody Else"), reviewer)
    answers = dict.fromkeys([check.value for check in OF_KIND[held.kind]], "yes")

    refused = press(as_reviewer, held, "approve").text
    held.refresh_from_db()
    states = [held.state]
    press(as_reviewer, held, "approve", **answers)
    held.refresh_from_db()

    assert "Answer every line of the checklist first." in refused
    assert [*states, held.state] == [State.SUBMITTED, State.VERIFIED]


def test_last_case_leads_back_to_the_queue(as_reviewer, reviewer, held):
    on_desk_of(held, reviewer)

    response = press(as_reviewer, held, "approve")

    assert response.headers["Location"] == QUEUE


def test_case_that_was_not_opened_is_not_decided(as_reviewer, held):
    response = press(as_reviewer, held, "approve")

    held.refresh_from_db()
    assert response.headers["Location"] == desk(held)
    assert held.state == State.SUBMITTED


def test_stale_page_is_told(as_reviewer, reviewer, held):
    """Withdrawn, corrected, sent again and opened anew since the page was loaded."""
    on_desk_of(held, reviewer)
    old = held.submitted_at.isoformat()
    Qualification.objects.filter(pk=held.pk).update(submitted_at=timezone.now())

    page = as_reviewer.post(desk(held), {"decision": "approve", "sent": old}, follow=True).text

    held.refresh_from_db()
    assert held.state == State.SUBMITTED
    assert "Somebody else changed this meanwhile." in page


def test_decision_on_a_withdrawn_case_is_told(as_reviewer, reviewer, held):
    on_desk_of(held, reviewer)
    sent = held.submitted_at.isoformat()
    withdraw(held, by=held.member.user)

    response = as_reviewer.post(desk(held), {"decision": "approve", "sent": sent}, follow=True)

    held.refresh_from_db()
    assert held.state == State.DRAFT
    assert response.status_code in {200, 404}


def test_two_signatures_are_of_two_people(as_reviewer, reviewer, colleague, member):
    grade = factories.make_grade(needs_two_signatures=True)
    held = on_desk_of(factories.make_review(member, grade=grade), reviewer)
    assert "Sign first" in as_reviewer.get(desk(held)).text

    press(as_reviewer, held, "approve")
    held.refresh_from_db()
    assert (held.state, held.first_signed_by, held.taken_by) == (State.SUBMITTED, reviewer, None)
    assert "Somebody else has to sign second." in as_reviewer.get(desk(held)).text

    second = logged_in(colleague)
    open_case(second, held)
    assert "yours is the second signature" in second.get(desk(held)).text
    press(second, held, "approve")

    held.refresh_from_db()
    assert (held.state, held.decided_by) == (State.VERIFIED, colleague)


def test_colleague_cannot_decide_what_is_on_another_desk(reviewer, colleague, held):
    on_desk_of(held, reviewer)

    with pytest.raises(TransitionNotAllowed, match=f"{reviewer.name} has this on the desk until"):
        verify(held, by=colleague)


def test_desk_is_cleared_by_its_owner_alone(reviewer, colleague, held):
    on_desk_of(held, reviewer)

    put_back(held, by=colleague)
    held.refresh_from_db()
    assert held.taken_by == reviewer

    put_back(held, by=reviewer)
    held.refresh_from_db()
    assert held.taken_by is None


def test_interest_stands_though_it_is_stated_twice(reviewer, held):
    for _turn in range(2):
        state_interest(held, by=reviewer)

    assert [one.has_interest for one in held.interests.all()] == [True]


def test_desk_costs_the_same_for_one_file_and_for_three(as_reviewer, reviewer, held, count_queries):
    on_desk_of(held, reviewer)
    _, one = count_queries(as_reviewer, desk(held))
    for _turn in range(2):
        held.evidence.add(factories.make_certificate(held.member, "Some text"))

    _, three = count_queries(as_reviewer, desk(held))

    assert len(three) == len(one)
    assert three.repeated == {}
    assert three.writes == []


# --- What was checked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "before", "after", "typed"),
    [
        ("suspend", State.VERIFIED, State.SUSPENDED, {"reason": "under_inquiry"}),
        ("reinstate", State.SUSPENDED, State.VERIFIED, {"note": "Closed."}),
        ("revoke", State.VERIFIED, State.REVOKED, {"reason": "issuer_withdrew"}),
        ("revoke", State.SUSPENDED, State.REVOKED, {"reason": "false_statement"}),
    ],
)
def test_checked_title_is_suspended_reinstated_and_revoked_on_its_page(
    as_reviewer, reviewer, member, verb, before, after, typed
):
    reason = "under_inquiry" if before == State.SUSPENDED else ""
    held = factories.make_qualification(member, before, reason=reason)
    address = f"/admin/members/qualification/{held.pk}/"
    assert f"decide/{verb}/" in as_reviewer.get(f"{address}change/").text

    as_reviewer.post(f"{address}decide/{verb}/", typed)

    held.refresh_from_db()
    assert (held.state, held.decided_by) == (after, reviewer)


def test_decision_that_does_not_fit_is_told_before_anything_is_asked(as_reviewer, member):
    held = factories.make_qualification(member, State.VERIFIED)

    page = as_reviewer.get(
        f"/admin/members/qualification/{held.pk}/decide/reinstate/", follow=True
    ).text

    assert "This cannot be decided as it stands now." in page


def test_whoever_has_an_interest_is_not_offered_a_decision(as_reviewer, reviewer, member):
    held = factories.make_qualification(member, State.VERIFIED)
    factories.make_interest(held, reviewer)
    address = f"/admin/members/qualification/{held.pk}"

    assert "decide/suspend/" not in as_reviewer.get(f"{address}/change/").text
    assert as_reviewer.get(f"{address}/decide/suspend/").status_code == 403


@pytest.mark.parametrize("state", [one for one in State if one != State.DRAFT])
def test_nobody_edits_what_was_sent_or_checked(as_admin, member, state):
    held = factories.make_qualification(member, state, number="A 1")
    address = f"/admin/members/qualification/{held.pk}/change/"

    response = as_admin.post(address, {"number": "B 2", "name": "Another"})

    held.refresh_from_db()
    assert response.status_code == 403
    assert held.number == "A 1"


@pytest.mark.parametrize("group", ["auditor", "membership officer", "editor"])
def test_nobody_else_suspends(as_staff, member, group):
    held = factories.make_qualification(member, State.VERIFIED)

    response = as_staff(group).post(
        f"/admin/members/qualification/{held.pk}/decide/suspend/", {"reason": "under_inquiry"}
    )

    held.refresh_from_db()
    assert response.status_code == 403
    assert held.state == State.VERIFIED
