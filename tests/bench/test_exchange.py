"""What is measured of files is what a member does."""

from bench import exchange
from members.cpd.models import Record
from tests import factories


def test_taking_in_saves_every_row_and_is_taken_back(member, monkeypatch):
    monkeypatch.setattr(exchange, "ROWS", 3)
    factories.make_record(member)
    rows = "Date,Activity,Hours\n2025-06-01,A,1\n2025-06-01,B,1\n"

    with exchange.taken_back():
        exchange.take_in(member, rows.encode())
        taken = Record.objects.count()

    assert (taken, Record.objects.count()) == (2, 1)


def test_entries_to_measure_with_can_be_saved(member, monkeypatch):
    monkeypatch.setattr(exchange, "ROWS", 50)

    lines = list(exchange.importing(member, "CSV", file_of(member), rounds=1))

    assert [line.is_kept for line in lines[1:]] == [True, True]
    assert lines[0].figure > 0


def file_of(member) -> bytes:
    with exchange.taken_back():
        Record.objects.bulk_create(exchange.entries(member))
        return "".join(exchange.csv_lines(Record.objects.of(member))).encode()
