from decimal import Decimal

from django.urls import reverse

from tests import factories

TYPED = {"text": "Changed", "aspect": "ethics", "year": "2027", "target_hours": "1.5"}


def address(goal) -> str:
    return reverse("members:plans:goal_edit", args=[goal.pk])


def test_edit_changes_the_goal(as_member, member):
    goal = factories.make_goal(member)

    response = as_member.post(address(goal), TYPED, follow=True)

    goal.refresh_from_db()
    assert response.redirect_chain == [(goal.get_absolute_url(), 302)]
    assert "Saved: Changed" in response.text
    assert (goal.text, goal.aspect, goal.year) == ("Changed", "ethics", 2027)
    assert goal.target_hours == Decimal("1.5")


def test_edit_tells_what_is_wrong(as_member, member):
    goal = factories.make_goal(member, "Lead")

    response = as_member.post(address(goal), TYPED | {"year": "1"})

    goal.refresh_from_db()
    assert response.context["form"].errors.keys() == {"year"}
    assert goal.text == "Lead"


def test_edit_by_a_stranger_changes_nothing(as_stranger, member):
    goal = factories.make_goal(member, "Lead")

    as_stranger.post(address(goal), TYPED)

    goal.refresh_from_db()
    assert goal.text == "Lead"
