"""Saying which column is what."""

import pytest
from django.urls import reverse
from django.utils import timezone

from members.exchange.models import Sheet
from tests import factories

OTHER_HEADS = "When,What,How long,Type\n2025-06-01,Bridges,2,seminar\n"


@pytest.fixture
def sheet(member) -> Sheet:
    return factories.make_sheet(member, OTHER_HEADS)


def address(sheet: Sheet) -> str:
    return reverse("members:exchange:sheet_match", args=[sheet.pk])


def chosen(**changes: str) -> dict[str, str]:
    return {
        "column_done_on": "0",
        "column_title": "1",
        "column_hours": "2",
        "kind": "lecture",
        "aspect": "ethics",
    } | changes


def test_columns_are_offered_with_their_first_cells(as_member, sheet):
    form = as_member.get(address(sheet)).context["form"]

    assert form.fields["column_title"].choices == [
        ("", "Choose a column"),
        (0, "A: When (2025-06-01)"),
        (1, "B: What (Bridges)"),
        (2, "C: How long (2)"),
        (3, "D: Type (seminar)"),
    ]
    assert form.fields["column_link"].choices[0] == ("", "Not in the file")
    assert (form["column_kind"].value(), form["column_title"].value()) == (3, None)


def test_chosen_columns_are_kept_and_lead_to_the_rows(as_member, sheet):
    response = as_member.post(address(sheet), chosen())

    sheet.refresh_from_db()
    assert response.headers["Location"] == reverse("members:exchange:sheet_detail", args=[sheet.pk])
    assert sheet.columns == {"done_on": 0, "title": 1, "hours": 2}
    assert (sheet.kind, sheet.aspect) == ("lecture", "ethics")


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        (
            {"column_hours": ""},
            "column_hours",
            "Choose the column that holds this: no entry is without it.",
        ),
        ({"column_hours": "4"}, "column_hours", "Choose one from the list."),
        ({"column_hours": "x"}, "column_hours", "Choose one from the list."),
        ({"column_hours": "1"}, "column_hours", "This column is chosen for “Activity” already."),
        ({"kind": "party"}, "kind", "Choose one from the list."),
        ({"aspect": ""}, "aspect", "Choose one from the list."),
    ],
)
def test_columns_that_cannot_be_are_refused(as_member, sheet, changes, name, sentence):
    response = as_member.post(address(sheet), chosen(**changes))

    sheet.refresh_from_db()
    assert response.context["form"].errors == {name: [sentence]}
    assert sheet.columns == {"kind": 3}


def test_columns_of_what_is_saved_stay(as_member, member):
    saved = factories.make_sheet(
        member, OTHER_HEADS, saved_at=timezone.now(), saved=1, there=0, wrong=0
    )

    assert as_member.post(address(saved), chosen()).status_code == 404


def test_queries_are_few(as_member, sheet, count_queries):
    _response, count = count_queries(as_member, address(sheet))

    assert (len(count), count.repeated) == (4, {})
