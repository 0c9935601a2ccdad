"""Every kind and every step of membership has its sentence, and its place."""

from agreements.register.kinds import EXPLAINED, FAMILIES_EXPLAINED, FAMILY_OF, Family, Kind
from agreements.register.ladder import MEANING, Membership, rungs


def test_every_kind_is_explained_and_stands_somewhere():
    assert set(EXPLAINED) == set(Kind) == set(FAMILY_OF)
    assert set(FAMILIES_EXPLAINED) == set(Family)


def test_every_step_of_membership_has_a_meaning():
    assert set(MEANING) == set(Membership)


def test_rungs_before_the_current_one_are_passed():
    drawn = rungs("provisional")

    assert [(rung.step, rung.is_passed, rung.is_current) for rung in drawn] == [
        ("exploring", True, False),
        ("applicant", True, False),
        ("provisional", False, True),
        ("full", False, False),
    ]
