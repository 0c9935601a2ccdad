from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from members.membership import workflow
from members.membership.applications import Application


def told(client, application) -> list[tuple[str, str]]:
    steps = client.get(application.get_absolute_url()).context["steps"]
    return [(step.heading, step.css) for step in steps]


AHEAD = ("Decision of the Society", "is-ahead")
SENT = ("Sent by you", "is-met")


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("submitted", [SENT, ("Recommendation of the society", "is-ahead"), AHEAD]),
        ("recommended", [SENT, ("Recommended by the society", "is-met"), AHEAD]),
        (
            "returned",
            [SENT, ("Returned to you", "is-attend"), ("Your correction", "is-ahead")],
        ),
        ("accepted", [SENT, ("Accepted by the Society", "is-met")]),
        ("refused", [SENT, ("Refused by the Society", "is-stop")]),
        ("withdrawn", [SENT, ("Withdrawn by you", "is-quiet")]),
    ],
)
def test_application_tells_its_steps_and_who_has_it(as_member, apply, state, steps):
    assert told(as_member, apply(state)) == steps


def test_application_that_was_sent_again_tells_both(as_member, apply, officer, society_officer):
    def on(day: int):
        return time_machine.travel(datetime(2025, 9, day, 4, tzinfo=UTC), tick=False)

    with on(1):
        application = apply()
    with on(2):
        workflow.return_for_more(application, by=officer, reason="Page 2 is missing.")
    with on(3):
        workflow.resubmit(application)
    with on(4):
        workflow.recommend(application, by=society_officer)

    assert told(as_member, application) == [
        SENT,
        ("Returned to you", "is-attend"),
        ("Sent again by you", "is-met"),
        ("Recommended by the society", "is-met"),
        AHEAD,
    ]
    assert "Page 2 is missing." in as_member.get(application.get_absolute_url()).text


@pytest.mark.parametrize(
    ("state", "may"),
    [
        ("submitted", {"withdraw"}),
        ("recommended", {"withdraw"}),
        ("returned", {"edit", "withdraw"}),
        ("accepted", set()),
        ("refused", set()),
        ("withdrawn", set()),
    ],
)
def test_application_offers_what_its_state_allows(as_member, apply, state, may):
    application = apply(state)

    page = as_member.get(application.get_absolute_url()).text

    found = {
        verb
        for verb in ("edit", "withdraw")
        if reverse(f"members:membership:application_{verb}", args=[application.pk]) in page
    }
    assert found == may


def test_application_shows_what_was_written_as_text(as_member, apply):
    application = apply("refused", statement="<b>Bridges</b>", reason="<i>No</i>")

    page = as_member.get(application.get_absolute_url()).text

    assert "&lt;b&gt;Bridges&lt;/b&gt;" in page
    assert "&lt;i&gt;No&lt;/i&gt;" in page
    assert Application.objects.count() == 1
