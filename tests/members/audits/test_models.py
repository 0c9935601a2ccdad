"""What the database refuses, whoever writes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from agreements.requirements.windows import CountingWindow
from members.audits.draws import Draw
from members.audits.entries import AuditEntry
from members.audits.models import Audit, Consequence
from members.evidence.uses import uses_of, with_claims
from members.profile.workflow import open_record
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


# --- A draw --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"percentage": None}, "draw_has_one_size"),
        ({"number": 3}, "draw_has_one_size"),
        ({"percentage": 0}, "draw_has_one_size"),
        ({"percentage": 101}, "draw_has_one_size"),
        ({"percentage": None, "number": 0}, "draw_has_one_size"),
        ({"first_on": date(2026, 1, 1)}, "draw_period_in_order"),
        ({"first_on": date(1989, 12, 31)}, "draw_days_possible"),
        ({"due_on": date(2025, 12, 31)}, "draw_answered_after_the_period"),
        ({"extension_days": 91}, "draw_spans_possible"),
        ({"drawn_at": make.SENT_AT}, "draw_is_signed"),
        ({"fingerprint": "abc"}, "draw_is_signed"),
        ({"seed": ""}, "draw_has_seed"),
    ],
)
def test_draw_that_cannot_be_is_refused(draft, fields, name):
    with refused(name):
        Draw.objects.filter(pk=draft.pk).update(**fields)


def test_seeds_are_made_by_chance(requirement):
    seeds = {Draw(requirement=requirement).seed for _ in range(20)}

    assert len(seeds) == 20
    assert {len(seed) for seed in seeds} == {32}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"last_on": date(2026, 12, 31)}, "This period has not ended yet."),
        ({"last_on": date(2020, 12, 31)}, "No rules were in force on this day."),
        (
            {"first_on": date(2025, 7, 1)},
            "The rules have another period on the last day: 1 Jan 2025 to 31 Dec 2025.",
        ),
    ],
)
def test_draw_is_of_a_period_of_the_rules_that_has_ended(draft, fields, said):
    for field, value in fields.items():
        setattr(draft, field, value)

    with pytest.raises(ValidationError) as refusal:
        draft.full_clean()

    assert said in refusal.value.messages


def test_draw_may_have_any_days_where_each_member_has_a_period_of_their_own(draft):
    CountingWindow.objects.update(kind="rolling", years=3)
    draft.first_on = date(2023, 1, 1)

    draft.full_clean()


# --- An audit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "fields", "name"),
    [
        ("passed", {"state": "lost"}, "audit_state_known"),
        ("open", {"state": "submitted"}, "audit_answered_before_a_finding"),
        ("open", {"statement": "ready"}, "audit_answer_is_whole"),
        ("submitted", {"statement": "perhaps", "explanation": "x"}, "audit_statement_known"),
        ("submitted", {"statement": "cannot"}, "audit_statement_is_explained"),
        ("open", {"extended_at": make.SENT_AT}, "audit_extension_has_reason"),
        ("submitted", {"state": "passed"}, "audit_decision_is_signed"),
        ("returned", {"feedback": ""}, "audit_decision_is_explained"),
        ("failed", {"failures": 0}, "audit_consequence_of_failure"),
        ("passed", {"failures": 1}, "audit_consequence_of_failure"),
    ],
)
def test_audit_that_cannot_be_is_refused(audit, state, fields, name):
    one = audit(state)

    with refused(name):
        Audit.objects.filter(pk=one.pk).update(**fields)


@pytest.mark.parametrize("state", ["returned", "passed", "remarks", "failed", "excused"])
def test_decision_in_ones_own_case_is_refused(audit, bound, state):
    one = audit(state)

    with refused("audit_decided_by_another"):
        Audit.objects.filter(pk=one.pk).update(decided_by=bound.user)


def test_step_in_ones_own_case_is_refused(audit, bound):
    one = audit("passed")

    with refused("audit_move_not_in_own_case"):
        one.moves.filter(to_state="passed").update(made_by=bound.user)


def test_step_that_is_not_in_the_table_is_refused(audit):
    one = audit("passed")

    with refused("audit_move_possible"):
        one.moves.filter(to_state="passed").update(from_state="open")


def test_member_is_in_a_draw_once(audit):
    one = audit()

    with refused("audit_once_a_draw|UNIQUE"):
        make.make_audit(one.member, draw=one.draw)


# --- An entry of it ------------------------------------------------------------------------------


@pytest.fixture
def entry(audit, record):
    audit("submitted", records=(record,))
    return AuditEntry.objects.get()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"mark": "perhaps", "marked_by": 1}, "audit_entry_mark_known"),
        ({"mark": "accepted"}, "audit_entry_mark_is_signed"),
        ({"mark": "not_accepted", "marked_by": 1}, "audit_entry_refusal_has_reason"),
        ({"mark": "accepted", "reason": "twice", "marked_by": 1}, "audit_entry_refusal_has_reason"),
        (
            {"mark": "not_accepted", "reason": "other", "marked_by": 1},
            "audit_entry_says_what_else",
        ),
        ({"mark": "accepted", "marked_by": 1, "is_left_out": True}, "left_out_is_not_marked"),
        ({"round": 0}, "audit_entry_was_sent"),
    ],
)
def test_finding_that_cannot_be_is_refused(entry, officer, fields, name):
    if "marked_by" in fields:
        fields = fields | {"marked_by": officer}

    with refused(name):
        AuditEntry.objects.filter(pk=entry.pk).update(**fields)


def test_finding_of_ones_own_entry_is_refused(entry, bound):
    with refused("audit_entry_marked_by_another"):
        AuditEntry.objects.filter(pk=entry.pk).update(mark="accepted", marked_by=bound.user)


# --- Files that a finding rests on ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "is_resting"),
    [("submitted", True), ("returned", True), ("passed", True), ("failed", True)],
)
def test_file_stays_while_a_finding_rests_on_it(audit, record, state, is_resting):
    one = audit(state, records=(record,))

    file = with_claims(record.member).get()

    kinds = {(use.address, use.is_resting) for use in uses_of(file)}
    assert (one.get_absolute_url(), is_resting) in kinds


def test_file_is_free_where_the_member_was_excused(audit, record):
    one = audit("submitted", records=(record,))
    signed = {"decided_by": make.make_user(), "decided_at": timezone.now(), "feedback": "Ill."}
    Audit.objects.filter(pk=one.pk).update(state="excused", **signed)

    assert uses_of(with_claims(record.member).get()).resting == []


# --- What follows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"failures": 0}, "consequence_of_a_failure"),
        ({"text_en": ""}, "consequence_says_what_follows"),
        ({"text_zh": ""}, "consequence_says_what_follows"),
    ],
)
def test_consequence_that_cannot_be_is_refused(requirement, fields, name):
    row = make.make_consequence(requirement)

    with refused(name):
        Consequence.objects.filter(pk=row.pk).update(**fields)


def test_consequence_is_once_a_number(requirement):
    make.make_consequence(requirement, 2)

    with pytest.raises(IntegrityError):
        make.make_consequence(requirement, 2)


# --- Who may open a file -------------------------------------------------------------------------


def test_officer_opens_the_files_of_an_audit_and_no_others(as_officer, audit, record, vault):
    sent, other = record.evidence.get(), make.make_evidence(record.member)
    record.evidence.set([make.make_evidence(record.member)])
    audited = record.evidence.get()
    audit("submitted", records=(record,))

    answers = {
        file.pk: as_officer.get(f"/en/members/evidence/{file.pk}/file/").status_code
        for file in (audited, sent, other)
    }

    assert answers == {audited.pk: 200, sent.pk: 404, other.pk: 404}
    assert [view.role for view in audited.views.all()] == ["staff"]


@pytest.mark.parametrize("group", ["auditor", "editor", "agreements officer", "society officer"])
def test_others_do_not_open_the_files_of_an_audit(as_staff, audit, record, group):
    audit("submitted", records=(record,))
    file = record.evidence.get()

    response = as_staff(group).get(f"/en/members/evidence/{file.pk}/file/")

    assert response.status_code == 404


def test_officer_who_is_audited_opens_their_own_as_the_member(as_officer, officer, drawn, vault):
    own = open_record(officer)
    record = make.make_record(own, done_on=date(2025, 5, 6))
    record.evidence.add(make.make_evidence(own))
    make.make_audit(own, "submitted", draw=drawn, records=(record,))

    as_officer.get(f"/en/members/evidence/{record.evidence.get().pk}/file/")

    assert [view.role for view in record.evidence.get().views.all()] == ["member"]
