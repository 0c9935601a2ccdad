"""Reviewers decide on a statement's page; what it is worth starts with the equivalences."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from members.cpd.statements import Equivalence, Statement
from tests import factories
from tests.conftest import logged_in

LIST = "admin:members_statement_changelist"


@pytest.fixture
def client(reviewer):
    return logged_in(reviewer)


def decide(statement, verb: str) -> str:
    return reverse("admin:members_statement_decide", args=[statement.pk, verb])


@pytest.fixture
def settled(requirement, issuer):
    return factories.make_equivalence(requirement, issuer, kind="training")


def answers(requirement, hours="10", kind="training", reason="") -> dict[str, str]:
    return {
        f"hours_{requirement.pk}": hours,
        f"kind_{requirement.pk}": kind,
        "reason": reason,
    }


def test_list_opens_on_what_waits(client, state):
    waiting = state("submitted")
    state("draft")
    state("accepted")

    response = client.get(reverse(LIST))

    assert [row.pk for row in response.context["cl"].result_list] == [waiting.pk]


def test_page_shows_facts_proof_and_entries_of_the_same_days(client, member, state):
    statement = state(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    factories.make_record(member, "Counted twice?", done_on=date(2025, 3, 1))

    page = client.get(reverse("admin:members_statement_change", args=[statement.pk])).text

    file = statement.evidence.get()
    assert reverse("members:evidence:file_content", args=[file.pk]) in page
    assert "Counted twice?" in page
    assert decide(statement, "accept") in page


@pytest.mark.parametrize(
    ("stands", "verb", "answer"),
    [("submitted", "return_for_more", {"reason": "Unclear."}), ("accepted", "reopen", {})],
)
def test_interest_in_the_cases_of_the_member_closes_a_statement_too(
    client, reviewer, member, state, stands, verb, answer
):
    statement = state(stands)
    factories.make_interest(factories.make_qualification(member), reviewer)

    response = client.post(decide(statement, verb), answer)

    statement.refresh_from_db()
    assert statement.state == stands
    assert "You have stated an interest in the cases of this member." in response.text


def test_accepting_starts_with_what_is_settled(client, state, settled, requirement):
    form = client.get(decide(state(hours=20), "accept")).context["form"]

    assert form[f"hours_{requirement.pk}"].value() == "10"
    assert form[f"kind_{requirement.pk}"].value() == "training"
    assert form.fields[f"hours_{requirement.pk}"].help_text == (
        "By the equivalence: Letter of 2020"
    )


def test_accepting_what_is_settled_needs_no_reason(client, state, settled, requirement, reviewer):
    statement = state(hours=20)

    client.post(decide(statement, "accept"), answers(requirement))

    statement.refresh_from_db()
    credit = statement.credits.get()
    assert (statement.state, statement.decided_by) == ("accepted", reviewer)
    assert (credit.hours, credit.kind, credit.equivalence) == (10, "training", settled)


def test_worth_without_an_equivalence_needs_what_it_rests_on(client, state, requirement):
    refused = client.post(decide(state(hours=20), "accept"), answers(requirement))

    assert refused.context["form"].errors == {
        "reason": ["Write what this rests on: no equivalence is settled."]
    }


@pytest.mark.parametrize("change", [{"hours": "8"}, {"kind": "other"}])
def test_another_worth_needs_a_reason(client, state, settled, requirement, change):
    statement = state(hours=20)

    refused = client.post(decide(statement, "accept"), answers(requirement, **change))
    untouched = Statement.objects.get().state
    client.post(decide(statement, "accept"), answers(requirement, **change, reason="Two days."))

    assert refused.context["form"].errors == {
        "reason": ["Write why: it is not what the equivalences say."]
    }
    assert untouched == "submitted"
    statement.refresh_from_db()
    assert (statement.state, statement.reason) == ("accepted", "Two days.")
    assert statement.credits.get().equivalence is None


def test_worth_where_nothing_is_settled_needs_a_reason(client, state, requirement):
    statement = state()

    refused = client.post(decide(statement, "accept"), answers(requirement))

    assert refused.context["form"].errors.keys() == {"reason"}


def test_leaving_out_what_is_settled_needs_a_reason(client, state, settled, requirement, issuer):
    other = factories.make_requirement(scheme=factories.make_scheme())
    factories.make_version(other, published_at=requirement.versions.get().published_at)
    statement = state(hours=20)
    values = answers(other, "3") | answers(requirement, "", reason="")

    refused = client.post(decide(statement, "accept"), values)

    assert refused.context["form"].errors.keys() == {"reason"}


@pytest.mark.parametrize(
    ("hours", "field"), [("", "__all__"), ("many", "hours"), ("1.1", "hours"), ("1000", "hours")]
)
def test_bad_hours_are_told(client, state, settled, requirement, hours, field):
    statement = state()

    response = client.post(decide(statement, "accept"), answers(requirement, hours))

    wrong = {field if field == "__all__" else f"hours_{requirement.pk}"}
    assert response.context["form"].errors.keys() == wrong
    assert Statement.objects.get().state == "submitted"


def test_a_second_count_is_refused_in_words(client, state, settled, requirement):
    state("accepted", credits=[(requirement, 5)])
    second = state(hours=20)

    response = client.post(decide(second, "accept"), answers(requirement))

    said = "Another statement of this issuer counts for some of these days already."
    assert response.context["form"].non_field_errors() == [said]


@pytest.mark.parametrize(("verb", "now"), [("return_for_more", "returned"), ("reject", "rejected")])
def test_return_and_reject_ask_for_the_reason(client, state, verb, now):
    statement = state()

    refused = client.post(decide(statement, verb), {"reason": ""})
    client.post(decide(statement, verb), {"reason": "Page 2 is missing."})

    statement.refresh_from_db()
    assert refused.context["form"].errors == {"reason": ["Write the reason."]}
    assert (statement.state, statement.reason) == (now, "Page 2 is missing.")


def test_decision_can_be_taken_back(client, state):
    statement = state("accepted")

    client.post(decide(statement, "reopen"))

    statement.refresh_from_db()
    assert (statement.state, statement.credits.count()) == ("submitted", 0)


def test_second_reviewer_is_told(client, state, reviewer):
    statement = state("rejected")

    response = client.post(decide(statement, "reject"), {"reason": "x"}, follow=True)

    assert "This stands at “Not approved”" in response.text


def test_facts_are_closed_to_staff(client, state):
    statement = state()
    address = reverse("admin:members_statement_change", args=[statement.pk])

    assert client.post(address, {"about": "Mine"}).status_code == 403
    assert client.get(reverse("admin:members_statement_add")).status_code == 403


@pytest.mark.parametrize("group", ["editor", "membership officer", "auditor"])
def test_others_decide_nothing(as_staff, state, group):
    statement = state()

    response = as_staff(group).post(decide(statement, "reject"), {"reason": "x"})

    assert response.status_code == 403
    assert Statement.objects.get().state == "submitted"


def test_nobody_decides_their_own(member, state):
    user = member.user
    user.is_staff = user.is_superuser = True
    user.save()

    response = logged_in(user).post(decide(state(), "reject"), {"reason": "x"})

    assert response.status_code == 403


def test_equivalences_are_kept_by_those_who_keep_the_requirements(as_staff, requirement, issuer):
    values = {
        "body": issuer.pk,
        "requirement": requirement.pk,
        "factor": "0.5",
        "fixed_hours": "",
        "kind": "other",
        "valid_from": "2025-01-01",
        "valid_until": "",
        "source": "Letter",
        "source_url": "",
    }
    add = reverse("admin:members_equivalence_add")

    wrong = as_staff("agreements officer").post(add, values | {"fixed_hours": "3"})
    as_staff_again = as_staff("reviewer").post(add, values)
    assert "one of both, and above zero" in wrong.text
    assert as_staff_again.status_code == 403
    assert Equivalence.objects.count() == 0


def test_equivalence_is_added(as_staff, requirement, issuer):
    values = {
        "body": issuer.pk,
        "requirement": requirement.pk,
        "factor": "0.5",
        "kind": "other",
        "valid_from": "2025-01-01",
        "source": "Letter",
    }

    as_staff("agreements officer").post(reverse("admin:members_equivalence_add"), values)

    assert Equivalence.objects.get().worth(Decimal(3)) == Decimal("1.5")
