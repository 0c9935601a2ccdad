from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from members.qualifications import workflow
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
            [
                ("Added by you", "is-met"),
                ("Sent by you", "is-met"),
                ("Checked by CSE", "is-met"),
                ("Suspended", "is-stop"),
                ("Decision about the suspension", "is-ahead"),
            ],
        ),
        (
            State.REVOKED,
            [
                ("Added by you", "is-met"),
                ("Sent by you", "is-met"),
                ("Checked by CSE", "is-met"),
                ("Revoked", "is-stop"),
            ],
        ),
    ],
)
def test_detail_tells_what_happened_from_the_stamps(as_member, member, state, steps):
    response = as_member.get(make(member, state).get_absolute_url())

    assert told(response) == steps


def test_detail_tells_every_step_with_its_own_reason(as_member, member):
    held = make(member, State.SUBMITTED, awarded_on=date(2019, 6, 28), issuer="University")
    for turn in ("Page 2 is missing.", "Page 3 is missing."):
        workflow.return_for_more(held, by=factories.make_user(), reason="page_missing", note=turn)
        workflow.resubmit(held, by=member.user)
    workflow.withdraw(held, by=member.user)

    response = as_member.get(held.get_absolute_url())

    assert [heading for heading, _css in told(response)] == [
        "Added by you",
        "Sent by you",
        "Returned to you",
        "Sent again by you",
        "Returned to you",
        "Sent again by you",
        "Withdrawn by you",
        "Check by the Society",
    ]
    reasons = [step.reason for step in response.context["steps"] if step.reason]
    assert reasons == [
        "A page of the certificate is missing.\nPage 2 is missing.",
        "A page of the certificate is missing.\nPage 3 is missing.",
    ]


def test_detail_puts_the_reason_inside_its_step(as_member, member):
    held = make(
        member, State.REJECTED, reason="other", said="The name differs.\n<b>Write</b> to us."
    )

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


OFFERED = {
    State.DRAFT: {"send", "edit", "delete"},
    State.SUBMITTED: {"withdraw"},
    State.RETURNED: {"send", "edit"},
    State.VERIFIED: {"renew"},
    State.REJECTED: set(),
    State.SUSPENDED: set(),
    State.REVOKED: set(),
}


@pytest.mark.parametrize("state", State)
def test_detail_offers_only_what_the_state_allows(as_member, member, state):
    held = make(member, state, valid_until=date(2020, 1, 1))

    page = as_member.get(held.get_absolute_url()).text

    every = set().union(*OFFERED.values())
    offered = {what for what in every if f'="{address(held, what)}"' in page}
    assert offered == OFFERED[state]


def address(held: Qualification, what: str) -> str:
    return reverse(f"members:qualifications:qualification_{what}", args=[held.pk])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "it has no end"),
        ({"valid_until": date(2030, 1, 1), "is_renewed": True}, "it is renewed already"),
    ],
)
def test_detail_offers_no_renewal_where(as_member, member, fields, why):
    is_renewed = fields.pop("is_renewed", False)
    held = make(member, State.VERIFIED, **fields)
    if is_renewed:
        factories.make_qualification(member, renews=held)

    page = as_member.get(held.get_absolute_url()).text

    assert address(held, "renew") not in page, why


def test_detail_offers_a_renewal_again_after_one_was_rejected(as_member, member):
    held = make(member, State.VERIFIED, valid_until=date(2030, 1, 1))
    factories.make_qualification(member, State.REJECTED, renews=held)

    assert address(held, "renew") in as_member.get(held.get_absolute_url()).text


def test_detail_offers_no_deletion_of_a_draft_that_was_decided_on(as_member, member):
    held = make(member, State.RETURNED, awarded_on=date(2019, 6, 28), issuer="University")
    workflow.resubmit(held, by=member.user)
    workflow.withdraw(held, by=member.user)

    assert address(held, "delete") not in as_member.get(held.get_absolute_url()).text


# --- Renewals and waiting ------------------------------------------------------------------------


def test_detail_draws_the_chain_of_renewals(as_member, member):
    oldest = make(member, State.VERIFIED, name="First", awarded_on=date(2015, 1, 1))
    failed = make(member, State.REJECTED, name="Failed", renews=oldest)
    middle = make(member, State.VERIFIED, name="Second", awarded_on=date(2019, 1, 1), renews=oldest)
    newest = make(member, State.DRAFT, name="Third", awarded_on=date(2023, 1, 1), renews=middle)
    make(member, State.VERIFIED, name="Alone")

    chains = [
        [one.name for one, _validity in as_member.get(held.get_absolute_url()).context["chain"]]
        for held in (oldest, middle, newest, failed)
    ]

    assert chains == [["First", "Second", "Third", "Failed"]] * 4
    page = as_member.get(middle.get_absolute_url()).text
    assert '<span aria-current="true">Second</span>' in page
    assert f'<a href="{oldest.get_absolute_url()}">First</a>' in page


def test_detail_of_one_that_is_not_renewed_draws_no_chain(as_member, member):
    held = make(member, State.VERIFIED)
    factories.make_qualification(
        member, renews=factories.make_qualification(member, State.VERIFIED)
    )

    assert as_member.get(held.get_absolute_url()).context["chain"] == []


def test_detail_says_how_long_an_answer_usually_takes(as_member, member):
    held = factories.make_qualification(
        member, State.SUBMITTED, awarded_on=date(2019, 6, 28), issuer="University"
    )

    without = as_member.get(held.get_absolute_url()).text
    for _ in range(5):
        factories.make_answer(working_days=6)
    page = as_member.get(held.get_absolute_url()).text

    assert "<dt>Answer</dt>" not in without
    assert "<dt>Answer</dt><dd>usually 6 working days</dd>" in page


@pytest.mark.parametrize("state", [State.DRAFT, State.VERIFIED])
def test_detail_takes_six_queries(as_member, member, count_queries, state):
    held = make(member, state, name="", grade=factories.make_grade())
    _, with_few = count_queries(as_member, held.get_absolute_url())
    for _ in range(3):
        held = make(member, State.VERIFIED, grade=factories.make_grade(), renews=held)
    _, with_more = count_queries(as_member, held.get_absolute_url())

    assert len(with_few) == len(with_more) == 6


def test_detail_of_one_that_waits_takes_seven_queries(as_member, member, count_queries):
    held = make(member, State.SUBMITTED)

    _, count = count_queries(as_member, held.get_absolute_url())

    assert len(count) == 7
