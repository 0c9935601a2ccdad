from datetime import date

from django.urls import reverse

from tests import factories

LIST = "members:statements:statement_list"


def test_list_shows_own_statements_latest_first(as_member, member, stranger, state):
    state("accepted", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    factories.make_statement(member, employer="Bridge Bureau")
    factories.make_statement(stranger, employer="Of somebody else")

    response = as_member.get(reverse(LIST))

    found = [one.issuer for one in response.context["statements"]]
    assert found == ["Bridge Bureau", "Hong Kong Institution"]
    assert "Of somebody else" not in response.text


def test_list_invites_when_it_is_empty(as_member):
    page = as_member.get(reverse(LIST)).text

    assert "No statements yet" in page
    assert reverse("members:statements:statement_add") in page


def test_cpd_leads_to_the_list(as_member):
    assert f'href="{reverse(LIST)}"' in as_member.get(reverse("members:cpd:record_list")).text


def test_list_takes_three_queries(as_member, member, count_queries):
    factories.make_statement(member)
    _, with_one = count_queries(as_member, reverse(LIST))
    factories.make_statement(member)
    factories.make_statement(member)
    _, with_three = count_queries(as_member, reverse(LIST))

    assert len(with_one) == len(with_three) == 3
