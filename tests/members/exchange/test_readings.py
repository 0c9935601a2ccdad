"""What becomes of each row: as it would be saved, there already, or to put right."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.cpd.models import Record
from members.exchange.cells import BETWEEN, words_for
from members.exchange.columns import READ, known_heads
from members.exchange.readings import Outcome, Reading, key_of
from members.exchange.rules import plain_head
from members.exchange.workflow import opened
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_a_day")]


@pytest.fixture
def _on_a_day():
    with time_machine.travel("2025-09-26 04:00Z", tick=False):
        yield


def read(member, content: str | bytes) -> list[Reading]:
    return opened(factories.make_sheet(member, content)).readings


def one(member, **cells: str) -> Reading:
    """A row with the day, the activity and the hours that are not among `cells`."""
    cells = {"Date": "2025-06-01", "Activity": "Bridges", "Hours": "2"} | cells
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
    (reading,) = read(member, f"{','.join(cells)}\n{','.join(quoted)}\n")
    return reading


def said(reading: Reading) -> list[tuple[str, str, str]]:
    return [tuple(problem) for problem in reading.problems]


# --- Rows that can be saved ----------------------------------------------------------------------


def test_row_becomes_an_entry_with_all_that_it_says(member):
    reading = one(
        member,
        Kind="Seminar",
        Aspect="工程伦理",
        Topics="ethics; 法律与合同",
        **{"Area of practice": "Bridges", "Took place online": "是"},
        Provider="=HYPERLINK()",
        Link="https://example.org/a",
        Reflection="First\nsecond",
    )

    record = reading.record
    assert reading.outcome is Outcome.NEW
    assert (record.member, record.title, record.hours) == (member, "Bridges", Decimal(2))
    assert (record.done_on, record.kind) == (date(2025, 6, 1), "seminar")
    assert (record.aspect, record.topics) == ("ethics", ["ethics", "law"])
    assert record.is_online is True
    assert (record.practice_area, record.provider) == ("Bridges", "=HYPERLINK()")
    assert (record.link, record.reflection) == ("https://example.org/a", "First\nsecond")
    assert record.state == Record.State.DECLARED


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-06-01", date(2025, 6, 1)),
        ("2025年6月1日", date(2025, 6, 1)),
        ("13/6/2025", date(2025, 6, 13)),
        ("2025-09-26", date(2025, 9, 26)),
    ],
)
def test_day_is_read_as_people_write_it(member, written, day):
    assert one(member, Date=written).record.done_on == day


@pytest.mark.parametrize("written", ["7.5", "7,5", "7.50", "7.5 h", "7.5学时", "７.５"])
def test_hours_are_read_as_people_write_them(member, written):
    assert one(member, Hours=written).record.hours == Decimal("7.5")


@pytest.mark.parametrize("choices", [ActivityKind, Aspect, Topic])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_words_are_read_by_code_and_by_label_of_either_language(choices, language):
    with translation.override(language):
        words = [str(word) for word in (*choices.labels, *choices.values)]

    read = {words_for(choices)[plain_head(word)] for word in words}

    assert read == set(choices.values)


def test_no_word_for_a_topic_has_a_separator_in_it():
    labels = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            labels += [str(label) for label in Topic.labels]

    assert [label for label in labels if BETWEEN.search(label)] == []


def test_no_head_is_that_of_two_columns():
    heads = [
        plain_head(head) for heads in known_heads().values() for head in {*map(plain_head, heads)}
    ]

    assert sorted(heads) == sorted(set(heads))
    assert {column.code for column in READ} == set(known_heads())


def test_row_that_names_no_kind_takes_what_was_chosen(member):
    factories.make_record(member, kind="lecture", aspect="teamwork")

    reading = one(member, Kind="")

    assert (reading.record.kind, reading.record.aspect) == ("lecture", "teamwork")


def test_days_and_hours_of_a_workbook_are_what_the_spreadsheet_means(member):
    rows = [
        ["Date", "Activity", "Hours"],
        [datetime(2025, 6, 1, 9, 30), "A", 7.5],
        [45809, "B", 2],
        ["2025年6月1日", 2025, "7,5"],
    ]

    readings = read(member, factories.xlsx_file(rows).read())

    assert [(one.record.done_on, one.record.title, one.record.hours) for one in readings] == [
        (date(2025, 6, 1), "A", Decimal("7.5")),
        (date(2025, 6, 1), "B", Decimal(2)),
        (date(2025, 6, 1), "2025", Decimal("7.5")),
    ]


def test_break_inside_a_title_is_a_space(member):
    assert one(member, Activity="Bridges\nand tunnels").record.title == "Bridges and tunnels"


# --- Rows to put right ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("Date", "1/6/2025", "This can be 2025-01-06 or 2025-06-01. Write the one you mean."),
        (
            "Date",
            "2025-02-30",
            "Write a day that exists, as year-month-day, such as 2025-06-30.",
        ),
        (
            "Date",
            "45809",
            "A number of days can be two different days. In the spreadsheet, show the column as "
            "dates and save the file again, or write days such as 2025-06-30.",
        ),
        (
            "Date",
            "=TODAY()",
            "This is a formula, and formulas are not worked out. Paste it as a value.",
        ),
        ("Date", "", "Write the day."),
        ("Date", "1989-12-31", "Write a day from 1 January 1990 on."),
        ("Date", "2025-09-27", "This day lies in the future. Today is 26 September 2025."),
        ("Activity", "", "Write what you did."),
        ("Activity", "a" * 201, "Write at most 200 characters. There are 201."),
        ("Hours", "", "Write the hours as a number, such as 3.5."),
        (
            "Hours",
            "=B2*2",
            "This is a formula, and formulas are not worked out. Paste it as a value.",
        ),
        ("Hours", "2.1", "Hours go in quarters. You wrote “2.1”. The nearest are 2 and 2.25."),
        (
            "Kind",
            "Party",
            "This is none of the words for it. Write one of: Training or examination · Seminar · "
            "Standards or research · Article or book · Lecture given · Technical consulting · "
            "Other professional activity.",
        ),
        ("Online", "perhaps", "Write yes or no."),
        ("Link", "not a link", "Write an address such as https://example.org/course."),
    ],
)
def test_row_that_is_wrong_names_column_value_and_cure(member, column, typed, sentence):
    reading = one(member, **{column: typed})

    shown = typed if len(typed) <= 60 else "a" * 60 + "…"
    assert reading.outcome is Outcome.WRONG
    assert said(reading) == [(column, shown, sentence)]


A_NUMBER = "a number such as 3.5"
WRITE = {"1h30": "1.5", "90 min": "1.5", "一小时": "1", "7:30": "7.5"}


@pytest.mark.parametrize("typed", [*WRITE, "0", "-1", "1,000", "1000"])
def test_hours_are_refused_with_an_example_and_never_guessed(member, typed):
    ((_column, _typed, sentence),) = said(one(member, Hours=typed))

    assert sentence == (
        f"Hours must be a number between 0.25 and 999.75. You wrote “{typed}”. "
        f"Write {WRITE.get(typed, A_NUMBER)}."
    )


def test_row_tells_all_that_is_wrong_in_it(member):
    reading = one(member, Date="never", Hours="much")

    assert [problem.column for problem in reading.problems] == ["Date", "Hours"]
    assert reading.number == 2


def test_cell_of_100_000_characters_is_refused_and_told_in_a_line(member):
    ((column, typed, sentence),) = said(one(member, Activity="桥" * 100_000))

    assert (column, typed) == ("Activity", "桥" * 60 + "…")
    assert sentence == "Write at most 200 characters. There are 100000."


def test_row_of_40_cells_is_told(member):
    readings = read(
        member, "Date,Activity,Hours\n2025-06-01,A,2" + ",x" * 37 + "\n2025-06-01,B,2\n"
    )

    assert [one.outcome for one in readings] == [Outcome.WRONG, Outcome.NEW]
    assert said(readings[0]) == [
        ("", "x", "The row has more cells than there are headings. Put it right in the file.")
    ]


def test_character_that_cannot_be_seen_is_refused(member):
    reading = one(member, Activity="Bridges\u202eexe")

    assert reading.outcome is Outcome.WRONG


# --- Rows that are there -------------------------------------------------------------------------


def test_same_day_title_and_hours_are_there_already(member, stranger):
    factories.make_record(member, "Bridges", done_on=date(2025, 6, 1), hours="2")
    factories.make_record(stranger, "Tunnels", done_on=date(2025, 6, 2), hours="1.5")

    readings = read(member, "")

    assert [(one.outcome, one.note) for one in readings] == [
        (Outcome.THERE, ""),
        (Outcome.NEW, ""),
    ]


def test_row_that_is_in_the_file_twice_is_taken_once(member):
    line = "2025-06-01,Bridges,2\n"

    readings = read(member, f"Date,Activity,Hours\n{line}{line}")

    assert [one.outcome for one in readings] == [Outcome.NEW, Outcome.THERE]
    assert readings[1].note == "The same day, title and hours as in row 2."


def keyed(member, record: Record, **changes: str) -> Reading:
    cells = {"Date": "2025-06-01", "Activity": "Bridges", "Hours": "2"} | changes
    return one(member, **{"Entry number": key_of(record)}, **cells)


def test_entry_of_an_export_is_known_again_whatever_it_says(member):
    record = factories.make_record(member, "Bridges", done_on=date(2025, 6, 1))

    assert (keyed(member, record).outcome, keyed(member, record).note) == (Outcome.THERE, "")
    changed = keyed(member, record, Hours="3", Date="never")
    assert changed.outcome is Outcome.THERE
    assert changed.note == (
        "It differs from the file (Hours, Date) and stays as it is. Change it on its page."
    )


def test_number_of_somebody_elses_entry_says_nothing(member, stranger):
    record = factories.make_record(stranger, "Bridges", done_on=date(2025, 6, 1))

    assert keyed(member, record).outcome is Outcome.NEW


@pytest.mark.parametrize("rows", [1, 300])
def test_rows_are_read_in_the_same_queries_however_many(member, rows, django_assert_num_queries):
    lines = "".join(f"2025-06-01,Bridge {number},2\n" for number in range(rows))
    sheet = factories.make_sheet(member, f"Date,Activity,Hours\n{lines}")
    assert sheet.member == member

    with django_assert_num_queries(5):
        opened(sheet)
