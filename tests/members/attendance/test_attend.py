from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.attendance.models import Attendance
from members.attendance.workflow import SIGNS
from members.cpd.models import Record
from news.events.models import Event
from tests import factories

HOUR = timedelta(hours=1)
UNKNOWN = "This is no code of an event. Compare it sign by sign with what was shown."


@pytest.fixture
def page(db) -> str:
    return reverse("members:attendance:attend")


@pytest.fixture
def code(event):
    return factories.make_event_code(event)


def errors(response) -> list[str]:
    return response.context["form"].errors.get("code", [])


def test_code_enters_the_event_as_the_members_own_word(as_member, member, page, code, event):
    response = as_member.post(page, {"code": code.code}, follow=True)

    record = member.cpd_records.get()
    assert (record.event, record.state, record.hours) == (event, "declared", Decimal(3))
    assert response.redirect_chain == [(record.get_absolute_url(), 302)]
    assert "Entered: Bridges" in response.text
    attendance = Attendance.objects.get()
    assert (attendance.source, attendance.listed_by, attendance.state) == ("code", None, "listed")


@pytest.mark.parametrize(
    "written", ["acde3467", " ACDE-3467 ", "a c d e 3 4 6 7", "ＡＣＤＥ－３４６７", "ACDE–3467"]
)
def test_code_is_read_however_it_is_written(as_member, member, page, code, written):
    as_member.post(page, {"code": written})

    assert member.cpd_records.count() == 1


def test_code_entered_twice_is_one_entry(as_member, member, page, code):
    as_member.post(page, {"code": code.code})

    response = as_member.post(page, {"code": code.code}, follow=True)

    assert member.cpd_records.count() == Attendance.objects.count() == 1
    assert "This entry was there already: Bridges" in response.text


def test_code_confirms_what_waits_and_keeps_its_part(as_member, member, page, code, event):
    factories.make_attendance(member, event, hours=Decimal(2))

    as_member.post(page, {"code": code.code})

    assert [(r.state, r.hours) for r in member.cpd_records.all()] == [("declared", Decimal(2))]


@pytest.mark.parametrize("state", ["not_me", "taken_back"])
def test_code_brings_back_what_was_not_theirs(as_member, member, page, code, event, state):
    attendance = factories.make_attendance(member, event, state)

    as_member.post(page, {"code": code.code})

    attendance.refresh_from_db()
    assert (attendance.state, attendance.source) == ("listed", "code")
    assert member.cpd_records.get().state == Record.State.DECLARED


def test_code_settles_a_report_of_the_same_event(as_member, member, page, code, event):
    report = factories.make_missing_report(member, event)

    as_member.post(page, {"code": code.code})

    report.refresh_from_db()
    assert report.state == "withdrawn"


def test_link_with_the_code_fills_it_in_and_enters_nothing(as_member, member, page, code):
    response = as_member.get(page, {"code": code.code})

    assert f'value="{code.code}"' in response.text
    assert not member.cpd_records.exists()


@pytest.mark.parametrize("written", ["WRONGONE", "", "x" * 41, "\x00", "码" * 8])
def test_wrong_code_is_told_beside_the_field(as_member, member, page, code, written):
    response = as_member.post(page, {"code": written})

    assert response.status_code == 200
    assert len(errors(response)) == 1
    assert not member.cpd_records.exists()


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (HOUR, 2 * HOUR, "This code cannot be entered yet: it opens on "),
        (-2 * HOUR, -HOUR, "This code closed on "),
    ],
)
def test_code_too_early_or_too_late_is_told_and_names_no_event(
    as_member, member, page, event, opens, closes, said
):
    now = timezone.now()
    code = factories.make_event_code(event, opens_at=now + opens, closes_at=now + closes)

    response = as_member.post(page, {"code": code.code})

    assert errors(response)[0].startswith(said)
    assert "Bridges" not in response.text
    assert not member.cpd_records.exists()


@pytest.mark.parametrize("change", [{"withdrawn_at": timezone.now()}, {"cpd_hours": None}])
def test_code_of_an_event_withdrawn_or_without_cpd_is_unknown(as_member, page, code, event, change):
    Event.objects.filter(pk=event.pk).update(**change)

    assert errors(as_member.post(page, {"code": code.code})) == [UNKNOWN]


def test_eleventh_wrong_try_is_refused_and_so_is_the_right_code_after_it(
    as_member, member, page, code
):
    tries = [as_member.post(page, {"code": f"WRONG{n}"}).status_code for n in range(11)]

    response = as_member.post(page, {"code": code.code})

    assert tries == [200] * 10 + [429]
    assert response.status_code == 429
    assert errors(response) == ["Too many tries. Try again in five minutes."]
    assert f'value="{code.code}"' in response.text
    assert not member.cpd_records.exists()


def test_wrong_tries_of_one_member_leave_the_others_alone(as_member, as_stranger, stranger, page):
    code = factories.make_event_code()
    for number in range(11):
        as_member.post(page, {"code": f"WRONG{number}"})

    as_stranger.post(page, {"code": code.code})

    assert stranger.cpd_records.count() == 1


def test_right_codes_are_not_counted(as_member, member, page, code):
    answers = {as_member.post(page, {"code": code.code}).status_code for _ in range(12)}

    assert answers == {302}


def test_codes_have_no_signs_that_look_alike():
    assert set(SIGNS) & set("01258BILOSZ") == set()
    assert len(set(SIGNS)) == len(SIGNS) == 25


def test_event_that_goes_on_is_entered_with_the_day_of_today(as_member, member, page):
    event = factories.make_past_event(length_hours=24 * 5)
    code = factories.make_event_code(event)

    as_member.post(page, {"code": code.code})

    assert member.cpd_records.get().done_on == timezone.localdate()
