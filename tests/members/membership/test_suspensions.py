"""A suspension is written once, signed, told to the member, and can be ended early."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from members.membership.models import Suspension
from members.membership.workflow import end_suspension, suspend
from members.profile.workflow import open_record
from tests import factories as make
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db
ADD = "admin:members_suspension_add"
TODAY = date(2025, 9, 26)


@pytest.fixture
def officer(september):
    user = make.make_user("officer@example.org", is_staff=True)
    user.groups.add(make.staff_group("membership officer"))
    return user


@pytest.fixture
def as_officer(officer):
    return logged_in(officer)


def typed(of, **changes) -> dict:
    days = {"starts_on": "2025-09-01", "ends_on": ""}
    return {"member": of.pk, "reason": "A licence is missing."} | days | changes


def ending(suspension) -> str:
    return reverse("admin:members_suspension_decide", args=[suspension.pk, "end_suspension"])


def test_officer_suspends_and_signs(
    as_officer, officer, member, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_officer.post(reverse(ADD), typed(member, ends_on="2025-12-31"))

    kept = Suspension.objects.get()
    assert (kept.member, kept.decided_by, kept.decided_at) == (member, officer, timezone.now())
    assert (kept.ends_on, kept.ended_by) == (date(2025, 12, 31), None)
    (message,) = mail.outbox
    assert message.to == [member.user.email]
    assert message.subject == "Your membership is suspended from 1 September 2025"
    assert "A licence is missing." in message.body
    assert "31 December 2025" in message.body
    assert "http://127.0.0.1:8000/en/members/membership/" in message.body


def test_officer_ends_a_suspension_on_its_own_page(
    as_officer, officer, member, django_capture_on_commit_callbacks
):
    kept = make.make_suspension(member)
    page = as_officer.get(reverse("admin:members_suspension_change", args=[kept.pk])).text

    with django_capture_on_commit_callbacks(execute=True):
        response = as_officer.post(ending(kept), {"ends_on": "2025-09-26"}, follow=True)

    kept.refresh_from_db()
    assert f'href="{ending(kept)}"' in page
    assert (kept.ends_on, kept.ended_by, kept.ended_at) == (TODAY, officer, timezone.now())
    assert "The suspension is ended." in response.text
    (message,) = mail.outbox
    assert message.subject == "Your membership is suspended no longer than 26 September 2025"


def test_page_that_ends_a_suspension_suggests_today_and_has_no_other_row(as_officer, member):
    kept = make.make_suspension(member)

    assert 'value="2025-09-26"' in as_officer.get(ending(kept)).text
    assert as_officer.get(ending(Suspension(pk=kept.pk + 1))).status_code == 404
    assert as_officer.get(ending(kept).replace("end_", "begin_")).status_code == 404


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        ("2025-08-31", "It does not hold on this day, or ends with it already."),
        ("2025-12-31", "It does not hold on this day, or ends with it already."),
        ("", "This field is required."),
        ("soon", "Write a day that exists"),
        ("9999-12-31", "Write a day up to 31 December 2199."),
    ],
)
def test_officer_is_told_why_a_suspension_does_not_end_so(as_officer, member, ends_on, said):
    kept = make.make_suspension(member, ends_on=date(2025, 12, 31))

    response = as_officer.post(ending(kept), {"ends_on": ends_on})

    kept.refresh_from_db()
    assert said in response.text
    assert kept.ended_by is None


def test_suspension_that_a_colleague_ended_is_not_ended_again(as_officer, member):
    first = make.make_user(is_staff=True)
    kept = make.make_suspension(member)
    end_suspension(kept, ends_on=TODAY, by=first)

    response = as_officer.post(ending(kept), {"ends_on": "2025-09-26"})

    kept.refresh_from_db()
    assert "ends with it already" in response.text
    assert kept.ended_by == first


def test_suspension_is_not_rewritten(as_officer, member):
    kept = make.make_suspension(member)

    response = as_officer.post(
        reverse("admin:members_suspension_change", args=[kept.pk]), typed(member, reason="Other.")
    )

    kept.refresh_from_db()
    assert response.status_code == 403
    assert kept.reason == "A licence is missing."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_on": "2025-08-31"}, "The suspension ends before it starts."),
        ({"ends_on": "9999-12-31"}, "Write days between 1950 and 2199."),
        ({"reason": ""}, "This field is required."),
        ({"member": "999999"}, "Select a valid choice."),
    ],
)
def test_officer_is_told_what_cannot_be(as_officer, member, change, said):
    response = as_officer.post(reverse(ADD), typed(member, **change))

    assert said in response.text
    assert Suspension.objects.count() == 0


def test_second_suspension_without_an_end_is_refused_with_a_sentence(as_officer, member):
    make.make_suspension(member)

    response = as_officer.post(reverse(ADD), typed(member))

    assert "This member is suspended already, without an end." in response.text


def test_officer_decides_nothing_of_their_own(as_officer, officer):
    own = open_record(officer)
    kept = make.make_suspension(own)

    added = as_officer.post(reverse(ADD), typed(own))
    ended = as_officer.post(ending(kept), {"ends_on": "2025-09-26"})

    assert (added.status_code, ended.status_code) == (200, 403)
    assert Suspension.objects.get().ended_by is None


@pytest.mark.parametrize("group", ["editor", "agreements officer", "reviewer", "auditor"])
def test_other_groups_end_nothing(as_staff, member, group):
    kept = make.make_suspension(member)

    assert as_staff(group).post(ending(kept), {"ends_on": "2025-09-26"}).status_code in (403, 404)


def test_database_refuses_a_decision_of_ones_own(member):
    with pytest.raises(IntegrityError, match="by_another"), transaction.atomic():
        make.make_suspension(member, decided_by=member.user)
    with pytest.raises(IntegrityError, match="by_another"), transaction.atomic():
        make.make_suspension(member, ends_on=TODAY, ended_by=member.user)


def test_database_refuses_an_end_that_nobody_signed(member):
    kept = make.make_suspension(member)

    with pytest.raises(IntegrityError, match="signed"), transaction.atomic():
        Suspension.objects.filter(pk=kept.pk).update(ends_on=TODAY, ended_at=timezone.now())


def test_mail_speaks_the_members_language_and_comes_after_the_commit(
    member, django_capture_on_commit_callbacks
):
    type(member).objects.update(language="zh-hans")
    member.refresh_from_db()

    with django_capture_on_commit_callbacks() as waiting:
        suspend(
            Suspension(member=member, starts_on=TODAY, reason="缺少执照。"), by=make.make_user()
        )
        assert mail.outbox == []
    (send,) = waiting
    send()

    (message,) = mail.outbox
    assert "2025年9月26日" in message.subject
    assert "/zh-hans/members/membership/" in message.body
    assert "Society" not in message.body


def test_suspension_that_is_refused_tells_nobody(member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(IntegrityError):
        suspend(Suspension(member=member, starts_on=TODAY, reason=""), by=make.make_user())

    assert mail.outbox == []


def test_end_before_the_first_day_is_refused_by_the_verb(member):
    kept = make.make_suspension(member)

    with pytest.raises(ValidationError):
        end_suspension(kept, ends_on=date(2025, 8, 31), by=make.make_user())
