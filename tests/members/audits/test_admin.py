"""Audits in the administration: the work on top, marked entry by entry, decided by buttons."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from members.audits import workflow
from members.audits.entries import AuditEntry
from members.audits.models import Audit
from members.cpd.models import Record
from members.profile.workflow import open_record
from tests import factories as make

LIST = "admin:members_audit_changelist"
VERBS = ["accept", "accept_with_remarks", "return_for_more", "fail", "excuse"]
SAID = {"feedback": "Two certificates are missing."}
ANSWERS = {
    "accept": {"feedback": ""},
    "accept_with_remarks": SAID,
    "return_for_more": SAID | {"due_on": "2026-04-30"},
    "fail": SAID,
    "excuse": SAID,
}
MADE = {
    "accept": "passed",
    "accept_with_remarks": "remarks",
    "return_for_more": "returned",
    "fail": "failed",
    "excuse": "excused",
}


def page(audit) -> str:
    return reverse("admin:members_audit_change", args=[audit.pk])


def deciding(audit, verb: str) -> str:
    return reverse("admin:members_audit_decide", args=[audit.pk, verb])


def buttons(client, audit) -> list[str]:
    shown = client.get(page(audit)).text
    return [verb for verb in VERBS if f'href="{deciding(audit, verb)}?seen=' in shown]


def listed(client, **query) -> list[Audit]:
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def marks(client, audit, **answers) -> dict[str, str]:
    """The form as the page shows it, with other answers in the first row."""
    form = client.get(page(audit)).context["inline_admin_formsets"][0].formset
    sent = {"seen": audit.updated_at.isoformat()}
    for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"):
        sent[f"entries-{name}"] = form.management_form[name].value()
    for place, row in enumerate(form.forms):
        sent[f"entries-{place}-id"] = row.instance.pk
    sent |= {f"entries-0-{name}": value for name, value in answers.items()}
    other = client.get(page(audit)).context["inline_admin_formsets"][1].formset
    for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"):
        sent[f"moves-{name}"] = other.management_form[name].value()
    return sent


# --- The list ------------------------------------------------------------------------------------


def test_list_opens_on_answers_oldest_first_and_on_days_gone_by(as_officer, drawn):
    now = timezone.now()

    def row(state, **fields):
        return make.make_audit(make.make_member(), state, draw=drawn, **fields)

    late = row("open", due_on=date(2026, 3, 1))
    row("open", due_on=date(2026, 3, 2))
    new = row("submitted", submitted_at=now)
    old = row("submitted", submitted_at=now - timedelta(days=9))
    decided = [row(state) for state in ("passed", "remarks", "failed", "excused")]

    assert listed(as_officer) == [old, new, late]
    assert listed(as_officer, state="overdue") == [late]
    assert len(listed(as_officer, state="all")) == 8
    assert listed(as_officer, state="failed") == [decided[2]]
    assert "Waiting for a finding" in as_officer.get(reverse(LIST)).text


def test_list_shows_one_draw(as_officer, drawn, audit):
    one = audit()
    make.make_audit(make.make_member())

    assert listed(as_officer, state="all", draw__id__exact=drawn.pk) == [one]


def test_list_costs_the_same_for_one_and_for_three(as_officer, count_queries, drawn):
    make.make_audit(make.make_member(), "submitted", draw=drawn)
    _, one = count_queries(as_officer, reverse(LIST))
    for _ in range(2):
        make.make_audit(make.make_member(), "submitted", draw=drawn)

    _, three = count_queries(as_officer, reverse(LIST))

    assert len(one) == len(three)


# --- The entries ---------------------------------------------------------------------------------


@pytest.fixture
def sent(audit, record) -> Audit:
    return audit("submitted", records=(record,))


def test_officer_reads_what_was_sent_with_links_to_the_files(as_officer, sent, record):
    Record.objects.filter(pk=record.pk).update(title="Of today")

    shown = as_officer.get(page(sent)).text

    file = record.evidence.get()
    assert "<b>Seminar on bridges</b>" in shown
    assert f'href="{reverse("members:evidence:file_content", args=[file.pk])}"' in shown
    assert "Of today" not in shown


def test_free_text_of_a_member_is_no_markup(as_officer, audit, bound):
    text = "<script>alert(1)</script>"
    fields = {"provider": text, "reflection": text, "done_on": date(2025, 5, 6)}
    row = make.make_record(bound, text, **fields)

    shown = as_officer.get(page(audit("submitted", records=(row,)))).text

    assert "<script>alert(1)" not in shown
    assert shown.count("&lt;script&gt;alert(1)") >= 3


def test_officer_marks_an_entry(as_officer, officer, sent):
    answers = {"mark": "not_accepted", "reason": "hours", "comment": "The letter says 2 h."}

    response = as_officer.post(page(sent), marks(as_officer, sent, **answers))

    entry = AuditEntry.objects.get()
    assert response.status_code == 302
    assert (entry.mark, entry.reason, entry.comment, entry.marked_by) == (
        *answers.values(),
        officer,
    )
    assert Record.objects.get().state == "declared"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"mark": "not_accepted"}, "An entry that is not accepted needs a reason"),
        ({"mark": "accepted", "reason": "hours"}, "An entry that is not accepted needs a reason"),
        ({"mark": "not_accepted", "reason": "other"}, "Write the reason to the member."),
        ({"mark": "perhaps"}, "perhaps is not one of the available choices"),
    ],
)
def test_officer_is_told_what_a_mark_needs(as_officer, sent, answers, said):
    response = as_officer.post(page(sent), marks(as_officer, sent, **answers))

    assert response.status_code == 200
    assert said in unescape(response.text)
    assert AuditEntry.objects.get().mark == ""


def test_page_older_than_a_colleagues_marks_is_refused(as_officer, sent):
    answers = marks(as_officer, sent, mark="accepted")
    later = timezone.now() + timedelta(minutes=1)
    Audit.objects.filter(pk=sent.pk).update(updated_at=later)

    response = as_officer.post(page(sent), answers)

    assert "Somebody else changed this meanwhile." in response.text
    assert AuditEntry.objects.get().mark == ""


def test_marks_after_a_colleagues_decision_are_refused_in_words(as_officer, sent):
    answers = marks(as_officer, sent, mark="not_accepted", reason="hours")
    workflow.accept(sent, by=make.make_user())

    response = as_officer.post(page(sent), answers, follow=True)

    assert response.redirect_chain == [(page(sent), 302)]
    assert "This stands at “Passed”" in response.text
    assert AuditEntry.objects.get().mark == "accepted"


def test_interest_in_the_cases_of_the_member_closes_an_audit_too(as_officer, officer, sent):
    make.make_interest(make.make_qualification(sent.member), officer)
    answers = marks(as_officer, sent, mark="accepted")

    response = as_officer.post(page(sent), answers, follow=True)

    assert "You have stated an interest in the cases of this member." in response.text
    assert AuditEntry.objects.get().mark == ""


def test_audit_itself_is_not_typed(as_officer, sent):
    answers = marks(as_officer, sent) | {"state": "passed", "feedback": "x", "due_on": "2030-01-01"}

    as_officer.post(page(sent), answers)

    kept = Audit.objects.get()
    assert (kept.state, kept.feedback, kept.due_on) == ("submitted", "", sent.due_on)
    assert as_officer.get(reverse("admin:members_audit_add")).status_code == 403


def test_only_the_newest_answer_is_marked(as_officer, sent, record, officer):
    workflow.return_for_more(sent, by=officer, feedback="More.", due_on=date(2026, 4, 30))
    workflow.submit(sent, by=record.member.user, statement="ready")

    formset = as_officer.get(page(sent)).context["inline_admin_formsets"][0].formset

    assert [form.instance.round for form in formset.forms] == [2]


def test_page_costs_the_same_for_one_entry_and_for_three(as_officer, count_queries, sent, record):
    _, one = count_queries(as_officer, page(sent))
    for _ in range(2):
        more = make.make_record(record.member, done_on=date(2025, 8, 9))
        more.evidence.add(make.make_evidence(record.member))
        make.make_audit_entry(sent, more)

    _, three = count_queries(as_officer, page(sent))

    assert len(one) == len(three)


# --- The decisions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("open", ["excuse"]),
        ("submitted", VERBS),
        ("returned", ["excuse"]),
        ("passed", []),
        ("remarks", []),
        ("failed", []),
        ("excused", []),
    ],
)
def test_officer_is_offered_what_the_state_allows(as_officer, audit, state, offered):
    assert buttons(as_officer, audit(state)) == offered


@pytest.mark.parametrize("state", ["open", "returned"])
def test_officer_may_fail_what_is_not_answered_in_time(as_officer, audit, state):
    assert buttons(as_officer, audit(state, due_on=date(2026, 3, 1))) == ["fail", "excuse"]


@pytest.mark.parametrize("verb", VERBS)
def test_officer_decides_on_a_page_of_its_own(as_officer, officer, sent, verb):
    asked = as_officer.get(deciding(sent, verb))

    response = as_officer.post(deciding(sent, verb), ANSWERS[verb])

    kept = Audit.objects.get()
    assert asked.status_code == 200
    assert response.headers["Location"] == reverse(LIST)
    assert (kept.state, kept.decided_by) == (MADE[verb], officer)


@pytest.mark.parametrize("verb", ["accept_with_remarks", "return_for_more", "fail", "excuse"])
def test_decision_needs_feedback(as_officer, sent, verb):
    response = as_officer.post(deciding(sent, verb), ANSWERS[verb] | {"feedback": " "})

    assert "Write to the member what was found." in response.text
    assert Audit.objects.get().state == "submitted"


def test_return_needs_a_day_to_come(as_officer, sent):
    answers = ANSWERS["return_for_more"] | {"due_on": "2026-03-02"}

    response = as_officer.post(deciding(sent, "return_for_more"), answers)

    assert "Write a day that is still to come." in response.text
    assert Audit.objects.get().state == "submitted"


@pytest.mark.parametrize("verb", VERBS)
def test_second_officer_is_told(as_officer, sent, verb):
    workflow.excuse(sent, by=make.make_user(), feedback="Ill.")

    response = as_officer.post(deciding(sent, verb), ANSWERS[verb], follow=True)

    assert response.redirect_chain == [(page(sent), 302)]
    assert "This stands at “Excused”" in response.text


def test_decision_upon_a_page_older_than_the_marks_shows_them_first(as_officer, sent):
    shown = as_officer.get(page(sent)).text
    link = unescape(re.search(rf'href="({deciding(sent, "accept")}[^"]*)"', shown)[1])
    later = timezone.now() + timedelta(minutes=1)
    Audit.objects.filter(pk=sent.pk).update(updated_at=later)

    response = as_officer.post(link, ANSWERS["accept"], follow=True)

    assert "Somebody else changed this meanwhile." in response.text
    assert Audit.objects.get().state == "submitted"


def test_officer_marks_and_decides_nothing_of_their_own(as_officer, officer, drawn):
    own = open_record(officer)
    row = make.make_record(own, done_on=date(2025, 5, 6))
    one = make.make_audit(own, "submitted", draw=drawn, records=(row,))

    answers = {as_officer.post(deciding(one, verb), ANSWERS[verb]).status_code for verb in VERBS}
    marked = as_officer.post(page(one), {"entries-0-mark": "accepted"})

    assert (answers, marked.status_code) == ({403}, 403)
    assert buttons(as_officer, one) == []
    assert AuditEntry.objects.get().mark == ""


def test_officer_reads_what_a_failure_would_lead_to(as_officer, sent, requirement, bound):
    make.make_consequence(requirement, 2, text_en="The Secretariat calls.")
    before = make.make_draw(
        requirement, is_drawn=True, first_on=date(2024, 1, 1), last_on=date(2024, 12, 31)
    )
    make.make_audit(bound, "failed", draw=before)

    shown = as_officer.get(page(sent)).text

    assert "2 failed in a row. The Secretariat calls." in shown


# --- Who sees what -------------------------------------------------------------------------------


def test_auditor_reads_and_changes_nothing(as_staff, sent, record):
    client = as_staff("auditor")

    shown = client.get(page(sent))
    answers = {client.post(deciding(sent, verb), ANSWERS[verb]).status_code for verb in VERBS}
    marked = client.post(page(sent), {"entries-0-mark": "accepted"})

    file = record.evidence.get()
    assert shown.status_code == 200
    assert file.name in shown.text
    assert reverse("members:evidence:file_content", args=[file.pk]) not in shown.text
    assert buttons(client, sent) == []
    assert (answers, marked.status_code) == ({403}, 403)


@pytest.mark.parametrize("group", ["editor", "agreements officer", "reviewer", "society officer"])
def test_others_see_no_audit(as_staff, sent, group):
    client = as_staff(group)

    answers = {client.get(page(sent)).status_code, client.get(reverse(LIST)).status_code}
    answers |= {client.post(deciding(sent, verb), ANSWERS[verb]).status_code for verb in VERBS}

    assert answers == {403}


def test_consequences_are_rows_that_staff_edit(as_officer, requirement):
    add = reverse("admin:members_consequence_add")
    row = {
        "requirement": requirement.pk,
        "failures": 2,
        "text_en": "Again.",
        "text_zh": "再次抽查。",
    }

    as_officer.post(add, row | {"is_drawn_again": "on"})
    twice = as_officer.post(add, row)
    none = as_officer.post(add, row | {"failures": 0})

    assert requirement.audit_consequences.get().is_drawn_again
    assert "has a consequence from there already" in twice.text
    assert "follows from the first failure on" in none.text
