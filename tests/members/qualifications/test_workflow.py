"""Every verb: from where it leads where, who may, what it remembers, and who is told."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from members.qualifications import workflow
from members.qualifications.forms import QualificationForm
from members.qualifications.history import Move
from members.qualifications.models import Qualification
from members.qualifications.reasons import FIELD_AT_FAULT, FOR, Reason
from members.transitions import ChangedMeanwhile, TransitionNotAllowed
from tests import factories

pytestmark = pytest.mark.django_db
State = Qualification.State
COMPLETE = {"awarded_on": date(2019, 6, 28), "issuer": "University"}
OTHER = {"reason": "other", "note": "As agreed."}

# verb: (states it leads from, the state it leads to, what it asks beside the person)
VERBS = {
    workflow.submit: ({State.DRAFT}, State.SUBMITTED, {}),
    workflow.resubmit: ({State.RETURNED}, State.SUBMITTED, {}),
    workflow.withdraw: ({State.SUBMITTED}, State.DRAFT, {}),
    workflow.return_for_more: ({State.SUBMITTED}, State.RETURNED, OTHER),
    workflow.verify: ({State.SUBMITTED}, State.VERIFIED, {}),
    workflow.reject: ({State.SUBMITTED}, State.REJECTED, OTHER),
    workflow.suspend: ({State.VERIFIED}, State.SUSPENDED, OTHER),
    workflow.reinstate: ({State.SUSPENDED}, State.VERIFIED, {}),
    workflow.revoke: ({State.VERIFIED, State.SUSPENDED}, State.REVOKED, OTHER),
}
OF_MEMBER = {workflow.submit, workflow.resubmit, workflow.withdraw}
DECISIONS = [verb for verb in VERBS if verb not in OF_MEMBER]
WITH_REASON = [verb for verb, (_from, to, _asked) in VERBS.items() if to in FOR]
EVERY = [(verb, state) for verb in VERBS for state in State]
ALLOWED = [(verb, state) for verb, state in EVERY if state in VERBS[verb][0]]
REFUSED = [(verb, state) for verb, state in EVERY if state not in VERBS[verb][0]]


def first_state(verb: Callable) -> State:
    return next(state for allowed, state in ALLOWED if allowed == verb)


def name(value) -> str:
    return getattr(value, "__name__", str(value))


@pytest.fixture
def reviewer():
    return factories.make_user("reviewer@example.org", is_staff=True)


@pytest.fixture
def held(member) -> Callable[..., Qualification]:
    def make(state: str, **fields) -> Qualification:
        made = factories.make_qualification(member, state, **(COMPLETE | fields))
        return Qualification.objects.of(member).get(pk=made.pk)

    return make


@pytest.fixture
def act(member, reviewer) -> Callable[..., None]:
    """The verb by whom it is for: the member, or the reviewer."""

    def do(verb: Callable, one: Qualification, **asked) -> None:
        by = member.user if verb in OF_MEMBER else reviewer
        verb(one, **({"by": by} | VERBS[verb][2] | asked))

    return do


# --- From where to where -------------------------------------------------------------------------


def test_verbs_make_every_move_of_the_table_and_no_other():
    made = {(state, VERBS[verb][1]) for verb, state in ALLOWED}

    assert made == {(old, new) for old, states in Qualification.NEXT.items() for new in states}


@pytest.mark.parametrize(("verb", "state"), ALLOWED, ids=name)
def test_verb_moves_and_remembers(held, act, member, reviewer, verb, state):
    one = held(state)
    before = one.moves.count()

    act(verb, one)

    one.refresh_from_db()
    move = one.moves.last()
    assert one.state == VERBS[verb][1]
    assert one.moves.count() == before + 1
    assert (move.from_state, move.to_state) == (state, VERBS[verb][1])
    assert (move.member, move.made_by) == (
        member,
        member.user if verb in OF_MEMBER else reviewer,
    )
    asked = VERBS[verb][2]
    assert (move.reason, move.note) == (asked.get("reason", ""), asked.get("note", ""))


@pytest.mark.parametrize(("verb", "state"), REFUSED, ids=name)
def test_verb_refuses_every_other_state(held, act, verb, state):
    one = held(state)
    before = one.moves.count()

    with pytest.raises(TransitionNotAllowed):
        act(verb, one)

    one.refresh_from_db()
    assert (one.state, one.moves.count()) == (state, before)
    assert mail.outbox == []


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_history_takes_the_moves_of_the_table_and_no_other(held, member, reviewer, old, new):
    """The table once in Python and once in the database; two signatures are one step more."""
    one = held(old)
    by_member = new == State.DRAFT or old in {State.DRAFT, State.RETURNED}
    now = timezone.now()
    move = Move(
        qualification=one,
        member=member,
        from_state=old,
        to_state=new,
        made_at=now,
        sent_at=now,
        made_by=member.user if by_member else reviewer,
        reason="under_inquiry",
    )

    is_first_signature = old == new == State.SUBMITTED
    if new in Qualification.NEXT.get(old, ()) or is_first_signature:
        move.validate_constraints()
    else:
        with pytest.raises(ValidationError, match="qualification_move_possible"):
            move.validate_constraints()


@pytest.mark.parametrize("verb", DECISIONS, ids=name)
def test_decision_is_signed_and_dated(held, act, reviewer, verb):
    one = held(first_state(verb))
    start = timezone.now()

    act(verb, one)

    one.refresh_from_db()
    assert one.decided_by == reviewer
    assert start <= one.decided_at <= timezone.now()


def test_sending_again_is_dated_anew_and_keeps_the_signature_of_the_return(held, act):
    one = held(State.RETURNED)
    sent_at, decided_at = one.submitted_at, one.decided_at

    act(workflow.resubmit, one)

    one.refresh_from_db()
    assert one.submitted_at > sent_at
    assert one.decided_at == decided_at


def test_answer_remembers_when_the_claim_was_sent(held, act):
    one = held(State.SUBMITTED)

    act(workflow.reject, one)

    assert one.moves.last().sent_at == one.submitted_at


# --- What is missing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"awarded_on": None}, "awarded_on"),
        ({"issuer": ""}, "issuer"),
    ],
)
@pytest.mark.parametrize(
    ("verb", "state"), [(workflow.submit, State.DRAFT), (workflow.resubmit, State.RETURNED)]
)
def test_unfinished_claim_is_refused_by_field(held, act, verb, state, fields, fault):
    one = held(state, **fields)

    with pytest.raises(ValidationError) as refusal:
        act(verb, one)

    one.refresh_from_db()
    assert refusal.value.message_dict.keys() == {fault}
    assert one.state == state


def test_title_of_the_list_needs_no_issuer(held, act):
    one = held(State.DRAFT, issuer="", grade=factories.make_grade())

    act(workflow.submit, one)

    assert one.state == State.SUBMITTED


@pytest.mark.parametrize("verb", WITH_REASON, ids=name)
@pytest.mark.parametrize("reason", ["", "because", "unknown"])
def test_decision_that_a_member_must_understand_needs_a_reason(held, act, verb, reason):
    one = held(first_state(verb))

    with pytest.raises(ValidationError) as refusal:
        act(verb, one, reason=reason)

    assert refusal.value.message_dict == {"reason": ["Choose a reason."]}


@pytest.mark.parametrize("verb", WITH_REASON, ids=name)
@pytest.mark.parametrize("note", ["", "  "])
def test_another_reason_has_to_be_written(held, act, verb, note):
    one = held(first_state(verb))

    with pytest.raises(ValidationError) as refusal:
        act(verb, one, note=note)

    assert refusal.value.message_dict == {"note": ["Write the reason to the member."]}


def test_reasons_are_each_for_some_decision_and_say_it_in_both_languages():
    assert {reason for reasons in FOR.values() for reason in reasons} == set(Reason)
    for reason in Reason:
        with translation.override("zh-hans"):
            chinese = str(reason.label)
        assert chinese != str(reason.label)


def test_reasons_name_fields_that_a_member_fills_in():
    assert set(FIELD_AT_FAULT.values()) <= set(QualificationForm.base_fields)


# --- Nobody in their own case, nobody after somebody else ----------------------------------------


@pytest.mark.parametrize("verb", DECISIONS, ids=name)
def test_nobody_decides_their_own_case(held, act, member, verb):
    state = first_state(verb)
    one = held(state)

    with pytest.raises(PermissionDenied):
        act(verb, one, by=member.user)

    one.refresh_from_db()
    assert one.state == state


@pytest.mark.parametrize("verb", [workflow.return_for_more, workflow.verify, workflow.reject])
def test_second_of_two_reviewers_is_told(held, act, reviewer, verb):
    one = held(State.SUBMITTED)
    second = Qualification.objects.get()
    act(workflow.reject, one)

    with pytest.raises(TransitionNotAllowed) as refusal:
        act(verb, second, by=factories.make_user(is_staff=True))

    one.refresh_from_db()
    assert (one.state, one.decided_by) == (State.REJECTED, reviewer)
    assert str(refusal.value).startswith("This stands at “Not approved”")


def test_decision_on_what_was_withdrawn_and_sent_anew_is_refused(held, act):
    one = held(State.SUBMITTED)
    seen = Qualification.objects.get()
    act(workflow.withdraw, one)
    act(workflow.submit, one)

    with pytest.raises(ChangedMeanwhile) as refusal:
        act(workflow.verify, seen)

    one.refresh_from_db()
    assert one.state == State.SUBMITTED
    assert str(refusal.value).startswith("Somebody else changed this meanwhile.")


# --- Two signatures ------------------------------------------------------------------------------


@pytest.fixture
def twice(held) -> Qualification:
    return held(State.SUBMITTED, grade=factories.make_grade(needs_two_signatures=True))


def test_first_of_two_signatures_changes_no_state(twice, act, reviewer):
    act(workflow.verify, twice)

    twice.refresh_from_db()
    assert (twice.state, twice.first_signed_by) == (State.SUBMITTED, reviewer)
    assert twice.decided_at is None
    assert twice.moves.last().is_first_signature


def test_second_signature_of_somebody_else_verifies(twice, act, reviewer):
    second = factories.make_user("second@example.org", is_staff=True)
    act(workflow.verify, twice)

    act(workflow.verify, twice, by=second)

    twice.refresh_from_db()
    assert twice.state == State.VERIFIED
    assert (twice.first_signed_by, twice.decided_by) == (reviewer, second)


def test_second_signature_of_the_same_person_is_refused(twice, act):
    act(workflow.verify, twice)

    with pytest.raises(ValidationError, match="Somebody else has to sign second"):
        act(workflow.verify, twice)

    twice.refresh_from_db()
    assert twice.state == State.SUBMITTED


def test_two_first_signatures_at_once_are_one(twice, act, reviewer):
    late = Qualification.objects.select_related("grade").get()
    act(workflow.verify, twice)

    with pytest.raises(ChangedMeanwhile):
        act(workflow.verify, late, by=factories.make_user())

    twice.refresh_from_db()
    assert (twice.first_signed_by, twice.moves.count()) == (reviewer, 2)


@pytest.mark.parametrize("verb", [workflow.withdraw, workflow.return_for_more])
def test_first_signature_is_void_when_the_claim_goes_back(twice, act, verb):
    act(workflow.verify, twice)

    act(verb, twice)

    twice.refresh_from_db()
    assert (twice.first_signed_by, twice.first_signed_at) == (None, None)


def test_second_signature_does_not_count_for_what_was_sent_anew(twice, act):
    act(workflow.verify, twice)
    seen = Qualification.objects.select_related("grade").get()
    act(workflow.withdraw, twice)
    act(workflow.submit, twice)

    with pytest.raises(ChangedMeanwhile):
        act(workflow.verify, seen, by=factories.make_user())

    twice.refresh_from_db()
    assert twice.state == State.SUBMITTED


def test_first_signer_may_suspend_and_reinstate_later(twice, act):
    act(workflow.verify, twice)
    act(workflow.verify, twice, by=factories.make_user())

    act(workflow.suspend, twice)
    act(workflow.reinstate, twice)

    twice.refresh_from_db()
    assert twice.state == State.VERIFIED


# --- Who is told ---------------------------------------------------------------------------------

# verb: (who gets a mail, its subject). Nobody else is ever told.
TOLD = {
    workflow.submit: ("member", "With reviewer: Master of Engineering"),
    workflow.resubmit: ("member", "With reviewer: Master of Engineering"),
    workflow.withdraw: ("member", "Withdrawn: Master of Engineering"),
    workflow.return_for_more: ("member", "Returned to you: Master of Engineering"),
    workflow.verify: ("member", "Checked by CSE: Master of Engineering"),
    workflow.reject: ("member", "Not approved: Master of Engineering"),
    workflow.suspend: ("member", "Suspended: Master of Engineering"),
    workflow.reinstate: ("member", "Checked by CSE: Master of Engineering"),
    workflow.revoke: ("member", "Revoked: Master of Engineering"),
    workflow.sign_first: (None, None),
}


def test_table_says_of_every_verb_who_is_told():
    assert TOLD.keys() == VERBS.keys() | {workflow.sign_first}


@pytest.mark.parametrize("verb", VERBS, ids=name)
def test_verb_tells_the_right_person_once_after_the_commit(
    held, act, member, django_capture_on_commit_callbacks, verb
):
    people = {"member": member.user.email}
    one = held(first_state(verb))

    with django_capture_on_commit_callbacks() as waiting:
        act(verb, one)
        assert mail.outbox == []
    for send in waiting:
        send()

    who, subject = TOLD[verb]
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([people[who]], subject)
    assert message.cc == message.bcc == []
    assert f"http://127.0.0.1:8000/en/members/qualifications/{one.pk}/" in message.body
    assert "What happens next:" in message.body
    if note := VERBS[verb][2].get("note"):
        assert f"The reason:\n{note}\n" in message.body


def test_first_of_two_signatures_tells_nobody(twice, act, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        act(workflow.verify, twice)

    assert mail.outbox == []


@pytest.mark.parametrize("verb", VERBS, ids=name)
def test_mail_speaks_the_language_of_the_member(
    held, act, member, django_capture_on_commit_callbacks, verb
):
    member.language = "zh-hans"
    member.save()
    one = held(first_state(verb), name="工学硕士")

    with django_capture_on_commit_callbacks(execute=True):
        act(verb, one, **({"reason": FOR[VERBS[verb][1]][0]} if verb in WITH_REASON else {}))

    (message,) = mail.outbox
    text = message.subject + message.body.partition("--")[0]
    assert "工学硕士" in message.subject
    assert not any(word in text for word in ("reason", "Society", "next", "review"))
    assert "/zh-hans/members/qualifications/" in message.body


def test_receipt_says_how_long_an_answer_usually_takes(
    held, act, django_capture_on_commit_callbacks
):
    for _ in range(5):
        factories.make_answer(working_days=1)

    with django_capture_on_commit_callbacks(execute=True):
        act(workflow.submit, held(State.DRAFT))

    (message,) = mail.outbox
    assert "An answer usually takes 1 working day." in message.body


def test_mail_writes_what_people_typed_as_it_is(held, act, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        act(workflow.reject, held(State.SUBMITTED, name="R&D <b>"), note="Page 2 & 3 <i>")

    (message,) = mail.outbox
    assert "R&D <b>" in message.subject
    assert "Page 2 & 3 <i>" in message.body
