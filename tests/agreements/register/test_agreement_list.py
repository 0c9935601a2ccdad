"""The register: what is listed, in what order, and what can be asked of it."""

from datetime import date
from html import unescape

import pytest
from django.utils import translation
from lxml import html

from agreements.register.models import Agreement
from tests.factories import make_agreement, make_body, make_grade, make_scheme

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
        ("family=recognition", ["pec"]),
        ("family=understanding", ["old"]),
        ("family=multilateral", []),
        ("family=nonsense", ["pec", "old"]),
        ("partner=the-council", ["pec"]),
        ("partner=the-council&status=superseded", []),
        ("partner=nobody", ["pec", "old"]),
        ("partner=%00", ["pec", "old"]),
        ("grade=cse/PE", ["pec"]),
        ("grade=cse/SPE", ["pec", "old"]),
        ("grade=cse", ["pec", "old"]),
        ("grade=" + "/" * 3000, ["pec", "old"]),
        ("page=-1", ["pec", "old"]),
        ("page=99999999999999999999", ["pec", "old"]),
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
        slug="the-council",
    )
    pec = make_agreement("pec", partner=council, kind="mutual_recognition", opens="route")
    pec.grades.add(make_grade("PE", scheme=make_scheme(slug="cse")))

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert slugs(response) == found


def counts(response, name: str) -> dict[str, int]:
    return {choice.value: choice.count for choice in response.context[f"{name}_choices"]}


@pytest.fixture
def mixed(db) -> None:
    """Three of Kenya, one of which is over, and one of Egypt."""
    kenya, egypt = make_body(country="KE", slug="iek"), make_body(country="EG")
    make_agreement(status="superseded", partner=kenya, kind="memorandum")
    make_agreement(partner=kenya, kind="memorandum")
    make_agreement(partner=kenya, kind="mutual_recognition", opens="route")
    make_agreement(partner=egypt, kind="protocol")


@pytest.mark.parametrize(
    ("query", "status", "kind", "opens"),
    [
        ("", [3, 1], [1, 2, 1], [1, 3]),
        ("country=KE", [2, 1], [1, 2, 0], [1, 2]),
        ("partner=iek&status=superseded", [2, 1], [0, 1, 0], [0, 1]),
        ("status=superseded", [3, 1], [0, 1, 0], [0, 1]),
        ("kind=memorandum&kind=protocol", [2, 1], [1, 2, 1], [0, 3]),
        ("kind=protocol&status=superseded", [1, 0], [0, 1, 0], [0, 0]),
        ("family=understanding&opens=route", [0, 0], [0, 0], [0, 3]),
        ("family=recognition&kind=memorandum", [0, 0], [], [0, 0]),
        ("status=superseded&status=made_up", [3, 1], [1, 2, 1], [1, 3]),
    ],
)
def test_agreement_list_counts_each_choice_beside_the_others(
    client, mixed, query, status, kind, opens
):
    response = client.get(f"{ADDRESS}?{query}")

    assert list(counts(response, "status").values()) == status
    assert list(counts(response, "kind").values()) == kind
    assert list(counts(response, "opens").values()) == opens


def test_agreement_list_shows_as_many_entries_as_the_choice_said(client, mixed):
    for query in [
        "country=KE",
        "status=in_force",
        "family=understanding&q=partner",
        "kind=protocol",
    ]:
        before = client.get(f"{ADDRESS}?{query}")
        for name in ("status", "opens", "kind"):
            for value, number in counts(before, name).items():
                kept = "&".join(part for part in query.split("&") if not part.startswith(name))
                after = client.get(f"{ADDRESS}?{kept}&{name}={value}")
                assert (query, name, value, after.context["page"].paginator.count) == (
                    query,
                    name,
                    value,
                    number,
                )


def test_agreement_list_counts_lists_of_names_only_over_the_whole_register(client, mixed):
    whole, narrowed = client.get(ADDRESS).text, client.get(f"{ADDRESS}?status=in_force").text

    assert ">Kenya (3)</option>" in whole
    assert ">Kenya</option>" in narrowed


def test_agreement_list_without_a_match_says_so_and_offers_a_way_back(client):
    make_agreement()

    response = client.get(f"{ADDRESS}?q=atlantis")

    assert "No entry has “atlantis” with these choices" in response.text
    assert "<table" not in response.text


def chips(response) -> dict[str, str]:
    """What narrows the list, in words, and where the list without it is."""
    links = html.fromstring(response.text).xpath('//ul[@class="tags asked"]//a')
    return {link.text_content().removeprefix("Take away: "): link.get("href") for link in links}


def test_agreement_list_takes_each_choice_away_by_itself(client):
    pec = make_agreement(partner=make_body(country="PK", slug="pec", name_en="Council of Pakistan"))
    title = make_grade("PE", scheme=make_scheme(slug="cse"))
    pec.grades.add(title)
    query = "q=council&family=recognition&status=in_force&status=ended&country=PK&partner=pec"

    asked = chips(client.get(f"{ADDRESS}?{query}&kind=&page=2&grade=cse/PE"))

    assert list(asked) == [
        "Words: “council” ×",
        "Status: In force ×",
        "Status: Ended ×",
        "Country or region: Pakistan ×",
        "Partner: Council of Pakistan ×",
        f"Title it concerns: {title.name_en} – {title.scheme.body.name_en} ×",
    ]
    assert asked["Status: Ended ×"] == (
        "?q=council&family=recognition&status=in_force&country=PK&partner=pec&grade=cse%2FPE"
    )
    assert asked["Words: “council” ×"].startswith(
        "?family=recognition&status=in_force&status=ended"
    )


def test_agreement_list_names_what_is_chosen_where_nothing_is_found(client):
    make_agreement()

    response = client.get(f"{ADDRESS}?country=FR&status=ended")

    assert list(chips(response)) == ["Status: Ended ×", "Country or region: France ×"]
    assert slugs(response) == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", None),
        ("q=&country=&partner=&grade=", None),
        ("status=in_force&family=recognition", None),
        (
            "kind=mra&status=old&partner=nobody&country=ZZ",
            "Status, Kind, Country or region, Partner",
        ),
        ("family=x&kind=y", "Kind"),
        ("page=999", "Page"),
        ("page=&status=ended", None),
        (f"q={'x' * 101}", "Body, country or word"),
    ],
)
def test_agreement_list_says_what_of_an_address_has_no_meaning(client, query, names):
    make_agreement()

    text = client.get(f"{ADDRESS}?{query}").text

    said = f"Part of this address has no meaning here and was left out: {names}."
    assert ("has no meaning" in text, said in text) == (bool(names), bool(names))


def test_agreement_list_counts_only_choices_that_narrow_it(client):
    make_agreement()

    text = client.get(f"{ADDRESS}?status=in_force&kind=made_up&partner=nobody").text

    assert '<span class="count">1 choice</span>' in text


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


def test_agreement_list_needs_three_queries_for_any_number_of_rows(client, count_queries):
    make_agreement()
    _, one = count_queries(client, f"{ADDRESS}?status=in_force&q=partner")
    make_agreement()
    make_agreement()

    _, three = count_queries(client, f"{ADDRESS}?status=in_force&q=partner")

    assert (len(one), len(three)) == (3, 3)
    assert three.repeated == {}
    assert three.writes == []


def test_country_choices_are_in_the_order_of_the_language(client):
    make_agreement(partner=make_body(country="KE"))

    with translation.override("zh-hans"):
        response = client.get("/zh-hans/agreements/")

    assert [choice.label for choice in response.context["country_choices"]] == ["肯尼亚"]


def test_agreement_list_counts_bodies_titles_and_what_is_kept_apart(client):
    council, grade = make_body(name_en="Council"), make_grade("PE", name_en="Engineer")
    for kind in ("mutual_recognition", "memorandum", "protocol"):
        make_agreement(partner=council, kind=kind).grades.add(grade)
    make_agreement(partner=make_body(name_en="Another"), kind="membership")

    context = client.get(f"{ADDRESS}?family=understanding&partner={council.slug}").context

    assert [(c.label, c.count, c.is_chosen) for c in context["families"]] == [
        ("Mutual recognition", 1, False),
        ("Memoranda and cooperation", 2, True),
    ]
    assert [(c.label, c.count, c.is_chosen) for c in context["partner_choices"]] == [
        ("Another", 1, False),
        ("Council", 3, True),
    ]
    assert [(c.label.split(" – ")[0], c.count) for c in context["grade_choices"]] == [
        ("Engineer", 3)
    ]


@pytest.mark.parametrize("others", ["country=PK", "country=PK&kind=protocol", "q=ratified", "x=1"])
def test_each_family_says_as_many_as_its_page_has(client, others):
    council = make_body(country="PK")
    for kind in ("mutual_recognition", "protocol", "memorandum", "memorandum"):
        make_agreement(partner=council, kind=kind, summary_en="It was ratified.")
    make_agreement(kind="mutual_recognition")
    make_agreement(kind="membership")

    page = html.document_fromstring(client.get(f"{ADDRESS}?{others}").content.decode())
    links = page.xpath("//nav[@class='pager'][1]/a")

    assert len(links) == (3 if others == "x=1" else 2)
    for link in links:
        shown = client.get(f"{ADDRESS}{link.get('href')}").context["page"].paginator.count
        assert link.text.endswith(f"({shown})")


def test_all_counts_what_the_other_filters_find(client):
    council = make_body(country="PK")
    for kind in ("mutual_recognition", "memorandum"):
        make_agreement(partner=council, kind=kind)
    make_agreement(kind="membership")

    context = client.get(f"{ADDRESS}?country=PK&family=recognition").context

    assert (context["page"].paginator.count, context["total"]) == (1, 2)
    assert [(c.value, c.count) for c in context["families"]] == [
        ("recognition", 1),
        ("understanding", 1),
    ]


def test_family_without_an_entry_stays_while_it_is_chosen(client):
    make_agreement(partner=make_body(country="PK"), kind="memorandum")

    response = client.get(f"{ADDRESS}?country=PK&family=multilateral")

    assert [(c.value, c.count) for c in response.context["families"]] == [
        ("multilateral", 0),
        ("understanding", 1),
    ]
    assert "No entry has these choices" in response.text


@pytest.mark.parametrize("family", ["recognition", "multilateral", "understanding"])
def test_each_that_is_kept_apart_is_explained_with_its_kinds(client, family):
    response = client.get(f"{ADDRESS}?family={family}")

    assert str(response.context["family_explained"]) in unescape(response.text)
    assert len(response.context["kinds_explained"]) == (6 if family == "understanding" else 1)


def test_counts_follow_a_change_of_the_register(client):
    make_agreement()
    before = client.get(ADDRESS).context["total"]

    make_agreement()

    assert (before, client.get(ADDRESS).context["total"]) == (1, 2)


def test_choice_of_bodies_is_bounded_and_keeps_the_chosen_one(client):
    for number in range(45):
        make_agreement(partner=make_body(slug=f"b{number:02}"))

    context = client.get(f"{ADDRESS}?partner=b44").context

    assert len(context["partner_choices"]) == 41
    assert [c.value for c in context["partner_choices"] if c.is_chosen] == ["b44"]


def test_agreement_list_with_every_filter_needs_three_queries(client, count_queries):
    council = make_body(slug="council", country="PK")
    grade = make_grade("PE", scheme=make_scheme(slug="cse"))
    query = "status=in_force&kind=memorandum&family=understanding&country=PK&partner=council"
    path = f"{ADDRESS}?{query}&grade=cse/PE&opens=none"
    make_agreement(partner=council).grades.add(grade)
    _, one = count_queries(client, path)
    for _ in range(2):
        make_agreement(partner=council).grades.add(grade)

    response, three = count_queries(client, path)

    assert len(slugs(response)) == 3
    assert (len(one), len(three)) == (3, 3)
    assert three.repeated == {}


@pytest.mark.parametrize(
    ("family", "kinds"),
    [
        ("", ["Mutual recognition", "Multilateral membership", "Memorandum of understanding"]),
        ("multilateral", []),
        ("understanding", ["Memorandum of understanding", "Protocol"]),
        ("made-up", ["Mutual recognition", "Multilateral membership"]),
    ],
)
def test_kinds_of_another_family_are_no_choice(client, family, kinds):
    for kind in ("mutual_recognition", "membership", "memorandum", "protocol"):
        make_agreement(kind=kind)

    choices = client.get(f"{ADDRESS}?family={family}").context["kind_choices"]

    assert [choice.label for choice in choices][: len(kinds)] == kinds
    assert len(choices) == (len(kinds) if family in {"multilateral", "understanding"} else 4)


def test_chinese_register_has_chinese_brackets(client):
    make_agreement(kind="membership")

    text = client.get("/zh-hans/agreements/").text

    assert "全部（1）" in text
    assert "多边成员资格（1）" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("family=multilateral", "Filter the register"),
        ("q=x", "Filter the register 1 choice"),
        ("q=&status=ended&status=in_force&country=PK", "Filter the register 3 choices"),
    ],
)
def test_filters_stay_shut_and_say_how_much_is_chosen(client, query, said):
    """On a phone they would push what was found out of sight."""
    page = html.fromstring(client.get(f"{ADDRESS}?{query}").text)

    (filters,) = page.xpath("//details[@class='filters']")
    assert "open" not in filters.attrib
    assert " ".join(filters.find("summary").text_content().split()) == said


def test_filters_show_what_each_reader_typed_though_it_finds_nothing(client):
    """Words that are too long are no filter; they stay in their box, and in nobody else's."""
    first, second = (client.get(f"{ADDRESS}?q={sign * 101}").text for sign in "ab")

    assert 'value="aaa' in first
    assert 'value="bbb' in second
    assert "aaa" not in second
