from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:cpd:record_add")


def typed(**changes) -> dict[str, str]:
    values = {
        "title": "Seismic assessment of existing bridges",
        "hours": "3.5",
        "done_on": timezone.localdate().isoformat(),
        "kind": "seminar",
        "aspect": "knowledge",
        "provider": "",
        "link": "",
        "reflection": "",
    }
    return values | changes


# --- The form as it opens ------------------------------------------------------------------------


def test_add_starts_with_today_and_a_seminar(as_member, add):
    response = as_member.get(add)

    page = response.content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert response.context["form"].held_by_more == "Today, seminar, knowledge"
    assert '<details class="more"><summary>' in page


def test_add_starts_with_the_kind_and_aspect_entered_last(as_member, member, add):
    factories.make_record(member, kind="article", aspect="ethics")
    factories.make_record(member, kind="lecture", aspect="teamwork", done_on=date(2020, 5, 1))

    form = as_member.get(add).context["form"]

    assert form.held_by_more == "Today, lecture given, teamwork"


def test_add_takes_nothing_from_another_member(as_member, stranger, add):
    factories.make_record(stranger, "Not yours", kind="article")

    response = as_member.get(add)

    assert response.context["form"].held_by_more == "Today, seminar, knowledge"
    assert "Not yours" not in response.content.decode()


def test_add_shows_the_year_so_far_and_earlier_entries(as_member, member, add):
    factories.make_record(member, "Earlier", hours="2.5")
    factories.make_record(member, hours="9", state=Record.State.TO_CONFIRM)
    factories.make_record(member, hours="9", done_on=date(timezone.localdate().year - 1, 1, 1))

    page = as_member.get(add).content.decode()

    assert f"CPD in {timezone.localdate().year}</h2>" in page
    assert "2.5 credit hours" in page
    earlier = Record.objects.get(title="Earlier")
    assert f'href="{reverse("members:cpd:record_copy", args=[earlier.pk])}"' in page


def test_add_shows_how_far_the_requirement_is_met(as_member, member, term, add, september):
    factories.make_record(member, hours="27.5", done_on=september)

    page = as_member.get(add).content.decode()

    assert "<strong>27.5 of 40 credit hours</strong>" in page
    assert "<small>12.5 h to go in 96 days.</small>" in page
    assert f'href="{reverse("members:cpd:counted", args=["cse-annual"])}"' in page


def test_add_takes_six_queries(as_member, member, term, add, count_queries):
    factories.make_record(member)
    _, with_one = count_queries(as_member, add)
    for _ in range(2):
        factories.make_record(member)
    _, with_three = count_queries(as_member, add)

    assert len(with_one) == len(with_three) == 6
    assert with_three.repeated == {}


# --- Saving --------------------------------------------------------------------------------------


def test_add_saves_a_declared_entry_of_the_member(as_member, member, add):
    more = {
        "provider": "Centre",
        "link": "https://example.org/c",
        "reflection": "One\r\ntwo",
        "topics": ["ethics", "law"],
        "practice_area": "Structural",
        "is_online": "on",
    }

    response = as_member.post(add, typed(**more), follow=True)

    record = Record.objects.get()
    year = timezone.localdate().year
    assert response.redirect_chain == [(f"{reverse('members:cpd:record_list')}?period={year}", 302)]
    assert "Saved: Seismic assessment of existing bridges" in response.content.decode()
    assert record.member == member
    assert record.state == Record.State.DECLARED
    assert (record.hours, record.done_on) == (Decimal("3.5"), timezone.localdate())
    assert (record.provider, record.link, record.reflection) == (
        "Centre",
        "https://example.org/c",
        "One\ntwo",
    )
    assert (record.topics, record.practice_area, record.is_online) == (
        ["ethics", "law"],
        "Structural",
        True,
    )


def test_add_leads_to_the_period_in_which_the_entry_stands(as_member, add):
    response = as_member.post(add, typed(done_on="2021-06-30"))

    assert response.headers["Location"].endswith("?period=2021")


def test_add_another_comes_back_to_an_empty_form(as_member, add):
    response = as_member.post(add, typed(again="1", kind="article"), follow=True)

    assert response.redirect_chain == [(add, 302)]
    assert response.context["form"]["title"].value() == ""
    assert response.context["form"].held_by_more == "Today, article or book, knowledge"
    assert Record.objects.count() == 1


def test_add_without_more_leaves_it_empty(as_member, add):
    as_member.post(add, typed())

    record = Record.objects.get()
    assert (record.topics, record.practice_area, record.is_online) == ([], "", False)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"topics": ["ethics", "junk"]}, "topics", "Choose one from the list."),
        ({"topics": ["nul\x00"]}, "topics", "Choose one from the list."),
        ({"practice_area": "x" * 81}, "practice_area", "Write at most 80 characters."),
        ({"practice_area": "a\x07b"}, "practice_area", "a character that cannot be seen"),
        ({"practice_area": "nul\x00"}, "practice_area", "Null characters are not allowed."),
    ],
)
def test_add_answers_bad_input_under_more_beside_the_field(as_member, add, change, field, message):
    response = as_member.post(add, typed(**change))

    assert response.status_code == 200
    assert message in str(response.context["form"].errors[field])
    assert '<details class="more" open>' in response.content.decode()
    assert Record.objects.count() == 0


def test_add_ignores_an_owner_or_state_in_the_post(as_member, member, stranger, add):
    as_member.post(add, typed(member=stranger.pk, state="verified", id="7"))

    record = Record.objects.get()
    assert (record.member, record.state) == (member, Record.State.DECLARED)


def test_add_sent_twice_makes_one_entry(as_member, add):
    first = as_member.post(add, typed(), follow=True)
    second = as_member.post(add, typed(), follow=True)

    assert Record.objects.count() == 1
    assert second.redirect_chain == first.redirect_chain
    assert "This entry was there already: Seismic" in second.content.decode()


@pytest.mark.parametrize(
    "change",
    [{"title": "Another"}, {"hours": "4"}, {"done_on": "2025-01-01"}, {"kind": "article"}],
)
def test_add_of_a_different_entry_is_a_second_one(as_member, add, change):
    as_member.post(add, typed())
    as_member.post(add, typed(**change))

    assert Record.objects.count() == 2


def test_add_of_the_same_a_minute_later_is_a_second_one(as_member, add):
    with time_machine.travel(datetime(2026, 3, 2, 4, 0, tzinfo=UTC), tick=False) as clock:
        as_member.post(add, typed())
        clock.shift(timedelta(seconds=59))
        as_member.post(add, typed())
        after_59_seconds = Record.objects.count()
        clock.shift(timedelta(seconds=2))
        as_member.post(add, typed())

    assert (after_59_seconds, Record.objects.count()) == (1, 2)


def test_add_of_what_another_member_just_entered_is_not_the_same(as_member, as_stranger, add):
    as_stranger.post(add, typed())
    as_member.post(add, typed())

    assert Record.objects.count() == 2


# --- What is typed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        ("3,5", "3.5"),
        ("３.５", "3.5"),
        ("３．５", "3.5"),
        ("３，５", "3.5"),
        ("3.5 h", "3.5"),
        ("3.5h", "3.5"),
        ("2 Hours", "2"),
        ("3.5学时", "3.5"),
        ("３．５ 学时", "3.5"),
        ("2小时", "2"),
        (" 2 ", "2"),
        ("1.50", "1.5"),
        (".5", "0.5"),
        ("0.25", "0.25"),
        ("999.75", "999.75"),
    ],
)
def test_add_reads_hours_as_they_are_meant(as_member, add, hours, kept):
    as_member.post(add, typed(hours=hours))

    assert Record.objects.get().hours == Decimal(kept)


IMPOSSIBLE = "Hours must be a number between 0.25 and 999.75. You wrote “{}”."
NO_DAY = "Write a day that exists, as year-month-day, such as 2025-06-30."
UNSEEN = "This text holds a character that cannot be seen."
TOO_LONG = "Write at most {} characters. There are {}."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Write what you did."),
        ("title", " \u200b\ufeff ", "Write what you did."),
        ("title", "a" * 201, TOO_LONG.format("200", "201")),
        ("title", "a" * 1_000_000, TOO_LONG.format("200", "1000000")),
        ("title", "bell\x07", UNSEEN),
        ("title", "right\u202eleft", UNSEEN),
        ("title", "two\nlines", UNSEEN),
        ("title", "nul\x00", "Null characters are not allowed."),
        ("hours", "3h30", IMPOSSIBLE.format("3h30")),
        ("hours", "３h３０", IMPOSSIBLE.format("3h30")),
        ("hours", "-2", IMPOSSIBLE.format("-2")),
        ("hours", "0", IMPOSSIBLE.format("0")),
        ("hours", "0.1", IMPOSSIBLE.format("0.1")),
        ("hours", "1,000", IMPOSSIBLE.format("1,000")),
        ("hours", "1000", IMPOSSIBLE.format("1000")),
        ("hours", "999.76", IMPOSSIBLE.format("999.76")),
        ("hours", "abc", IMPOSSIBLE.format("abc")),
        ("hours", "h", IMPOSSIBLE.format("h")),
        ("hours", ".", IMPOSSIBLE.format(".")),
        ("hours", "1e2", IMPOSSIBLE.format("1e2")),
        ("hours", "NaN", IMPOSSIBLE.format("NaN")),
        ("hours", "Infinity", IMPOSSIBLE.format("Infinity")),
        ("hours", "3\x00", IMPOSSIBLE.format("3\x00")),
        ("hours", "٣", IMPOSSIBLE.format("٣")),
        ("hours", "9" * 1_000_000, IMPOSSIBLE.format("9" * 20 + "…")),
        ("hours", "3.1", "Hours go in quarters. You wrote “3.1”. The nearest are 3 and 3.25."),
        ("hours", "3.125", "Hours go in quarters. You wrote “3.125”. The nearest are 3 and 3.25."),
        ("done_on", "", "Write the day."),
        ("done_on", "2025-06-31", NO_DAY),
        ("done_on", "31 June", NO_DAY),
        ("done_on", "2025-06-30\x00", NO_DAY),
        ("done_on", "9" * 1_000_000, NO_DAY),
        ("done_on", "9999-12-31", "This day lies in the future. Today is "),
        ("done_on", "1989-12-31", "Write a day from 1 January 1990 on."),
        ("done_on", "0001-01-01", "Write a day from 1 January 1990 on."),
        ("kind", "", "Choose one from the list."),
        ("kind", "party", "Choose one from the list."),
        ("aspect", "", "Choose one from the list."),
        ("aspect", "fun\x00", "Choose one from the list."),
        ("provider", "a" * 201, TOO_LONG.format("200", "201")),
        ("provider", "bell\x07", UNSEEN),
        ("link", "not an address", "Write an address such as https://example.org/course."),
        ("link", "javascript:alert(1)", "Write an address such as https://example.org/course."),
        ("link", "https://[", "Write an address such as https://example.org/course."),
        ("link", f"https://example.org/{'a' * 500}", TOO_LONG.format("500", "520")),
        ("reflection", "a" * 501, TOO_LONG.format("500", "501")),
        ("reflection", "bell\x07", UNSEEN),
        ("reflection", "nul\x00", "Null characters are not allowed."),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, add, field, value, message):
    response = as_member.post(add, typed(**{"provider": "Centre", field: value}))

    form = response.context["form"]
    page = response.content.decode()
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert f'id="id_{field}_error"' in page
    assert "<title>Error: Log CPD" in page
    assert Record.objects.count() == 0
    assert form["provider"].value() == (value if field == "provider" else "Centre")
    assert form[field].value() == value


def test_add_with_two_errors_lists_them_and_keeps_what_was_typed(as_member, add):
    response = as_member.post(add, typed(title="", hours="3h30", provider="<b>Centre</b>"))

    page = response.content.decode()
    assert "2 things to put right" in page
    assert '<a href="#id_title">Write what you did.</a>' in page
    assert 'value="3h30"' in page
    assert 'value="&lt;b&gt;Centre&lt;/b&gt;"' in page


def test_add_opens_more_only_when_the_error_is_there(as_member, add):
    outside = as_member.post(add, typed(title="")).content.decode()
    inside = as_member.post(add, typed(done_on="2025-06-31")).content.decode()

    assert '<details class="more"><summary>' in outside
    assert '<details class="more" open><summary>' in inside


def test_add_says_what_more_holds_after_an_error(as_member, add):
    response = as_member.post(add, typed(title="", done_on="2025-06-30", aspect="ethics"))

    assert response.context["form"].held_by_more == "30 Jun 2025, seminar, ethics"


def test_add_leaves_out_of_the_summary_what_cannot_be_read(as_member, add):
    response = as_member.post(add, typed(title="", done_on="junk", kind="junk", aspect="ethics"))

    assert response.context["form"].held_by_more == "Ethics"


def test_add_answers_an_empty_post(as_member, add):
    response = as_member.post(add)

    assert sorted(response.context["form"].errors) == [
        "aspect",
        "done_on",
        "kind",
        "title",
    ]
    assert response.context["form"].held_by_more == ""


def test_add_keeps_markup_as_text(as_member, add):
    as_member.post(add, typed(title="<script>alert(1)</script>"))

    page = as_member.get(reverse("members:cpd:record_list")).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page


def test_add_accepts_the_longest_text_a_browser_lets_in(as_member, add):
    lines = "\r\n".join(["a" * 9] * 50)  # 499 characters with line breaks of one

    as_member.post(add, typed(title="桥" * 200, reflection=lines))

    assert len(Record.objects.get().reflection) == 499


def test_add_accepts_today_of_the_members_zone_and_not_tomorrow(as_member, member, add):
    member.time_zone = "Pacific/Auckland"
    member.save()

    with time_machine.travel(datetime(2026, 3, 1, 12, 0, tzinfo=UTC), tick=False):
        today = as_member.post(add, typed(done_on="2026-03-02"))
        tomorrow = as_member.post(add, typed(done_on="2026-03-03"))

    assert today.status_code == 302
    assert tomorrow.context["form"].errors.keys() == {"done_on"}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3h30", "3.5"),
        ("3 h 30 min", "3.5"),
        ("3:30", "3.5"),
        ("３：３０", "3.5"),
        ("1h20", "1.25"),
        ("90 min", "1.5"),
        ("90分钟", "1.5"),
        ("1小时15分", "1.25"),
        ("一小时", "1"),
        ("两个小时", "2"),
        ("一个半小时", "1.5"),
        ("半小时", "0.5"),
    ],
)
def test_add_answers_a_length_of_time_with_the_number(as_member, add, written, number):
    response = as_member.post(add, typed(hours=written))

    said = response.context["form"].errors["hours"][0]
    assert said.endswith(f"Write {number}.")
    assert "You wrote “" in said
    assert Record.objects.count() == 0


@pytest.mark.parametrize("hours", ["1000000000", "1e9", "5 min", "1000 h 30", "0h00", "3h99"])
def test_add_offers_no_number_for_what_is_no_length(as_member, add, hours):
    response = as_member.post(add, typed(hours=hours))

    assert response.context["form"].errors["hours"][0].endswith("Write a number such as 3.5.")


# --- To finish -----------------------------------------------------------------------------------


def test_add_of_a_title_alone_is_kept_to_finish(as_member, member, add):
    response = as_member.post(add, typed(hours=""), follow=True)

    record = Record.objects.get()
    assert (record.state, record.hours) == (Record.State.TO_FINISH, None)
    assert "Kept to finish: Seismic assessment" in response.text
    assert ">Finish</a>" in response.text
    assert response.context["totals"] == {"entries": 1, "logged": 0, "counted": 0}


def test_add_says_that_the_hours_can_wait(as_member, add):
    page = as_member.get(add).text

    assert "Leave out travel and meals. A quarter of an hour is 0.25. Leave it empty to" in page
    assert '<label for="id_hours">Hours</label>' in page


def test_add_of_a_title_alone_with_wrong_hours_is_not_kept(as_member, add):
    as_member.post(add, typed(hours="soon"))

    assert Record.objects.count() == 0


def test_add_of_a_title_alone_sent_twice_makes_one_entry(as_member, add):
    as_member.post(add, typed(hours=""))
    as_member.post(add, typed(hours=""))

    assert Record.objects.count() == 1


def test_entry_to_finish_counts_nowhere(as_member, member, term, september):
    factories.make_record(member, "Counted", hours="3", done_on=september)
    factories.make_record(member, "Webinar", state="to_finish", done_on=september)

    home = as_member.get(reverse("members:home"))
    proof = as_member.get(reverse("members:cpd:counted", args=["cse-annual"]))

    assert "3 of 40 credit hours" in home.text
    assert [one.record.title for one in proof.context["periods"][0].left_out] == ["Webinar"]
    assert "The entry is not finished. It counts once it is." in proof.text
    assert Record.objects.of(member).counting().hours() == 3


def test_home_leads_to_an_entry_to_finish(as_member, member):
    record = factories.make_record(member, "Webinar", state="to_finish")

    page = as_member.get(reverse("members:home")).text

    assert "Finish: Webinar" in page
    assert f'href="{record.get_absolute_url()}">Write the hours' in page


@pytest.mark.parametrize(
    ("state", "hours"),
    [("to_finish", "2"), ("declared", None), ("to_confirm", None), ("verified", None)],
)
def test_only_an_entry_to_finish_has_no_hours(member, state, hours):
    with pytest.raises(IntegrityError, match="cpd_without_hours_is_to_finish"):
        Record.objects.create(
            member=member, title="x", done_on=date(2026, 3, 2), state=state, hours=hours
        )


# --- Already there -------------------------------------------------------------------------------


def test_add_after_the_back_button_shows_the_entry_that_was_there(as_member, member, add):
    """A minute later it is no second press any more, and looks like a second activity."""
    with time_machine.travel(datetime(2026, 3, 2, 4, 0, tzinfo=UTC), tick=False) as clock:
        as_member.post(add, typed())
        clock.shift(timedelta(minutes=5))
        response = as_member.post(add, typed())

    new = Record.objects.latest("pk")
    assert response.headers["Location"] == reverse("members:cpd:record_compare", args=[new.pk])


def test_add_again_of_what_was_just_deleted_is_a_new_entry(as_member, add):
    as_member.post(add, typed())
    as_member.post(reverse("members:cpd:record_delete", args=[Record.objects.get().pk]))
    as_member.post(add, typed())

    assert (Record.objects.count(), Record.bin.count()) == (1, 1)
