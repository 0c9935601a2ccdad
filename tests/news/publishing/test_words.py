"""How an item stands, in words, in both languages."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from news.publishing.words import told, what_happens, when
from tests.factories import BEIJING, make_article, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 20, 0, tzinfo=BEIJING)
NINE = datetime(2026, 12, 4, 9, 0, tzinfo=BEIJING)
LAST_YEAR = datetime(2025, 6, 11, 8, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("later", "english", "chinese"),
    [
        (timedelta(seconds=5), "in 1 minute", "1分钟后"),
        (timedelta(minutes=59), "in 59 minutes", "59分钟后"),
        (timedelta(hours=1), "in 1 hour", "1小时后"),
        (timedelta(hours=3), "in 3 hours", "3小时后"),
        (timedelta(hours=4), "tomorrow", "明天"),
        (timedelta(hours=27), "tomorrow", "明天"),
        (timedelta(hours=28), "in 2 days", "2天后"),
        (timedelta(days=40), "in 40 days", "40天后"),
    ],
)
def test_when_counts_days_of_beijing(later, english, chinese):
    with translation.override("zh-hans"):
        in_chinese = when(NOW + later, NOW)

    assert (when(NOW + later, NOW), in_chinese) == (english, chinese)


@pytest.mark.parametrize(
    ("times", "state", "words"),
    [
        ({"published_at_en": None}, "draft", "Draft"),
        ({"published_at_en": NINE}, "scheduled", "Scheduled for 09:00 Beijing, in 3 days"),
        ({"published_at_en": LAST_YEAR}, "published", "Published 11 Jun 2025"),
        (
            {"published_at_en": LAST_YEAR, "withdrawn_at": NINE},
            "published",
            "Published 11 Jun 2025, until 4 Dec 2026",
        ),
        (
            {"published_at_en": LAST_YEAR, "withdrawn_at": NOW},
            "withdrawn",
            "Withdrawn 1 Dec 2026",
        ),
    ],
)
def test_state_is_told_in_words(times, state, words):
    item = make_article(**times)

    said = told(item, "en", NOW)

    assert (said.state, said.words) == (state, words)


def test_request_is_told_of_the_language_it_is_for():
    item = make_article(
        published_at_en=None,
        published_at_zh=None,
        wished_at_en=NINE,
        asked_at=NOW,
        asked_by=make_user(),
    )

    assert told(item, "en", NOW).words == "Waiting for approval since 1 Dec 2026"
    assert told(item, "zh", NOW).words == "Draft"


def test_return_is_told_of_the_language_it_was_for():
    item = make_article(
        published_at_en=None, wished_at_en=NINE, returned_at=NOW, returned_reason="Shorter."
    )

    assert told(item, "en", NOW).words == "Returned 1 Dec 2026"
    assert told(item, "zh", NOW).state == "published"


@pytest.mark.parametrize(
    ("times", "english", "chinese"),
    [
        (
            {"published_at_en": NINE, "published_at_zh": None},
            "Published in English in 3 days, on 4 December 2026, 09:00 Beijing time; "
            "Chinese is a draft.",
            "英文将于3天后（北京时间2026年12月4日 09:00）发布；中文为草稿。",
        ),
        (
            {"published_at_en": LAST_YEAR, "published_at_zh": LAST_YEAR, "withdrawn_at": NINE},
            "Published in English since 11 June 2025, 08:00 Beijing time; published in Chinese "
            "since 11 June 2025, 08:00 Beijing time; withdrawn in 3 days, on 4 December 2026, "
            "09:00 Beijing time.",
            "英文已于北京时间2025年6月11日 08:00发布；中文已于北京时间2025年6月11日 08:00发布；"
            "将于3天后（北京时间2026年12月4日 09:00）撤下。",
        ),
        (
            {"withdrawn_at": LAST_YEAR},
            "Withdrawn since 11 June 2025, 08:00 Beijing time: nobody sees it.",
            "已于北京时间2025年6月11日 08:00撤下，任何人都看不到。",
        ),
    ],
)
def test_what_happens_is_said_of_both_languages(times, english, chinese):
    item = make_article(**times)
    with translation.override("zh-hans"):
        in_chinese = what_happens(item, NOW)

    assert (what_happens(item, NOW), in_chinese) == (english, chinese)


@time_machine.travel(NOW, tick=False)
def test_hours_are_of_beijing_whatever_the_zone_of_the_reader():
    item = make_article(published_at_en=NINE)

    with timezone.override("America/New_York"):
        assert told(item, "en", NOW).words == "Scheduled for 09:00 Beijing, in 3 days"
