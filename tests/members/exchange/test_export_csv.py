"""Entries as CSV: for programs, with the codes of the portal, the same in every language."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests import factories

HEADS = (
    "entry,done_on,title,hours,kind,aspect,topics,practice_area,is_online,provider,link,"
    "reflection,state\r\n"
)
YEAR = timezone.localdate().year


@pytest.fixture
def export(db):
    return reverse("members:exchange:export_csv")


def text(response) -> str:
    return response.getvalue().decode()


def test_entry_is_a_line_with_codes_and_iso_days(as_member, member, export):
    record = factories.make_record(
        member,
        "桥梁抗震",
        done_on=date(2025, 6, 1),
        hours="7.50",
        topics=["ethics", "risk"],
        is_online=True,
        provider="IET, London",
        reflection='He said "no"\nand left',
        state="verified",
    )

    response = as_member.get(export, {"period": "2025"})

    assert text(response) == (
        f"\ufeff{HEADS}CPD-{record.pk},2025-06-01,桥梁抗震,7.5,seminar,knowledge,ethics; risk,,yes,"
        '"IET, London",,"He said ""no""\nand left",verified\r\n'
    )
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cpd-entries-2025.csv"'


def test_lines_are_the_same_in_chinese(as_member, member, export):
    factories.make_record(member)
    english = text(as_member.get(export))
    with translation.override("zh-hans"):
        chinese = reverse("members:exchange:export_csv")

    assert text(as_member.get(chinese)) == english


@pytest.mark.parametrize(
    ("field", "typed"),
    [("title", "=1+1"), ("provider", "@SUM(A1)"), ("reflection", "-1"), ("practice_area", "+1")],
)
def test_formula_is_neutral(as_member, member, export, field, typed):
    factories.make_record(member, **{field: typed})

    assert f",'{typed}," in text(as_member.get(export))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["This year"]),
        ({"period": "all"}, ["This year", "Paper", "Old"]),
        ({"period": "2024"}, ["Paper", "Old"]),
        ({"period": "2024", "kind": "article"}, ["Paper"]),
        ({"period": "all", "state": "rejected"}, ["Old"]),
        ({"period": "all", "q": "pap"}, ["Paper"]),
        ({"period": "all", "kind": "junk"}, ["This year", "Paper", "Old"]),
    ],
)
def test_entries_are_those_that_the_list_shows(as_member, member, export, query, titles):
    factories.make_record(member, "This year")
    factories.make_record(member, "Paper", done_on=date(2024, 7, 1), kind="article")
    factories.make_record(member, "Old", done_on=date(2024, 1, 1), state="rejected")

    lines = text(as_member.get(export, query)).splitlines()[1:]

    assert [line.split(",")[2] for line in lines] == titles


def test_entries_of_others_are_not_in_it(as_member, stranger, export):
    factories.make_record(stranger)

    assert text(as_member.get(export, {"period": "all"})) == f"\ufeff{HEADS}"


def test_list_leads_to_the_same_entries(as_member, member, export):
    factories.make_record(member, "Bridges", done_on=date(2024, 7, 1))

    page = as_member.get(
        reverse("members:cpd:record_list"), {"period": "2024", "q": "bri", "page": "1"}
    ).text

    for name in ("export_csv", "export_xlsx", "transcript"):
        assert f'href="{reverse(f"members:exchange:{name}")}?period=2024&amp;q=bri"' in page
    assert f'href="{reverse("members:exchange:sheet_add")}"' in page


def test_entries_are_read_in_one_query(as_member, member, export, count_queries):
    factories.make_record(member)
    _response, few = count_queries(as_member, export)
    for _number in range(3):
        factories.make_record(member)

    response, many = count_queries(as_member, export)

    assert len(text(response).splitlines()) == 5
    assert (len(few), many.repeated) == (len(many), {})
