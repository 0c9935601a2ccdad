from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State
ADDED = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
SENT = datetime(2025, 9, 3, 13, 14, tzinfo=UTC)
DECIDED = datetime(2025, 9, 22, 1, 0, tzinfo=UTC)


def make(member, state: str, **fields) -> Qualification:
    """Added on 1 September 2025, sent on the 3rd, decided on the 22nd, as far as it came."""
    held = factories.make_qualification(member, state, **fields)
    Qualification.objects.filter(pk=held.pk).update(created_at=ADDED)
    return held


def told(response) -> list[tuple[str, str]]:
    return [(step.heading, step.css) for step in response.context["steps"]]


def test_detail_shows_every_fact(as_member, member):
    held = make(
        member,
        State.DRAFT,
        issuer="University",
        discipline="civil",
        number="10 0247",
        route="full_assessment",
        edition="T/CAS 326-2021",
        accord="washington",
        degree_years=4,
        awarded_on=date(2019, 6, 28),
        note="Two pages.",
    )

    page = as_member.get(held.get_absolute_url()).content.decode()

    for fact in (
        "Master of Engineering",
        "University",
        "Civil engineering",
        "10 0247",
        "Full assessment",
        "T/CAS 326-2021",
        "Washington Accord",
        "4 years",
        "28 June 2019",
        "Two pages.",
        "Valid, no end date",
    ):
        assert fact in page


def test_detail_says_when_a_letter_is_dated(as_member, member):
    held = make(member, State.DRAFT, kind="letter", awarded_on=date(2025, 8, 1))

    page = as_member.get(held.get_absolute_url()).text

    assert '<dt>Dated</dt><dd><time datetime="2025-08-01">' in page


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.DRAFT, [("Added by you", "is-met"), ("Check by the Society", "is-ahead")]),
        (
            State.SUBMITTED,
            [
                ("Added by you", "is-met"),
                ("Sent by you", "is-met"),
                ("Decision of the reviewer", "is-ahead"),
            ],
        ),
        (
            State.RETURNED,
            [
                ("Added by you", "is-met"),
                ("Sent by you", "is-met"),
                ("Returned to you", "is-attend"),
                ("Check by the Society", "is-ahead"),
            ],
        ),
        (
            State.VERIFIED,
            [("Added by you", "is-met"), ("Sent by you", "is-met"), ("Checked by CSE", "is-met")],
        ),
        (
            State.REJECTED,
            [("Added by you", "is-met"), ("Sent by you", "is-met"), ("Not approved", "is-stop")],
        ),
        (
            State.SUSPENDED,
            [("Added by you", "is-met"), ("Sent by you", "is-met"), ("Suspended", "is-stop")],
        ),
        (
            State.REVOKED,
            [("Added by you", "is-met"), ("Sent by you", "is-met"), ("Revoked", "is-stop")],
        ),
    ],
)
def test_detail_tells_what_happened_from_the_stamps(as_member, member, state, steps):
    response = as_member.get(make(member, state).get_absolute_url())

    assert told(response) == steps


def test_detail_tells_a_return_before_it_was_sent_again(as_member, member):
    held = make(member, State.RETURNED, reason="A page is missing.")
    Qualification.objects.update(
        state=State.SUBMITTED, submitted_at=datetime(2025, 9, 24, tzinfo=UTC)
    )

    response = as_member.get(held.get_absolute_url())

    assert told(response) == [
        ("Added by you", "is-met"),
        ("Returned to you", "is-attend"),
        ("Sent again by you", "is-met"),
        ("Decision of the reviewer", "is-ahead"),
    ]
    assert "A page is missing." in response.content.decode()


def test_detail_puts_the_reason_inside_its_step(as_member, member):
    held = make(member, State.REJECTED, reason="The name differs.\n<b>Write</b> to us.")

    page = as_member.get(held.get_absolute_url()).content.decode()

    step = page.split("<h3>Not approved</h3>")[1].split("</li>")[0]
    assert '<div class="notice is-stop">' in step
    assert "The name differs.<br>&lt;b&gt;Write&lt;/b&gt; to us." in step


def test_detail_shows_times_in_the_members_zone(as_member, member):
    page = as_member.get(make(member, State.SUBMITTED).get_absolute_url()).content.decode()

    assert "3 Sep 2025, 21:14" in page


def test_detail_does_not_name_the_reviewer(as_member, member):
    held = make(member, State.VERIFIED)

    page = as_member.get(held.get_absolute_url()).content.decode()

    assert held.decided_by.email not in page
    assert held.decided_by.name not in page


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.DRAFT, "Declared by you"),
        (State.SUBMITTED, "Declared by you"),
        (State.RETURNED, "Declared by you"),
        (State.VERIFIED, "Checked by CSE"),
        (State.REJECTED, "Not approved"),
        (State.SUSPENDED, "Suspended"),
        (State.REVOKED, "Revoked"),
    ],
)
def test_detail_says_as_what_it_is_shown_to_others(as_member, member, state, shown):
    page = as_member.get(make(member, state).get_absolute_url()).content.decode()

    cell = page.split("<dt>Shown to others as</dt><dd>")[1]
    assert cell.startswith(shown)


@pytest.mark.parametrize("state", State)
def test_detail_offers_only_what_the_state_allows(as_member, member, state):
    held = make(member, state)

    page = as_member.get(held.get_absolute_url()).content.decode()

    edit, delete = (
        f'href="{reverse(f"members:qualifications:qualification_{what}", args=[held.pk])}"' in page
        for what in ("edit", "delete")
    )
    assert edit is (state in {State.DRAFT, State.RETURNED})
    assert delete is (state == State.DRAFT)


def test_detail_takes_three_queries(as_member, member, count_queries):
    held = make(member, State.VERIFIED, name="", grade=factories.make_grade())

    _, count = count_queries(as_member, held.get_absolute_url())

    assert len(count) == 3
