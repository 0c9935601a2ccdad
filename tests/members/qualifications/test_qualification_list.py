from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


@pytest.fixture
def held_list(db):
    return reverse("members:qualifications:qualification_list")


def row(page: str, title: str) -> str:
    """The table row of one title, without its markup's line breaks."""
    start = page.index(f">{title}</a>")
    return page[start : page.index("</tr>", start)]


def test_list_shows_title_issuer_number_award_and_state(as_member, member, held_list):
    factories.make_qualification(
        member,
        State.RETURNED,
        issuer="University",
        number="10 0247",
        awarded_on=date(2019, 6, 28),
    )

    shown = row(as_member.get(held_list).content.decode(), "Master of Engineering")

    for fact in ("University", "10 0247", "28 Jun 2019", "Returned to you", ">Degree<"):
        assert fact in shown


def test_list_names_a_title_of_the_list_by_its_grade(as_member, member, held_list):
    grade = factories.make_grade()
    factories.make_qualification(member, name="", grade=grade)

    shown = row(as_member.get(held_list).content.decode(), "Professional Engineer")

    assert grade.scheme.body.name in shown


def test_list_puts_the_latest_award_first_and_undated_ones_last(as_member, member, held_list):
    for name, on in (("Old", date(2010, 1, 1)), ("Undated", None), ("New", date(2020, 1, 1))):
        factories.make_qualification(member, name=name, awarded_on=on)

    rows = as_member.get(held_list).context["rows"]

    assert [held.name for held, _validity in rows] == ["New", "Old", "Undated"]


@pytest.mark.parametrize(
    ("state", "days", "said", "look"),
    [
        (State.VERIFIED, None, "Valid, no end date", "is-met"),
        (State.VERIFIED, 61, "Valid to", "is-met"),
        (State.VERIFIED, 60, "Expires", "is-plain"),
        (State.VERIFIED, 31, "Expires", "is-plain"),
        (State.VERIFIED, 30, "Expires", "is-attend"),
        (State.VERIFIED, 0, "Expires", "is-attend"),
        (State.VERIFIED, -1, "Expired", "is-attend"),
        (State.DRAFT, None, "Valid, no end date", None),
        (State.SUBMITTED, 61, "Valid to", None),
        (State.SUBMITTED, -1, "Expired", "is-attend"),
        (State.REJECTED, 400, None, None),
        (State.SUSPENDED, 400, None, None),
        (State.REVOKED, None, None, None),
    ],
)
def test_list_says_how_long_each_holds(as_member, member, held_list, state, days, said, look):
    ends = None if days is None else timezone.localdate() + timedelta(days)
    factories.make_qualification(member, state, valid_until=ends)

    shown = row(as_member.get(held_list).content.decode(), "Master of Engineering")

    cell = shown.split('data-label="Validity">')[1].split("</td>")[0].strip()
    assert cell.startswith(f'<span class="status {look}">' if look else said or "")
    assert (said or "") in cell
    assert bool(cell) is bool(said)


def test_list_of_a_newcomer_says_what_to_do(as_member, held_list):
    page = as_member.get(held_list).content.decode()

    assert "No qualifications yet" in page
    assert "<table" not in page


def test_list_shows_nothing_of_others(as_member, stranger, held_list):
    factories.make_qualification(stranger)

    assert "Master of Engineering" not in as_member.get(held_list).content.decode()


@pytest.mark.parametrize(("page", "shown"), [("2", 2), ("99", 2), ("junk", 1)])
def test_list_is_paged(as_member, member, held_list, page, shown):
    for _ in range(26):
        factories.make_qualification(member)

    response = as_member.get(held_list, {"page": page})

    assert response.context["page"].number == shown
    assert "26 qualifications" in response.content.decode()


def test_list_takes_four_queries(as_member, member, held_list, count_queries):
    factories.make_qualification(member, name="", grade=factories.make_grade())
    _, with_one = count_queries(as_member, held_list)
    for _ in range(2):
        factories.make_qualification(member, name="", grade=factories.make_grade())
    _, with_three = count_queries(as_member, held_list)

    assert len(with_one) == len(with_three) == 4
    assert with_three.repeated == {}
