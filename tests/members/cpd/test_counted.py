from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from members.qualifications.models import Qualification
from tests import factories


@pytest.fixture
def counted(annual):
    return reverse("members:cpd:counted", args=[annual.slug])


@pytest.fixture
def half_done(member, term) -> None:
    """27.5 hours of 2025 count; 3 wait, 4 were refused, 10 are of the year before."""
    rows = [
        ("Seismic assessment", "2025-02-14", {"hours": "20"}),
        ("Site safety", "2025-09-26", {"hours": "7.5", "state": Record.State.VERIFIED}),
        ("Long-span bridges", "2025-09-12", {"hours": "3", "state": Record.State.TO_CONFIRM}),
        ("Fashion fair", "2025-03-01", {"hours": "4", "state": Record.State.REJECTED}),
        ("Last year", "2024-12-31", {"hours": "10"}),
    ]
    for title, on, fields in rows:
        factories.make_record(member, title, done_on=date.fromisoformat(on), **fields)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def cells(response, place: int = 0) -> dict[str, str]:
    return {
        cell.label: f"{cell.sign}{cell.amount.normalize():f}"
        for cell in response.context["periods"][place].cells
    }


def findings(response) -> list[tuple[str, str, str]]:
    (period,) = response.context["periods"]
    return [(one.verdict.value, one.title, one.word) for one in period.findings]


def lines(response) -> dict[str, tuple[str, str]]:
    """Of the entries that count: what for, and the outcome."""
    (period,) = response.context["periods"]
    return {
        one.record.title: (f"{one.credit.normalize():f}", str(one.outcome))
        for one in period.entries
    }


def left_out(response) -> dict[str, str]:
    (period,) = response.context["periods"]
    return {one.record.title: str(one.why) for one in period.left_out}


# --- The sum -------------------------------------------------------------------------------------


def test_counted_tells_the_sum_of_the_year(as_member, half_done, counted, september):
    response = as_member.get(counted)

    assert cells(response) == {
        "Logged": "34.5",
        "Left out": "−7",
        "Counted": "27.5",
        "Asked": "40",
        "Still to go": "12.5",
    }
    assert findings(response) == [("short", "At least 40 credit hours in all", "12.5 h missing")]
    page = text(response)
    assert "Counted so far: 27.5 h." in page
    assert "<dt>Left out</dt><dd>− 7 h</dd>" in page
    assert '<time datetime="2025-01-01">1 Jan – 31 Dec 2025</time>' in page
    assert '<span class="status is-attend">' in page


def test_counted_tells_what_became_of_each_entry(as_member, half_done, counted, september):
    response = as_member.get(counted)

    assert lines(response) == {
        "Seismic assessment": ("20", "In full"),
        "Site safety": ("7.5", "In full"),
    }
    assert left_out(response) == {
        "Fashion fair": "The Society did not approve it.",
        "Long-span bridges": "It waits for you to confirm it, and counts at once when you do.",
    }
    assert "Last year" not in text(response)


def test_counted_is_right_at_once_after_one_more_entry(as_member, half_done, counted, september):
    before = cells(as_member.get(counted))["Still to go"]
    as_member.post(
        reverse("members:cpd:record_add"),
        {"title": "A", "hours": "12.5", "done_on": "2025-09-26", "kind": "seminar",
         "aspect": "ethics"},
    )  # fmt: skip

    after = as_member.get(counted)

    assert (before, cells(after)["Still to go"]) == ("12.5", "0")
    assert findings(after) == [("met", "At least 40 credit hours in all", "Met")]
    assert after.context["periods"][0].verdict == "met"


def test_counted_is_right_at_once_after_a_confirmation(
    as_member, member, half_done, counted, september
):
    waiting = member.cpd_records.get(title="Long-span bridges")

    as_member.post(reverse("members:cpd:record_confirm", args=[waiting.pk]))

    assert cells(as_member.get(counted))["Still to go"] == "9.5"


def test_counted_weighs_caps_and_says_so(as_member, member, annual, term, counted, september):
    version = annual.versions.get()
    version.categories.create(
        code="online", name_en="E-learning", name_zh="在线", factor="0.5", is_online=True, cap=10
    )
    version.categories.create(code="rest", name_en="The rest", name_zh="其他", position=2)
    for title, day, fields in [
        ("First course", 1, {"hours": "16", "is_online": True}),
        ("Second course", 2, {"hours": "8", "is_online": True}),
        ("Seminar", 3, {"hours": "5"}),
    ]:
        factories.make_record(member, title, done_on=date(2025, 5, day), **fields)

    response = as_member.get(counted)

    assert lines(response) == {
        "First course": ("8", "Weighted"),
        "Second course": ("2", "In part"),
        "Seminar": ("5", "In full"),
    }
    assert cells(response) == {
        "Logged": "29",
        "By weight": "−12",
        "Over a limit": "−2",
        "Counted": "15",
        "Asked": "40",
        "Still to go": "25",
    }
    assert "0.5 an hour" in text(response)
    assert "it fills in the order of the days." in text(response)


def test_counted_brings_in_what_was_carried_over(
    as_member, member, annual, term, counted, september
):
    annual.versions.update(carry_over_windows=1, carry_over_cap=10)
    factories.make_record(member, hours="55", done_on=date(2024, 5, 1))

    response = as_member.get(counted)

    assert cells(response)["Carried in"] == "+10"
    assert cells(response)["Still to go"] == "30"


def test_counted_asks_what_is_owed_from_the_year_before(
    as_member, member, annual, term, counted, september
):
    annual.versions.update(shortfall="add")
    factories.make_record(member, hours="35", done_on=date(2024, 5, 1))

    response = as_member.get(counted)

    assert cells(response)["Owed from before"] == "+5"
    assert cells(response)["Still to go"] == "45"


def test_counted_names_what_is_missing_beside_the_total(
    as_member, member, annual, half_done, counted, september
):
    window = annual.versions.get().windows.get()
    names = {"name_en": "ethics", "name_zh": "伦理"}
    window.shares.create(code="ethics", least=4, aspects=["ethics"], **names)
    window.shares.create(code="checked", least=5, is_verifiable=True, name_en="checked",
                         name_zh="核验")  # fmt: skip

    response = as_member.get(counted)

    assert findings(response) == [
        ("short", "At least 40 credit hours in all", "12.5 h missing"),
        ("short", "At least 4 h of them: ethics", "4 h missing"),
        ("met", "At least 5 h of them: checked", "Met"),
    ]


def test_counted_without_a_published_number_never_says_met(
    as_member, member, annual, half_done, counted, september
):
    annual.versions.get().windows.get().targets.update(amount=None)

    response = as_member.get(counted)

    assert findings(response) == [("unknown", "Enough in all", "Cannot say yet")]
    assert "The body has not published how much it asks." in text(response)


def test_counted_says_that_a_period_does_not_run(as_member, annual, term, counted, september):
    window = annual.versions.get().windows.get()
    window.kind, window.first_day, window.last_day = "once", date(2026, 1, 1), date(2026, 12, 31)
    window.save()

    response = as_member.get(counted)

    assert findings(response) == [("unknown", "Enough in all", "Cannot say yet")]
    assert 'class="sum"' not in text(response)


def test_counted_with_several_windows_shows_each(as_member, annual, half_done, counted, september):
    window = factories.make_window(
        annual.versions.get(), "three-years", kind="rolling", years=3, position=2
    )
    factories.make_target(window, 60)

    response = as_member.get(counted)

    assert [period.result.window for period in response.context["periods"]] == [
        "year",
        "three-years",
    ]
    assert cells(response, 1)["Still to go"] == "22.5"


def test_counted_without_entries_says_what_to_do(as_member, term, counted, september):
    page = text(as_member.get(counted))

    assert "No CPD entries in this period" in page
    assert "<table" not in page


# --- What the Society granted --------------------------------------------------------------------


def test_leave_of_half_a_year_halves_what_is_asked(
    as_member, member, half_done, counted, september
):
    factories.make_adjustment(
        member, first_on=date(2025, 1, 1), last_on=date(2025, 6, 30), reason="Parental leave."
    )

    response = as_member.get(counted)

    assert (cells(response)["Asked"], cells(response)["Still to go"]) == ("20", "0")
    assert "Parental leave." in text(response)


def test_exemption_asks_nothing_and_gives_its_reason(
    as_member, member, half_done, counted, september
):
    factories.make_adjustment(
        member, "exempt", first_on=date(2025, 9, 1), last_on=date(2025, 9, 2), reason="Illness."
    )

    response = as_member.get(counted)

    assert findings(response) == [("exempt", "Nothing is asked of you in this period.", "Exempt")]
    assert "Still to go" not in cells(response)
    assert "Illness." in text(response)


def test_relief_asks_its_own_amount(as_member, member, half_done, counted, september):
    factories.make_adjustment(
        member, "amount", amount=27, first_on=date(2025, 1, 1), last_on=date(2025, 12, 31)
    )

    assert cells(as_member.get(counted))["Still to go"] == "0"


def test_retirement_takes_the_target_of_that_status(
    as_member, member, annual, half_done, counted, september
):
    window = annual.versions.get().windows.get()
    window.targets.update(position=2)
    factories.make_target(window, 10, statuses=["retired"], position=1)
    factories.make_adjustment(
        member, "status", status="retired", first_on=date(2025, 1, 1), last_on=date(2199, 12, 31)
    )

    response = as_member.get(counted)

    assert cells(response)["Asked"] == "10"
    assert "Another way of practising on these days: Retired" in text(response)


def test_two_adjustments_of_one_day_that_differ_give_no_verdict_and_say_so(
    as_member, member, half_done, counted, september
):
    for status in ("retired", "part_time"):
        factories.make_adjustment(
            member, "status", status=status, first_on=date(2025, 1, 1), last_on=date(2025, 6, 30)
        )

    response = as_member.get(counted)

    assert findings(response) == [("unknown", "Enough in all", "Cannot say yet")]
    assert "Two adjustments say different things of the same days." in text(response)


@pytest.mark.parametrize("whose", ["of another member", "of another requirement", "of 2024"])
def test_other_adjustments_change_nothing(
    as_member, member, stranger, half_done, counted, september, whose
):
    fields = {"first_on": date(2025, 1, 1), "last_on": date(2025, 12, 31), "reason": "Other."}
    if whose == "of another requirement":
        fields["requirement"] = factories.make_requirement()
    if whose == "of 2024":
        fields |= {"first_on": date(2024, 1, 1), "last_on": date(2024, 12, 31)}
    factories.make_adjustment(stranger if "member" in whose else member, "exempt", **fields)

    response = as_member.get(counted)

    assert cells(response)["Asked"] == "40"
    assert "Other." not in text(response)


# --- Other days ----------------------------------------------------------------------------------


def test_past_period_is_judged_by_the_version_in_force_on_its_last_day(
    as_member, annual, half_done, counted, september
):
    factories.make_version(
        annual, amount=60, effective_from=date(2025, 1, 1), published_at=timezone.now(),
        edition="2025",
    )  # fmt: skip

    now = as_member.get(counted)
    then = as_member.get(counted, {"on": "2024-12-31"})

    assert (cells(now)["Asked"], now.context["version"].edition) == ("60", "2025")
    assert (cells(then)["Asked"], then.context["version"].edition) == ("40", "2021")
    assert lines(then) == {"Last year": ("10", "In full")}
    assert '<time datetime="2024-12-31">31 December 2024</time>' in text(then)


def test_draft_of_new_rules_changes_nothing(as_member, annual, half_done, counted, september):
    factories.make_version(annual, amount=60, effective_from=date(2025, 1, 1))

    assert cells(as_member.get(counted))["Asked"] == "40"


def test_earlier_periods_are_linked_from_registration_on(as_member, half_done, counted, september):
    now = text(as_member.get(counted))
    then = text(as_member.get(counted, {"on": "2024-12-31"}))

    assert 'href="?on=2024-12-31"' in now
    assert "?on=2023-12-31" not in now
    assert 'href="?on=' not in then
    assert f'href="{counted}">Today</a>' in then


def test_earlier_periods_begin_with_the_rules(as_member, member, annual, counted, september):
    factories.make_term(
        member, annual.scheme.grades.get(), starts_on=date(2001, 5, 1), ends_on=None
    )

    earlier = as_member.get(counted).context["earlier"]

    assert [span.last.year for span, _ended in earlier] == [2024, 2023, 2022, 2021]


@pytest.mark.parametrize(
    "on",
    ["", "junk", "2025-02-29", "2025-06-31", "2025-09-27", "9999-12-31", "1989-12-31",
     "0001-01-01", "-1", "nul\x00", "２０２４-12-31x", "<b>", "9" * 4000],
)  # fmt: skip
def test_day_that_does_not_exist_or_has_not_come_is_today(
    as_member, half_done, counted, september, on
):
    response = as_member.get(counted, {"on": on})

    assert response.status_code == 200
    assert response.context["on"] == september
    assert cells(response)["Counted"] == "27.5"


def test_29_february_belongs_to_its_year(as_member, member, annual, term, counted, september):
    window = annual.versions.get().windows.get()
    window.kind, window.years = "anniversary", 1
    window.save()
    member.terms.update(starts_on=date(2024, 2, 29))
    factories.make_record(member, "Leap day", hours="1", done_on=date(2024, 2, 29))
    factories.make_record(member, "The day before", hours="2", done_on=date(2025, 2, 27))

    first = as_member.get(counted, {"on": "2024-02-29"})
    second = as_member.get(counted, {"on": "2025-02-28"})

    assert first.context["periods"][0].span == (date(2024, 2, 29), date(2025, 2, 27))
    assert second.context["periods"][0].span == (date(2025, 2, 28), date(2026, 2, 27))
    assert cells(as_member.get(counted, {"on": "2025-02-27"}))["Counted"] == "3"


@pytest.mark.parametrize(
    ("instant", "year", "hours"),
    [
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), 2025, "1"),
        (datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC), 2026, "2"),
    ],
)
def test_year_turns_at_midnight_in_beijing(as_member, member, term, counted, instant, year, hours):
    factories.make_record(member, hours="1", done_on=date(2025, 12, 31))
    factories.make_record(member, hours="2", done_on=date(2026, 1, 1))

    with time_machine.travel(instant, tick=False):
        response = as_member.get(counted)

    assert response.context["periods"][0].span.first.year == year
    assert cells(response)["Counted"] == hours


@pytest.mark.parametrize(
    ("instant", "year"),
    [
        (datetime(2025, 12, 31, 15, 30, tzinfo=UTC), 2025),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), 2026),
    ],
)
def test_activity_entered_around_new_year_is_of_the_year_in_beijing(
    as_member, term, counted, instant, year
):
    add = reverse("members:cpd:record_add")
    entry = {"title": "New Year lecture", "hours": "2", "kind": "lecture", "aspect": "ethics"}

    with time_machine.travel(instant, tick=False):
        today = as_member.get(add).context["form"]["done_on"].value()
        as_member.post(add, entry | {"done_on": today.isoformat()})
        response = as_member.get(counted)

    assert today.year == year
    assert response.context["periods"][0].span.first == date(year, 1, 1)
    assert lines(response) == {"New Year lecture": ("2", "In full")}


# --- Whom it binds -------------------------------------------------------------------------------


def test_member_without_a_term_is_told_why(as_member, counted):
    response = as_member.get(counted)

    assert response.status_code == 200
    assert "periods" not in response.context
    assert "and none is on your record." in text(response)
    assert ">Contact the Secretariat</a>" in text(response)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2025, 9, 25)}, "membership ended on"),
        ({"starts_on": date(2025, 9, 27), "ends_on": None}, "membership begins on"),
    ],
)
def test_member_whose_term_does_not_hold_is_told_why(
    as_member, member, annual, counted, september, dates, told
):
    factories.make_term(member, annual.scheme.grades.get(), **dates)

    assert told in text(as_member.get(counted))


def test_member_of_another_scheme_is_not_bound(as_member, member, counted):
    factories.make_term(member)

    assert "periods" not in as_member.get(counted).context


@pytest.mark.parametrize(
    ("state", "fields", "is_bound"),
    [
        ("verified", {}, True),
        ("verified", {"awarded_on": date(2025, 3, 1)}, True),
        ("verified", {"valid_until": date(2025, 9, 26)}, True),
        ("verified", {"valid_until": date(2025, 9, 25)}, False),
        ("verified", {"awarded_on": date(2025, 9, 27)}, False),
        ("verified", {"kind": "letter"}, False),
        ("submitted", {}, False),
        ("revoked", {}, False),
    ],
)
def test_checked_title_of_the_scheme_binds(
    as_member, member, annual, counted, september, state, fields, is_bound
):
    state = Qualification.State(state)
    factories.make_qualification(member, state, grade=annual.scheme.grades.get(), **fields)

    assert ("periods" in as_member.get(counted).context) is is_bound


def test_rules_that_begin_later_are_told(as_member, annual, term, counted, september):
    annual.versions.update(effective_from=date(2025, 10, 1))

    page = text(as_member.get(counted))

    assert 'Its rules apply from <time datetime="2025-10-01">1 October 2025</time> on.' in page


def test_requirement_for_reference_binds_nobody(as_member, member, september):
    factories.make_term(member)
    reference = factories.make_requirement("peb")
    factories.make_version(reference, published_at=timezone.now())

    page = text(as_member.get(reverse("members:cpd:counted", args=["peb"])))

    assert "It is kept here for reference and binds nobody." in page


def test_unknown_requirement_is_not_found(as_member, term):
    factories.make_version(factories.make_requirement("draft"))

    answers = {
        slug: as_member.get(reverse("members:cpd:counted", args=[slug])).status_code
        for slug in ("nothing", "draft")
    }

    assert answers == {"nothing": 404, "draft": 404}


def test_counted_shows_nothing_of_another_member(
    as_member, stranger, annual, half_done, counted, september
):
    factories.make_term(stranger, annual.scheme.grades.get(), ends_on=None)
    factories.make_record(stranger, "Not yours", hours="33", done_on=date(2025, 5, 5))

    response = as_member.get(counted)

    assert cells(response)["Counted"] == "27.5"
    assert "Not yours" not in text(response)


def test_visitor_is_sent_to_log_in(counted):
    assert Client().get(counted).headers["Location"] == f"/en/accounts/login/?next={counted}"


def test_counted_only_answers_to_looking(as_member, counted):
    assert as_member.post(counted).status_code == 405


def test_counted_escapes_what_people_wrote(as_member, member, term, counted):
    factories.make_record(member, "<script>alert(1)</script>")
    factories.make_adjustment(member, reason="<script>alert(2)</script>")

    page = as_member.get(counted).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") == 2


def test_counted_says_which_rules_and_whose(as_member, annual, term, counted):
    annual.versions.update(source_url="https://example.org/rule", note_en="Ask early.")

    page = text(as_member.get(counted))

    assert '<a href="https://example.org/rule" rel="noreferrer">A source.</a>' in page
    assert "<dd>2021</dd>" in page
    assert annual.body.name_en in page
    assert "Ask early." in page


def test_counted_says_why_an_entry_was_not_approved(as_member, member, term, counted):
    factories.make_record(member, state="rejected", reason="The evidence shows fewer hours.")

    page = text(as_member.get(counted))

    assert "The Society did not approve it. The evidence shows fewer hours." in page


# --- Cost ----------------------------------------------------------------------------------------


def test_counted_costs_the_same_for_one_three_and_two_hundred_entries(
    as_member, member, term, counted, count_queries
):
    factories.make_adjustment(member)
    counts = []
    for number in (1, 2, 197):
        Record.objects.bulk_create(
            Record(member=member, title="Seminar", hours=Decimal(1), done_on=timezone.localdate())
            for _ in range(number)
        )
        _, count = count_queries(as_member, counted)
        counts.append(len(count))

    assert counts == [5, 5, 5]
    assert count.repeated == {}
    assert count.writes == []
