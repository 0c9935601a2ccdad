"""What the list shows as counting for a requirement is what the rules say, for every selector."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.requirements.counting import Outcome, weighed
from agreements.requirements.terms import Category, Requirement, Selector
from members.cpd.facts import activities_of
from members.cpd.models import Record
from tests import factories

TODAY = date(2026, 3, 2)
SELECTORS = {
    "everything": Selector(),
    "kinds": Selector(kinds=frozenset({"article", "lecture"})),
    "aspects": Selector(aspects=frozenset({"ethics"})),
    "topics": Selector(topics=frozenset({"law", "risk"})),
    "providers": Selector(providers=frozenset({"école des ponts", "清华大学"})),
    "checked": Selector(is_verifiable=True),
    "not checked": Selector(is_verifiable=False),
    "online": Selector(is_online=True),
    "in person": Selector(is_online=False),
    "two at once": Selector(kinds=frozenset({"article"}), aspects=frozenset({"ethics"})),
    "nothing": Selector(kinds=frozenset({"no-such-kind"})),
}


@pytest.fixture
def records(member) -> list[Record]:
    rows = [
        {},
        {"kind": "article"},
        {"kind": "article", "aspect": "ethics"},
        {"kind": "lecture", "topics": ["law"]},
        {"topics": ["ethics", "risk"]},
        {"provider": "École des Ponts"},
        {"provider": "清华大学"},
        {"provider": "École"},
        {"state": "verified"},
        {"state": "rejected"},
        {"state": "to_confirm", "kind": "article"},
        {"state": "to_finish", "kind": "article"},
        {"is_online": True},
        {"done_on": date(2026, 3, 3), "kind": "article"},
    ]
    return [factories.make_record(member, **({"done_on": TODAY} | row)) for row in rows]


def counting_by_rule(rules: Requirement, records: list[Record]) -> set[int]:
    lines = [weighed(rules.categories, one, TODAY) for one in activities_of(records)]
    return {line.activity.key for line in lines if line.outcome is not Outcome.LEFT_OUT}


def counting_by_list(rules: Requirement) -> set[int]:
    return {record.pk for record in Record.objects.counting_for(rules, TODAY)}


@pytest.mark.parametrize("name", SELECTORS)
def test_list_and_rule_agree_on_one_category(records, name):
    rules = Requirement("cpd", windows=(), categories=(Category("one", SELECTORS[name]),))

    assert counting_by_list(rules) == counting_by_rule(rules, records)


def test_list_and_rule_agree_on_several_categories(records):
    categories = [
        Category(name, SELECTORS[name]) for name in ("topics", "providers", "two at once")
    ]
    rules = Requirement("cpd", windows=(), categories=tuple(categories))

    found = counting_by_list(rules)

    assert found == counting_by_rule(rules, records)
    assert len(found) == 5


def test_list_and_rule_agree_where_a_category_takes_everything(records):
    rules = Requirement("cpd", windows=())
    narrow = replace(rules, categories=(Category("one", SELECTORS["online"]), *rules.categories))

    assert counting_by_list(narrow) == counting_by_rule(rules, records)
    assert len(counting_by_list(narrow)) == 10
