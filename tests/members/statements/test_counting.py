"""An accepted statement in the sum: one line, with its source, under its requirements alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.pathways.in_force import rules_in_force
from members.cpd.statements import Statement
from members.profile.models import Member
from members.recognition.facts import people
from members.recognition.keeping import keep, standings
from members.recognition.models import CpdStanding
from members.statements import workflow
from tests import factories

JUNE = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}


@pytest.fixture
def counted(requirement):
    return reverse("members:cpd:counted", args=[requirement.slug])


def test_accepted_statement_is_one_line_with_its_source(
    as_member, member, term, issuer, requirement, counted, september
):
    by = factories.make_equivalence(requirement, issuer, source="Letter of 2020")
    statement = factories.make_statement(member, "accepted", body=issuer, **JUNE)
    statement.credits.create(requirement=requirement, hours=12, kind="other", equivalence=by)
    factories.make_record(member, hours="5", done_on=date(2025, 3, 1))

    response = as_member.get(counted)

    (period,) = response.context["periods"]
    assert [(one.record.title, one.credit) for one in period.entries] == [
        (period.entries[0].record.title, Decimal(5)),
        ("Statement of Hong Kong Institution", Decimal(12)),
    ]
    assert period.result.total == 17
    assert f'href="{statement.get_absolute_url()}"' in response.text
    assert "Letter of 2020" in response.text


def test_statement_counts_on_its_last_day(as_member, state, term, requirement, counted, september):
    state("accepted", credits=[(requirement, 12)], **JUNE)

    before = as_member.get(counted, {"on": "2025-06-29"}).context["periods"][0]
    after = as_member.get(counted, {"on": "2025-06-30"}).context["periods"][0]

    assert (before.result.total, after.result.total) == (0, 12)


def test_statement_over_two_years_counts_in_the_later_one(
    as_member, state, term, requirement, counted, september
):
    days = {"starts_on": date(2024, 7, 1), "ends_on": date(2025, 6, 30)}
    state("accepted", credits=[(requirement, 12)], **days)

    earlier = as_member.get(counted, {"on": "2024-12-31"}).context["periods"][0]
    later = as_member.get(counted).context["periods"][0]

    assert (earlier.result.total, later.result.total) == (0, 12)


def test_statement_is_weighed_by_the_kind_it_is_mapped_to(
    as_member, state, term, requirement, counted, september
):
    version = requirement.versions.get()
    named = {"name_en": "Other", "name_zh": "其他"}
    version.categories.create(code="other", kinds=["other"], factor="0.5", cap=4, **named)
    state("accepted", credits=[(requirement, 12)], **JUNE)

    (period,) = as_member.get(counted).context["periods"]

    assert [(one.credit, str(one.outcome)) for one in period.entries] == [(4, "In part")]


@pytest.mark.parametrize("now", [one for one in Statement.State if one != "accepted"])
def test_statement_counts_in_no_other_state(
    as_member, state, term, requirement, counted, september, now
):
    state(now, **JUNE)

    (period,) = as_member.get(counted).context["periods"]

    assert (period.result.total, period.entries, period.left_out) == (0, [], [])


def test_statement_counts_for_its_requirements_alone(as_member, state, term, counted, september):
    state("accepted", credits=[(factories.make_requirement(), 12)], **JUNE)

    assert as_member.get(counted).context["periods"][0].result.total == 0


def test_home_counts_it_too(as_member, state, term, requirement, september):
    state("accepted", credits=[(requirement, 12)], **JUNE)

    assert "12 of 40 credit hours" in as_member.get(reverse("members:home")).text


def test_counted_speaks_of_it_in_chinese(
    as_member, member, state, term, requirement, counted, september
):
    state("accepted", credits=[(requirement, 12)], **JUNE)

    page = as_member.get(counted.replace("/en/", "/zh-hans/")).text

    assert "香港学会出具的学时证明" in page
    assert "Hong Kong Institution" not in page


def test_what_is_kept_of_the_standing_follows_the_decision(
    member, state, term, requirement, reviewer, september
):
    everybody, rules = Member.objects.all(), rules_in_force(september)
    statement = state(**JUNE)
    keep(everybody, rules, september)
    seen = Member.objects.get().facts_version

    credit = workflow.Credit(requirement, Decimal(40), "other")
    workflow.accept(statement, by=reviewer, credits=[credit])

    assert Member.objects.get().facts_version > seen
    keep(everybody, rules, september)
    assert CpdStanding.objects.get().verdict == "met"
    workflow.reopen(statement, by=reviewer)
    keep(everybody, rules, september)
    assert CpdStanding.objects.get().verdict == "short"


def test_fingerprint_of_the_facts_holds_it(member, state, term, requirement, september):
    def read():
        ((_member, person),) = people(Member.objects.all())
        return person.fingerprint, [
            row.total for row in standings(member.pk, person, rules_in_force(september), september)
        ]

    before = read()
    state("accepted", credits=[(requirement, 12)], **JUNE)
    after = read()

    assert before[0] != after[0]
    assert (before[1], after[1]) == ([0], [12])


def test_counted_asks_no_more_for_more_statements(
    as_member, state, term, requirement, counted, count_queries
):
    state("accepted", credits=[(requirement, 5)], **JUNE)
    _, with_one = count_queries(as_member, counted)
    for _ in range(2):
        state("accepted", credits=[(requirement, 5)], **JUNE)
    _, with_three = count_queries(as_member, counted)

    assert len(with_one) == len(with_three)
    assert with_three.repeated == {}
