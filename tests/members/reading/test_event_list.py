"""Events with those for members."""

import pytest

from tests.factories import make_event

pytestmark = pytest.mark.django_db


def test_events_for_members_stand_among_the_upcoming_marked(as_member, client):
    make_event("open", in_days=3)
    make_event("kept", in_days=1, members_only=True)

    response = as_member.get("/en/members/events/")

    assert [event.slug for event in response.context["upcoming"]] == ["kept", "open"]
    assert response.text.count("Members only</span>") == 1
    assert [event.slug for event in client.get("/en/events/").context["upcoming"]] == ["open"]
