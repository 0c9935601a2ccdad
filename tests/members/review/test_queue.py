"""The queue: the work to do first, and whose turn it is."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from members.qualifications.models import Qualification
from members.qualifications.workflow import take
from members.review.models import Review
from members.review.queue import next_for
from tests import factories
from tests.conftest import logged_in

from .conftest import QUEUE, desk

State = Qualification.State
NOW = datetime(2025, 9, 10, 4, tzinfo=UTC)  # a Wednesday; the factory's sending lies days before


def sent(at: datetime, **fields) -> Qualification:
    held = factories.make_review(**fields)
    Qualification.objects.filter(pk=held.pk).update(submitted_at=at)
    held.refresh_from_db()
    return held


def rows(page: str) -> list[str]:
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


@pytest.fixture
def september():
    with time_machine.travel(NOW, tick=False):
        yield


def test_oldest_stands_first_and_what_does_not_wait_is_not_there(as_reviewer, september):
    sent(NOW - timedelta(days=1), name="Newer")
    sent(NOW - timedelta(days=6), name="Older")
    factories.make_qualification(factories.make_member(), State.VERIFIED, name="Checked")

    found = rows(as_reviewer.get(QUEUE).text)

    assert [row.split(" Li Wei")[0].split(",")[0].split(" ")[-1] for row in found] == [
        "Older",
        "Newer",
    ]
    assert "6 days" in found[0]


@pytest.mark.parametrize(("days", "is_overdue"), [(7, False), (8, True)])
def test_row_is_due_after_the_working_days_of_its_kind(as_reviewer, september, days, is_overdue):
    """Five working days before Wednesday 10 September is Wednesday 3; Tuesday 2 is too long ago."""
    factories.make_service_target("degree", working_days=5)
    sent(NOW - timedelta(days=days))

    page = as_reviewer.get(QUEUE).text

    assert ("(overdue)" in rows(page)[0]) is is_overdue
    assert tiles(page)["overdue"] == int(is_overdue)


def tiles(page: str) -> dict[str, int]:
    return {name: int(n) for name, n in re.findall(r'\?part=(\w+)"[^>]*><b>(\d+)</b>', page)}


def test_tiles_count_the_parts_and_open_them(as_reviewer, reviewer, colleague, september):
    sent(NOW - timedelta(days=1), name="Free")
    mine, kept, signed = (sent(NOW, name=name) for name in ("Mine", "Kept", "Signed"))
    take(mine, by=reviewer)
    take(kept, by=colleague)
    Qualification.objects.filter(pk=signed.pk).update(
        first_signed_by=colleague, first_signed_at=timezone.now()
    )
    factories.make_qualification(factories.make_member(), State.RETURNED, name="Back")

    page = as_reviewer.get(QUEUE).text
    parts = {part: rows(as_reviewer.get(QUEUE, {"part": part}).text) for part in tiles(page)}

    assert tiles(page) == {
        "all": 4,
        "overdue": 0,
        "free": 2,
        "mine": 1,
        "second": 1,
        "returned": 1,
    }
    assert {part: len(found) for part, found in parts.items()} == tiles(page)
    assert "Mine, Li Wei" in parts["mine"][0]
    assert "Signed, Li Wei" in parts["second"][0]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"text": None}, "No evidence"),
        ({"text": "Somebody Else\nMaster of Engineering"}, "Name differs"),
        ({"number": "B 2", "text": "Li Wei, certificate No. A 1"}, "Number differs"),
    ],
)
def test_row_warns(as_reviewer, change, word):
    factories.make_review(**change)

    assert word in rows(as_reviewer.get(QUEUE).text)[0]


def test_row_warns_of_the_same_number_in_another_record(as_reviewer):
    grade = factories.make_grade()
    for number in ("PE-12", "pe 12"):
        factories.make_review(factories.make_member(), grade=grade, number=number, name="")

    found = rows(as_reviewer.get(QUEUE).text)

    assert ["Possible duplicate" in row for row in found] == [True, True]


def test_renewal_is_no_duplicate_of_what_it_renews(as_reviewer, member):
    grade = factories.make_grade()
    said = {"grade": grade, "number": "PE-12", "name": ""}
    earlier = factories.make_qualification(member, State.VERIFIED, **said)
    factories.make_review(member, renews=earlier, **said)

    assert "Possible duplicate" not in rows(as_reviewer.get(QUEUE).text)[0]


def test_row_warns_of_the_employer_of_the_reviewer(as_reviewer, reviewer, member):
    reviewer_record = factories.open_record(reviewer, language="en")
    for one in (member, reviewer_record):
        factories.make_period(one, employer="Example Institute", ended_on=None)
    factories.make_review(member)

    assert "Same employer as you" in rows(as_reviewer.get(QUEUE).text)[0]


def test_queue_is_searched_by_member_title_and_number(as_reviewer):
    factories.make_review(name="Bridge certificate", number="XY-77")
    factories.make_review(factories.make_member(family_name="Wu", given_name="Lei"))

    found = {
        words: len(rows(as_reviewer.get(QUEUE, {"q": words}).text))
        for words in ("bridge", "xy-77", "wu lei", "李伟", "nobody")
    }

    assert found == {"bridge": 1, "xy-77": 1, "wu lei": 1, "李伟": 1, "nobody": 0}


def test_queue_costs_the_same_for_one_row_and_for_three(as_reviewer, count_queries):
    factories.make_review()
    _, one = count_queries(as_reviewer, QUEUE)
    for _turn in range(2):
        factories.make_review(factories.make_member())

    _, three = count_queries(as_reviewer, QUEUE)

    assert len(three) == len(one) <= 9
    assert three.repeated == {}
    assert three.writes == []


def test_queue_of_20_000_opens_in_the_same_queries(as_reviewer, count_queries):
    first = factories.make_review()
    _, one = count_queries(as_reviewer, QUEUE)
    same = {"member": first.member, "kind": "degree", "state": "submitted"}
    Qualification.objects.bulk_create(
        Qualification(name=f"Degree {n}", submitted_at=NOW, **same) for n in range(20_000)
    )

    response, all_of_them = count_queries(as_reviewer, QUEUE)

    assert "20,001 qualifications, oldest first" in response.text
    assert len(all_of_them) == len(one)
    assert len(rows(response.text)) == 25


def test_next_passes_over_what_is_not_for_this_reviewer(reviewer, colleague):
    own_record = factories.open_record(reviewer, language="en")
    factories.make_review(own_record)
    closed = factories.make_review(factories.make_member())
    factories.make_interest(closed, reviewer)
    kept, signed = (factories.make_review(factories.make_member()) for _turn in range(2))
    take(kept, by=colleague)
    Qualification.objects.filter(pk=signed.pk).update(
        first_signed_by=reviewer, first_signed_at=timezone.now()
    )
    free = factories.make_review(factories.make_member())

    now = timezone.now()

    assert next_for(reviewer, now) == Review.objects.get(pk=free.pk)
    assert next_for(reviewer, now, after=Review.objects.get(pk=free.pk)) is None
    assert next_for(reviewer, now + timedelta(hours=1)) == Review.objects.get(pk=kept.pk)


def test_start_opens_the_oldest_and_states_no_interest(as_reviewer, reviewer):
    first = factories.make_review()
    factories.make_review(factories.make_member())

    response = as_reviewer.post(f"{QUEUE}start/", {"coming": first.pk})

    first.refresh_from_db()
    assert response.headers["Location"] == desk(first)
    assert first.taken_by == reviewer
    assert [one.has_interest for one in first.interests.all()] == [False]


def test_start_with_a_case_that_is_gone_leads_to_the_door_of_the_next(as_reviewer, colleague):
    named, other = factories.make_review(), factories.make_review(factories.make_member())
    take(named, by=colleague)

    response = as_reviewer.post(f"{QUEUE}start/", {"coming": named.pk})

    other.refresh_from_db()
    assert response.headers["Location"] == desk(other)
    assert other.taken_by is None  # nobody has stated anything about it


def test_start_without_the_button_shows_the_queue(as_reviewer):
    assert as_reviewer.get(f"{QUEUE}start/").headers["Location"] == QUEUE


def test_returned_cases_are_not_due(as_reviewer, september):
    factories.make_service_target("degree", working_days=1)
    factories.make_qualification(factories.make_member(), State.RETURNED)

    page = as_reviewer.get(QUEUE, {"part": "returned"}).text

    assert "(overdue)" not in page
    assert "Approve the chosen ones" not in page


def test_start_of_an_empty_queue_says_so(as_reviewer):
    response = as_reviewer.post(f"{QUEUE}start/", follow=True)

    assert "Nothing else waits for you." in response.text


# --- Several at once -----------------------------------------------------------------------------


def test_chosen_cases_without_warning_are_approved_together(as_reviewer, reviewer):
    chosen = [factories.make_review(factories.make_member()) for _turn in range(2)]
    left = factories.make_review(factories.make_member())

    response = as_reviewer.post(
        QUEUE, {"chosen": [one.pk for one in chosen], "no_interest": "yes"}, follow=True
    )

    states = Qualification.objects.in_bulk()
    assert "2 approved." in response.text
    assert {states[one.pk].state for one in chosen} == {State.VERIFIED}
    assert {states[one.pk].decided_by for one in chosen} == {reviewer}
    assert states[left.pk].state == State.SUBMITTED


def test_nothing_is_approved_together_without_the_statement(as_reviewer):
    held = factories.make_review()

    response = as_reviewer.post(QUEUE, {"chosen": [held.pk]}, follow=True)

    held.refresh_from_db()
    assert held.state == State.SUBMITTED
    assert "first state that you have no interest" in response.text


BARRED = {"own", "interest", "kept", "draft"}


@pytest.mark.parametrize("why", ["warning", "two", *sorted(BARRED)])
def test_case_that_has_to_be_opened_is_never_approved_from_the_list(
    as_reviewer, reviewer, colleague, why
):
    fields, member = {}, factories.make_member()
    if why == "own":
        member = factories.open_record(reviewer, language="en")
    if why == "two":
        fields = {"grade": factories.make_grade(needs_two_signatures=True)}
    held = factories.make_review(member, text=None if why == "warning" else "", **fields)
    if why == "interest":
        factories.make_interest(held, reviewer)
    if why == "kept":
        take(held, by=colleague)
    if why == "draft":
        Qualification.objects.filter(pk=held.pk).update(state=State.DRAFT)

    response = as_reviewer.post(QUEUE, {"chosen": [held.pk], "no_interest": "yes"}, follow=True)

    before = State.DRAFT if why == "draft" else State.SUBMITTED
    held.refresh_from_db()
    assert (held.state, held.first_signed_by) == (before, None)
    said = "you cannot decide about it now" if why in BARRED else "it has to be opened"
    assert said in response.text


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 30, "１"])
def test_made_up_choice_approves_nothing(as_reviewer, chosen):
    held = factories.make_review()

    response = as_reviewer.post(QUEUE, {"chosen": [chosen], "no_interest": "yes"})

    held.refresh_from_db()
    assert response.status_code == 302
    assert held.state == State.SUBMITTED or chosen == "１"


# --- Who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "looks", "decides"),
    [
        ("reviewer", 200, 302),
        ("auditor", 200, 403),
        ("editor", 403, 403),
        ("agreements officer", 403, 403),
        ("membership officer", 403, 403),
        ("society officer", 403, 403),
    ],
)
def test_queue_is_for_reviewers_and_read_by_auditors(as_staff, group, looks, decides):
    client = as_staff(group)

    assert client.get(QUEUE).status_code == looks
    assert client.post(QUEUE, {"no_interest": "yes"}).status_code == decides
    assert client.post(f"{QUEUE}start/").status_code == decides


def test_queue_is_in_chinese_for_who_reads_it_so(reviewer):
    factories.make_review()
    page = logged_in(reviewer).get(QUEUE, headers={"accept-language": "zh-hans"}).text

    assert "待审核" in page
    assert "Waiting" not in page
