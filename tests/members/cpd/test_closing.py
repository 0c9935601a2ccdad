"""Which days are closed for whom, and that no door writes into them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from members.cpd.closing import PeriodClosed, closed_days, refuse_closed
from members.cpd.models import Record
from members.cpd.workflow import add_evidence, change, confirm, delete, edit, log, restore
from members.profile.models import Member
from tests import factories

IN_2024, IN_2025 = date(2024, 5, 6), date(2025, 5, 6)
VALUES = {"title": "Typed", "hours": "3", "kind": "seminar", "aspect": "ethics"}
SENTENCE = "The period from 1 January 2024 to 31 December 2024 is closed since 1 April 2025"


def since(member, day: date, on: date | None = None) -> date | None:
    closing = closed_days(member, on).on(day)
    return closing and closing.since


def at(*moment: int):
    return time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False)


# --- Which days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "closed"),
    [("2025-03-31", None), ("2025-04-01", "2025-04-01"), ("2026-11-28", "2025-04-01")],
)
def test_year_closes_on_its_date(member, term, closing, on, closed):
    found = since(member, IN_2024, date.fromisoformat(on))

    assert found == (closed and date.fromisoformat(closed))


@pytest.mark.parametrize("day", ["2024-01-01", "2024-12-31"])
def test_both_ends_of_the_year_are_closed_with_it(member, term, closing, day):
    assert since(member, date.fromisoformat(day), date(2025, 4, 1)) == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("hour", "closed"), [(15, False), (16, True)], ids=["23:59 in Beijing", "midnight in Beijing"]
)
def test_year_closes_at_midnight_in_beijing_for_everybody(member, term, closing, hour, closed):
    Member.objects.filter(pk=member.pk).update(time_zone="America/New_York")

    with at(2025, 3, 31, hour, 59 if hour == 15 else 0):
        assert (closed_days(member).on(IN_2024) is not None) == closed


def test_nothing_closes_without_the_setting(member, term):
    assert closed_days(member, date(2030, 1, 1)).closings == ()


def test_nothing_closes_for_somebody_whom_no_requirement_binds(member, closing):
    assert closed_days(member, date(2030, 1, 1)).ended == ()


def test_whoever_is_bound_from_midyear_has_the_whole_year(member, closing):
    grade = closing.scheme.grades.get()
    factories.make_term(member, grade, starts_on=date(2024, 7, 1), ends_on=None)

    assert since(member, date(2024, 2, 1), date(2025, 4, 1)) == date(2025, 4, 1)
    assert since(member, date(2023, 2, 1), date(2025, 4, 1)) is None


def test_year_at_whose_end_nothing_bound_the_member_stays_open(member, closing):
    grade = closing.scheme.grades.get()
    factories.make_term(member, grade, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 30))

    assert closed_days(member, date(2026, 1, 1)).ended == ()


def test_where_two_requirements_differ_the_first_to_close_decides(member, term, closing):
    other = factories.make_requirement("other", scheme=closing.scheme)
    factories.make_version(other, published_at=closing.versions.get().published_at,
                           closes_after_days=30)  # fmt: skip

    closing_of = closed_days(member, date(2025, 5, 1)).on(IN_2024)

    assert (closing_of.requirement, closing_of.since) == (other.name, date(2025, 1, 31))


def test_rules_that_begin_later_close_no_year_before_them(member, term, annual):
    factories.make_version(
        annual,
        effective_from=date(2025, 6, 1),
        published_at=annual.versions.get().published_at,
        closes_after_days=0,
    )

    assert since(member, IN_2024, date(2026, 11, 28)) is None
    assert since(member, IN_2025, date(2026, 11, 28)) == date(2026, 1, 1)


def test_declared_year_is_closed_at_once(member, term, closing):
    factories.make_period_declaration(member, closing)

    found = closed_days(member, date(2025, 1, 11)).on(IN_2024)

    assert (found.since, found.is_declared) == (date(2025, 1, 10), True)
    assert "You declared the period from 1 January 2024 to 31 December 2024" in found.sentence


def test_withdrawn_declaration_opens_the_year_until_its_date(member, term, closing):
    factories.make_period_declaration(
        member, closing, withdrawn_by=factories.make_user(is_staff=True)
    )

    assert since(member, IN_2024, date(2025, 1, 11)) is None
    assert since(member, IN_2024, date(2025, 4, 1)) == date(2025, 4, 1)


def test_declaration_of_another_closes_nothing(member, stranger, term, closing):
    factories.make_period_declaration(stranger, closing)

    assert since(member, IN_2024, date(2025, 1, 11)) is None


def test_look_takes_two_queries_for_many_days(member, term, closing, django_assert_num_queries):
    for year in (2022, 2023, 2024):
        factories.make_period_declaration(
            member, closing, first_on=date(year, 1, 1), last_on=date(year, 12, 31)
        )
    closed_days(member)

    with django_assert_num_queries(2), pytest.raises(PeriodClosed):
        refuse_closed(member, [date(2024, 1, day) for day in range(1, 31)])


# --- No verb writes into them --------------------------------------------------------------------


def moved_in(record: Record) -> None:
    entry = factories.make_record(record.member, done_on=IN_2025)
    entry.done_on = IN_2024
    edit(entry, [], was_on=IN_2025)


def moved_out(record: Record) -> None:
    record.done_on = IN_2025
    edit(record, [], was_on=IN_2024)


def logged(record: Record) -> None:
    log(Record(member=record.member, title="Late", hours=1, done_on=IN_2024))


@pytest.mark.parametrize("verb", [logged, moved_in, moved_out, confirm])
def test_verb_refuses_a_closed_day(old, january, verb):
    before = list(Record.objects.filter(done_on__year=2024).values())

    with pytest.raises(PeriodClosed, match=SENTENCE):
        verb(old)

    assert list(Record.objects.filter(done_on__year=2024).values()) == before


def test_verbs_for_many_pass_over_a_closed_day(member, old, january):
    new = factories.make_record(member, done_on=IN_2025)
    mine = Record.objects.of(member)

    changed = change(mine, kind="lecture")
    number, at = delete(mine)

    old.refresh_from_db()
    assert (changed, number) == (1, 1)
    assert (old.kind, old.deleted_at) == ("seminar", None)
    assert [one.pk for one in restore(member, at)] == [new.pk]


def test_deleted_entry_of_a_closed_day_is_not_brought_back(member, old):
    with time_machine.travel(datetime(2025, 1, 2, 4, tzinfo=UTC), tick=False):
        _number, at = delete(Record.objects.filter(pk=old.pk))
    with time_machine.travel(datetime(2026, 1, 2, 4, tzinfo=UTC), tick=False):
        found = restore(member, at)

    assert found == []
    assert Record.bin.get() == old


def test_evidence_is_added_to_a_closed_entry(old, january):
    file = factories.make_evidence(old.member)

    add_evidence(old, [file])

    assert list(old.evidence.all()) == [file]


# --- The pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["record_add", "record_copy"])
def test_logging_into_a_closed_year_is_refused_beside_the_date(as_member, old, january, name):
    address = reverse(f"members:cpd:{name}", args=[old.pk] if name == "record_copy" else [])

    response = as_member.post(address, VALUES | {"done_on": "2024-02-29"})

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {"done_on"}
    assert SENTENCE in form.errors["done_on"][0]
    assert 'value="Typed"' in response.text
    assert '<details class="more" open>' in response.text
    assert Record.objects.get() == old


def test_moving_an_entry_into_a_closed_year_is_refused_beside_the_date(
    as_member, member, old, january
):
    entry = factories.make_record(member, "Kept", done_on=IN_2025)

    response = as_member.post(
        reverse("members:cpd:record_edit", args=[entry.pk]), VALUES | {"done_on": "2024-12-31"}
    )

    entry.refresh_from_db()
    assert SENTENCE in response.context["form"].errors["done_on"][0]
    assert 'value="Typed"' in response.text
    assert (entry.title, entry.done_on) == ("Kept", IN_2025)


def test_moving_an_entry_out_of_a_closed_year_saves_nothing_and_keeps_what_was_typed(
    as_member, old, january
):
    response = as_member.post(
        reverse("members:cpd:record_edit", args=[old.pk]), VALUES | {"done_on": "2025-05-06"}
    )

    old.refresh_from_db()
    assert response.status_code == 409
    assert SENTENCE in response.text
    assert 'value="Typed"' in response.text
    assert (old.title, old.done_on) == ("Bridges", IN_2024)


def test_closed_entry_is_shown_with_its_lock_and_no_way_to_change_it(as_member, old, january):
    page = as_member.get(reverse("members:cpd:record_edit", args=[old.pk])).text

    assert "Closed since" in page
    assert SENTENCE in page
    assert 'name="title"' not in page
    assert reverse("members:cpd:record_delete", args=[old.pk]) not in page
    assert reverse("members:cpd:record_evidence", args=[old.pk]) in page


def test_closed_entry_is_not_deleted(as_member, old, january):
    address = reverse("members:cpd:record_delete", args=[old.pk])

    asked, done = as_member.get(address), as_member.post(address)

    assert (asked.status_code, done.status_code) == (200, 409)
    assert SENTENCE in asked.text
    assert SENTENCE in done.text
    assert Record.objects.get() == old


def test_waiting_entry_of_a_closed_year_is_not_confirmed(as_member, old, january):
    Record.objects.update(state=Record.State.TO_CONFIRM)

    response = as_member.post(reverse("members:cpd:record_confirm", args=[old.pk]), follow=True)

    assert SENTENCE in response.text
    assert Record.objects.get().state == Record.State.TO_CONFIRM


def test_waiting_entry_of_a_closed_year_is_not_asked_for_at_home(as_member, old, january):
    Record.objects.update(state=Record.State.TO_CONFIRM)

    response = as_member.get(reverse("members:home"))

    assert "Confirm that you attended" not in response.text


def test_list_says_since_when_an_entry_is_closed(as_member, member, old, january):
    factories.make_record(member, "Open", done_on=IN_2025)

    response = as_member.get(reverse("members:cpd:record_list"), {"period": "all"})

    assert response.text.count("Closed since") == 1
    assert [bool(record.closing) for record in response.context["page"]] == [False, True]


def test_refusal_is_in_chinese_on_a_chinese_page(as_member, old, january):
    with translation.override("zh-hans"):
        address = reverse("members:cpd:record_add")

    response = as_member.post(address, VALUES | {"done_on": "2024-02-29"})

    (said,) = response.context["form"].errors["done_on"]
    assert "2024年1月1日" in said
    assert "closed" not in said
