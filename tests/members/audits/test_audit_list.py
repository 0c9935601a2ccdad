"""The member's audits: newest period first, each with where it stands."""

from datetime import date

from django.urls import reverse

from tests import factories as make

LIST = "members:audits:audit_list"


def test_list_shows_own_audits_newest_period_first(as_member, audit, bound, requirement, stranger):
    earlier = make.make_draw(
        requirement, is_drawn=True, first_on=date(2024, 1, 1), last_on=date(2024, 12, 31)
    )
    old = make.make_audit(bound, "passed", draw=earlier)
    new = audit("returned")
    make.make_audit(stranger, draw=earlier)

    response = as_member.get(reverse(LIST))

    assert list(response.context["page"]) == [new, old]
    assert f'href="{new.get_absolute_url()}"' in response.text
    assert "Returned to you" in response.text
    assert "Passed" in response.text


def test_empty_list_says_what_an_audit_is(as_member):
    page = as_member.get(reverse(LIST)).text

    assert "No audit yet" in page


def test_list_of_cpd_leads_here_and_stands_in_its_section(as_member):
    cpd = as_member.get(reverse("members:cpd:record_list")).text
    page = as_member.get(reverse(LIST)).text

    assert f'href="{reverse(LIST)}"' in cpd
    assert f'<a href="{reverse("members:cpd:record_list")}" aria-current="page">' in page


def test_list_costs_the_same_for_one_and_for_three(as_member, count_queries, bound):
    make.make_audit(bound)
    _, one = count_queries(as_member, reverse(LIST))
    make.make_audit(bound, "failed")
    make.make_audit(bound, "submitted")

    _, three = count_queries(as_member, reverse(LIST))

    assert len(one) == len(three)
    assert three.repeated == {}
