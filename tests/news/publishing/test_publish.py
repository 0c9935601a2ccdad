"""Times and buttons of those who may publish, in form and list, for every kind of item."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from news.articles.models import Article
from news.publication import State
from tests.conftest import logged_in
from tests.factories import (
    BEIJING,
    make_article,
    make_member,
    make_newsletter,
    published,
    staff_group,
)
from tests.news.publishing.typed import DRAFT, MAKERS, address, press, said, times, typed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 20, 0, tzinfo=BEIJING)
NINE = datetime(2026, 12, 4, 9, 0, tzinfo=BEIJING)
KINDS = list(MAKERS)


@pytest.fixture
def editor(as_staff):
    return as_staff("editor")


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=True):
        yield


def states(item) -> tuple[str, str]:
    item.refresh_from_db()
    now = timezone.now()
    return item.state_in("en", now), item.state_in("zh", now)


@pytest.mark.parametrize("kind", KINDS)
def test_button_publishes_without_a_time_typed(editor, client, kind):
    item = MAKERS[kind](**DRAFT)

    response = press(editor, item, "publish")

    assert states(item) == (State.PUBLISHED, State.PUBLISHED)
    assert client.get(item.get_absolute_url()).status_code == 200
    assert any("Published in English since" in one for one in said(response))


@pytest.mark.parametrize("kind", KINDS)
def test_button_withdraws(editor, client, kind):
    item = MAKERS[kind]()

    press(editor, item, "withdraw")

    assert states(item) == (State.WITHDRAWN, State.WITHDRAWN)
    assert client.get(item.get_absolute_url()).status_code == 404


def test_button_publishes_a_new_item_that_was_never_saved(editor, client):
    page = editor.get("/admin/news/page/add/")
    fields = {"title_en": "About", "slug": "about", "body_en": "<p>Us.</p>", "_publish": "1"}

    editor.post("/admin/news/page/add/", typed(page, **fields))

    assert client.get("/en/pages/about/").status_code == 200


@pytest.mark.usefixtures("_now")
def test_button_publishes_the_language_that_is_whole_and_leaves_the_other(editor):
    item = make_article(**DRAFT, body_zh="")

    response = press(editor, item, "publish")

    assert states(item) == (State.PUBLISHED, State.DRAFT)
    assert "Chinese is a draft." in said(response)[0]
    assert "The text in Chinese is missing." in said(response)[1]


def test_button_brings_forward_what_is_scheduled(editor):
    item = make_article(**published(days=3))

    press(editor, item, "publish")

    assert states(item) == (State.PUBLISHED, State.PUBLISHED)


def test_button_brings_back_what_was_withdrawn(editor):
    item = make_article(withdrawn_at=timezone.now() - timedelta(days=1))

    press(editor, item, "publish")

    assert states(item) == (State.PUBLISHED, State.PUBLISHED)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title_en": "", "title_zh": ""}, "The title in English is missing."),
        ({"body_en": "", "body_zh": "<p></p>"}, "The text in English is missing."),
        ({"body_en": "", "body_zh": "<p></p>"}, "The text in Chinese is missing."),
    ],
)
def test_button_names_what_is_missing_beside_its_field_and_changes_nothing(
    editor, changes, message
):
    item = make_article(**DRAFT)

    response = press(editor, item, "publish", **changes, lead_en="Typed with care")

    assert message in [said for errors in response.context["errors"] for said in errors]
    assert "Typed with care" in response.text
    assert states(item) == (State.DRAFT, State.DRAFT)


def test_time_stops_too_where_the_text_is_missing(editor):
    item = make_article(**DRAFT, body_en="")

    response = press(editor, item, "save", **times("published_at_en", NINE))

    assert response.context["adminform"].form.errors == {
        "body_en": ["The text in English is missing."]
    }


def test_draft_is_saved_however_little_it_holds(editor):
    item = make_article(**DRAFT)

    press(editor, item, "save", body_en="", lead_en="", title_zh="", body_zh="")

    item.refresh_from_db()
    assert item.body_en == ""


@pytest.mark.parametrize("kind", ["event", "newsletter"])
def test_what_can_stand_without_a_text_of_its_own_is_published(editor, kind):
    item = MAKERS[kind](**DRAFT)

    press(editor, item, "save", **times("published_at_en", NINE))

    item.refresh_from_db()
    assert item.published_at_en == NINE


@pytest.mark.usefixtures("_now")
def test_save_says_what_will_happen_and_what_is_worth_a_look(editor):
    item = make_article(**DRAFT, lead_en="")

    response = press(editor, item, "save", **times("published_at_en", NINE))

    happens, look, _saved = said(response)
    assert happens == (
        "Published in English in 3 days, on 4 December 2026, 09:00 Beijing time; "
        "Chinese is a draft."
    )
    assert f'href="{address(item)}#id_lead_en"' in look
    assert "The lead in English is missing" in look


@pytest.mark.usefixtures("_now")
def test_day_alone_means_nine_in_the_morning(editor):
    item = make_article(**DRAFT)

    press(editor, item, "save", published_at_en_0="2026-12-04")

    item.refresh_from_db()
    assert item.published_at_en == NINE


def test_hour_alone_is_refused(editor):
    response = press(editor, make_article(**DRAFT), "save", published_at_en_1="09:00")

    assert response.context["adminform"].form.errors == {"published_at_en": ["Enter a valid date."]}


@pytest.mark.usefixtures("_now")
def test_time_in_the_past_is_taken_as_it_is(editor):
    at = datetime(2019, 3, 5, 8, 30, tzinfo=BEIJING)
    item = make_article(**DRAFT)

    response = press(editor, item, "save", **times("published_at_en", at))

    item.refresh_from_db()
    assert item.published_at_en == at
    assert "The time for English lies more than a year back." in said(response)[1]


def test_time_long_past_is_not_told_again_with_every_save(editor):
    item = make_article(**published(days=-800))

    response = press(editor, item, "save", lead_en="Another lead.")

    assert len(said(response)) == 1


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York"])
def test_hour_of_beijing_stands_over_a_change_to_summer_time_elsewhere(zone):
    """London changes on 28 March 2027, New York on 14 March."""
    at = datetime(2027, 3, 29, 9, 0, tzinfo=BEIJING)
    abroad = make_member("abroad@example.org", is_staff=True)
    type(abroad).objects.update(time_zone=zone)
    abroad.user.groups.add(staff_group("editor"))
    with time_machine.travel(datetime(2027, 3, 1, 9, 0, tzinfo=BEIJING), tick=True):
        item = make_article(**DRAFT)
        press(logged_in(abroad.user), item, "save", **times("published_at_en", at))

    item.refresh_from_db()
    assert item.published_at_en == at
    for moment, found in [(at - timedelta(seconds=1), []), (at, [item])]:
        with timezone.override(zone), time_machine.travel(moment, tick=False):
            assert list(Article.objects.published()) == found


@pytest.mark.parametrize(
    ("code", "day", "hour"),
    [
        ("en", "2027年3月29日", "9:00"),
        ("en", "29 March 2027", "９：００"),
        ("en", "2027/3/29", "9点"),
        ("zh-hans", "2027年3月29日", "9:00"),
        ("zh-hans", "２０２７年３月２９日", "９：００"),
        ("zh-hans", "2027 年 3 月 29 日", "9时00分"),
        ("zh-hans", "2027.3.29", "09:00:00"),
    ],
)
def test_day_and_hour_are_read_as_chinese_writes_them(as_staff, code, day, hour):
    item, editor = make_article(**DRAFT), as_staff("editor")
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = code

    press(editor, item, "save", published_at_zh_0=day, published_at_zh_1=hour)

    item.refresh_from_db()
    assert item.published_at_zh == datetime(2027, 3, 29, 9, 0, tzinfo=BEIJING)
    assert item.published_at_en is None


@pytest.mark.parametrize("day", ["03/04/2027", "3-4-27", "29. 3.", "2027年2月30日", "soon"])
@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_day_that_can_be_read_in_two_ways_or_none_is_refused_and_stays_typed(as_staff, code, day):
    item, editor = make_article(**DRAFT), as_staff("editor")
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = code

    response = press(editor, item, "save", published_at_en_0=day, lead_en="Typed with care")

    assert list(response.context["adminform"].form.errors) == ["published_at_en"]
    assert f'value="{day}"' in response.text
    assert "Typed with care" in response.text


@pytest.mark.parametrize("hour", ["01:30", "02:30"], ids=["twice", "never"])
def test_hour_that_was_twice_or_never_is_refused_beside_its_field(editor, hour):
    """The clocks of China were put forward on 4 May 1986, and back on 14 September, at two."""
    day = {"01:30": "1986-09-14", "02:30": "1986-05-04"}[hour]
    item = make_article(**DRAFT)

    response = press(editor, item, "save", published_at_en_0=day, published_at_en_1=hour)

    assert list(response.context["adminform"].form.errors) == ["published_at_en"]


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_saving_again_moves_no_item_by_its_seconds(as_staff, code):
    at = datetime(2026, 12, 1, 20, 0, 42, tzinfo=BEIJING)
    item, editor = make_article(published_at_en=at, published_at_zh=at), as_staff("editor")
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = code

    press(editor, item, "save", lead_en="Another lead.")

    item.refresh_from_db()
    assert (item.published_at_en, item.published_at_zh, item.lead_en) == (at, at, "Another lead.")


IN_VAIN = ["Nobody would read it: it is withdrawn by then."]


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize("end", [NOW, NINE - timedelta(days=1), NINE])
def test_withdrawal_before_the_first_reader_is_refused_beside_its_field(editor, end):
    item = make_article(**DRAFT)
    typed = times("published_at_en", NINE) | times("withdrawn_at", end)

    response = press(editor, item, "save", **typed)

    assert response.context["adminform"].form.errors == {"withdrawn_at": IN_VAIN}


@pytest.mark.usefixtures("_now")
def test_time_for_what_was_withdrawn_long_ago_is_refused_until_that_is_taken_away(editor):
    item = make_article(published_at_zh=None, withdrawn_at=NOW - timedelta(days=9))

    refused = press(editor, item, "save", **times("published_at_zh", NINE))
    cleared = {"withdrawn_at_0": "", "withdrawn_at_1": ""}
    press(editor, item, "save", **times("published_at_zh", NINE), **cleared)

    assert refused.context["adminform"].form.errors == {"withdrawn_at": IN_VAIN}
    assert states(item) == (State.PUBLISHED, State.SCHEDULED)


@pytest.mark.usefixtures("_now")
def test_withdrawal_typed_while_the_other_language_waits_is_taken(editor):
    item = make_article(published_at_zh=NINE)

    press(editor, item, "save", **times("withdrawn_at", NOW))

    assert states(item) == (State.WITHDRAWN, State.WITHDRAWN)


def test_one_language_goes_back_to_a_draft_and_leaves_the_other(editor, client):
    item = make_article("forum")

    press(editor, item, "save", published_at_en_0="", published_at_en_1="")

    assert states(item) == (State.DRAFT, State.PUBLISHED)
    assert client.get("/zh-hans/news/forum/").status_code == 200
    assert "Title forum" not in client.get("/en/news/").text


def test_form_prints_the_zone_beside_each_time(editor):
    text = editor.get(address(make_article(**DRAFT))).text

    assert text.count("Beijing time (UTC+8). A day alone means 09:00.") == 4


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_form_says_how_it_stands_and_what_is_missing(editor, code):
    item = make_article(**DRAFT, lead_zh="")

    text = editor.get(address(item), headers={"accept-language": code}).text

    words = {
        "en": ["English is a draft; Chinese is a draft.", "The lead in Chinese is missing"],
        "zh-hans": ["英文为草稿；中文为草稿。", "缺少中文导语"],
    }
    assert [one in text for one in words[code]] == [True, True]
    assert '<a href="#id_lead_zh">' in text


@pytest.mark.parametrize("kind", KINDS)
def test_list_shows_both_languages_at_once(editor, kind):
    MAKERS[kind](published_at_zh=None)

    text = editor.get(f"/admin/news/{kind}/").text

    assert '#document"/></svg>Published ' in text
    assert '#draft"/></svg>Draft</span>' in text


def test_list_begins_with_the_work_to_do(editor):
    make_article("published")
    make_article("scheduled", **published(days=1))
    make_article("in-english-alone", published_at_zh=None)
    make_article("withdrawn-draft", **published(days=1), withdrawn_at=timezone.now())
    make_article("draft", **DRAFT)
    make_article("asked", **DRAFT, wished_at_en=timezone.now(), asked_at=timezone.now())
    make_article("touched", **published(days=-9))

    rows = editor.get("/admin/news/article/").context["cl"].result_list

    assert [row.slug for row in rows] == [
        "asked",
        "draft",
        "scheduled",
        "touched",
        "withdrawn-draft",
        "in-english-alone",
        "published",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_list_publishes_and_withdraws(editor, kind):
    draft, other = MAKERS[kind](**DRAFT), MAKERS[kind](**({"slug": "b"} if kind == "page" else {}))
    page = f"/admin/news/{kind}/"

    editor.post(page, {"action": "publish_now", "_selected_action": [draft.pk]})
    editor.post(page, {"action": "withdraw_now", "_selected_action": [other.pk]})

    assert states(draft) == (State.PUBLISHED, State.PUBLISHED)
    assert states(other) == (State.WITHDRAWN, State.WITHDRAWN)


def test_list_names_what_keeps_an_item_back_and_publishes_the_others(editor):
    short, whole = make_article(**DRAFT, body_en="", body_zh=""), make_article(**DRAFT)
    action = {"action": "publish_now", "_selected_action": [short.pk, whole.pk]}

    response = editor.post("/admin/news/article/", action, follow=True)

    assert states(short) == (State.DRAFT, State.DRAFT)
    assert states(whole) == (State.PUBLISHED, State.PUBLISHED)
    refusals = [one for one in said(response) if one.startswith(f"{short}: ")]
    assert refusals == [f"{short}: The text in English is missing. The text in Chinese is missing."]


def test_picture_in_a_story_without_alternative_text_stops_the_newsletter(editor):
    newsletter = make_newsletter(**DRAFT, stories=1)
    newsletter.stories.update(title_en="Story", body_en="<p>No picture here.</p>")

    press(editor, newsletter, "publish")

    assert states(newsletter) == (State.PUBLISHED, State.PUBLISHED)


def test_published_item_that_loses_its_text_is_refused(editor):
    item = make_article()

    response = press(editor, item, "save", body_en="")

    assert response.context["adminform"].form.errors == {
        "body_en": ["The text in English is missing."]
    }
