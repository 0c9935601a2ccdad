from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.pathways.in_force import rules_in_force
from members.cpd.filters import SORTS
from members.cpd.models import Record
from tests import factories

State = Record.State
YEAR = timezone.localdate().year


@pytest.fixture
def entries(db):
    return reverse("members:cpd:record_list")


@pytest.fixture
def mixed(member) -> None:
    """Seven entries of 2024 and 2023, each its own kind of different."""
    rows = [
        ("Bridges", "2024-05-01", {"hours": "2.25"}),
        ("Ethics of bridges", "2024-06-01", {"aspect": "ethics"}),
        ("Paper", "2024-07-01", {"kind": "article", "provider": "Bridge Press"}),
        ("Waiting", "2024-08-01", {"state": State.TO_CONFIRM, "hours": "8"}),
        ("Refused", "2024-09-01", {"state": State.REJECTED, "hours": "4"}),
        ("Checked", "2024-12-31", {"state": State.VERIFIED, "reflection": "100% sure_of 桥梁"}),
        ("Old", "2023-12-31", {"hours": "10"}),
    ]
    for title, on, fields in rows:
        factories.make_record(member, title, done_on=date.fromisoformat(on), **fields)


def titles(response) -> list[str]:
    return [record.title for record in response.context["page"]]


def heading(response) -> str:
    page = response.content.decode()
    return page.split('id="list">')[1].split("<")[0]


# --- What is shown -------------------------------------------------------------------------------


def test_list_opens_with_this_year_newest_first(as_member, member, entries):
    for title, days in (("Second", 0), ("First", 0)):
        factories.make_record(member, title, done_on=timezone.localdate() - timedelta(days))
    factories.make_record(member, "Last year", done_on=date(YEAR - 1, 12, 31))

    response = as_member.get(entries)

    assert titles(response) == ["First", "Second"]
    assert heading(response) == f"2 entries in {YEAR}"


def test_list_offers_the_years_that_exist_and_this_one(as_member, mixed, entries):
    field = as_member.get(entries).context["filters"].form["period"]

    assert [value for value, _label in field.field.choices] == [str(YEAR), "2024", "2023", "all"]


def test_list_shows_nothing_of_others(as_member, stranger, entries):
    factories.make_record(stranger, "Not yours", done_on=date(2019, 1, 1))

    page = as_member.get(entries, {"period": "all"}).content.decode()

    assert "Not yours" not in page
    assert "2019" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"period": "2023"}, ["Old"]),
        (
            {"period": "2024"},
            ["Checked", "Refused", "Waiting", "Paper", "Ethics of bridges", "Bridges"],
        ),
        ({"period": "2024", "aspect": "ethics"}, ["Ethics of bridges"]),
        ({"period": "2024", "kind": "article"}, ["Paper"]),
        ({"period": "all", "state": "to_confirm"}, ["Waiting"]),
        ({"period": "all", "state": "rejected"}, ["Refused"]),
        ({"period": "all", "q": "bridge"}, ["Paper", "Ethics of bridges", "Bridges"]),
        ({"period": "all", "q": "  BRIDGES   ethics "}, ["Ethics of bridges"]),
        ({"period": "all", "q": "桥"}, ["Checked"]),
        ({"period": "all", "q": "100%"}, ["Checked"]),
        ({"period": "all", "q": "sure_of"}, ["Checked"]),
        ({"period": "all", "q": "bridges", "aspect": "ethics"}, ["Ethics of bridges"]),
    ],
)
def test_list_narrows_by_what_is_asked(as_member, mixed, entries, query, expected):
    assert titles(as_member.get(entries, query)) == expected


@pytest.mark.parametrize("wildcard", ["%", "_", "Bri%ges"])
def test_list_takes_wildcards_as_letters(as_member, member, entries, wildcard):
    factories.make_record(member, "Bridges")

    assert titles(as_member.get(entries, {"q": wildcard})) == []


@pytest.mark.parametrize("name", ["kind", "aspect", "state", "q"])
@pytest.mark.parametrize("value", ["junk", "nul\x00", "<b>", "2024", "a" * 101, "9" * 4000])
def test_list_passes_over_values_that_do_not_exist(as_member, member, entries, name, value):
    factories.make_record(member, "junk <b> 2024")
    is_a_word = name == "q" and len(value) <= 100 and "\x00" not in value

    response = as_member.get(entries, {name: value})

    assert response.status_code == 200
    assert titles(response) == ["junk <b> 2024"]
    assert (name in response.context["filters"].chosen) is is_a_word


@pytest.mark.parametrize("period", ["junk", "", "1800", "nul\x00", "２０２４", "-1", "9" * 4000])
def test_list_without_a_known_period_shows_this_year(as_member, member, entries, period):
    factories.make_record(member, "Now")
    factories.make_record(member, "Before", done_on=date(2024, 1, 1))

    response = as_member.get(entries, {"period": period})

    assert titles(response) == ["Now"]
    assert response.context["filters"].year == str(YEAR)


def test_list_keeps_the_choice_in_the_form(as_member, mixed, entries):
    page = as_member.get(entries, {"period": "2024", "kind": "article", "q": '"<x>'}).content

    for kept in (
        b'<option value="2024" selected>',
        b'<option value="article" selected>',
        b'value="&quot;&lt;x&gt;"',
    ):
        assert kept in page


# --- Totals --------------------------------------------------------------------------------------


def test_list_totals_tell_logged_from_counted(as_member, mixed, entries):
    response = as_member.get(entries, {"period": "2024"})

    foot = response.content.decode().split("<tfoot>")[1]
    assert response.context["totals"] == {
        "entries": 6,
        "logged": Decimal("20.25"),
        "counted": Decimal("8.25"),
    }
    assert ">Total for 2024<" in foot
    assert ">20.25<" in foot
    assert ">8.25<" in foot


def test_list_shows_what_does_not_count_as_nothing(as_member, mixed, entries):
    page = as_member.get(entries, {"period": "2024", "state": "rejected"}).content.decode()

    assert '<td class="num" data-label="Logged">4.0</td>' in page
    assert '<td class="num" data-label="Counted">0.0</td>' in page


def test_list_totals_cover_every_page(as_member, member, entries):
    for _ in range(27):
        factories.make_record(member, hours="1.25")

    response = as_member.get(entries, {"page": 2})

    assert len(titles(response)) == 2
    assert heading(response) == f"27 entries in {YEAR}"
    assert "Total of all 27 entries" in response.content.decode()
    assert response.context["totals"]["logged"] == Decimal("33.75")


def test_list_of_one_is_one_entry(as_member, member, entries):
    factories.make_record(member)

    assert heading(as_member.get(entries, {"period": "all"})) == "1 entry"


# --- Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "shown"),
    [("1", 1), ("2", 2), ("3", 2), ("0", 2), ("-1", 2), ("junk", 1), ("", 1), ("9" * 400, 2)],
)
def test_list_shows_the_nearest_page(as_member, member, entries, page, shown):
    for _ in range(26):
        factories.make_record(member)

    response = as_member.get(entries, {"page": page})

    assert response.status_code == 200
    assert response.context["page"].number == shown


def test_list_keeps_the_filter_from_page_to_page(as_member, member, entries):
    for _ in range(26):
        factories.make_record(member, kind="article")

    page = as_member.get(entries, {"period": "all", "kind": "article"}).content.decode()

    assert 'href="?period=all&amp;kind=article&amp;page=2"' in page


def test_list_offers_no_next_page_when_there_is_none(as_member, member, entries):
    for _ in range(25):
        factories.make_record(member)

    assert 'class="pager"' not in as_member.get(entries).content.decode()


# --- Nothing to show -----------------------------------------------------------------------------


def test_list_of_a_newcomer_says_what_to_do(as_member, entries):
    page = as_member.get(entries, {"q": "bridge"}).content.decode()

    assert "No CPD entries yet" in page
    assert "<table" not in page


def test_list_without_a_result_repeats_the_filter_and_offers_to_clear_it(as_member, mixed, entries):
    query = {"period": "2024", "kind": "lecture", "aspect": "ethics", "state": "declared", "q": "x"}

    page = as_member.get(entries, query).content.decode()

    assert "No entries match" in page
    assert "2024 · Lecture given · Ethics · Declared by you · “x”" in page
    assert f'href="{entries}">Clear</a>' in page


def test_list_of_an_empty_year_offers_the_others(as_member, mixed, entries):
    page = as_member.get(entries).content.decode()

    assert "No entries match" in page
    assert 'href="?period=all">Show all years</a>' in page
    assert ">Clear<" not in page


# --- Cost ----------------------------------------------------------------------------------------


def test_list_leads_to_how_the_year_was_counted(as_member, member, term, entries):
    factories.make_record(member)

    link = f'href="{reverse("members:cpd:counted", args=["cse-annual"])}">How was this counted?</a>'
    assert link in as_member.get(entries).content.decode()


def test_list_where_no_requirement_binds_leads_to_no_count(as_member, member, annual, entries):
    factories.make_record(member)

    assert "How was this counted?" not in as_member.get(entries).content.decode()


def test_list_takes_seven_queries(as_member, member, entries, count_queries):
    factories.make_record(member)
    _, with_one = count_queries(as_member, entries)
    for _ in range(2):
        factories.make_record(member)
    _, with_three = count_queries(as_member, entries)

    assert len(with_one) == len(with_three) == 7
    assert with_three.repeated == {}


def test_list_fits_its_size(as_member, member, entries):
    for _ in range(30):
        factories.make_record(member, "Seismic assessment of existing bridges, second part")

    assert len(as_member.get(entries).content) <= 30_000


# --- Order ---------------------------------------------------------------------------------------


@pytest.fixture
def unsorted(member) -> None:
    """Three entries that stand in another order by each column, and one to finish."""
    rows = [
        ("Bridges", "2024-05-01", {"hours": "3", "kind": "training"}),
        ("Arches", "2024-06-01", {"hours": "1", "kind": "seminar"}),
        ("Cables", "2024-04-01", {"hours": "2", "kind": "article"}),
        ("Domes", "2024-03-01", {"state": State.TO_FINISH, "kind": "article"}),
    ]
    for title, on, fields in rows:
        factories.make_record(member, title, done_on=date.fromisoformat(on), **fields)


@pytest.mark.parametrize(
    ("sort", "initials"),
    [
        ("", "ABCD"),
        ("-date", "ABCD"),
        ("date", "DCBA"),
        ("title", "ABCD"),
        ("-title", "DCBA"),
        ("hours", "DACB"),
        ("-hours", "BCAD"),
        ("kind", "CDAB"),
        ("-kind", "BACD"),
        ("member", "ABCD"),
        ("nul\x00", "ABCD"),
    ],
)
def test_list_stands_in_the_order_that_is_asked(as_member, unsorted, entries, sort, initials):
    response = as_member.get(entries, {"period": "all", "sort": sort})

    assert "".join(title[0] for title in titles(response)) == initials


def test_list_says_by_which_column_it_is_sorted(as_member, unsorted, entries):
    page = as_member.get(entries, {"period": "2024", "sort": "title", "page": "1"}).text

    assert page.count('aria-sort="ascending"') == 1
    assert 'aria-sort="ascending"><a href="?period=2024&amp;sort=-title">Activity</a>' in page
    assert 'aria-sort="none"><a href="?period=2024&amp;sort=-date">Date</a>' in page
    assert '<option value="title" selected>By title</option>' in page


def test_order_alone_narrows_nothing(as_member, unsorted, entries):
    filters = as_member.get(entries, {"sort": "title"}).context["filters"]

    assert not filters.is_narrowed


# --- Requirements --------------------------------------------------------------------------------


@pytest.fixture
def cycle(annual):
    """A further window of the requirement: two years from July 2023 on, again and again."""
    version = annual.versions.get()
    window = {"kind": "cycle", "years": 2, "first_day": date(2023, 7, 1), "name_en": "Cycle"}
    factories.make_window(version, "cycle", **window)
    rules_in_force.forget()


def test_list_offers_the_periods_of_what_binds(as_member, term, cycle, entries, september):
    choices = as_member.get(entries).context["filters"].form["period"].field.choices

    spans = ["2025-07-01..2027-06-30", "2023-07-01..2025-06-30"]
    assert [value for value, _label in dict(choices)["Requirement cse-annual"]] == spans
    assert (
        dict(dict(choices)["Requirement cse-annual"])[spans[0]]
        == "Cycle, 1 Jul 2025 to 30 Jun 2027"
    )


def test_list_offers_no_period_of_what_binds_nobody(as_member, cycle, entries, september):
    form = as_member.get(entries).context["filters"].form

    assert [value for value, _label in form["period"].field.choices] == ["2025", "all"]
    assert "requirement" not in form.fields


def test_list_shows_a_period_with_both_its_ends(as_member, member, term, cycle, entries, september):
    for on in ("2023-06-30", "2023-07-01", "2025-06-30", "2025-07-01"):
        factories.make_record(member, on, done_on=date.fromisoformat(on))

    response = as_member.get(entries, {"period": "2023-07-01..2025-06-30"})

    assert titles(response) == ["2025-06-30", "2023-07-01"]
    assert response.context["filters"].in_words == ["Cycle, 1 Jul 2023 to 30 Jun 2025"]
    assert "2 entries, <time" in response.text


def test_list_passes_over_a_period_of_another_requirement(as_member, term, entries, september):
    response = as_member.get(entries, {"period": "2023-07-01..2025-06-30"})

    assert response.context["filters"].year == "2025"


def test_list_shows_what_counts_for_a_requirement(as_member, member, term, annual, entries):
    version = annual.versions.get()
    version.categories.create(code="talks", kinds=["lecture"], name_en="Talks", name_zh="讲座")
    rules_in_force.forget()
    for title, fields in {
        "Talk": {"kind": "lecture"},
        "Seminar": {},
        "To confirm": {"kind": "lecture", "state": State.TO_CONFIRM},
        "To finish": {"kind": "lecture", "state": State.TO_FINISH},
    }.items():
        factories.make_record(member, title, **fields)

    response = as_member.get(entries, {"requirement": "cse-annual"})

    assert titles(response) == ["Talk"]
    assert response.context["filters"].in_words == [str(YEAR), "Requirement cse-annual"]


# --- Many ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_list_takes_seven_queries_however_it_is_asked(
    as_member, member, term, entries, count_queries, sort
):
    factories.make_record(member)
    query = f"{entries}?sort={sort}&requirement=cse-annual&kind=seminar&q=a"

    _response, count = count_queries(as_member, query)

    assert len(count) == 7
    assert count.repeated == {}


def test_list_of_five_thousand_entries_asks_no_more(as_member, member, entries, count_queries):
    today = timezone.localdate()
    rows = [
        Record(member=member, title=f"Seminar {place}", hours=1, done_on=today - timedelta(place))
        for place in range(5000)
    ]
    Record.objects.bulk_create(rows)

    response, count = count_queries(as_member, f"{entries}?period=all&page=200")

    assert len(count) == 7
    assert response.context["totals"]["entries"] == 5000
    assert titles(response)[-1] == "Seminar 4999"
