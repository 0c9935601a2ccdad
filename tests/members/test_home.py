from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from agreements.register.models import Agreement
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


def test_home_shows_no_target(as_member, member, home):
    factories.make_record(member)

    page = text(as_member.get(home))

    assert "No requirement is set in the portal yet." in page
    assert 'class="gauge"' not in page


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


def test_home_shows_agreements_that_open_a_route_and_no_other(as_member, home):
    kind = {"kind": Agreement.Kind.MUTUAL_RECOGNITION}
    factories.make_agreement("route", opens="route", **kind)
    factories.make_agreement("unpublished", opens="unpublished", **kind)
    factories.make_agreement("ended", opens="route", status="ended", **kind)
    factories.make_agreement("memorandum")

    response = as_member.get(home)

    assert sorted(agreement.slug for agreement in response.context["agreements"]) == [
        "route",
        "unpublished",
    ]
    assert "Rules not published" in text(response)


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
        factories.make_agreement(kind=Agreement.Kind.MUTUAL_RECOGNITION, opens="route")


def test_home_takes_seven_queries(as_member, member, home, count_queries):
    fill(member, 1)
    _, with_one = count_queries(as_member, home)
    fill(member, 2)
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
