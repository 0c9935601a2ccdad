"""Authors write, wish and ask; whoever may publish approves or returns. Every door, every kind."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.publication import State
from news.publishing.workflow import AnsweredAlready, approve, send_back
from tests.conftest import logged_in
from tests.factories import BEIJING, make_article, make_event, make_newsletter, make_user
from tests.factories import staff_group as group_named
from tests.news.publishing.typed import DRAFT, MAKERS, address, press, said, times, typed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 20, 0, tzinfo=BEIJING)
NINE = datetime(2026, 12, 4, 9, 0, tzinfo=BEIJING)
EARLIER = datetime(2026, 11, 30, 9, 0, tzinfo=BEIJING)
KINDS = list(MAKERS)
TIMES = ["published_at_en", "published_at_zh", "withdrawn_at"]


@pytest.fixture
def writer(db):
    user = make_user("author@example.org", is_staff=True)
    user.groups.add(group_named("author"))
    return user


@pytest.fixture
def chief(db):
    user = make_user("editor@example.org", is_staff=True)
    user.groups.add(group_named("editor"))
    return user


@pytest.fixture
def author(writer):
    return logged_in(writer)


@pytest.fixture
def editor(chief):
    return logged_in(chief)


@pytest.fixture
def asked(writer):
    """A request that waits, in English for a time to come, unless told otherwise."""

    def make(kind: str = "article", *, language: str = "en", **fields):
        now = timezone.now()
        fields = DRAFT | {"wished_at_en": NINE} | fields
        item = MAKERS[kind](**fields, asked_by=writer, asked_at=now, asked_in=language)
        type(item).objects.filter(pk=item.pk).update(asked_at=now, updated_at=now)
        item.refresh_from_db()
        return item

    return make


def answer(client, item, page: str, *, seen=None, **fields):
    seen = (seen or item.updated_at).isoformat().replace("+", "%2B")
    return client.post(f"{address(item, page)}?seen={seen}", fields, follow=True)


def as_stored(item):
    return type(item).objects.get(pk=item.pk)


# --- Without the permission ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_author_has_wishes_where_others_have_times(author, editor, kind):
    item = MAKERS[kind](**DRAFT)

    of_author, of_editor = (typed(client.get(address(item))) for client in (author, editor))

    assert "wished_at_en_0" in of_author
    assert not {f"{name}_0" for name in TIMES} & of_author.keys()
    assert {f"{name}_0" for name in TIMES} <= of_editor.keys()
    assert "wished_at_en_0" not in of_editor


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("button", ["save", "continue", "publish", "withdraw", "approve"])
def test_forged_times_and_buttons_of_an_author_change_nothing(author, kind, button):
    item = MAKERS[kind](**DRAFT)
    forged = {key: value for name in TIMES for key, value in times(name, EARLIER).items()}
    requests = {"asked_at": "2026-01-01", "asked_by": "1", "returned_reason": "x"}

    press(author, item, button, **forged, **requests)

    stored = as_stored(item)
    assert [getattr(stored, name) for name in TIMES] == [None, None, None]
    assert (stored.asked_at, stored.asked_by, stored.returned_reason) == (None, None, "")


def test_forged_times_of_a_new_item_are_left_out(author):
    page = author.get("/admin/news/page/add/")
    fields = {"title_en": "About", "slug": "about", "body_en": "<p>Us.</p>", "_publish": "1"}

    author.post("/admin/news/page/add/", typed(page, **fields, **times(TIMES[0], EARLIER)))

    stored = MAKERS["page"](slug="b")._meta.model.objects.get(slug="about")
    assert (stored.title_en, stored.published_at_en) == ("About", None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", ["publish_now", "withdraw_now"])
def test_author_has_no_action_of_publishing_in_the_list(author, kind, action):
    item = MAKERS[kind](**DRAFT)
    page = f"/admin/news/{kind}/"

    author.post(page, {"action": action, "_selected_action": [item.pk]})

    assert action not in author.get(page).text
    assert [getattr(as_stored(item), name) for name in TIMES] == [None, None, None]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["approve", "return"])
def test_author_answers_no_request_not_even_their_own(author, asked, kind, page):
    item = asked(kind)

    response = answer(author, item, page, reason="Mine.")

    assert response.status_code == 403
    assert as_stored(item).is_waiting


@pytest.mark.parametrize("kind", KINDS)
def test_author_reads_what_is_published_and_is_told_why_it_is_closed(author, kind):
    item = MAKERS[kind]()

    page = author.get(address(item))
    forged = author.post(address(item), {"title_en": "Mine", "_save": "1"})

    assert page.status_code == 200
    assert "English has its time of publication: only those who may publish change it." in page.text
    assert 'name="title_en"' not in page.text
    assert forged.status_code == 403
    assert as_stored(item).title_en == item.title_en


@pytest.mark.parametrize("kind", ["article", "event", "page"])
def test_author_translates_what_is_published_in_the_other_language(author, kind):
    item = MAKERS[kind](published_at_zh=None)

    press(author, item, "save", title_en="Mine", title_zh="新标题", body_en="", slug="mine")

    stored = as_stored(item)
    assert (stored.title_zh, stored.title_en) == ("新标题", item.title_en)
    assert (stored.body_en, stored.slug) == (item.body_en, item.slug)
    assert stored.published_at_en == item.published_at_en


@pytest.mark.parametrize("kind", ["article", "event", "page"])
def test_scheduled_text_is_closed_too(author, kind):
    item = MAKERS[kind](published_at_zh=None, published_at_en=timezone.now() + timedelta(days=9))

    press(author, item, "save", title_en="Mine")

    assert as_stored(item).title_en == item.title_en


def test_stories_of_a_published_issue_are_closed(author):
    newsletter = make_newsletter(published_at_zh=None, stories=1)
    story = newsletter.stories.get()
    forged = {
        "stories-TOTAL_FORMS": "2",
        "stories-INITIAL_FORMS": "1",
        "stories-0-id": story.pk,
        "stories-0-newsletter": newsletter.pk,
        "stories-0-position": "1",
        "stories-0-title_en": "Mine",
        "stories-0-DELETE": "on",
        "stories-1-position": "2",
        "stories-1-title_en": "Another",
    }

    press(author, newsletter, "save", **forged)

    assert [one.title_en for one in newsletter.stories.all()] == ["Story 1"]


@pytest.mark.parametrize("out", ["en", "zh"])
def test_author_translates_the_stories_of_an_issue_that_is_out_in_one_language(
    author, editor, client, out
):
    other = "zh" if out == "en" else "en"
    issue = make_newsletter(stories=2, **{f"published_at_{other}": None, f"title_{other}": ""})
    first = issue.stories.first()
    before = [getattr(first, name) for name in (f"title_{out}", f"body_{out}", "position")]
    words = {
        f"title_{other}": "The issue",
        "stories-0-position": "9",
        **{f"stories-0-title_{one}": "Translated" for one in (out, other)},
        **{f"stories-0-body_{one}": "<p>Anew.</p>" for one in (out, other)},
    }

    response = press(author, issue, "ask", **words)

    first.refresh_from_db()
    assert "now waits for somebody who may publish it." in said(response)[0]
    assert [getattr(first, name) for name in (f"title_{out}", f"body_{out}", "position")] == before
    assert getattr(first, f"title_{other}") == "Translated"
    assert getattr(first, f"body_{other}") == "<p>Anew.</p>"
    answer(editor, as_stored(issue), "approve")
    pages = {"en": "en", "zh": "zh-hans"}
    assert "Anew." in client.get(f"/{pages[other]}/newsletters/{issue.number}/").text
    assert "Anew." not in client.get(f"/{pages[out]}/newsletters/{issue.number}/").text


@pytest.mark.parametrize("group", ["author", "auditor"])
def test_closed_text_is_read_as_it_is_formatted(as_staff, group):
    body = "<h2>Aims</h2><p>More <strong>bridges</strong> &amp; fewer.</p>"
    article = make_article(published_at_zh=None, body_en=body, lead_en="<b>As typed</b>")
    issue = make_newsletter(published_at_zh=None, stories=1)
    issue.stories.update(body_en=body)
    reader = as_staff(group)

    article_page, issue_page = (reader.get(address(item)).text for item in (article, issue))

    assert f'<div class="readonly">{body}</div>' in article_page
    assert f'<div class="readonly">{body}</div>' in issue_page
    assert "&lt;b&gt;As typed&lt;/b&gt;" in article_page


def test_open_text_comes_back_from_its_box_as_it_was(author):
    body = "<p>1 &lt; 2 &amp;lt; 3 &lt;b&gt; and <strong>more</strong></p>"
    item = make_article(**DRAFT, body_en=body)

    press(author, item, "save", lead_en="Another lead.")

    assert as_stored(item).body_en == body


def test_files_are_dropped_only_where_they_are_taken(author):
    draft, public = make_article(**DRAFT), make_article(published_at_zh=None)

    places = [author.get(address(item)).text.count("data-drop-for") for item in (draft, public)]

    assert places == [2, 0]


def test_author_deletes_nothing(author):
    item = make_article(**DRAFT)

    response = author.post(address(item, "delete"), {"post": "yes"})

    assert response.status_code == 403


def test_auditor_sees_and_asks_for_nothing(as_staff):
    item = make_article(**DRAFT)

    page = as_staff("auditor").get(address(item))

    assert page.status_code == 200
    assert 'name="_' not in page.text
    assert page.context["verbs"] == {}


@pytest.mark.race
def test_save_holds_the_item_so_that_no_approval_comes_between(author, asked):
    item = asked()
    fields = typed(author.get(address(item)), lead_en="Later.")

    with CaptureQueriesContext(connection) as seen:
        author.post(address(item), fields)

    reads = [query["sql"] for query in seen if '"news_article"' in query["sql"]]
    held = next(place for place, sql in enumerate(reads) if sql.endswith("FOR UPDATE"))
    written = next(place for place, sql in enumerate(reads) if sql.startswith("UPDATE"))
    assert held < written


# --- Asking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_author_asks_with_the_times_wished(author, writer, kind):
    item = MAKERS[kind](**DRAFT)

    response = press(author, item, "ask", **times("wished_at_en", NINE))

    stored = as_stored(item)
    assert stored.wishes == {"en": NINE}
    assert (stored.asked_by, stored.asked_in) == (writer, "en")
    assert stored.state() is State.DRAFT
    assert "now waits for somebody who may publish it." in said(response)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_author_without_a_wish_asks_for_what_is_whole_at_once(author, kind):
    item = MAKERS[kind](**DRAFT, title_zh="")

    press(author, item, "ask")

    stored = as_stored(item)
    assert stored.wishes == {"en": stored.asked_at}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body_en": ""}, "The text in English is missing."),
        ({"title_en": ""}, "The title in English is missing."),
    ],
)
def test_request_of_an_unfinished_text_is_refused_by_name(author, changes, message):
    item = make_article(**DRAFT)

    response = press(author, item, "ask", **times("wished_at_en", NINE), **changes)

    assert message in [one for errors in response.context["errors"] for one in errors]
    assert not as_stored(item).is_waiting


def test_approval_that_nobody_would_see_is_refused_in_words(editor, asked):
    item = asked(withdrawn_at=EARLIER)

    response = answer(editor, item, "approve")

    assert "Nobody would read it: it is withdrawn by then." in said(response)
    assert as_stored(item).is_waiting
    assert as_stored(item).published_at_en is None


def test_request_for_nothing_at_all_is_refused(author):
    item = make_article(**DRAFT, title_en="", title_zh="", body_en="", body_zh="")

    response = press(author, item, "ask")

    assert response.status_code == 200
    assert not as_stored(item).is_waiting


def test_second_request_keeps_the_place_of_the_first(author, asked):
    item = asked()

    press(author, item, "ask")

    assert as_stored(item).asked_at == item.asked_at


def test_author_takes_the_request_back_and_keeps_the_wish(author, asked):
    item = asked()

    press(author, item, "take_back")

    stored = as_stored(item)
    assert (stored.is_waiting, stored.asked_by, stored.wishes) == (False, None, {"en": NINE})


# --- The queue -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_list_counts_what_waits_and_shows_it(editor, asked, kind):
    item = asked(kind)

    page = editor.get(f"/admin/news/{kind}/", {"approval": "waiting"})

    assert "Waiting for approval (1)" in page.text
    assert "Waiting for approval since" in page.text
    assert list(page.context["cl"].result_list) == [item]


def test_list_shows_what_was_returned(editor):
    make_article(**DRAFT)
    item = make_article(**DRAFT, returned_at=NOW, returned_reason="Shorter.")

    page = editor.get("/admin/news/article/", {"approval": "returned"})

    assert list(page.context["cl"].result_list) == [item]


def test_form_offers_both_answers_to_who_may_give_them(author, editor, asked):
    item = asked()

    of_author, of_editor = (client.get(address(item)).text for client in (author, editor))

    offered = [
        f"/{page}/?seen=" in text
        for text in (of_author, of_editor)
        for page in ("approve", "return")
    ]
    assert offered == [False, False, True, True]
    assert "Tester" in of_editor


def test_form_says_from_when_a_request_is_wished(editor, asked):
    item = asked(wished_at_zh=timezone.now() - timedelta(days=1))

    text = editor.get(address(item)).text

    assert "<li>English: from 4 Dec 2026, 09:00 Beijing time</li>" in text
    assert "<li>Chinese: as soon as it is approved</li>" in text


# --- Answering -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_approved_request_is_scheduled_as_wished(chief, asked, kind):
    with time_machine.travel(NOW, tick=True):
        item = asked(kind)
        response = answer(logged_in(chief), item, "approve")

        stored = as_stored(item)
        assert (stored.published_at_en, stored.published_at_zh) == (NINE, None)
        assert (stored.is_waiting, stored.asked_by, stored.wishes) == (False, None, {})
        assert "Published in English in 3 days" in said(response)[0]


def test_wish_that_has_passed_is_published_now_and_that_is_said(editor, asked, client):
    item = asked(wished_at_en=timezone.now() - timedelta(days=2))

    page = editor.get(address(item, "approve"), {"seen": item.updated_at.isoformat()})
    answer(editor, item, "approve")

    assert "In English at once: the time wished," in page.text
    assert as_stored(item).published_at_en > item.updated_at
    assert client.get(item.get_absolute_url()).status_code == 200


def test_page_of_approval_shows_what_the_checks_found(editor, asked):
    item = asked(lead_zh="")

    page = editor.get(address(item, "approve"), {"seen": item.updated_at.isoformat()})

    assert f'href="{address(item)}#id_lead_zh"' in page.text


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Approved: Title "), ("zh-hans", "已批准：标题")]
)
def test_author_is_told_of_the_approval_in_their_language(
    editor, asked, language, subject, django_capture_on_commit_callbacks
):
    item = asked(language=language)

    with django_capture_on_commit_callbacks(execute=True):
        answer(editor, item, "approve")

    (told,) = mail.outbox
    assert told.to == ["author@example.org"]
    assert told.subject.startswith(subject)
    assert f"http://127.0.0.1:8000{address(item)}" in told.body


@pytest.mark.parametrize("kind", KINDS)
def test_returned_request_tells_its_reason_on_the_form_and_by_mail(
    author, editor, asked, kind, django_capture_on_commit_callbacks
):
    item = asked(kind)

    with django_capture_on_commit_callbacks(execute=True):
        answer(editor, item, "return", reason="Name <b>who</b> signed.")

    stored = as_stored(item)
    assert (stored.is_waiting, stored.wishes) == (False, {"en": NINE})
    assert "Name <b>who</b> signed." in mail.outbox[0].body
    assert "Name &lt;b&gt;who&lt;/b&gt; signed." in author.get(address(item)).text


def test_return_asks_for_a_reason(editor, asked):
    item = asked()

    response = answer(editor, item, "return", reason="  ")

    assert "This field is required." in response.text
    assert as_stored(item).is_waiting


def test_returned_author_asks_again_with_the_same_wish(author, editor, asked):
    item = asked()
    answer(editor, item, "return", reason="Shorter.")

    press(author, item, "ask", lead_en="Short.")

    stored = as_stored(item)
    assert (stored.is_waiting, stored.returned_at, stored.returned_reason) == (True, None, "")
    assert stored.wishes == {"en": NINE}


@pytest.mark.parametrize("page", ["approve", "return"])
def test_second_of_two_is_told(editor, asked, page):
    item = asked()
    answer(editor, item, "return", reason="First.")

    response = answer(editor, item, page, reason="Second.")

    assert "waits for no answer any more: somebody was faster." in said(response)[0]
    assert as_stored(item).returned_reason == "First."
    assert as_stored(item).published_at_en is None


@pytest.mark.parametrize("page", ["approve", "return"])
def test_what_changed_since_it_was_read_is_not_answered(author, editor, asked, page):
    item = asked()
    press(author, item, "save", body_en="<p>Something else.</p>")

    response = answer(editor, item, page, reason="Unread.")

    assert "was changed since you opened it." in said(response)[0]
    assert as_stored(item).is_waiting
    assert "It was changed since: on" in editor.get(address(item)).text


@pytest.mark.parametrize("verb", [approve, send_back])
def test_verb_asks_the_table_itself(chief, asked, verb):
    item = asked()
    other = as_stored(item)
    answers = {"reason": "x"} if verb is send_back else {}
    send_back(other, by=chief, seen=other.updated_at, reason="First.")

    with pytest.raises(AnsweredAlready):
        verb(item, by=chief, seen=item.updated_at, **answers)

    assert as_stored(item).returned_reason == "First."


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-13-99T99:99"])
def test_answer_without_what_was_read_is_none(editor, asked, seen):
    item = asked()

    response = editor.post(f"{address(item, 'approve')}?seen={seen}", follow=True)

    assert "was changed since you opened it." in said(response)[0]
    assert as_stored(item).is_waiting


def test_request_that_lost_its_text_is_not_approved(editor, asked):
    item = asked()
    type(item).objects.filter(pk=item.pk).update(body_en="")

    response = answer(editor, item, "approve")

    assert said(response) == ["The text in English is missing."]
    assert as_stored(item).is_waiting


def test_editor_who_sets_a_time_has_answered(editor, asked, django_capture_on_commit_callbacks):
    item = asked()

    with django_capture_on_commit_callbacks(execute=True):
        press(editor, item, "save", **times("published_at_en", EARLIER))

    stored = as_stored(item)
    assert (stored.published_at_en, stored.is_waiting, stored.wishes) == (EARLIER, False, {})
    assert mail.outbox[0].to == ["author@example.org"]


def test_editor_who_corrects_the_text_leaves_the_request_waiting(editor, asked):
    item = asked()

    press(editor, item, "save", lead_en="Corrected.")

    assert as_stored(item).is_waiting
    assert as_stored(item).is_changed_since


def test_request_for_two_languages_waits_until_both_have_their_time(editor, asked):
    item = asked(wished_at_en=NINE, wished_at_zh=NINE)

    press(editor, item, "save", **times("published_at_en", EARLIER))

    stored = as_stored(item)
    assert (stored.is_waiting, stored.wishes) == (True, {"zh": NINE})


def test_editor_answers_what_they_asked_themselves_without_a_mail(
    chief, editor, asked, django_capture_on_commit_callbacks
):
    item = asked()
    type(item).objects.filter(pk=item.pk).update(asked_by=chief, updated_at=item.updated_at)

    with django_capture_on_commit_callbacks(execute=True):
        answer(editor, item, "approve")

    assert as_stored(item).published_at_en == max(NINE, as_stored(item).updated_at)
    assert mail.outbox == []


def test_request_outlives_the_account_of_who_asked(editor, writer, asked):
    item = asked()
    writer.delete()

    answer(editor, as_stored(item), "approve")

    assert as_stored(item).published_at_en is not None


# --- What the database refuses -------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_article, make_event, make_newsletter])
@pytest.mark.parametrize(
    "fields",
    [
        {"asked_at": NOW},
        {"asked_at": NOW, "wished_at_en": NINE, "title_en": ""},
        {"asked_at": NOW, "wished_at_zh": NINE, "title_zh": ""},
        {"returned_at": NOW},
        {"returned_reason": "x"},
        {"asked_at": NOW, "wished_at_en": NINE, "returned_at": NOW, "returned_reason": "x"},
    ],
)
def test_database_refuses_a_request_that_cannot_be(make, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**DRAFT | fields)


def test_database_refuses_an_author_without_a_request(writer):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(**DRAFT, asked_by=writer)
