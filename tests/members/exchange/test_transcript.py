"""A transcript as PDF: both languages, tagged, archivable, and true to the record."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from agreements.pathways.in_force import rules_in_force
from members.cpd.facts import holder
from members.exchange import pdf
from members.exchange.transcripts import account, in_words
from tests import factories

needs_font = pytest.mark.skipif(not pdf.has_font(), reason="fonts-noto-cjk is not installed")
pytestmark = pytest.mark.usefixtures("_in_2025")


def of_member(member, year: int | None):
    today = date(2025, 9, 26)
    return account(member, holder(member), rules_in_force(today), year, today)


@pytest.fixture
def _in_2025():
    with time_machine.travel("2025-09-26 04:00Z", tick=False):
        yield


@pytest.fixture
def address(db):
    return reverse("members:exchange:transcript")


@pytest.fixture
def entries(member):
    """One that the Society checked, one declared, two that do not count, one of another year."""
    rows = [
        ("桥梁抗震评估", date(2025, 6, 1), "7.5", "verified"),
        ("Tunnels", date(2025, 3, 1), "2.25", "declared"),
        ("Waiting", date(2025, 4, 1), "1", "to_confirm"),
        ("Refused", date(2025, 5, 1), "1", "rejected"),
        ("Old", date(2024, 5, 1), "30", "declared"),
    ]
    for title, on, hours, state in rows:
        factories.make_record(member, title, done_on=on, hours=hours, state=state)


@pytest.fixture
def requirement(member):
    term = factories.make_term(member, starts_on=date(2020, 1, 1), ends_on=None)
    asked = factories.make_requirement(
        scheme=term.grade.scheme, name_en="CPD of members", name_zh="会员继续教育"
    )
    version = factories.make_version(
        asked, effective_from=date(2020, 1, 1), published_at=timezone.now()
    )
    return version


def text_of(response) -> str:
    """Line ends are where the page is full."""
    pages = PdfReader(BytesIO(response.content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def lines(*said: str) -> list[str]:
    return [re.sub(r"\s+", "", one) for one in said]


# --- What it says --------------------------------------------------------------------------------


def test_statement_that_counts_stands_in_the_list_and_the_sum(member, annual):
    factories.make_statement(
        member,
        "accepted",
        employer="Bridge Bureau",
        credits=[(annual, "6")],
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 6, 30),
    )

    said = in_words(of_member(member, 2025))

    assert [one["title"] for one in said["entries"]] == ["Statement of Bridge Bureau"]
    assert said["sums"][-2:] == [["Accepted from statements", "6 h"], ["Together", "6 h"]]


def test_transcript_tells_what_is_checked_from_what_is_declared(member, entries):
    said = in_words(of_member(member, 2025))

    assert said["sums"] == [
        ["Checked by the Society", "7.5 h"],
        ["Declared by the member", "2.25 h"],
        ["Together", "9.75 h"],
    ]
    assert [(one["day"], one["title"], one["state"]) for one in said["entries"]] == [
        ("2025-03-01", "Tunnels", "Declared"),
        ("2025-06-01", "桥梁抗震评估", "Checked"),
    ]
    assert said["notes"][-1] == (
        "2 entries of the period wait to be confirmed or were not approved, and are not listed."
    )
    assert said["facts"] == [
        ["Name of the member", "Li Wei · 李伟"],
        ["Period covered", "2025"],
        ["Made on", "26 September 2025"],
    ]


def test_transcript_has_the_sum_and_the_verdict_of_each_requirement(member, requirement, entries):
    (found,) = in_words(of_member(member, 2025))["requirements"]

    assert found["name"] == "CPD of members"
    assert found["verdict"] == "Missing"
    assert found["cells"] == [
        ["Logged", "11.75 h"],
        ["Left out", "− 2 h"],
        ["Counted", "9.75 h"],
        ["Asked", "40 h"],
        ["Still to go", "30.25 h"],
    ]


def test_transcript_of_a_past_year_is_counted_on_its_last_day(member, requirement, entries):
    of = of_member(member, 2024)

    (found,) = in_words(of)["requirements"]
    assert of.on == date(2024, 12, 31)
    assert found["cells"][-1] == ["Still to go", "10 h"]


def test_transcript_of_all_years_lists_all_that_count(member, entries):
    said = in_words(of_member(member, None))

    assert [one["title"] for one in said["entries"]] == ["Old", "Tunnels", "桥梁抗震评估"]
    assert ["Period covered", "All years"] in said["facts"]


def test_transcript_of_nobody_bound_and_nothing_logged_says_so(member):
    said = in_words(of_member(member, 2025))

    assert (said["requirements"], said["entries"]) == ([], [])
    assert said["sums"][-1] == ["Together", "0 h"]


# --- The file ------------------------------------------------------------------------------------


@needs_font
@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("zh-hans", "zh-CN")])
def test_file_is_bilingual_tagged_and_archivable(as_member, entries, requirement, language, tag):
    with translation.override(language):
        address = reverse("members:exchange:transcript")

    response = as_member.get(address, {"period": "2025"})

    text = text_of(response)
    for said in lines(
        "CPD transcript",
        "持续职业发展记录单",
        "Li Wei · 李伟",
        "CPD of members",
        "会员继续教育",
        "桥梁抗震评估",
        "Checked",
        "已核验",
        "Declared",
        "本人申报",
        "Page 1 of 1",
        "第1页，共1页",
    ):
        assert said in text
    with pikepdf.open(BytesIO(response.content)) as file:
        with file.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
        assert str(file.Root.Lang) == tag
        assert bool(file.Root.MarkInfo.Marked) is True
        assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= tags_of(file.Root.StructTreeRoot)
    assert response.headers["Content-Type"] == "application/pdf"
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="cpd-transcript-2025.pdf"'
    )


def tags_of(node) -> set[str]:
    if isinstance(node, pikepdf.Array):
        return {tag for child in node for tag in tags_of(child)}
    if not isinstance(node, pikepdf.Dictionary):
        return set()
    own = {str(node.S)} if "/S" in node else set()
    return own | (tags_of(node.K) if "/K" in node else set())


HOSTILE = [
    '#import "x.typ"',
    "$x^2$ *bold* _italic_ `raw`",
    '#read("/etc/passwd")',
    "= Heading",
    '\\ / <label> @ref [a](b) // ~ --- "quoted" {{x}} ${x} %s',
    '"}],"said":[]',
]


@needs_font
@pytest.mark.parametrize("title", HOSTILE)
def test_title_that_looks_like_markup_is_text(as_member, member, address, title):
    factories.make_record(member, title)

    assert lines(title)[0] in text_of(as_member.get(address))


@needs_font
def test_character_that_no_font_has_is_written_by_its_number(as_member, member, address):
    factories.make_record(member, "Bridges \U00014400 \U00016a40", provider="\U00014400")

    text = text_of(as_member.get(address))

    assert "Bridges[U+14400][U+16A40]" in text


@needs_font
def test_rare_characters_of_names_are_drawn(as_member, member, address):
    member.user.name_zh = "𠮷龘"
    member.user.save()

    assert "𠮷龘" in text_of(as_member.get(address))


@needs_font
def test_long_record_goes_over_pages_with_its_heads(as_member, member, address):
    for number in range(70):
        factories.make_record(member, f"Bridge {number}", hours="0.25")

    response = as_member.get(address)

    pages = PdfReader(BytesIO(response.content)).pages
    assert len(pages) == 3
    assert all("Activity" in page.extract_text() for page in pages)
    assert "Page3of3" in text_of(response)


@needs_font
def test_narrower_choice_of_the_list_is_passed_over(as_member, entries, address):
    text = text_of(as_member.get(address, {"period": "2025", "kind": "article", "q": "nothing"}))

    assert "Tunnels" in text
    assert "Old" not in text


@needs_font
def test_transcript_shows_nothing_of_others(as_member, stranger, address):
    factories.make_record(stranger, "Secret")

    assert "Secret" not in text_of(as_member.get(address, {"period": "all"}))


@needs_font
def test_queries_are_the_same_for_few_entries_and_many(
    as_member, member, requirement, address, count_queries
):
    factories.make_record(member)
    _response, few = count_queries(as_member, address)
    for _number in range(3):
        factories.make_record(member)

    _response, many = count_queries(as_member, address)

    assert (len(few), many.repeated, many.writes) == (len(many), {}, [])


# --- Without the font ----------------------------------------------------------------------------


@pytest.fixture
def _without_font(monkeypatch):
    monkeypatch.setattr(pdf, "FONT", "No Such Font")
    pdf.installed.cache_clear()
    yield
    pdf.installed.cache_clear()


@pytest.mark.usefixtures("_without_font")
def test_page_says_plainly_that_the_font_is_missing(as_member, member, address):
    response = as_member.get(address, {"period": "2025"})

    assert response.status_code == 503
    assert "The portal lacks the font for Chinese characters" in response.text
    assert f'href="{reverse("members:exchange:export_xlsx")}?period=2025"' in response.text


@pytest.mark.usefixtures("_without_font")
def test_check_of_a_deployment_says_that_the_font_is_missing(capsys):
    call_command("check", "--deploy", "--tag", "fonts")

    assert "so no transcript can be made" in capsys.readouterr().err


@needs_font
def test_check_of_a_deployment_is_silent_where_the_font_is(capsys):
    call_command("check", "--deploy", "--tag", "fonts")

    assert "transcript" not in capsys.readouterr().err


def test_hours_in_the_sums_are_exact(member):
    for hours in ("0.25", "0.75", "999.75"):
        factories.make_record(member, hours=hours, done_on=date(2025, 1, 1))

    said = in_words(of_member(member, 2025))

    assert said["sums"][-1] == ["Together", f"{Decimal('1000.75')} h"]
