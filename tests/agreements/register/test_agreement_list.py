"""The register: what is listed, in what order, and what can be asked of it."""

from datetime import date

import pytest
from django.utils import translation

from agreements.register.models import Agreement
from tests.factories import make_agreement, make_body

ADDRESS = "/en/agreements/"
pytestmark = pytest.mark.django_db


def slugs(response) -> list[str]:
    return [agreement.slug for agreement in response.context["page"]]


def test_agreement_list_puts_the_latest_change_first(client):
    make_agreement("older", status_since=date(2019, 11, 1))
    make_agreement("newer", status_since=date(2025, 6, 11))
    make_agreement("undated", status=Agreement.Status.PREPARING)
    Agreement.objects.filter(slug="undated").update(status_on=None)

    response = client.get(ADDRESS)

    assert slugs(response) == ["newer", "older", "undated"]
    assert "3 entries, latest change first" in response.text


def test_agreement_list_names_region_in_the_settings_wording(client):
    make_agreement(partner=make_body(country="HK"))

    response = client.get(ADDRESS)

    assert "<small>Hong Kong, China</small>" in response.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=superseded", ["old"]),
        ("status=superseded&status=in_force", ["pec", "old"]),
        ("kind=mutual_recognition", ["pec"]),
        ("opens=route", ["pec"]),
        ("country=PK", ["pec"]),
        ("q=PEC", ["pec"]),
        ("q=巴基斯坦工程", ["pec"]),
        ("q=pakistan", ["pec"]),
        ("q=China Society of Engineers", []),
        ("q=%27%22%25", []),
        ("kind=memorandum&status=in_force", []),
        ("status=no-such-status", ["pec", "old"]),
        ("country=ZZ", ["pec", "old"]),
        ("page=999", ["pec", "old"]),
        ("page=none", ["pec", "old"]),
        ("q=%00", ["pec", "old"]),
        ("q=" + "x" * 5000, ["pec", "old"]),
    ],
)
def test_agreement_list_filters(client, query, found):
    make_agreement("old", status=Agreement.Status.SUPERSEDED, status_since=date(2019, 11, 1))
    council = make_body(
        name_en="Pakistan Engineering Council",
        name_zh="巴基斯坦工程委员会",
        abbreviation="PEC",
        country="PK",
    )
    make_agreement("pec", partner=council, kind="mutual_recognition", opens="route")

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert slugs(response) == found


def test_agreement_list_counts_each_choice_over_the_whole_register(client):
    make_agreement(status=Agreement.Status.SUPERSEDED, partner=make_body(country="KE"))
    make_agreement(partner=make_body(country="KE"))
    make_agreement(partner=make_body(country="EG"))

    context = client.get(f"{ADDRESS}?status=superseded&country=KE").context

    assert [(c.value, c.count, c.is_chosen) for c in context["status_choices"]] == [
        ("in_force", 2, False),
        ("superseded", 1, True),
    ]
    assert [(c.value, c.count, c.is_chosen) for c in context["country_choices"]] == [
        ("EG", 1, False),
        ("KE", 2, True),
    ]


def test_agreement_list_without_a_match_says_so_and_offers_a_way_back(client):
    make_agreement()

    response = client.get(f"{ADDRESS}?q=atlantis")

    assert "No entry has “atlantis” with these choices" in response.text
    assert "<table" not in response.text


def test_agreement_list_shows_words_as_text(client):
    response = client.get(f"{ADDRESS}?q=<script>alert(1)</script>")

    assert "<script>alert" not in response.text


def test_agreement_list_is_paged_at_25(client):
    for number in range(26):
        make_agreement(f"a{number:02}")

    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")

    assert (len(slugs(first)), len(slugs(second))) == (25, 1)
    assert 'rel="next"' in first.text
    assert 'rel="next"' not in second.text


def test_agreement_list_in_chinese_has_chinese_names(client):
    make_agreement("pec", label_zh="巴基斯坦工程委员会（2025年）")

    response = client.get("/zh-hans/agreements/")

    assert "巴基斯坦工程委员会（2025年）" in response.text
    assert "2025年6月11日" in response.text
    assert '<html lang="zh-Hans">' in response.text


def test_agreement_list_needs_four_queries_for_any_number_of_rows(client, count_queries):
    make_agreement()
    _, one = count_queries(client, f"{ADDRESS}?status=in_force&q=partner")
    make_agreement()
    make_agreement()

    _, three = count_queries(client, f"{ADDRESS}?status=in_force&q=partner")

    assert (len(one), len(three)) == (4, 4)
    assert three.repeated == {}
    assert three.writes == []


def test_country_choices_are_in_the_order_of_the_language(client):
    make_agreement(partner=make_body(country="KE"))

    with translation.override("zh-hans"):
        response = client.get("/zh-hans/agreements/")

    assert [choice.label for choice in response.context["country_choices"]] == ["肯尼亚"]
