"""Who may approve is told of a request: by mail, and on the front page of the administration."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from news.articles.models import Article
from news.publishing.workflow import approve, ask, send_back, take_back
from tests.conftest import logged_in
from tests.factories import BEIJING, PASSWORD, make_article, make_member, make_user, staff_group
from tests.news.publishing.typed import DRAFT, MAKERS, address, press, times, typed

pytestmark = pytest.mark.django_db
NINE = datetime(2036, 12, 4, 9, 0, tzinfo=BEIJING)
FRONT = "/admin/"


def staff(group: str, email: str, **fields):
    user = make_user(email, **{"is_staff": True} | fields)
    user.groups.add(staff_group(group))
    return user


@pytest.fixture
def author():
    return logged_in(staff("author", "author@example.org", name_zh="作者", family_name="Writer"))


@pytest.fixture
def editor():
    """Without a record of their own."""
    return staff("editor", "editor@example.org", last_language="zh-hans")


@pytest.fixture
def reader_of_english():
    user = make_member("english@example.org", language="en").user
    user.is_staff = True
    user.save()
    user.groups.add(staff_group("editor"))
    return user


@pytest.mark.parametrize("kind", MAKERS)
def test_those_who_may_approve_are_told_what_who_and_when(
    author, reader_of_english, kind, mailoutbox, django_capture_on_commit_callbacks
):
    item = MAKERS[kind](**DRAFT, title_zh="", title_en="Forum & <b>more</b>")

    with django_capture_on_commit_callbacks(execute=True):
        press(author, item, "ask", **times("wished_at_en", NINE))

    (mail,) = mailoutbox
    name = "No. " if kind == "newsletter" else "Forum & <b>more</b>"
    assert mail.to == ["english@example.org"]
    assert mail.subject.startswith(f"Waiting for approval: {name}")
    assert f"{kind.capitalize()}: “{name}" in mail.body
    assert "Asked by: Writer No" in mail.body
    assert "English: from 4 Dec 2036, 09:00 Beijing time" in mail.body
    assert f"http://127.0.0.1:8000{address(item)}" in mail.body


def test_mail_is_in_the_language_of_who_reads_it(
    author, editor, reader_of_english, mailoutbox, django_capture_on_commit_callbacks
):
    item = make_article(**DRAFT, title_en="Forum", title_zh="论坛")

    with django_capture_on_commit_callbacks(execute=True):
        press(author, item, "ask")

    told = {mail.to[0]: mail for mail in mailoutbox}
    assert told["english@example.org"].subject == "Waiting for approval: Forum"
    assert "English: as soon as it is approved" in told["english@example.org"].body
    assert told["editor@example.org"].subject == "等待批准：论坛"
    assert "作者" in told["editor@example.org"].body
    assert "Asked" not in told["editor@example.org"].body


def test_mail_is_in_both_languages_where_nobody_knows_which(
    author, mailoutbox, django_capture_on_commit_callbacks
):
    staff("editor", "editor@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        press(author, make_article(**DRAFT, title_en="Forum", title_zh="论坛"), "ask")

    (mail,) = mailoutbox
    chinese, english = mail.body.split("=" * 40)
    assert mail.subject == "等待批准：论坛 / Waiting for approval: Forum"
    assert "论坛" in chinese
    assert "English: as soon as it is approved" in english
    assert "Asked" not in chinese


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_language_is_that_of_the_last_log_in(language, client):
    user = staff("editor", "editor@example.org")

    client.post(f"/{language}/accounts/login/", {"login": user.email, "password": PASSWORD})

    user.refresh_from_db()
    assert user.language == language


def test_many_requests_make_one_mail_until_what_was_told_is_answered(
    author, editor, mailoutbox, django_capture_on_commit_callbacks
):
    items = [make_article(**DRAFT) for _number in range(4)]
    with django_capture_on_commit_callbacks(execute=True):
        for item in items:
            press(author, item, "ask")
    of_the_burst = len(mailoutbox)
    approve(Article.objects.get(pk=items[0].pk), by=editor, seen=seen(items[0]))
    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(2):
            press(author, make_article(**DRAFT), "ask")

    assert (of_the_burst, len(mailoutbox)) == (1, 2)
    assert "/admin/news/article/?approval=waiting" in mailoutbox[0].body


def seen(item):
    return type(item).objects.get(pk=item.pk).updated_at


@pytest.mark.parametrize("end", ["take_back", "send_back"])
def test_request_that_waits_no_more_silences_nothing(
    author, editor, end, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(author, make_article(**DRAFT), "ask")
        item = Article.objects.get()
        if end == "take_back":
            take_back(item)
        else:
            send_back(item, by=editor, seen=item.updated_at, reason="Shorter.")
        press(author, make_article(**DRAFT), "ask")

    assert [mail.to for mail in mailoutbox].count([editor.email]) == 2


@pytest.mark.parametrize(("hours", "mails"), [(23, 1), (25, 2)])
def test_request_left_lying_silences_the_next_for_a_day_at_most(
    editor, mailoutbox, django_capture_on_commit_callbacks, hours, mails
):
    writer = make_user()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            ask(make_article(**DRAFT), by=writer)
        clock.shift(timedelta(hours=hours))
        with django_capture_on_commit_callbacks(execute=True):
            ask(make_article(**DRAFT), by=writer)

    assert len(mailoutbox) == mails


def test_other_kinds_are_told_of_since_others_may_approve_them(
    author, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for make in MAKERS.values():
            press(author, make(**DRAFT), "ask")

    assert len(mailoutbox) == len(MAKERS)


@pytest.mark.parametrize(
    ("group", "fields"),
    [
        ("author", {}),
        ("auditor", {}),
        ("agreements officer", {}),
        ("editor", {"is_active": False}),
        ("editor", {"is_staff": False}),
        ("editor", {"verified": False}),
    ],
)
def test_others_are_not_told(author, group, fields, mailoutbox, django_capture_on_commit_callbacks):
    staff(group, "other@example.org", **fields)

    with django_capture_on_commit_callbacks(execute=True):
        press(author, make_article(**DRAFT), "ask")

    assert mailoutbox == []


def test_second_press_tells_nobody_again(
    author, editor, mailoutbox, django_capture_on_commit_callbacks
):
    item = make_article(**DRAFT)
    page = author.get(address(item))
    pressed = typed(page) | {"_ask": "1"}

    with django_capture_on_commit_callbacks(execute=True):
        author.post(address(item), pressed)
        author.post(address(item), pressed)

    assert len(mailoutbox) == 1


def test_refused_request_tells_nobody(
    author, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(author, make_article(**DRAFT), "ask", title_en="", **times("wished_at_en", NINE))

    assert mailoutbox == []


def test_request_stands_although_the_mail_server_does_not_answer_and_the_log_names_nobody(
    author, editor, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    item = make_article(**DRAFT)

    with django_capture_on_commit_callbacks(execute=True):
        response = press(author, item, "ask")

    item.refresh_from_db()
    assert (response.status_code, item.is_waiting) == (200, True)
    assert "Mail not sent: news/publishing/emails/asked (ConnectionRefusedError)" in caplog.text
    assert "editor@" not in caplog.text


def test_front_page_counts_what_waits_for_whoever_may_approve_it(author, editor):
    now = timezone.now() - timedelta(days=1)
    waiting = {"asked_at": now, "wished_at_en": NINE}
    for _number in range(2):
        make_article(**DRAFT, **waiting)
    MAKERS["event"](**DRAFT)

    of_editor, of_author = (client.get(FRONT).text for client in (logged_in(editor), author))

    said = '<a href="/admin/news/article/?approval=waiting">Articles that wait for approval: 2</a>'
    assert said in of_editor
    assert "Events that wait" not in of_editor
    assert "Waiting for you" not in of_author
