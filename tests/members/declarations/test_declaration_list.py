from datetime import date

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def society(db):
    return factories.make_body(slug="cse", name_en="Society")


@pytest.fixture
def declarations(db):
    return reverse("members:declarations:declaration_list")


def made(response) -> dict[str, list[str]]:
    return {
        name: [one.title for one in response.context[name]]
        for name in ("standing", "open", "withdrawn")
    }


CODE = "Bound by the code of conduct: Society"
NO_RECORD = "No serious violation on record"


def test_list_of_a_newcomer_offers_both_with_their_wording(as_member, society, declarations):
    response = as_member.get(declarations)

    assert made(response) == {"standing": [], "open": [CODE, NO_RECORD], "withdrawn": []}
    for kind in ("code", "no_record"):
        address = reverse("members:declarations:declaration_make", args=[kind])
        assert f'href="{address}"' in response.text
    assert "I am bound by the code of conduct of the Society and keep to it" in response.text
    assert "What you have declared" not in response.text


def test_list_offers_no_code_where_the_society_is_not_known(as_member, declarations):
    assert made(as_member.get(declarations))["open"] == [NO_RECORD]


def test_list_shows_what_stands_with_day_and_wording(as_member, member, society, declarations):
    declaration = factories.make_declaration(member, "code", body=society)

    response = as_member.get(declarations)

    assert made(response) == {"standing": [CODE], "open": [NO_RECORD], "withdrawn": []}
    assert "10 March 2025</time>, wording 2026-1." in response.text
    assert "I am bound by the code of conduct of the Society and keep to it" in response.text
    address = reverse("members:declarations:declaration_withdraw", args=[declaration.pk])
    assert f'href="{address}"' in response.text


def test_list_with_both_offers_nothing(as_member, member, society, declarations):
    factories.make_declaration(member, "code", body=society)
    factories.make_declaration(member)

    assert "What you can declare" not in as_member.get(declarations).text


def test_list_keeps_what_was_withdrawn_and_offers_it_anew(as_member, member, declarations):
    factories.make_declaration(member, withdrawn_on=date(2025, 6, 1))

    response = as_member.get(declarations)

    assert made(response) == {"standing": [], "open": [NO_RECORD], "withdrawn": [NO_RECORD]}
    assert "1 June 2025</time>." in response.text


def test_list_keeps_a_code_of_another_body(as_member, member, society, declarations):
    factories.make_declaration(member, "code", body=factories.make_body(name_en="Council"))

    response = as_member.get(declarations)

    assert made(response)["standing"] == ["Bound by the code of conduct: Council"]
    assert made(response)["open"] == [CODE, NO_RECORD]


def test_list_shows_nothing_of_others(as_member, stranger, declarations):
    factories.make_declaration(stranger)

    assert made(as_member.get(declarations))["standing"] == []


@pytest.mark.parametrize(
    "name", ["members:profile:profile_detail", "members:experience:period_list"]
)
@pytest.mark.parametrize("periods", [0, 1])
def test_profile_and_experience_lead_here(as_member, member, declarations, name, periods):
    for _ in range(periods):
        factories.make_period(member)

    assert f'href="{declarations}"' in as_member.get(reverse(name)).text


def test_list_takes_four_queries(as_member, member, society, count_queries, declarations):
    factories.make_declaration(member, "code")
    _, one = count_queries(as_member, declarations)
    for _ in range(2):
        factories.make_declaration(member, "code")
    _, three = count_queries(as_member, declarations)

    assert len(one) == len(three) == 4
    assert three.repeated == {}
