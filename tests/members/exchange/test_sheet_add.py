"""Choosing a file: it is read at once, kept for its owner alone, and goes by itself."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from members.exchange.models import KEPT, Sheet
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:exchange:sheet_add")


def sent(client, address, file):
    return client.post(address, {"file": file})


def test_file_with_known_heads_leads_to_its_rows(as_member, member, add):
    response = sent(as_member, add, factories.table_file("桥梁 2025.csv"))

    sheet = Sheet.objects.get()
    assert response.headers["Location"] == reverse("members:exchange:sheet_detail", args=[sheet.pk])
    assert (sheet.member, sheet.name) == (member, "桥梁 2025.csv")
    assert sheet.columns == {"done_on": 0, "title": 1, "hours": 2}
    assert not Record.objects.exists()


def test_file_with_other_heads_leads_to_its_columns(as_member, add):
    response = sent(as_member, add, factories.table_file(content="When,What\n2025-06-01,A\n"))

    sheet = Sheet.objects.get()
    assert response.headers["Location"] == reverse("members:exchange:sheet_match", args=[sheet.pk])
    assert sheet.columns == {}


def test_workbook_is_taken_whatever_it_is_called(as_member, add):
    rows = [["日期", "活动", "学时"], ["2025年6月1日", "桥梁", "7,5"]]

    sent(as_member, add, factories.xlsx_file(rows, "old.csv"))

    assert Sheet.objects.get().is_matched


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" ", "The file is empty. Choose one with a row of headings and a row for an entry."),
        (
            bytes(range(256)),
            "This is neither CSV nor XLSX. Open it in a spreadsheet and save it as one of these.",
        ),
        (
            b"Date\n" + b"2025-06-01\n" * 20_000,
            "The file has more than 10,000 rows. Split it into files of at most so many.",
        ),
        (b"a" * 5_000_001, "The file is larger than 5 MB. Split it into smaller ones."),
    ],
)
def test_file_that_is_no_table_is_refused_beside_the_field(as_member, add, content, sentence):
    response = sent(as_member, add, factories.table_file(content=content))

    assert response.context["form"].errors == {"file": [sentence]}
    assert not Sheet.objects.exists()


def test_empty_file_is_refused_in_words(as_member, add):
    file = factories.table_file()
    file.read()

    response = sent(as_member, add, file)

    assert response.context["form"].errors == {
        "file": ["The file is empty. Choose one with a row of headings and a row for an entry."]
    }


@pytest.mark.parametrize("values", [{}, {"file": "text"}])
def test_post_without_a_file_asks_for_one(as_member, add, values):
    response = as_member.post(add, values)

    assert response.context["form"].errors == {"file": ["Choose a file."]}


def test_later_file_takes_the_place_of_the_earlier(as_member, stranger, add):
    other = factories.make_sheet(stranger)
    sent(as_member, add, factories.table_file("first.csv"))

    sent(as_member, add, factories.table_file("second.csv"))

    assert set(Sheet.objects.values_list("name", flat=True)) == {other.name, "second.csv"}


def test_files_whose_time_is_over_go_with_the_next(as_member, stranger, add):
    factories.make_sheet(stranger, sent_at=timezone.now() - KEPT)

    sent(as_member, add, factories.table_file("new.csv"))

    assert [sheet.name for sheet in Sheet.objects.all()] == ["new.csv"]


def test_command_deletes_files_whose_time_is_over(member, stranger, capsys):
    kept = factories.make_sheet(member, sent_at=timezone.now() - KEPT + timedelta(minutes=1))
    factories.make_sheet(stranger, sent_at=timezone.now() - KEPT)

    call_command("clear_uploads")

    assert list(Sheet.objects.all()) == [kept]
    assert capsys.readouterr().out == "Uploads: 1 files deleted.\n"
