from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from members.cpd.statements import Statement
from tests import factories

TODAY = datetime(2025, 9, 26, 4, tzinfo=UTC)


@pytest.fixture
def add(db):
    return reverse("members:statements:statement_add")


@pytest.fixture
def typed(issuer):
    def values(**changes):
        return {
            "body": issuer.pk,
            "employer": "",
            "about": "CPD scheme",
            "starts_on": "2025-01-01",
            "ends_on": "2025-06-30",
            "hours": "12.5",
            "unit": "points",
        } | changes

    return values


def test_add_saves_a_draft_with_its_proof(as_member, member, issuer, add, typed):
    evidence = factories.make_evidence(member)

    response = as_member.post(add, typed(evidence=[evidence.pk]), follow=True)

    statement = Statement.objects.get()
    assert response.redirect_chain == [(statement.get_absolute_url(), 302)]
    assert "Saved as a draft: Statement of Hong Kong Institution" in response.text
    assert (statement.member, statement.body, statement.employer) == (member, issuer, "")
    assert (statement.starts_on, statement.ends_on) == (date(2025, 1, 1), date(2025, 6, 30))
    assert (statement.hours, statement.unit) == (Decimal("12.5"), "points")
    assert statement.state == "draft"
    assert list(statement.evidence.all()) == [evidence]


def test_add_takes_an_employer_for_a_body(as_member, add, typed):
    as_member.post(add, typed(body="", employer="Bridge Bureau"))

    assert Statement.objects.get().issuer == "Bridge Bureau"


ONE = "Choose the body, or write the employer: one of both."
AMOUNT = "Write an amount between 0.01 and 99999.99, such as 12.5."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("body", "", ONE),
        ("body", "0", "Choose one from the list."),
        ("employer", "Bridge Bureau", ONE),
        ("about", "", "Write what the statement is about."),
        ("about", "a" * 201, "Write at most 200 characters. There are 201."),
        ("starts_on", "", "Write the first day."),
        ("starts_on", "1989-12-31", "Write a day from 1 January 1990 on."),
        ("ends_on", "2024-12-31", "The last day lies before the first."),
        ("ends_on", "2025-09-27", "This day lies in the future. Today is 26 September 2025."),
        ("hours", "", AMOUNT),
        ("hours", "0", AMOUNT),
        ("hours", "100000", AMOUNT),
        ("hours", "many", AMOUNT),
        ("hours", "NaN", AMOUNT),
        ("unit", "", "Write the unit."),
        ("unit", "right\u202eleft", "This text holds a character that cannot be seen."),
        ("evidence", ["0"], "Choose from the list."),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, add, typed, field, value, message):
    with time_machine.travel(TODAY, tick=False):
        response = as_member.post(add, typed(**{field: value}))

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert "<title>Error: Add a statement" in response.text
    assert Statement.objects.count() == 0


def test_add_answers_an_empty_post(as_member, add):
    wrong = as_member.post(add).context["form"].errors.keys()

    assert wrong == {"body", "about", "starts_on", "ends_on", "hours", "unit"}


def test_add_ignores_owner_state_and_stamps_in_the_post(as_member, member, stranger, add, typed):
    as_member.post(add, typed(member=stranger.pk, state="accepted", decided_by=stranger.pk))

    statement = Statement.objects.get()
    assert (statement.member, statement.state, statement.decided_by) == (member, "draft", None)


def test_add_sent_twice_makes_one_statement(as_member, add, typed):
    as_member.post(add, typed())

    second = as_member.post(add, typed(), follow=True)

    assert Statement.objects.count() == 1
    assert "This statement was there already." in second.text


def test_add_refuses_the_file_of_another_member(as_member, stranger, add, typed):
    theirs = factories.make_evidence(stranger)

    response = as_member.post(add, typed(evidence=[theirs.pk]))

    assert response.context["form"].errors.keys() == {"evidence"}


def test_add_takes_constant_queries(as_member, member, issuer, add, count_queries):
    _, with_one = count_queries(as_member, add)
    for _ in range(2):
        factories.make_body()
        factories.make_evidence(member)
    _, with_three = count_queries(as_member, add)

    assert len(with_one) == len(with_three) == 4
