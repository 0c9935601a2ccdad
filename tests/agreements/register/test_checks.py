"""Entries held against their source: the verb, the days it sets, and the list of what is due."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from agreements.register.workflow import check, months_after
from tests.agreements.register.typed import posted
from tests.factories import make_agreement, make_user

LIST = "/admin/agreements/agreement/"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 6, 11), 12, date(2026, 6, 11)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 15), 25, date(2027, 12, 15)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.django_db
@pytest.mark.parametrize(("months", "next_on"), [(6, date(2026, 3, 26)), (None, date(2026, 9, 26))])
def test_check_sets_its_day_and_the_next_one(months, next_on):
    agreement, officer = make_agreement(review_months=months), make_user(is_staff=True)

    with time_machine.travel("2025-09-26T02:00:00Z", tick=False):
        made = check(agreement, by=officer)

    agreement.refresh_from_db()
    assert (agreement.last_checked_on, agreement.next_check_on) == (date(2025, 9, 26), next_on)
    assert (made.checked_by, str(made)) == (officer, "Nothing had changed")


@pytest.mark.django_db
def test_check_entered_late_leaves_the_newer_one_in_force():
    agreement, officer = make_agreement(), make_user()
    check(agreement, by=officer, on=date(2025, 9, 1))

    check(agreement, by=officer, on=date(2024, 9, 1))

    agreement.refresh_from_db()
    assert agreement.last_checked_on == date(2025, 9, 1)


@pytest.mark.django_db
def test_database_refuses_a_change_told_in_one_language():
    with pytest.raises(IntegrityError):
        check(make_agreement(), by=make_user(), en="The secretary has changed.")


@pytest.fixture
def due():
    today = timezone.localdate()
    days = {"late": -40, "later-still": -400, "today": 0, "soon": 20, "far": 90}
    for slug, days_on in days.items():
        make_agreement(slug, next_check_on=today + timedelta(days=days_on))
    make_agreement("never")


def slugs(response) -> list[str]:
    return [row.slug for row in response.context["cl"].result_list]


@pytest.mark.django_db
def test_list_begins_with_what_is_most_overdue(as_staff, due):
    response = as_staff("agreements officer").get(LIST)

    assert slugs(response) == ["later-still", "late", "today", "soon", "far", "never"]
    assert "overdue by 1\xa0month, 1\xa0week" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("overdue", ["later-still", "late"]),
        ("soon", ["today", "soon"]),
        ("later", ["far"]),
        ("none", ["never"]),
    ],
)
def test_list_can_be_asked_for_a_part_and_counts_each(as_staff, due, part, found):
    response = as_staff("agreements officer").get(f"{LIST}?check={part}")

    assert slugs(response) == found
    assert [words in response.text for words in ("Overdue (2)", "Within 30 days (2)")] == [
        True,
        True,
    ]


@pytest.mark.django_db
def test_officer_checks_several_entries_in_one_go(as_staff, due):
    officer = as_staff("agreements officer")
    late = slugs(officer.get(f"{LIST}?check=overdue"))
    chosen = [row.pk for row in officer.get(f"{LIST}?check=overdue").context["cl"].result_list]

    officer.post(LIST, {"action": "nothing_had_changed", "_selected_action": chosen})

    assert len(late) == 2
    assert slugs(officer.get(f"{LIST}?check=overdue")) == []


def with_check(officer, agreement, **row):
    one = {"checks-TOTAL_FORMS": 1, "checks-0-agreement": agreement.pk}
    return posted(officer, agreement, **one, **row)


@pytest.mark.django_db
def test_officer_says_what_had_changed_and_has_signed_it(as_staff):
    agreement = make_agreement("x", review_months=6)

    response = with_check(
        as_staff("agreements officer"),
        agreement,
        **{
            "checks-0-checked_on": "2025-09-26",
            "checks-0-changes_en": "A new contact.",
            "checks-0-changes_zh": "联系人变更。",
        },
    )

    agreement.refresh_from_db()
    made = agreement.checks.get()
    assert response.status_code == 302
    assert made.changes_en == "A new contact."
    assert made.checked_by.email == "agreements.officer@example.org"
    assert agreement.next_check_on == date(2026, 3, 26)


@pytest.mark.django_db
def test_change_in_one_language_is_refused_beside_the_row(as_staff):
    agreement = make_agreement("x")

    response = with_check(
        as_staff("agreements officer"),
        agreement,
        **{"checks-0-checked_on": "2025-09-26", "checks-0-changes_en": "A new contact."},
    )

    assert "Say what had changed in both languages, or in none." in response.text
    assert not agreement.checks.exists()
