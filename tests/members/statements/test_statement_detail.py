from datetime import date

import pytest
from django.urls import reverse

from tests import factories


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("draft", "Send it. A reviewer then decides"),
        ("submitted", "A reviewer decides."),
        ("returned", "Correct it and send it again."),
        ("accepted", "It counts whole on its last day."),
        ("rejected", "It stays in your record and does not count."),
    ],
)
def test_statement_says_where_it_stands_and_what_happens_next(as_member, state, now, said):
    page = as_member.get(state(now).get_absolute_url()).text

    assert said in page
    assert ("Page 2 is missing." in page) is (now in ("returned", "rejected"))


def test_draft_without_a_file_cannot_be_sent_yet(as_member, state):
    statement = state("draft")
    statement.evidence.clear()

    page = as_member.get(statement.get_absolute_url()).text

    assert "Add the statement itself as evidence, then send it." in page
    assert "Send to the Society" not in page


def test_accepted_statement_says_what_it_counts_for(as_member, state, issuer, requirement):
    by = factories.make_equivalence(requirement, issuer, source="Letter of 2020")
    statement = state("accepted")
    statement.credits.create(requirement=requirement, hours=7, kind="training", equivalence=by)

    page = as_member.get(statement.get_absolute_url()).text

    assert "7.0 h" in page
    assert "by the equivalence: Letter of 2020" in page
    assert reverse("members:cpd:counted", args=[requirement.slug]) in page


def test_statement_warns_of_entries_in_the_same_days(as_member, member, state):
    statement = state("draft", starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    factories.make_record(member, "Counted twice?", done_on=date(2025, 6, 30))
    factories.make_record(member, "Of another day", done_on=date(2025, 7, 1))

    page = as_member.get(statement.get_absolute_url()).text

    assert "Entries of yours in the same days" in page
    assert "Counted twice?" in page
    assert "Of another day" not in page


def test_statement_takes_constant_queries(as_member, member, state, count_queries):
    statement = state("accepted")
    factories.make_record(member)
    _, with_one = count_queries(as_member, statement.get_absolute_url())
    for _ in range(2):
        factories.make_record(member)
        statement.evidence.add(factories.make_evidence(member))
        statement.credits.create(requirement=factories.make_requirement(), hours=2, kind="other")
    _, with_three = count_queries(as_member, statement.get_absolute_url())

    assert len(with_one) == len(with_three) == 6
