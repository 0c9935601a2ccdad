"""Two entries side by side: a word says what differs, a sentence what cannot be compared."""

from datetime import date

import pytest
from lxml import html

from tests.factories import make_agreement, make_body

ADDRESS = "/en/agreements/compare/"
pytestmark = pytest.mark.django_db


def lines(response) -> dict[str, bool]:
    return {str(line.label): line.differs for line in response.context["lines"]}


def test_compare_says_field_by_field_what_differs(client):
    make_agreement("pec", kind="mutual_recognition", opens="route", gives_en="A\nB")
    make_agreement("mou", gives_en="A\nB")

    response = client.get(f"{ADDRESS}?a=pec&b=mou")

    found = lines(response)
    assert {name for name, differs in found.items() if differs} == {
        "Kind",
        "For individuals",
        "Partner",
    }
    assert found["What it gives"] is False
    assert response.text.count("Differs") == 3


def test_compare_leaves_out_what_neither_of_them_has(client):
    make_agreement("one", signed_on=date(2019, 11, 1), signed_precision="month")
    make_agreement("two")

    response = client.get(f"{ADDRESS}?a=one&b=two")

    assert "Signed" in lines(response)
    assert "Step of membership" not in lines(response)
    assert "November 2019" in response.text
    assert "not stated" in response.text


def test_compare_has_one_canonical_address_for_two(client):
    make_agreement("one")
    make_agreement("two")

    pages = [client.get(f"{ADDRESS}?a={a}&b={b}") for a, b in (("one", "two"), ("two", "one"))]

    wanted = (
        '<link rel="canonical" href="http://127.0.0.1:8000/en/agreements/compare/?a=one&amp;b=two">'
    )
    assert [wanted in page.text for page in pages] == [True, True]


def test_compare_offers_the_others_for_a_choice(client):
    make_agreement("one")
    make_agreement("two", label_en="The other")

    response = client.get(f"{ADDRESS}?a=one")

    assert [entry.slug for entry in response.context["page"]] == ["two"]
    assert 'href="?a=one&amp;b=two"' in response.text


@pytest.mark.parametrize("words", ["atlantis", "%00", "'%22%", "x" * 5000, "🙂"])
def test_compare_searches_the_others_and_says_when_there_are_none(client, words):
    make_agreement("one")
    make_agreement("two")

    response = client.get(f"{ADDRESS}?a=one&q={words}")

    assert response.status_code == 200


@pytest.mark.parametrize("slug", ["atlantis", "%00", "<script>", "x" * 5000, "%ED%A0%80", "é"])
def test_compare_tells_kindly_of_a_made_up_entry(client, slug):
    make_agreement("one")

    response = client.get(f"{ADDRESS}?a=one&b={slug}")

    assert response.status_code == 404
    assert "This entry is not in the register" in response.text
    assert "<script>" not in response.text.partition("<main")[2].replace("<script src", "")


def test_compare_of_an_entry_with_itself_asks_for_another(client):
    make_agreement("one")

    response = client.get(f"{ADDRESS}?a=one&b=one")

    assert response.status_code == 200
    assert "It is the same entry twice" in response.text


def test_compare_in_chinese_has_chinese_words_alone(client):
    make_agreement("one", for_whom_zh="注册人员", for_whom_en="Registrants")
    make_agreement("two", for_whom_zh="机构", for_whom_en="Bodies")

    text = client.get("/zh-hans/agreements/compare/?a=one&b=two").text

    assert "Registrants" not in text
    assert "注册人员" in text


def test_compare_needs_two_queries_whatever_they_hold(client, count_queries):
    make_agreement("one")
    two = make_agreement("two")
    _, few = count_queries(client, f"{ADDRESS}?a=one&b=two")
    for _ in range(3):
        two.parties.create(body=make_body(), side="ours")

    _, many = count_queries(client, f"{ADDRESS}?a=one&b=two")

    assert (len(few), len(many)) == (2, 2)
    assert not client.get(f"{ADDRESS}?a=one&b=two").cookies


def test_compare_keeps_the_lines_of_a_field_apart(client):
    make_agreement("a", gives_en="A shorter process\nAccepted standards")
    make_agreement("b", gives_en="Joint training")

    page = html.fromstring(client.get("/en/agreements/compare/?a=a&b=b").text)
    row = page.xpath('//tr[th[starts-with(normalize-space(), "What it gives")]]/td')

    assert [line.text for line in row[0].xpath(".//li")] == [
        "A shorter process",
        "Accepted standards",
    ]
    assert [line.text for line in row[1].xpath(".//p")] == ["Joint training"]
