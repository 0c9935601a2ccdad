"""From state to state: what may be, who is told, what the database refuses, what then counts."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.cpd.statements import Statement, StatementCredit
from members.statements import workflow
from members.statements.workflow import Credit, overlapping, proposed
from members.transitions import ChangedMeanwhile, TransitionNotAllowed, advance
from tests import factories as make

pytestmark = pytest.mark.django_db
State = Statement.State

# What each verb makes of a statement in each state; a state that is missing refuses the verb.
MOVES = {
    "send": {"draft": "submitted", "returned": "submitted"},
    "withdraw": {"submitted": "draft"},
    "return_for_more": {"submitted": "returned"},
    "reject": {"submitted": "rejected"},
    "accept": {"submitted": "accepted"},
    "reopen": {"accepted": "submitted", "rejected": "submitted"},
}
TOLD = {
    "send": "With reviewer: Statement of Hong Kong Institution",
    "withdraw": "Withdrawn: Statement of Hong Kong Institution",
    "return_for_more": "Correct and send again: Statement of Hong Kong Institution",
    "reject": "Not approved: Statement of Hong Kong Institution",
    "accept": "Accepted: Statement of Hong Kong Institution",
    "reopen": "Under review again: Statement of Hong Kong Institution",
}


@pytest.fixture
def press(reviewer, requirement):
    def pressed(verb: str, statement: Statement, **changes):
        answers = {
            "return_for_more": {"by": reviewer, "reason": "Page 2 is missing."},
            "reject": {"by": reviewer, "reason": "It names somebody else."},
            "accept": {"by": reviewer, "credits": [Credit(requirement, Decimal(5), "other")]},
            "reopen": {"by": reviewer},
        }
        return getattr(workflow, verb)(statement, **(answers.get(verb, {}) | changes))

    return pressed


def stamps(new: str, reviewer) -> dict:
    signed = {"decided_at": timezone.now(), "decided_by": reviewer, "reason": "x"}
    unsigned = {"decided_at": None, "decided_by": None, "reason": ""}
    sent = {"submitted_at": None if new == State.DRAFT else timezone.now()}
    return (signed if new in Statement.DECIDED else unsigned) | sent


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_state_goes_to_the_states_of_the_table_alone(state, reviewer, old, new):
    statement = state(old)

    if new in Statement.NEXT.get(old, ()):
        advance(statement, new, **stamps(new, reviewer))
        expected = new
    else:
        with pytest.raises(TransitionNotAllowed):
            advance(statement, new, **stamps(new, reviewer))
        expected = old

    assert Statement.objects.get().state == expected


@pytest.mark.parametrize(("verb", "old"), list(product(MOVES, State)))
def test_verb_moves_what_it_may_and_refuses_the_rest(state, press, verb, old):
    statement = state(old)

    if new := MOVES[verb].get(old):
        press(verb, statement)
    else:
        with pytest.raises(TransitionNotAllowed):
            press(verb, statement)

    now = new or old
    assert Statement.objects.get().state == now
    assert StatementCredit.objects.count() == (now == "accepted")


@pytest.mark.parametrize("verb", TOLD)
def test_each_move_tells_the_member_once(state, press, verb, django_capture_on_commit_callbacks):
    statement = state(next(iter(MOVES[verb])))

    with django_capture_on_commit_callbacks(execute=True):
        press(verb, statement)

    assert [(one.to, one.subject) for one in mail.outbox] == [(["li.wei@example.org"], TOLD[verb])]
    assert statement.get_absolute_url() in mail.outbox[0].body


def test_mail_is_in_the_language_of_the_member(
    member, state, press, django_capture_on_commit_callbacks
):
    member.language = "zh-hans"
    member.save()
    statement = state()

    with django_capture_on_commit_callbacks(execute=True):
        press("reject", statement)

    assert mail.outbox[0].subject == "不予通过：香港学会出具的学时证明"
    assert "It names somebody else." in mail.outbox[0].body


def test_a_refused_move_tells_nobody(state, press, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(TransitionNotAllowed):
        press("accept", state("draft"))

    assert mail.outbox == []


def test_nothing_is_sent_without_the_statement_itself(state):
    statement = state("draft")
    statement.evidence.clear()

    with pytest.raises(ValidationError, match="Add the statement itself as evidence"):
        workflow.send(statement)

    assert Statement.objects.get().state == "draft"


def test_decision_is_signed_dated_and_has_its_reason(state, press, reviewer):
    statement = state()

    press("return_for_more", statement)

    kept = Statement.objects.get()
    assert (kept.decided_by, kept.reason) == (reviewer, "Page 2 is missing.")
    assert kept.decided_at is not None


def test_sent_again_it_is_undecided(state):
    workflow.send(state("returned"))

    kept = Statement.objects.get()
    assert (kept.decided_by, kept.decided_at, kept.reason) == (None, None, "")


@pytest.mark.parametrize("verb", ["accept", "return_for_more", "reject"])
def test_what_changed_since_it_was_read_is_not_decided(state, press, verb):
    statement = state()
    Statement.objects.update(hours=30, updated_at=timezone.now())

    with pytest.raises(ChangedMeanwhile):
        press(verb, statement)

    assert Statement.objects.get().state == "submitted"


@pytest.mark.parametrize("verb", ["accept", "return_for_more", "reject", "reopen"])
def test_nobody_decides_their_own(member, state, press, verb):
    statement = state(next(iter(MOVES[verb])))

    with pytest.raises(PermissionDenied):
        press(verb, statement, by=member.user)


def test_own_decision_is_refused_by_the_database(member, state):
    with pytest.raises(IntegrityError, match="statement_decided_by_another"), transaction.atomic():
        state("rejected", decided_by=member.user)


# --- What it is worth ----------------------------------------------------------------------------


def test_accepted_it_has_the_credits_of_the_decision(state, press, requirement, issuer):
    other = make.make_requirement()
    by = make.make_equivalence(requirement, issuer)
    credits = [
        Credit(requirement, Decimal(10), "other", by),
        Credit(other, Decimal("2.5"), "training"),
    ]

    press("accept", state(), credits=credits)

    rows = StatementCredit.objects.order_by("hours").values_list(
        "requirement", "hours", "kind", "equivalence"
    )
    assert list(rows) == [
        (other.pk, Decimal("2.5"), "training", None),
        (requirement.pk, Decimal(10), "other", by.pk),
    ]


@pytest.mark.parametrize(
    ("days", "is_refused"),
    [
        ({"starts_on": date(2025, 6, 30), "ends_on": date(2025, 8, 1)}, True),
        ({"starts_on": date(2025, 7, 1), "ends_on": date(2025, 8, 1)}, False),
    ],
)
def test_same_days_of_one_issuer_count_once(state, press, requirement, days, is_refused):
    first = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}
    state("accepted", credits=[(requirement, 5)], **first)
    second = state(**days)

    if is_refused:
        with pytest.raises(ValidationError, match="counts for some of these days already"):
            press("accept", second)
    else:
        press("accept", second)

    second.refresh_from_db()
    assert (second.state == "submitted") is is_refused


@pytest.mark.parametrize(
    ("settled", "worth"),
    [
        ({"factor": "0.5"}, "10"),
        ({"factor": "0.333"}, "6.5"),
        ({"factor": "0.001"}, "0.25"),
        ({"factor": "999"}, "999.75"),
        ({"fixed_hours": "8"}, "8"),
    ],
)
def test_equivalence_gives_whole_quarters_and_never_more(
    state, requirement, issuer, settled, worth
):
    values = {name: Decimal(value) for name, value in settled.items()}
    equivalence = make.make_equivalence(requirement, issuer, kind="training", **values)

    found = proposed(state(hours=20))

    assert found == {requirement.pk: Credit(requirement, Decimal(worth), "training", equivalence)}


def test_newest_equivalence_of_the_issuer_on_the_last_day_is_proposed(state, requirement, issuer):
    rows = [
        (issuer, "1", date(2020, 1, 1), None),
        (issuer, "2", date(2024, 1, 1), None),
        (issuer, "3", date(2025, 1, 1), date(2025, 6, 29)),  # over by then
        (issuer, "4", date(2025, 7, 1), None),  # not yet
        (make.make_body(), "5", date(2025, 1, 1), None),  # of another body
        (None, "6", date(2025, 1, 1), None),  # of employers
    ]
    for body, factor, first, last in rows:
        make.make_equivalence(
            requirement, body, factor=Decimal(factor), valid_from=first, valid_until=last
        )

    (found,) = proposed(
        state(hours=10, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    ).values()

    assert found.hours == 20


def test_employers_have_an_equivalence_of_their_own(member, requirement):
    make.make_equivalence(requirement, make.make_body(), factor=Decimal(1))
    make.make_equivalence(requirement, None, factor=Decimal("0.25"))

    (found,) = proposed(make.make_statement(member, employer="Bridge Bureau")).values()

    assert found.hours == 5


def test_entries_of_the_same_days_are_found(member, stranger, state):
    statement = state(starts_on=date(2025, 2, 1), ends_on=date(2025, 3, 31))
    inside = make.make_record(member, done_on=date(2025, 3, 31))
    make.make_record(member, done_on=date(2025, 4, 1))
    make.make_record(member, done_on=date(2025, 3, 1), state="rejected")
    make.make_record(stranger, done_on=date(2025, 3, 1))

    assert list(overlapping(statement)) == [inside]


# --- What the database refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("statement_has_one_issuer", {"body": None}),
        ("statement_has_one_issuer", {"employer": "Bridge Bureau"}),
        ("statement_says_what_it_is_about", {"about": ""}),
        ("statement_says_what_it_is_about", {"unit": ""}),
        ("statement_ends_after_start", {"ends_on": date(2024, 12, 31)}),
        ("statement_days_possible", {"starts_on": date(1989, 12, 31)}),
        ("statement_amount_possible", {"hours": Decimal(0)}),
        ("statement_state_known", {"state": "lost"}),
        ("statement_sent_is_dated", {"submitted_at": None}),
        ("statement_decision_is_signed", {"decided_at": timezone.now()}),
    ],
)
def test_impossible_statement_is_refused_by_the_database(member, state, name, fields):
    statement = state(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"factor": None},
        {"factor": Decimal(1), "fixed_hours": Decimal(1)},
        {"factor": Decimal(0)},
        {"fixed_hours": Decimal("0.1")},
        {"source": ""},
        {"valid_until": date(2019, 12, 31)},
    ],
)
def test_impossible_equivalence_is_refused_by_the_database(requirement, issuer, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_equivalence(requirement, issuer, **fields)


@pytest.mark.parametrize("has_body", [True, False])
def test_one_equivalence_is_valid_from_a_day(requirement, issuer, has_body):
    body = issuer if has_body else None
    make.make_equivalence(requirement, body)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_equivalence(requirement, body)
