"""The page of an audit: filled from the log, answered with one form, readable when it is over."""

import re
from datetime import date

import pytest
from django.urls import reverse

from members.audits.entries import AuditEntry
from members.audits.models import Audit
from members.cpd.models import Record
from tests import factories as make


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def page(audit) -> str:
    return audit.get_absolute_url()


# --- What is asked -------------------------------------------------------------------------------


def test_page_lists_the_entries_of_the_period_with_what_they_count(as_member, audit, record, bare):
    make.make_record(record.member, "Of another year", done_on=date(2026, 1, 5))

    response = as_member.get(page(audit()))

    shown = text(response)
    assert "CPD audit, 1 January 2025 to 31 December 2025" in shown
    assert "1 of 2 entries" in shown
    assert "30.5 of 40 credit hours" in shown
    assert [line.record for line in response.context["sheet"].counting] == [record, bare]
    assert record.evidence.get().name in shown
    assert "No evidence" in shown
    assert "Of another year" not in shown


def test_page_says_what_a_limit_takes(as_member, audit, record, requirement):
    version = requirement.versions.get()
    names = {"name_en": "Seminars", "name_zh": "研讨会"}
    version.categories.create(code="seminars", cap=10, **names)

    shown = text(as_member.get(page(audit())))

    assert "27.5 10.0 The limit of the category is reached" in shown


def test_entry_without_evidence_can_be_mended_there(as_member, audit, record, bare):
    one = audit()

    shown = as_member.get(page(one)).text

    for entry in (record, bare):
        assert reverse("members:audits:entry_evidence", args=[one.pk, entry.pk]) in shown
        assert entry.get_absolute_url() in shown


def test_entry_that_is_checked_needs_no_evidence(as_member, audit, bound):
    checked = make.make_record(bound, state="verified", done_on=date(2025, 5, 6))
    one = audit()

    response = as_member.get(page(one))

    assert response.context["sheet"].unproven == 0
    assert reverse("members:audits:entry_evidence", args=[one.pk, checked.pk]) not in response.text


def test_entries_that_do_not_count_are_left_out_with_the_reason(as_member, audit, bound):
    make.make_record(bound, "Waits", state="to_confirm", done_on=date(2025, 5, 6))
    make.make_record(
        bound, "Refused", state="rejected", done_on=date(2025, 5, 6), reason="Ordinary work."
    )

    response = as_member.get(page(audit()))

    assert response.context["sheet"].counting == []
    assert "It waits for you to confirm it" in text(response)
    assert "The Society did not approve it. Ordinary work." in text(response)
    assert "No CPD entries in this period" in text(response)


def test_page_says_how_the_member_was_chosen(as_member, audit, drawn):
    by_lot = text(as_member.get(page(audit())))
    Audit.objects.update(is_added=True)
    added = text(as_member.get(page(Audit.objects.get())))

    assert "By lot: 1 of 1 members was drawn." in by_lot
    assert drawn.seed in by_lot
    assert drawn.fingerprint in by_lot
    assert "Your last audit was not passed" in added
    assert drawn.fingerprint not in added


def test_page_of_an_overdue_audit_still_takes_an_answer(as_member, audit):
    shown = text(as_member.get(page(audit(due_on=date(2026, 3, 1)))))

    assert "The day to answer has passed" in shown
    assert "Send the answer" in shown
    assert "Ask for more time" not in shown


def test_statement_that_counts_stands_beside_the_entries(as_member, audit, record, requirement):
    one = audit()
    make.make_statement(
        one.member,
        "accepted",
        employer="Bridge Bureau",
        credits=[(requirement, 6)],
        starts_on=one.draw.first_on,
        ends_on=one.draw.last_on,
    )

    response = as_member.get(page(one))

    assert response.status_code == 200
    assert "Statement of Bridge Bureau" in text(response)


def test_page_costs_the_same_for_one_entry_and_for_three(as_member, audit, record, count_queries):
    one = audit()
    _, cost_of_one = count_queries(as_member, page(one))
    for _ in range(2):
        more = make.make_record(record.member, done_on=date(2025, 8, 9))
        more.evidence.add(make.make_evidence(record.member))

    _, cost_of_three = count_queries(as_member, page(one))

    assert len(cost_of_one) == len(cost_of_three)
    assert cost_of_three.repeated == {}


def test_page_is_there_where_the_rules_say_nothing_of_the_days(
    as_member, audit, record, requirement
):
    requirement.versions.update(effective_from=date(2026, 1, 1))

    response = as_member.get(page(audit()))

    assert [line.record for line in response.context["sheet"].counting] == [record]
    assert response.context["sheet"].said == ""


# --- The answer ----------------------------------------------------------------------------------


def test_answer_is_sent_with_one_choice(as_member, audit, record):
    one = audit()

    response = as_member.post(page(one), {"statement": "ready", "explanation": ""}, follow=True)

    kept = Audit.objects.get()
    assert (kept.state, kept.statement) == ("submitted", "ready")
    assert response.redirect_chain == [(page(one), 302)]
    assert "Sent: your answer to the audit" in text(response)
    assert "As you sent it" in text(response)


def test_answer_pressed_twice_is_sent_once(as_member, audit, record):
    one = audit()

    for _ in range(2):
        response = as_member.post(page(one), {"statement": "ready"}, follow=True)

    assert Audit.objects.get().rounds == 1
    assert AuditEntry.objects.count() == 1
    assert "Your answer was sent before, and is with the Society." in text(response)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose one from the list."),
        ({"statement": "perhaps"}, "Choose one from the list."),
        ({"statement": "elsewhere"}, "Write a line of explanation."),
        ({"statement": "not_practising", "explanation": "  "}, "Write a line of explanation."),
        ({"statement": "cannot", "explanation": "x" * 2001}, "Write at most 2000 characters."),
        ({"statement": "cannot", "explanation": "a\u202eb"}, "a character that cannot be seen"),
    ],
)
def test_answer_that_says_too_little_is_shown_again(as_member, audit, sent, said):
    response = as_member.post(page(audit()), sent)

    assert said in text(response).replace("2,000 characters. There", "2000 characters. There")
    assert response.text.split("<title>")[1].startswith("Error: ")
    assert sent.get("explanation", "").strip()[:20] in response.text
    assert Audit.objects.get().state == "open"


@pytest.mark.parametrize("statement", ["elsewhere", "not_practising", "cannot"])
def test_other_statements_are_explained(as_member, audit, statement):
    as_member.post(page(audit()), {"statement": statement, "explanation": "See the Bureau."})

    kept = Audit.objects.get()
    assert (kept.state, kept.statement, kept.explanation) == (
        "submitted",
        statement,
        "See the Bureau.",
    )


@pytest.mark.parametrize("state", ["passed", "remarks", "failed", "excused"])
def test_answer_to_an_audit_that_is_decided_is_told(as_member, audit, state):
    one = audit(state)

    response = as_member.post(page(one), {"statement": "ready"}, follow=True)

    assert "from where it cannot become “With reviewer”" in text(response)
    assert Audit.objects.get().state == state


# --- What was sent, and what was found -----------------------------------------------------------


def test_what_was_sent_is_read_as_it_was(as_member, audit, record):
    one = audit()
    as_member.post(page(one), {"statement": "ready"})
    name = record.evidence.get().name
    Record.objects.filter(pk=record.pk).update(title="Another", hours=1)

    shown = text(as_member.get(page(one)))

    assert "Seminar on bridges" in shown
    assert name in shown
    assert "Another" not in shown


def test_file_that_is_gone_is_still_named(as_member, audit, record):
    one = audit("passed", records=(record,))
    file = record.evidence.get()
    address = reverse("members:evidence:file_detail", args=[file.pk])
    before = as_member.get(page(one)).text
    file.delete()

    after = as_member.get(page(one)).text

    assert address in before
    assert address not in after
    assert file.name in after


def test_findings_are_shown_with_the_decision_and_not_before(as_member, audit, record, officer):
    one = audit("submitted", records=(record,))
    found = {"mark": "not_accepted", "reason": "hours", "comment": "The letter says 2 h."}
    AuditEntry.objects.update(marked_by=officer, **found)
    before = text(as_member.get(page(one)))
    signed = {"decided_by": officer, "decided_at": make.DECIDED_AT, "feedback": "One entry."}
    Audit.objects.update(state="remarks", **signed)

    after = text(as_member.get(page(one)))

    assert "The evidence shows fewer hours." not in before
    assert "Not accepted The evidence shows fewer hours. The letter says 2 h." in after
    assert "Passed with remarks One entry." in after


def test_returned_audit_shows_what_was_found_beside_the_entry(as_member, audit, record, officer):
    one = audit("returned", records=(record,))
    AuditEntry.objects.update(mark="not_accepted", reason="unreadable", marked_by=officer)

    shown = text(as_member.get(page(one)))

    assert "From the reviewer Page 2 is missing." in shown
    assert "Not accepted The evidence cannot be read." in shown
    assert "Send again" in shown


def test_earlier_answer_is_read_while_the_next_is_made(as_member, audit, record):
    one = audit("returned", records=(record,))
    Record.objects.filter(pk=record.pk).update(title="Corrected")

    now = text(as_member.get(page(one)))
    then = text(as_member.get(page(one), {"sent": "1"}))

    assert "Corrected" in now
    assert "Corrected" not in then
    assert "Seminar on bridges" in then
    assert "Go on with the answer" in then


@pytest.mark.parametrize("sent", ["0", "2", "x", "-1", "9999999999", "١"])
def test_answer_that_was_never_sent_is_passed_over(as_member, audit, record, sent):
    one = audit("returned", records=(record,))

    response = as_member.get(page(one), {"sent": sent})

    assert response.status_code == 200
    assert response.context["sent"] in (0, 1)


def test_consequence_of_a_failure_stands_on_the_page(as_member, audit, requirement):
    step = make.make_consequence(requirement, 2, text_en="The Secretariat calls you.")

    shown = text(as_member.get(page(audit("failed", failures=2, consequence=step))))

    assert "2 audits in a row are not passed. The Secretariat calls you." in shown


@pytest.mark.parametrize("state", ["submitted", "passed", "failed"])
def test_page_of_what_was_sent_costs_the_same_for_one_and_for_three(
    as_member, audit, record, count_queries, state
):
    one = audit(state, records=(record,))
    _, cost_of_one = count_queries(as_member, page(one))
    for _ in range(2):
        more = make.make_record(record.member, done_on=date(2025, 8, 9))
        more.evidence.add(make.make_evidence(record.member))
        make.make_audit_entry(one, more)

    _, cost_of_three = count_queries(as_member, page(one))

    assert len(cost_of_one) == len(cost_of_three)
    assert cost_of_three.repeated == {}


# --- The home ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (
            date(2026, 3, 23),
            "Answer the CPD audit by 23 Mar 2026 21 days left. 1 of 2 entries have",
        ),
        (date(2026, 3, 2), "Today is the last day. 1 of 2 entries have evidence already."),
        (date(2026, 3, 1), "This day has passed. You can still answer."),
    ],
)
def test_home_asks_for_the_answer_with_its_day(as_member, audit, record, bare, due_on, said):
    one = audit(due_on=due_on)
    record.evidence.add(make.make_evidence(record.member))

    response = as_member.get(reverse("members:home"))

    assert said in text(response)
    assert f'href="{page(one)}"' in response.text


@pytest.mark.parametrize("state", ["submitted", "passed", "remarks", "failed", "excused"])
def test_home_asks_for_nothing_more_once_it_is_sent(as_member, audit, state):
    audit(state)

    assert "Answer the CPD audit" not in text(as_member.get(reverse("members:home")))


def test_home_puts_the_audit_due_first_on_top(as_member, audit, bound, requirement):
    early = make.make_draw(
        requirement, is_drawn=True, first_on=date(2024, 1, 1), last_on=date(2024, 12, 31)
    )
    audit(due_on=date(2026, 5, 1))
    first = make.make_audit(bound, "returned", draw=early, due_on=date(2026, 4, 1))

    needs = as_member.get(reverse("members:home")).context["needs"]

    assert needs[0].pk == first.pk
    assert len(needs) == 2
