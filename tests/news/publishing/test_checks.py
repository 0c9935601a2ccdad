"""What is found before publishing, on plain values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from news.publishing.checks import Finding, Gap, Item, Known, Leads, Text, Weight, findings, stops
from news.publishing.sentences import GAPS

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
ENGLISH = Text(language="en", title="Forum", lead="A lead.", body="The PEC met.")
CHINESE = Text(language="zh", title="论坛", lead="导语。", body="与PEC会谈。")
WHOLE = Item(texts=(ENGLISH, CHINESE))
PEC = Known("Pakistan Engineering Council", ("Pakistan Engineering Council", "PEC"))


def with_english(**changes) -> Item:
    return replace(WHOLE, texts=(replace(ENGLISH, **changes), CHINESE))


def in_brief(item: Item) -> list[tuple]:
    return [(one.gap, one.weight, one.field, one.language) for one in findings(item, NOW)]


def test_whole_item_has_no_finding():
    assert findings(WHOLE, NOW) == []


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (with_english(title=""), (Gap.TITLE, Weight.MUST, "title_en", "en")),
        (with_english(body=""), (Gap.BODY, Weight.MUST, "body_en", "en")),
        (
            replace(with_english(body=""), needs_body=False),
            (Gap.BODY, Weight.LOOK, "body_en", "en"),
        ),
        (with_english(lead=""), (Gap.LEAD, Weight.LOOK, "lead_en", "en")),
        (
            replace(with_english(lead=""), lead_field="summary"),
            (Gap.LEAD, Weight.LOOK, "summary_en", "en"),
        ),
        (
            replace(WHOLE, texts=(ENGLISH, Text(language="zh"))),
            (Gap.LANGUAGE, Weight.LOOK, "title_zh", "zh"),
        ),
        (
            replace(WHOLE, pictures=(("a.webp", "A bridge", " "),)),
            (Gap.PICTURE, Weight.MUST, "pictures", "zh"),
        ),
        (with_english(unseen=("a.webp",)), (Gap.INLINE_PICTURE, Weight.MUST, "body_en", "en")),
        (with_english(called=(2,)), (Gap.NO_PICTURE, Weight.LOOK, "body_en", "en")),
        (with_english(has_bare_table=True), (Gap.TABLE, Weight.LOOK, "body_en", "en")),
        (
            with_english(links=(("/en/news/x/", Leads.NOWHERE),)),
            (Gap.DEAD_LINK, Weight.LOOK, "body_en", "en"),
        ),
        (
            with_english(links=(("/zh-hans/", Leads.OTHER_LANGUAGE),)),
            (Gap.OTHER_LANGUAGE_LINK, Weight.LOOK, "body_en", "en"),
        ),
        (replace(WHOLE, known=(PEC,)), (Gap.AGREEMENT, Weight.LOOK, "agreements", "")),
        (
            replace(WHOLE, is_report=True, has_event_day=False),
            (Gap.EVENT_DAY, Weight.LOOK, "event_on", ""),
        ),
        (
            replace(WHOLE, files=(("a.pdf", "", "全文"),)),
            (Gap.FILE, Weight.LOOK, "attachments", "en"),
        ),
        (
            replace(WHOLE, is_event=True, has_zone=False),
            (Gap.ZONE, Weight.LOOK, "time_zone", ""),
        ),
        (replace(WHOLE, is_event=True, has_end=False), (Gap.END, Weight.LOOK, "ends_at", "")),
        (
            replace(WHOLE, is_newsletter=True, pdfs=(True, True)),
            (Gap.STORIES, Weight.LOOK, "stories", ""),
        ),
        (
            replace(WHOLE, is_newsletter=True, stories=(("<p>Told.</p>", ""),)),
            (Gap.ISSUE, Weight.LOOK, "pdf_zh", "zh"),
        ),
        (
            with_english(starts=NOW - timedelta(days=366)),
            (Gap.LONG_PAST, Weight.LOOK, "published_at_en", "en"),
        ),
    ],
)
def test_gap_is_found_alone(item, found):
    assert in_brief(item) == [found]


@pytest.mark.parametrize(
    "item",
    [
        with_english(links=(("https://example.org/", Leads.THERE),)),
        with_english(starts=NOW - timedelta(days=364)),
        with_english(starts=NOW + timedelta(days=4000)),
        replace(WHOLE, files=(("a.pdf", "Full text", "全文"),)),
        replace(WHOLE, pictures=(("a.webp", "A bridge", "一座桥"),)),
        replace(WHOLE, is_report=True, has_event_day=True),
        replace(WHOLE, has_event_day=False),
        replace(WHOLE, is_newsletter=True, stories=(("<p>Told.</p>", "<p>讲述。</p>"),)),
        replace(WHOLE, is_newsletter=True, stories=(("", ""),), pdfs=(True, True)),
    ],
)
def test_nothing_is_found_where_nothing_lacks(item):
    assert findings(item, NOW) == []


def test_nothing_written_lacks_title_and_text_in_both_and_is_not_scolded_for_more():
    empty = Item(texts=(Text(language="en"), Text(language="zh")))

    musts = [(one.gap, one.language) for one in findings(empty, NOW) if one.weight == "must"]

    assert musts == [(Gap.TITLE, "en"), (Gap.TITLE, "zh"), (Gap.BODY, "en"), (Gap.BODY, "zh")]


def test_musts_come_first():
    item = replace(with_english(lead=""), pictures=(("a.webp", "", "桥"),))

    assert [one.weight for one in findings(item, NOW)] == [Weight.MUST, Weight.LOOK]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("The PEC met.", True),
        ("与PEC会谈。", True),
        ("The Pakistan Engineering Council met.", True),
        ("PECs and aPEC and PEC2", False),
        ("the pec met", False),
        ("Nothing of it.", False),
    ],
)
def test_name_is_found_as_a_word_of_its_own(words, is_found):
    item = replace(
        WHOLE,
        texts=(replace(ENGLISH, body=words), replace(CHINESE, body="正文。")),
        known=(PEC,),
    )

    assert bool(findings(item, NOW)) is is_found


def test_name_in_title_or_lead_is_found():
    for place in ("title", "lead"):
        item = replace(
            WHOLE,
            texts=(
                replace(ENGLISH, **{place: "With the PEC", "body": "x"}),
                replace(CHINESE, body="正文。"),
            ),
            known=(PEC,),
        )

        assert [one.subject for one in findings(item, NOW)] == ["Pakistan Engineering Council"]


def test_two_letters_are_no_name():
    item = replace(WHOLE, known=(Known("Engineers Australia", ("EA",)),))

    assert findings(with_english(body="EA"), NOW) == findings(item, NOW) == []


def test_language_is_stopped_by_its_own_gaps_alone():
    item = with_english(body="", lead="")

    assert stops(item, "en", NOW) == [Finding(Gap.BODY, Weight.MUST, "body_en", "en")]
    assert stops(item, "zh", NOW) == []


def test_language_in_which_nothing_is_written_is_stopped():
    item = replace(WHOLE, texts=(ENGLISH, Text(language="zh")))

    assert stops(item, "zh", NOW) == [Finding(Gap.TITLE, Weight.MUST, "title_zh", "zh")]


def test_every_gap_has_its_sentence():
    assert set(GAPS) == set(Gap)
