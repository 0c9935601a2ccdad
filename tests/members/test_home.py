from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from members.cpd.models import Record
from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


@pytest.fixture
def home(db):
    return reverse("members:home")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_home_names_the_member_in_both_scripts(as_member, home):
    page = text(as_member.get(home))

    assert '<h1>Li Wei <span class="name-other" lang="zh-Hans">李伟</span></h1>' in page


def test_home_in_chinese_marks_the_latin_name(as_member):
    with translation.override("zh-hans"):
        address = reverse("members:home")

    page = text(as_member.get(address))

    assert '<h1>李伟 <span class="name-other" lang="en">Li Wei</span></h1>' in page


def test_home_says_until_when_the_membership_holds(as_member, member, home):
    society = factories.make_body(name_en="Society of Bridges")
    factories.make_term(
        member, society=society, starts_on=date(2020, 1, 1), ends_on=date(2199, 12, 31)
    )

    page = text(as_member.get(home))

    assert "Professional Engineer, Society of Bridges, valid to <time" in page
    assert "31 Dec 2199" in page


def test_home_says_that_a_membership_has_no_end(as_member, member, home):
    factories.make_term(member, starts_on=date(2020, 1, 1), ends_on=None)

    assert "Professional Engineer, valid, no end date" in text(as_member.get(home))


def test_home_says_that_a_membership_lapsed(as_member, member, home):
    factories.make_term(member, starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))

    page = text(as_member.get(home))

    assert "membership ended on <time" in page
    assert "Lapsed" in page


def test_home_says_that_a_membership_is_in_grace(as_member, member, home, september):
    grade = factories.make_grade(scheme=factories.make_scheme(**factories.TERMS))
    factories.make_term(member, grade, ends_on=date(2025, 9, 1))

    page = text(as_member.get(home))

    assert "term ended on <time" in page
    assert "1 Oct 2025" in page
    assert "In grace" in page


def test_home_says_that_a_membership_is_suspended(as_member, member, home, september):
    factories.make_term(member)
    factories.make_suspension(member)

    page = text(as_member.get(home))

    assert "Professional Engineer, suspended until further notice" in page


def test_home_without_a_term_says_so(as_member, home):
    assert "No membership term is on your record." in text(as_member.get(home))


def test_home_when_nothing_needs_the_member(as_member, member, home):
    factories.make_record(member)
    factories.make_qualification(member, State.VERIFIED)
    factories.make_qualification(member, awarded_on=date(2020, 1, 1), issuer="University")

    page = text(as_member.get(home))

    assert "Nothing needs you today." in page
    assert "Needs you" not in page


def test_home_asks_for_at_most_three_things_entries_first(as_member, member, home):
    for number in range(1, 3):
        factories.make_record(member, f"Seminar {number}", state=Record.State.TO_CONFIRM)
    factories.make_qualification(member, State.DRAFT, name="Unfinished")
    factories.make_qualification(member, State.RETURNED, name="Sent back")

    response = as_member.get(home)

    assert [str(item) for item in response.context["needs"]] == [
        "Seminar 2",
        "Seminar 1",
        "Sent back",
    ]
    assert "Needs you (3)" in text(response)


def test_home_says_what_a_draft_lacks(as_member, member, home):
    factories.make_qualification(member, issuer="")

    page = text(as_member.get(home))

    assert "The day of the award is missing. It does not say who issued it." in page


def test_home_confirms_with_one_press(as_member, member, home):
    record = factories.make_record(member, state=Record.State.TO_CONFIRM)

    assert f'action="{reverse("members:cpd:record_confirm", args=[record.pk])}"' in text(
        as_member.get(home)
    )


def test_home_counts_this_years_declared_and_checked_hours(as_member, member, home):
    factories.make_record(member, hours="2.25", aspect="ethics")
    factories.make_record(member, hours="1.25", aspect="ethics", state=Record.State.VERIFIED)
    factories.make_record(member, hours="8", state=Record.State.TO_CONFIRM)
    factories.make_record(member, hours="8", state=Record.State.REJECTED)
    factories.make_record(member, hours="8", done_on=date(timezone.localdate().year - 1, 6, 1))

    response = as_member.get(home)

    assert "3.5 credit hours" in text(response)
    assert {row.aspect.value: row.hours for row in response.context["cpd"].aspects} == {
        "knowledge": 0,
        "ethics": Decimal("3.5"),
        "teamwork": 0,
        "learning": 0,
        "leadership": 0,
    }


@pytest.mark.parametrize(
    ("hours", "width"), [("4", "25.00%"), ("16", "100.00%"), ("40", "100.00%"), ("0.25", "1.56%")]
)
def test_home_draws_hours_on_a_scale_of_16_or_the_largest(as_member, member, home, hours, width):
    factories.make_record(member, hours=hours)

    assert f'<rect class="scale-have" width="{width}"' in text(as_member.get(home))


def test_home_shows_no_target_where_no_requirement_binds(as_member, member, annual, home):
    factories.make_record(member)

    page = text(as_member.get(home))

    assert "No requirement binds you at present." in page
    assert 'class="gauge"' not in page


def test_home_tells_how_far_the_requirement_is_met(as_member, member, term, home, september):
    factories.make_record(member, hours="27.5", done_on=date(2025, 9, 1))
    factories.make_record(member, hours="8", done_on=date(2025, 9, 1), state="to_confirm")
    factories.make_record(member, hours="8", done_on=date(2025, 9, 1), state="rejected")

    page = text(as_member.get(home))

    assert '<p class="gauge-total">27.5 of 40 credit hours</p>' in page
    assert "12.5 h to go in 96 days." in page
    assert 'The period ends on <time datetime="2025-12-31">31 Dec 2025</time>.' in page
    assert "Behind an even pace by 2 h: it takes 4 h a month." in page
    assert 'stroke-dasharray="68.75 100"' in page
    assert ">of 40 h</text>" in page
    assert f'href="{reverse("members:cpd:counted", args=["cse-annual"])}"' in page


@pytest.mark.parametrize(
    ("hours", "share", "said", "pace"),
    [
        ("0.25", "0.62", "39.75 h to go in 96 days.", "Behind an even pace by 29.25 h"),
        ("33", "82.50", "7 h to go in 96 days.", "On course, ahead of an even pace by 3.5 h."),
        ("29.5", "73.75", "10.5 h to go in 96 days.", "On course: it takes 3.5 h a month."),
        ("40", "100.00", "The total is reached.", ""),
        ("90", "100.00", "The total is reached.", ""),
    ],
)
def test_home_forecasts(as_member, member, term, home, september, hours, share, said, pace):
    factories.make_record(member, hours=hours, done_on=date(2025, 1, 2))

    page = text(as_member.get(home))

    assert f'stroke-dasharray="{share} 100"' in page
    assert said in page
    assert pace in page
    assert ("even pace" in page or "On course" in page) is bool(pace)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2025, 10, 31), None),
        (date(2025, 11, 1), "39 of 40 credit hours, 60 days left."),
        (date(2025, 12, 30), "39 of 40 credit hours, 1 day left."),
        (date(2025, 12, 31), "39 of 40 credit hours. Today is the last day."),
    ],
)
def test_home_asks_for_missing_hours_when_the_period_ends_soon(
    as_member, member, term, home, day, told
):
    factories.make_record(member, hours="39", done_on=date(2025, 1, 2))

    with time_machine.travel(datetime(day.year, day.month, day.day, 4, tzinfo=UTC), tick=False):
        page = text(as_member.get(home))

    asks = 'Log 1 h of CPD by <time datetime="2025-12-31">31 Dec 2025</time>'
    assert (asks in page) is (told is not None)
    assert (told or "Nothing needs you today.") in page


def test_home_asks_for_no_hours_when_nothing_is_missing(as_member, member, term, home):
    factories.make_record(member, hours="40", done_on=date(2025, 1, 2))

    with time_machine.travel(datetime(2025, 12, 30, tzinfo=UTC), tick=False):
        page = text(as_member.get(home))

    assert "Nothing needs you today." in page


def test_home_says_what_is_missing_beside_the_total(
    as_member, member, annual, term, home, september
):
    window = annual.versions.get().windows.get()
    window.shares.create(code="e", least=4, aspects=["ethics"], name_en="ethics", name_zh="伦理")
    factories.make_record(member, hours="41", done_on=date(2025, 1, 2))

    page = text(as_member.get(home))

    assert "At least 4 h of them: ethics: 4 h missing" in page


def test_home_lists_further_requirements(as_member, member, annual, term, home, september):
    other = factories.make_requirement("second", scheme=annual.scheme)
    factories.make_version(other, amount=1, published_at=timezone.now())
    factories.make_record(member, hours="2", done_on=date(2025, 1, 2))

    page = text(as_member.get(home))

    assert "2 of 40 credit hours" in page
    assert f'href="{reverse("members:cpd:counted", args=["second"])}">{other.name}</a>' in page
    assert "2 of 1 hours" in page


def test_home_without_a_published_number_draws_no_ring(
    as_member, member, annual, term, home, september
):
    annual.versions.get().windows.get().targets.update(amount=None)
    factories.make_record(member, hours="2", done_on=date(2025, 1, 2))

    page = text(as_member.get(home))

    assert 'class="gauge"' not in page
    assert "The body has not published how much it asks." in page
    assert "2 credit hours" in page


def test_home_lists_the_newest_five_entries_of_all(as_member, member, home):
    today = timezone.localdate()
    for days in range(7):
        factories.make_record(member, f"Done {days} days ago", done_on=today - timedelta(days))

    response = as_member.get(home)

    assert [record.title for record in response.context["recent"]] == [
        f"Done {days} days ago" for days in range(5)
    ]
    assert "All 7 entries" in text(response)


def test_home_shows_entries_to_confirm_among_the_newest(as_member, member, home):
    today = timezone.localdate()
    for days in range(6):
        factories.make_record(member, f"Own {days}", done_on=today - timedelta(2 * days))
    factories.make_record(
        member, "Waiting", done_on=today - timedelta(3), state=Record.State.TO_CONFIRM
    )

    recent = as_member.get(home).context["recent"]

    assert [record.title for record in recent] == ["Own 0", "Own 1", "Waiting", "Own 2", "Own 3"]


def test_home_without_entries_says_what_to_do(as_member, home):
    page = text(as_member.get(home))

    assert "No CPD entries yet" in page
    assert "All 0 entries" not in page


def test_home_shows_where_the_member_can_register_nearest_first(as_member, member, home):
    grade = factories.make_grade()
    factories.make_term(member, grade, ends_on=None)
    partner = factories.make_agreement("pec", kind="mutual_recognition", opens="route")
    factories.make_pathway_version(factories.make_pathway("hidden", from_grade=grade))
    near = factories.make_pathway("near", from_grade=grade, agreement=partner)
    factories.make_pathway_version(
        near, conditions=[("t", "title", "Title."), ("d", "degree", "Degree.")]
    )
    factories.make_pathway_version(factories.make_pathway("of-others"))

    response = as_member.get(home)

    assert [one.pathway.slug for one in response.context["prospects"]] == ["near", "hidden"]
    page = text(response)
    assert partner.label in page
    assert "1 of 2 met" in page
    assert "Missing: Degree." in page
    assert "Rules not published" in page


def test_home_shows_how_long_a_checked_title_holds_and_the_state_of_others(as_member, member, home):
    factories.make_qualification(member, State.VERIFIED, name="Open-ended")
    factories.make_qualification(member, State.SUBMITTED, name="Sent")

    page = text(as_member.get(home))

    assert "Valid, no end date" in page
    assert "With reviewer" in page


def fill(member, number: int) -> None:
    for _ in range(number):
        factories.make_record(member)
        factories.make_record(member, state=Record.State.TO_CONFIRM)
        factories.make_qualification(member, State.VERIFIED, grade=factories.make_grade())
        factories.make_term(member, society=factories.make_body())
        factories.make_pathway_version(conditions=[("t", "title", "Title.")])
        factories.make_period(member)
        factories.make_planned(member)


def test_home_takes_seven_queries(as_member, member, term, home, count_queries):
    fill(member, 1)
    _, with_one = count_queries(as_member, home)
    fill(member, 2)
    factories.make_adjustment(member)
    _, with_three = count_queries(as_member, home)

    assert len(with_one) == len(with_three) == 7
    assert with_three.repeated == {}


def test_home_escapes_what_members_wrote(as_member, member, home):
    factories.make_record(member, "<script>alert(1)</script>")

    page = as_member.get(home).content.decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_home_fits_its_size(as_member, member, home):
    fill(member, 9)

    assert len(as_member.get(home).content) <= 30_000
