"""Files as they come: encodings, separators, workbooks, and what is refused. No database."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from members.exchange.refusals import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Refusal, Refused
from members.exchange.tables import Table, packed, read_table, unpacked
from tests.factories import xlsx_file

CSV = "日期,名称,学时\n2025年6月1日,桥梁抗震,7.5\n"
HEADS = ["日期", "名称", "学时"]
ROW = ["2025年6月1日", "桥梁抗震", "7.5"]


def cells(table: Table) -> list[list]:
    return [row.cells for row in table.rows]


def refused(content: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_table(content)
    return caught.value.why


# --- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "source"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_text_is_read_in_the_encodings_that_people_have(encoding, source):
    table = read_table(CSV.encode(encoding))

    assert (table.heads, cells(table), table.source) == (HEADS, [ROW], source)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_line_ends_are_found(separator, line_end):
    lines = [f"Date{separator}Activity{separator}Hours", f'2025-06-01{separator}A{separator}"7,5"']

    table = read_table(line_end.join(lines).encode())

    assert cells(table) == [["2025-06-01", "A", "7,5"]]


def test_separator_is_told_from_decimal_commas():
    table = read_table(b"Date;Activity;Hours\n2025-06-01;Steel, and wood;7,5\n")

    assert cells(table) == [["2025-06-01", "Steel, and wood", "7,5"]]


def test_separator_may_be_named_in_the_first_line():
    table = read_table(b"sep=;\nDate;Activity\n2025-06-01;A, B, C, D\n")

    assert table.heads == ["Date", "Activity"]


def test_cells_keep_quotes_separators_and_line_breaks():
    table = read_table(b'Date,Activity\n2025-06-01,"He said ""no"",\nand left"\n')

    assert cells(table) == [["2025-06-01", 'He said "no",\nand left']]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    table = read_table(b"My CPD\n\nDate,Activity\n2025-06-01,A\n,\n2025-06-02,B\n")

    assert [row.number for row in table.rows] == [4, 6]
    assert table.heads == ["Date", "Activity"]


def test_apostrophe_of_an_export_is_taken_away():
    table = read_table(b"Date,Activity\n2025-06-01,'=1+1\n2025-06-02,''=1\n2025-06-03,'tis\n")

    assert [row.cells[1] for row in table.rows] == ["=1+1", "'=1", "'tis"]


def mixed() -> bytes:
    first, second = CSV.splitlines(keepends=True)
    return first.encode() + second.encode("gb18030")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"\n\n , \n", Refusal.EMPTY),
        (b"\xef\xbb\xbf", Refusal.EMPTY),
        (b"Date,Activity,Hours\n", Refusal.ONLY_HEADS),
        (bytes(range(256)) * 40, Refusal.NO_TABLE),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), Refusal.NO_TABLE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", Refusal.NO_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), Refusal.OLD_WORKBOOK),
        (b"PK\x03\x04 cut short", Refusal.DAMAGED),
        (b'Date,Activity\n2025-06-01,"never closed\n2025-06-02,B\n', Refusal.QUOTES),
        (b'Date,Activity\n2025-06-01,"a" b\n', Refusal.QUOTES),
        (b"Date,Activity\n2025-06-01," + b"a" * 140_000, Refusal.LONG_CELL),
        (b"Date,Activity\n" + b"2025-06-01,A\n" * (MOST_ROWS + 1), Refusal.TOO_MANY_ROWS),
        (b"Date,Activity\n" + b"2025-06-01,A\n" * 20_000, Refusal.TOO_MANY_ROWS),
        (b"a," * (MOST_COLUMNS + 1) + b"a\n1\n", Refusal.TOO_MANY_COLUMNS),
        (b"a" * (MOST_BYTES + 1), Refusal.TOO_LARGE),
        (mixed(), Refusal.MIXED),
    ],
)
def test_what_is_no_table_is_refused_by_name(content, why):
    assert refused(content) is why


def test_as_many_rows_as_are_promised_are_read():
    table = read_table(b"Date,Activity\n" + b"2025-06-01,A\n" * MOST_ROWS)

    assert len(table.rows) == MOST_ROWS


def test_mixed_encodings_are_refused_even_where_both_can_be_read():
    """The bytes of UTF-8 are GB18030 too, of other characters."""
    line = "桥梁,隧道\n"
    assert line.encode().decode("gb18030") != line

    assert refused(line.encode() + line.encode("gb18030")) is Refusal.MIXED


def test_refusal_names_the_line_and_what_works():
    with pytest.raises(Refused) as caught:
        read_table(mixed())

    assert caught.value.sentence.messages == [
        "The file mixes encodings: line 2 is not in UTF-8 as others are, so some text would come "
        "out as other characters. Open it in a spreadsheet, look at it, and save it as XLSX."
    ]


# --- XLSX ----------------------------------------------------------------------------------------


def test_workbook_gives_days_numbers_and_text():
    rows = [
        ["日期", "名称", "学时", "Online"],
        [datetime(2025, 6, 1, 9, 30), "桥梁 🌉", 7.5, True],
        [date(2025, 6, 2), 2025, 2, False],
        [45809, "=SUM(A1:A3)", None, None],
    ]

    table = read_table(xlsx_file(rows).read())

    assert cells(table) == [
        [date(2025, 6, 1), "桥梁 🌉", Decimal("7.5"), "yes"],
        [date(2025, 6, 2), Decimal("2025"), Decimal("2"), "no"],
        [Decimal("45809"), "=SUM(A1:A3)"],
    ]
    assert table.source == "Sheet"


def test_workbook_is_read_from_the_first_sheet_that_is_shown():
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("2025").append(["Date"])
    book["2025"].append(["2025-06-01"])
    written = BytesIO()
    book.save(written)

    assert read_table(written.getvalue()).source == "2025"


def test_workbook_says_from_when_its_days_are_counted():
    book = Workbook()
    book.epoch = MAC_EPOCH
    book.active.append(["Date"])
    book.active.append([44347])
    written = BytesIO()
    book.save(written)

    assert read_table(written.getvalue()).epoch == MAC_EPOCH


def test_table_is_the_same_when_it_was_kept():
    table = read_table(
        xlsx_file([["Date", "Hours", "Activity"], [date(2025, 6, 1), 7.25, "桥\n梁"]]).read()
    )

    assert unpacked(packed(table)) == table
    assert unpacked(packed(read_table(CSV.encode()))) == read_table(CSV.encode())


def archive(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A workbook in which one part is another."""
    source = ZipFile(BytesIO(xlsx_file([["Date"], ["2025-06-01"]]).read()))
    parts = {part: source.read(part) for part in source.namelist()}
    assert name in parts
    return archive(parts | {name: content})


def swollen() -> bytes:
    """Cells that are small one by one, and packed."""
    cell = b'<c t="inlineStr"><is><t>' + b"a" * 30_000 + b"</t></is></c>"
    rows = b"".join(b"<row>" + cell * 2 + b"</row>" for _ in range(300))
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + name + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + b"ha" * 50
    + b'"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (archive({"xl/worksheets/sheet1.xml": bytes(70_000_000)}), Refusal.BOMB),
        (with_part("xl/worksheets/sheet1.xml", swollen()), Refusal.BOMB),
        (archive({f"{number}.xml": b"" for number in range(1001)}), Refusal.BOMB),
        (archive({"hello.txt": b"hello"}), Refusal.DAMAGED),
        (with_part("xl/worksheets/sheet1.xml", LAUGHS), Refusal.DAMAGED),
        (with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"), Refusal.DAMAGED),
        (with_part("xl/workbook.xml", b"junk"), Refusal.DAMAGED),
    ],
)
def test_workbook_that_is_a_trap_or_broken_is_refused(content, why):
    assert refused(content) is why
