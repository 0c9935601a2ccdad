from datetime import date

import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories
from tests.members.qualifications.test_qualification_add import typed

State = Qualification.State


def address(held: Qualification) -> str:
    return reverse("members:qualifications:qualification_renew", args=[held.pk])


@pytest.fixture
def earlier(member):
    return factories.make_qualification(
        member,
        State.VERIFIED,
        grade=factories.make_grade(),
        name="",
        number="PE-1",
        discipline="civil",
        awarded_on=date(2020, 1, 1),
        valid_until=date(2024, 12, 31),
        note="Of the earlier one.",
    )


def renewed(earlier: Qualification, **changes) -> dict[str, str]:
    values = {"kind": "title", "grade": earlier.grade_id, "name": "", "number": "PE-1"}
    return typed(**(values | {"awarded_on": "2025-01-01"} | changes))


def test_renew_begins_with_what_stays_and_without_the_days(as_member, earlier):
    response = as_member.get(address(earlier))

    form = response.context["form"]
    assert {name: form[name].value() for name in ("grade", "number", "discipline")} == {
        "grade": earlier.grade_id,
        "number": "PE-1",
        "discipline": "civil",
    }
    assert not any(form[name].value() for name in ("awarded_on", "valid_until", "note"))
    assert "a new record that follows “Professional Engineer”" in response.text


def test_renew_saves_a_draft_that_follows_the_earlier_one(as_member, member, earlier):
    as_member.post(address(earlier), renewed(earlier))

    draft = Qualification.objects.get(state=State.DRAFT)
    assert (draft.renews, draft.member, draft.number) == (earlier, member, "PE-1")
    earlier.refresh_from_db()
    assert (earlier.state, earlier.valid_until) == (State.VERIFIED, date(2024, 12, 31))


def test_renew_pressed_twice_makes_one_draft(as_member, earlier):
    as_member.post(address(earlier), renewed(earlier))

    response = as_member.post(address(earlier), renewed(earlier), follow=True)

    assert earlier.renewals.count() == 1
    assert response.redirect_chain == [(earlier.get_absolute_url(), 302)]


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        (State.DRAFT, {}),
        (State.REVOKED, {}),
        (State.SUSPENDED, {}),
        (State.VERIFIED, {"valid_until": None}),
    ],
)
def test_renew_of_what_cannot_be_renewed_leads_back(as_member, member, state, fields):
    held = factories.make_qualification(
        member, state, **({"valid_until": date(2024, 12, 31)} | fields)
    )

    for response in (as_member.get(address(held)), as_member.post(address(held), typed())):
        assert response.headers["Location"] == held.get_absolute_url()
    assert Qualification.objects.count() == 1


def test_renew_answers_bad_input_beside_the_field(as_member, earlier):
    response = as_member.post(address(earlier), renewed(earlier, awarded_on="2025-06-31"))

    assert response.context["form"].errors.keys() == {"awarded_on"}
    assert "<title>Error: Renew a qualification" in response.text
    assert earlier.renewals.count() == 0


def test_renew_by_a_stranger_makes_nothing(as_stranger, earlier):
    as_stranger.post(address(earlier), renewed(earlier))

    assert earlier.renewals.count() == 0


def test_list_calls_an_ended_one_renewed_once_the_new_one_is_checked(as_member, member, earlier):
    held_list = reverse("members:qualifications:qualification_list")
    expired = as_member.get(held_list).text

    factories.make_qualification(member, State.VERIFIED, renews=earlier)
    page = as_member.get(held_list).text

    assert "Expired" in expired
    assert "Expired" not in page
    assert "Renewed" in page
