"""Entries as XLSX: for people, in the language of the page, with real days and numbers."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from tests import factories


@pytest.fixture
def export(db):
    return reverse("members:exchange:export_xlsx")


def sheet_of(response):
    return load_workbook(BytesIO(response.getvalue())).active


def values(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def record(member):
    return factories.make_record(
        member, "桥梁 🌉", done_on=date(2025, 6, 1), hours="7.5", topics=["law"], is_online=True
    )


def test_entry_is_a_row_with_a_real_day_and_number(as_member, record, export):
    response = as_member.get(export, {"period": "2025"})

    sheet = sheet_of(response)
    assert values(sheet)[1] == [
        f"CPD-{record.pk}",
        datetime(2025, 6, 1),
        "桥梁 🌉",
        7.5,
        "Seminar",
        "Engineering knowledge and professional competency",
        "Law and contracts",
        None,
        "yes",
        None,
        None,
        None,
        "Declared by you",
    ]
    assert (sheet["B2"].is_date, sheet["B2"].number_format) == (True, "yyyy-mm-dd")
    assert sheet["D2"].number_format == "0.00"
    assert "cpd-entries-2025.xlsx" in response.headers["Content-Disposition"]


def test_heads_stay_in_sight_and_columns_are_wide_enough(as_member, record, export):
    sheet = sheet_of(as_member.get(export))

    assert sheet.freeze_panes == "A2"
    assert (sheet.title, sheet["A1"].font.bold) == ("CPD entries", True)
    assert sheet.column_dimensions["C"].width == 48


def test_heads_and_words_are_those_of_the_page(as_member, record):
    with translation.override("zh-hans"):
        export = reverse("members:exchange:export_xlsx")

    heads, row = values(sheet_of(as_member.get(export, {"period": "all"})))

    assert heads[1:5] == ["日期", "活动", "学时数", "类型"]
    assert row[6] == "法律与合同"
    assert row[8] == "是"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "@SUM(A1)", "-1"])
def test_formula_is_text_and_stays_text_when_it_is_edited(as_member, member, export, typed):
    factories.make_record(member, typed)

    cell = sheet_of(as_member.get(export))["C2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


def test_characters_that_a_workbook_cannot_hold_are_left_out(as_member, member, export):
    factories.make_record(member, "Bridges\x0b\uffff")

    assert sheet_of(as_member.get(export))["C2"].value == "Bridges"


def test_entries_of_others_are_not_in_it(as_member, stranger, export):
    factories.make_record(stranger)

    assert len(values(sheet_of(as_member.get(export, {"period": "all"})))) == 1


def test_entries_are_read_in_one_query(as_member, member, export, count_queries):
    factories.make_record(member)
    _response, few = count_queries(as_member, export)
    for _number in range(3):
        factories.make_record(member)

    response, many = count_queries(as_member, export)

    assert len(values(sheet_of(response))) == 5
    assert (len(few), many.repeated) == (len(many), {})
