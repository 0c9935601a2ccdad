from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from members.experience.models import Period
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:experience:period_add")


def typed(**changes) -> dict[str, str]:
    values = {
        "role": "Bridge engineer",
        "employer": "Bridge Bureau",
        "country": "",
        "started_on": "2018-08-01",
        "ended_on": "",
        "summary": "",
        "verifier_name": "",
        "verifier_role": "",
        "verifier_email": "",
    }
    return values | changes


def test_add_saves_a_declared_period_of_the_member(as_member, member, add):
    everything = typed(
        country="KE",
        ended_on="2020-06-30",
        is_in_charge="on",
        summary="One\r\ntwo",
        verifier_name="Somebody",
        verifier_role="Director",
        verifier_email="somebody@example.org",
    )

    response = as_member.post(add, everything, follow=True)

    period = Period.objects.get()
    assert response.redirect_chain == [(reverse("members:experience:period_list"), 302)]
    assert "Saved: Bridge engineer, Bridge Bureau" in response.text
    assert (period.member, period.state) == (member, Period.State.DECLARED)
    assert [str(getattr(period, name)) for name in Period.SAID] == [
        "Bridge engineer",
        "Bridge Bureau",
        "KE",
        "2018-08-01",
        "2020-06-30",
        "True",
        "One\ntwo",
        "Somebody",
        "Director",
        "somebody@example.org",
    ]


def test_add_needs_position_employer_and_first_day_alone(as_member, add):
    as_member.post(add, {"role": "R", "employer": "E", "started_on": "1950-01-01"})

    period = Period.objects.get()
    assert (period.ended_on, period.is_in_charge) == (None, False)


def test_add_ignores_state_stamps_and_owner_in_the_post(as_member, member, stranger, add):
    stamps = {"decided_at": "2025-01-01", "decided_by": member.user_id, "reason": "Fine."}

    as_member.post(add, typed(member=stranger.pk, state="verified", **stamps))

    period = Period.objects.get()
    assert (period.member, period.state) == (member, Period.State.DECLARED)
    assert (period.decided_at, period.decided_by, period.reason) == (None, None, "")


NO_DAY = "Write a day that exists, as year-month-day, such as 2025-06-30."
UNSEEN = "This text holds a character that cannot be seen."
NUL = "Null characters are not allowed."
TOO_LONG = "Write at most {} characters. There are {}."
TODAY = datetime(2025, 9, 26, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("role", "", "Write the position you held."),
        ("role", " \u200b ", "Write the position you held."),
        ("role", "a" * 121, TOO_LONG.format(120, 121)),
        ("role", "nul\x00", NUL),
        ("employer", "", "Write the employer."),
        ("employer", "a" * 1_000_000, TOO_LONG.format(120, 1_000_000)),
        ("employer", "right\u202eleft", UNSEEN),
        ("country", "ZZ", "Choose one from the list."),
        ("country", "\x00", "Choose one from the list."),
        ("started_on", "", "Write the first day."),
        ("started_on", "2018-02-30", NO_DAY),
        ("started_on", "1949-12-31", "Write a day from 1 January 1950 on."),
        ("started_on", "2025-09-27", "This day lies in the future. Today is 26 September 2025."),
        ("ended_on", "junk\x00", NO_DAY),
        ("ended_on", "2018-07-31", "The last day lies before the first."),
        (
            "ended_on",
            "2025-09-27",
            "This day lies in the future. Leave it empty while it goes on.",
        ),
        ("summary", "a" * 501, TOO_LONG.format(500, 501)),
        ("summary", "bell\x07", UNSEEN),
        ("verifier_name", "a" * 121, TOO_LONG.format(120, 121)),
        ("verifier_role", "tab\there", UNSEEN),
        ("verifier_email", "nobody", "Write an address such as name@example.org."),
        ("verifier_email", "a" * 250 + "@b.cn", TOO_LONG.format(254, 255)),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, add, field, value, message):
    with time_machine.travel(TODAY, tick=False):
        response = as_member.post(add, typed(**{field: value}))

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert f'id="id_{field}_error"' in response.text
    assert "<title>Error: Add a period" in response.text
    assert form[field].value() == value
    assert Period.objects.count() == 0


def test_add_answers_an_empty_post(as_member, add):
    response = as_member.post(add)

    assert response.context["form"].errors.keys() == {"role", "employer", "started_on"}


def test_add_accepts_today(as_member, add):
    with time_machine.travel(TODAY, tick=False):
        as_member.post(add, typed(started_on="2025-09-26", ended_on="2025-09-26"))

    assert Period.objects.get().ended_on == date(2025, 9, 26)


# --- Twice ---------------------------------------------------------------------------------------


def test_add_sent_twice_makes_one_period(as_member, add):
    as_member.post(add, typed())

    second = as_member.post(add, typed(), follow=True)

    assert Period.objects.count() == 1
    assert "This period was there already: Bridge engineer, Bridge Bureau" in second.text


def test_add_of_the_same_a_minute_later_is_a_second_one(as_member, add):
    with time_machine.travel(TODAY, tick=False) as clock:
        as_member.post(add, typed())
        clock.shift(timedelta(seconds=61))
        as_member.post(add, typed())

    assert Period.objects.count() == 2


@pytest.mark.parametrize("change", [{"is_in_charge": "on"}, {"country": "KE"}, {"summary": "x"}])
def test_add_of_a_different_one_is_a_second_one(as_member, add, change):
    as_member.post(add, typed())
    as_member.post(add, typed(**change))

    assert Period.objects.count() == 2


def test_add_of_what_another_member_entered_is_a_period_too(as_member, as_stranger, add):
    as_stranger.post(add, typed())
    as_member.post(add, typed())

    assert Period.objects.count() == 2


def test_add_takes_two_queries(as_member, member, add, count_queries):
    factories.make_period(member)

    _, count = count_queries(as_member, add)

    assert len(count) == 2
