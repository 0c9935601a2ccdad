"""The rows of a file before they are saved, saving them, and what came of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from members.exchange.models import KEPT, Sheet
from tests import factories

HEADS = "Date,Activity,Hours\n"
GOOD, BAD = "2025-06-01,Bridges,2\n", "1/6/2025,Tunnels,2\n"


def address(sheet: Sheet) -> str:
    return reverse("members:exchange:sheet_detail", args=[sheet.pk])


@pytest.fixture
def good(member) -> Sheet:
    return factories.make_sheet(member)


@pytest.fixture
def half(member) -> Sheet:
    """One row that is new, one that is there, one to put right."""
    factories.make_record(member, "Ships", done_on=date(2025, 6, 2))
    return factories.make_sheet(member, HEADS + GOOD + "2025-06-02,Ships,2\n" + BAD)


def titles(response) -> list[str]:
    return [one.record.title for one in response.context["page"]]


def saved_titles() -> set[str]:
    return set(Record.objects.values_list("title", flat=True))


# --- Before --------------------------------------------------------------------------------------


def test_rows_are_shown_as_they_will_be_saved(as_member, good):
    response = as_member.get(address(good))

    assert titles(response) == ["Bridges", "Tunnels"]
    assert response.context["numbers"] == {"wrong": 0, "new": 2, "there": 0}
    assert "Save 2 new entries" in response.text
    assert "Nothing has been saved yet." in response.text


def test_rows_to_put_right_are_shown_first_and_the_others_on_request(as_member, half):
    first = as_member.get(address(half))

    assert first.context["numbers"] == {"wrong": 1, "new": 1, "there": 1}
    assert titles(first) == ["Tunnels"]
    assert "Row 4" in first.text
    assert "<b>Date</b>: “1/6/2025”. This" in first.text
    assert "This can be 2025-01-06 or 2025-06-01." in first.text
    assert titles(as_member.get(address(half), {"show": "new"})) == ["Bridges"]
    assert titles(as_member.get(address(half), {"show": "there"})) == ["Ships"]
    assert titles(as_member.get(address(half), {"show": "<b>"})) == ["Tunnels"]


def test_text_of_a_file_is_never_markup(as_member, member):
    sheet = factories.make_sheet(member, HEADS + "2025-06-01,<script>alert(1)</script>,<b>\n")

    page = as_member.get(address(sheet)).text

    assert "<script>alert" not in page
    assert "“&lt;b&gt;”" in page


def test_sentence_that_quotes_what_was_typed_says_it_once(as_member, member):
    sheet = factories.make_sheet(member, HEADS + "2025-06-01,Bridges,1h30\n")

    assert as_member.get(address(sheet)).text.count("1h30") == 1


def test_word_that_is_not_known_leaves_its_cell_empty(as_member, member):
    sheet = factories.make_sheet(
        member, "Date,Activity,Hours,Kind,Aspect\n2025-06-01,Bridges,2,Party,Party\n"
    )

    (one,) = as_member.get(address(sheet)).context["page"]

    assert (one.record.kind, one.record.aspect) == ("", "")


def test_file_survives_a_reload(as_member, good):
    assert titles(as_member.get(address(good))) == titles(as_member.get(address(good)))


def test_file_without_its_columns_is_asked_for_them(as_member, member):
    sheet = factories.make_sheet(member, "When,What\n2025-06-01,A\n")

    response = as_member.get(address(sheet))

    assert response.headers["Location"] == reverse("members:exchange:sheet_match", args=[sheet.pk])


@pytest.mark.parametrize("page", ["sheet_detail", "sheet_match"])
def test_file_whose_time_is_over_is_gone_in_words(as_member, member, page):
    sheet = factories.make_sheet(member, sent_at=timezone.now() - KEPT)

    response = as_member.post(reverse(f"members:exchange:{page}", args=[sheet.pk]))

    assert response.status_code == 404
    assert "This file is not kept any more" in response.text
    assert not Record.objects.exists()


def test_file_in_which_all_is_there_has_nothing_to_save(as_member, member):
    factories.make_record(member, "Bridges", done_on=date(2025, 6, 1))
    sheet = factories.make_sheet(member, HEADS + GOOD)

    page = as_member.get(address(sheet)).text

    assert "Nothing new in this file" in page
    assert '<form class="form"' not in page


def test_file_in_which_all_is_wrong_cannot_be_saved(as_member, member):
    sheet = factories.make_sheet(member, HEADS + BAD)

    assert "No row can be saved yet" in as_member.get(address(sheet)).text


def test_long_file_comes_in_pages(as_member, member):
    rows = "".join(f"2025-06-01,Bridge {number},2\n" for number in range(60))
    sheet = factories.make_sheet(member, HEADS + rows)

    response = as_member.get(address(sheet), {"page": 3})

    assert titles(response) == [f"Bridge {number}" for number in range(50, 60)]
    assert [one.number for one in response.context["page"]] == list(range(52, 62))


def test_queries_are_the_same_for_few_rows_and_many(as_member, member, count_queries):
    counts = []
    for number in (1, 300):
        rows = "".join(f"2025-06-01,Bridge {one},2\n" for one in range(number))
        sheet = factories.make_sheet(member, HEADS + rows + BAD)
        _response, count = count_queries(as_member, address(sheet))
        counts.append((len(count), count.repeated, count.writes))

    assert counts == [(7, {}, []), (7, {}, [])]


# --- Saving --------------------------------------------------------------------------------------


def test_rows_are_saved_as_the_members_own_word(as_member, member, good):
    response = as_member.post(address(good))

    assert response.headers["Location"] == address(good)
    records = Record.objects.order_by("pk")
    assert [(one.title, one.hours, one.state) for one in records] == [
        ("Bridges", Decimal(2), "declared"),
        ("Tunnels", Decimal("1.5"), "declared"),
    ]
    assert {one.member for one in records} == {member}


def test_result_says_what_was_saved_and_survives_a_reload(as_member, half):
    as_member.post(address(half), {"rows": "others"})

    page = as_member.get(address(half))

    assert "1 entry saved" in page.text
    half.refresh_from_db()
    assert (half.saved, half.there, half.wrong) == (1, 1, 1)
    assert titles(page) == ["Tunnels"]
    assert "Choose the corrected file" in page.text


def test_new_rows_are_saved_without_the_wrong_ones_when_asked_so(as_member, half):
    as_member.post(address(half), {"rows": "others"})

    assert saved_titles() == {"Ships", "Bridges"}


def test_nothing_is_saved_when_all_or_none_is_asked_and_one_is_wrong(as_member, half):
    response = as_member.post(address(half), {"rows": "all"})

    assert response.context["form"].errors == {
        "rows": [
            "Nothing was saved: 1 row has to be put right first. "
            "Do so in the file, and choose it again."
        ]
    }
    assert saved_titles() == {"Ships"}


@pytest.mark.parametrize("values", [{}, {"rows": ""}, {"rows": "some"}])
def test_wrong_rows_ask_for_a_choice(as_member, half, values):
    response = as_member.post(address(half), values)

    assert response.context["form"].errors == {"rows": ["Choose one from the list."]}
    assert saved_titles() == {"Ships"}


def test_second_press_saves_nothing_more(as_member, good):
    as_member.post(address(good))
    Record.objects.filter(title="Bridges").delete()

    response = as_member.post(address(good))

    assert response.headers["Location"] == address(good)
    assert saved_titles() == {"Tunnels"}


def test_file_read_again_makes_no_double(as_member, member, good):
    as_member.post(address(good))
    again = factories.make_sheet(member)

    response = as_member.get(address(again))

    assert response.context["numbers"] == {"wrong": 0, "new": 0, "there": 2}


def test_saved_hours_count_at_once(as_member, member):
    today = timezone.localdate()
    sheet = factories.make_sheet(member, f"{HEADS}{today:%Y-%m-%d},Bridges,7.5\n")

    as_member.post(address(sheet))

    page = as_member.get(reverse("members:cpd:record_list"))
    assert page.context["totals"] == {
        "entries": 1,
        "logged": Decimal("7.5"),
        "counted": Decimal("7.5"),
    }


def test_row_that_became_an_entry_meanwhile_is_not_doubled(as_member, member, good):
    as_member.get(address(good))
    factories.make_record(member, "Bridges", done_on=date(2025, 6, 1))

    as_member.post(address(good))

    assert Record.objects.filter(title="Bridges").count() == 1


def test_saving_asks_the_same_few_questions_for_many_rows(
    as_member, member, django_assert_max_num_queries
):
    """On SQLite a statement takes no more than 66 rows of this table."""
    rows = "".join(f"2025-06-01,Bridge {number},2\n" for number in range(66))
    sheet = factories.make_sheet(member, HEADS + rows)

    with django_assert_max_num_queries(40):
        as_member.post(address(sheet))

    assert Record.objects.count() == 66


def test_time_of_a_file_is_told(as_member, good):
    Sheet.objects.update(sent_at=timezone.now() - timedelta(hours=1))

    assert "The file is kept for you alone until" in as_member.get(address(good)).text
