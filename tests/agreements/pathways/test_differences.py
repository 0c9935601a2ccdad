"""What changed between two versions: a pure function."""

from agreements.pathways.differences import Change, differences


def test_differences_are_told_by_code_not_by_place():
    before = {"a": "One", "b": "Two", "c": "Three"}
    after = {"c": "Three", "d": "Four", "a": "One, current"}

    assert differences(before, after) == [
        (Change.REMOVED, "Two", ""),
        (Change.REWORDED, "One", "One, current"),
        (Change.ADDED, "", "Four"),
    ]


def test_same_rules_differ_in_nothing():
    rules = {"a": "One"}

    assert differences(rules, dict(rules)) == []
