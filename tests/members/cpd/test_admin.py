from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from tests import factories

LIST = reverse("admin:members_record_changelist")


def typed(record: Record, **changes) -> dict:
    values = {name: getattr(record, name) for name in ("title", "hours", "kind", "aspect")}
    return values | {"done_on": record.done_on.isoformat(), "topics": []} | changes


def address(record: Record) -> str:
    return reverse("admin:members_record_change", args=[record.pk])


def test_administration_does_not_show_what_a_member_deleted(as_admin, member):
    factories.make_record(member, "Kept")
    gone = factories.make_record(member, "Mistaken", deleted_at=timezone.now())

    page = as_admin.get(LIST).text

    assert "Kept" in page
    assert "Mistaken" not in page
    assert as_admin.get(address(gone)).status_code == 404


def test_hours_of_a_declared_entry_cannot_be_taken_away_by_staff(as_admin, member):
    record = factories.make_record(member, hours="2")

    answer = as_admin.post(address(record), typed(record, hours=""))

    record.refresh_from_db()
    assert answer.status_code == 200
    assert "An entry without hours is to finish; one with hours is not." in answer.text
    assert record.hours == 2


def test_staff_correct_an_entry(as_admin, member):
    record = factories.make_record(member, hours="2")

    answer = as_admin.post(address(record), typed(record, hours="1.5"))

    record.refresh_from_db()
    assert answer.status_code == 302
    assert float(record.hours) == 1.5
