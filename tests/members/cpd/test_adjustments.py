"""What the Society grants: the table refuses what cannot be, and nobody grants it themselves."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.urls import reverse

from members.cpd.facts import holder
from members.cpd.models import Adjustment
from members.profile.models import User
from members.profile.workflow import open_record
from tests import factories
from tests.conftest import logged_in


@pytest.mark.parametrize(
    ("relief", "fields"),
    [
        ("pause", {"first_on": date(2025, 7, 1), "last_on": date(2025, 6, 30)}),
        ("pause", {"last_on": date(9999, 12, 31)}),
        ("pause", {"first_on": date(1, 1, 1)}),
        ("pause", {"amount": 10}),
        ("pause", {"categories": 2}),
        ("pause", {"status": "retired"}),
        ("pause", {"reason": ""}),
        ("amount", {}),
        ("amount", {"amount": -1}),
        ("status", {}),
        ("status", {"status": "retired", "amount": 10}),
        ("leave", {}),
    ],
)
def test_table_refuses_an_adjustment_that_cannot_be(member, relief, fields):
    with pytest.raises(IntegrityError):
        factories.make_adjustment(member, relief, **fields)


@pytest.mark.parametrize(
    ("relief", "fields"),
    [
        ("exempt", {}),
        ("pause", {"first_on": date(2025, 7, 1), "last_on": date(2025, 7, 1)}),
        ("amount", {"amount": 0, "categories": 2}),
        ("status", {"status": "part_time", "last_on": date(2199, 12, 31)}),
    ],
)
def test_adjustment_is_kept_and_read_by_the_rule(member, relief, fields):
    kept = factories.make_adjustment(member, relief, **fields)

    (granted,) = holder(member).granted
    read = granted.terms

    assert (read.relief, read.first, read.last) == (relief, kept.first_on, kept.last_on)
    assert (read.amount, read.categories, read.status, read.reason) == (
        fields.get("amount"),
        fields.get("categories", 0),
        fields.get("status", ""),
        "Leave.",
    )


# --- Granted in the administration ---------------------------------------------------------------


@pytest.fixture
def add(db):
    return reverse("admin:members_adjustment_add")


@pytest.fixture
def officer(db) -> User:
    user = factories.make_user("officer@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="membership officer"))
    return user


def typed(member, **changes) -> dict:
    values = {
        "member": member.pk,
        "first_on": "2025-01-01",
        "last_on": "2025-06-30",
        "relief": "pause",
        "amount": "",
        "categories": "0",
        "status": "",
        "requirement": "",
        "reason": "Parental leave.",
    }
    return values | changes


def test_officer_grants_leave_and_signs_it(officer, member, add):
    somebody = factories.make_user()

    response = logged_in(officer).post(add, typed(member, decided_by=somebody.pk))

    kept = Adjustment.objects.get()
    assert response.status_code == 302
    assert (kept.member, kept.decided_by, kept.reason) == (member, officer, "Parental leave.")


def test_officer_who_changes_an_adjustment_signs_it_anew(officer, member, stranger):
    kept = factories.make_adjustment(member)
    address = reverse("admin:members_adjustment_change", args=[kept.pk])

    logged_in(officer).post(address, typed(stranger, relief="amount", amount="12.5"))

    kept.refresh_from_db()
    assert (kept.member, kept.decided_by, kept.amount) == (member, officer, Decimal("12.5"))


def test_officer_grants_nothing_to_themselves(officer, add):
    own = open_record(officer)

    response = logged_in(officer).post(add, typed(own))

    assert response.status_code == 200
    assert Adjustment.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"last_on": "2024-12-31"}, "The last day lies before the first."),
        ({"last_on": "9999-12-31"}, "Write days between 1990 and 2199."),
        ({"amount": "5"}, "belong to a fixed amount and to no other."),
        ({"relief": "amount"}, "belong to a fixed amount and to no other."),
        ({"relief": "status"}, "A way of practising belongs to that kind"),
        ({"first_on": "2025-06-31"}, "Enter a valid date."),
        ({"reason": ""}, "This field is required."),
        ({"reason": "nul\x00"}, "Null characters are not allowed."),
        ({"categories": "-1"}, "greater than or equal to 0"),
        ({"relief": "junk"}, "Select a valid choice."),
        ({"requirement": "999999"}, "Select a valid choice."),
        ({"member": "999999"}, "Select a valid choice."),
    ],
)
def test_officer_is_told_what_cannot_be(officer, member, add, change, message):
    response = logged_in(officer).post(add, typed(member) | change)

    assert response.status_code == 200
    assert message in response.text.replace("&#x27;", "'")
    assert Adjustment.objects.count() == 0


@pytest.mark.parametrize("group", ["editor", "agreements officer", "reviewer", "auditor"])
def test_other_groups_grant_nothing(as_staff, member, add, group):
    assert as_staff(group).post(add, typed(member)).status_code == 403


def test_officer_finds_the_member_to_adjust(officer, member):
    names = {"app_label": "members", "model_name": "adjustment", "field_name": "member"}

    response = logged_in(officer).get(reverse("admin:autocomplete"), names | {"term": "Li"})

    assert [row["text"] for row in response.json()["results"]] == ["Li Wei"]
