import pytest
from django.urls import reverse

from members.experience.models import Period
from tests import factories

State = Period.State
CHANGED = {
    "role": "Chief engineer",
    "employer": "Design Institute",
    "country": "PK",
    "started_on": "2019-01-01",
    "ended_on": "2020-12-31",
    "is_in_charge": "on",
    "summary": "Two bridges.",
    "verifier_name": "Somebody",
    "verifier_role": "Director",
    "verifier_email": "somebody@example.org",
}
ANEW = "If you change it, it counts as declared by you again, until it is checked anew."


def as_kept(period: Period) -> dict[str, str]:
    """What the form of an unchanged period sends."""
    return {
        "role": period.role,
        "employer": period.employer,
        "country": str(period.country),
        "started_on": period.started_on.isoformat(),
        "summary": period.summary.replace("\n", "\r\n"),
    }


def test_edit_shows_what_is_kept(as_member, member):
    period = factories.make_period(member, country="KE", is_in_charge=True)

    page = as_member.get(period.get_absolute_url()).text

    assert 'value="Bridge engineer"' in page
    assert 'value="2018-08-01"' in page
    assert '<option value="KE" selected>Kenya</option>' in page


def test_edit_saves_every_field(as_member, member):
    period = factories.make_period(member)

    response = as_member.post(period.get_absolute_url(), CHANGED, follow=True)

    period.refresh_from_db()
    kept = {name: str(getattr(period, name)) for name in Period.SAID}
    assert kept == CHANGED | {"is_in_charge": "True"}
    assert response.redirect_chain == [(reverse("members:experience:period_list"), 302)]
    assert "Saved: Chief engineer, Design Institute" in response.text


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_edit_of_a_decided_one_takes_the_decision_away_and_says_so_before(as_member, member, state):
    period = factories.make_period(member, state)

    before = as_member.get(period.get_absolute_url()).text
    as_member.post(period.get_absolute_url(), CHANGED)

    period.refresh_from_db()
    assert ANEW in before
    assert (period.state, period.decided_at, period.decided_by, period.reason) == (
        State.DECLARED,
        None,
        None,
        "",
    )


def test_edit_of_a_checked_one_says_afterwards_what_became_of_it(as_member, member):
    period = factories.make_period(member, State.VERIFIED)

    response = as_member.post(period.get_absolute_url(), CHANGED, follow=True)

    assert "Saved, to be checked anew: Chief engineer, Design Institute" in response.text


def test_edit_that_changes_nothing_keeps_the_check(as_member, member):
    period = factories.make_period(member, State.VERIFIED, country="KE", summary="One\ntwo")

    response = as_member.post(period.get_absolute_url(), as_kept(period), follow=True)

    period.refresh_from_db()
    assert (period.state, period.decided_at is None) == (State.VERIFIED, False)
    assert "Saved: Bridge engineer" in response.text


def test_edit_of_a_declared_one_warns_of_nothing(as_member, member):
    page = as_member.get(factories.make_period(member).get_absolute_url()).text

    assert ANEW not in page


def test_edit_shows_why_it_was_not_approved(as_member, member):
    period = factories.make_period(member, State.REJECTED)

    page = as_member.get(period.get_absolute_url()).text

    assert "Not approved" in page
    assert "<p>Page 2 is missing.</p>" in page
    assert period.decided_by.name not in page


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"role": ""}, {"role"}),
        ({"started_on": "2025-06-31"}, {"started_on"}),
        ({"ended_on": "2018-12-31"}, {"ended_on"}),
        ({"employer": "a" * 121, "summary": "\x00"}, {"employer", "summary"}),
        (dict.fromkeys(CHANGED, ""), {"role", "employer", "started_on"}),
    ],
)
def test_edit_answers_bad_input_and_changes_nothing(as_member, member, changes, wrong):
    period = factories.make_period(member, State.VERIFIED)

    response = as_member.post(period.get_absolute_url(), CHANGED | changes)

    period.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong
    assert "<title>Error: Edit the period" in response.text
    assert (period.role, period.state) == ("Bridge engineer", State.VERIFIED)


def test_edit_by_a_stranger_changes_nothing(as_stranger, member):
    period = factories.make_period(member)

    as_stranger.post(period.get_absolute_url(), CHANGED)

    period.refresh_from_db()
    assert period.role == "Bridge engineer"


def test_edit_takes_three_queries(as_member, member, count_queries):
    period = factories.make_period(member, State.REJECTED)

    _, count = count_queries(as_member, period.get_absolute_url())

    assert len(count) == 3
