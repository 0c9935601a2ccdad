"""What staff typed is not lost with their session: every form of the administration comes back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from members.profile.kept import IN_SESSION
from news.articles.models import Article, Tag
from news.newsletters.models import Newsletter, Story
from news.preview.models import PreviewLink
from news.publishing.workflow import ask
from tests.conftest import logged_in
from tests.factories import (
    make_agreement,
    make_article,
    make_category,
    make_event,
    make_newsletter,
    make_page,
    make_pathway_version,
    make_requirement,
    make_tag,
    make_user,
    make_version,
    picture_file,
    staff_group,
)
from tests.members.profile.too_late import LOG_IN, browser, end_session, log_in, token_of
from tests.news.publishing.typed import DRAFT, address, typed
from tests.news.versions.editing import save

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
AGAIN = "What you typed is here again. It is not saved yet."
NOTHING = "Your session had ended, and nothing was saved."


def staff(group: str, **fields):
    user = make_user(is_staff=True, **fields)
    user.groups.add(staff_group(group))
    return user


@pytest.fixture
def editor():
    return staff("editor", family_name="Wang", given_name="Fang")


@pytest.fixture
def officer():
    return staff("agreements officer")


def other_editor():
    return logged_in(staff("editor", family_name="Zhao", given_name="Min"))


@pytest.fixture
def client(editor):
    return browser(editor)


def send_too_late(client, path: str, **changes):
    """Open the form, type, lose the session, press Save."""
    page = client.get(path)
    fields = typed(page, **changes) | {"csrfmiddlewaretoken": token_of(page), "_save": "1"}
    end_session(client)
    return client.post(path, fields)


def fields_of(page) -> dict:
    form = page.context["adminform"].form
    return {name: form[name].value() for name in form.fields}


# --- The session has ended -----------------------------------------------------------------------


def test_article_comes_back_as_it_was_typed_and_is_saved_by_the_next_press(client, editor):
    where = {"slug": "forum", "category": make_category().pk}
    sent = send_too_late(client, ADD, title_en="Forum", title_zh="论坛", **where)
    told = client.get(sent.headers["Location"])
    back = log_in(client, editor, then=ADD)
    number_before = Article.objects.count()
    client.post(ADD, typed(back) | {"csrfmiddlewaretoken": token_of(back)})

    assert sent.headers["Location"] == f"{LOG_IN}?next={ADD}"
    assert "Your session had ended. Sign in, and what you typed is there." in told.text
    assert back.redirect_chain == [(ADD, 302)]
    assert AGAIN in back.text
    assert (fields_of(back)["title_en"], fields_of(back)["title_zh"]) == ("Forum", "论坛")
    assert number_before == 0
    assert Article.objects.get().title_zh == "论坛"
    assert AGAIN not in client.get(ADD).text


@pytest.mark.parametrize("make", [make_article, make_newsletter, make_event, make_page, make_tag])
def test_every_kind_of_news_comes_back(editor, make):
    client = browser(editor)
    item = make("gone") if make is make_tag else make()
    title = "name_en" if make is make_tag else "title_en"
    send_too_late(client, address(item), **{title: "Typed with care"})

    back = log_in(client, editor, then=address(item))

    item.refresh_from_db()
    assert AGAIN in back.text
    assert fields_of(back)[title] == "Typed with care"
    assert getattr(item, title) != "Typed with care"


def test_stories_come_back_the_new_the_changed_and_the_one_to_go(client, editor):
    issue = make_newsletter(stories=2)
    page = client.get(address(issue))
    first = typed(page)
    rows = first | {
        "stories-TOTAL_FORMS": "3",
        "stories-0-title_en": "Changed",
        "stories-1-DELETE": "on",
        "stories-2-id": "",
        "stories-2-newsletter": str(issue.pk),
        "stories-2-position": "9",
        "stories-2-title_en": "Added",
        "stories-2-title_zh": "新增",
        "stories-2-body_zh": "<p>新的正文</p>",
        "stories-2-body_en": "<p>New text</p>",
        "csrfmiddlewaretoken": token_of(page),
    }
    end_session(client)
    client.post(address(issue), rows)

    back = log_in(client, editor, then=address(issue))
    [stories] = [one.formset for one in back.context["inline_admin_formsets"]]
    shown = [form["title_en"].value() for form in stories.forms]
    before = list(Story.objects.values_list("title_en", flat=True))
    client.post(address(issue), typed(back) | {"csrfmiddlewaretoken": token_of(back)})

    assert shown[0] == "Changed"
    assert "Added" in shown
    assert "新的正文" in back.text
    assert before == ["Story 1", "Story 2"]
    assert [one.title_en for one in Newsletter.objects.get().stories.all()] == ["Changed", "Added"]


def test_row_that_somebody_took_away_meanwhile_breaks_nothing(client, editor):
    issue = make_newsletter(stories=2)
    page = client.get(address(issue))
    fields = typed(page) | {
        "stories-1-title_en": "Mine",
        "csrfmiddlewaretoken": token_of(page),
    }
    save(other_editor(), issue, **{"stories-1-DELETE": "on"})
    end_session(client)
    client.post(address(issue), fields)

    back = log_in(client, editor, then=address(issue))

    assert back.status_code == 200
    assert 'value="Mine"' in back.text
    assert "Zhao Min saved this at" in back.text
    assert issue.stories.count() == 1


def test_files_are_named_and_asked_for_again(client, editor):
    article = make_article()
    rows = {"pictures-TOTAL_FORMS": "1", "pictures-0-alt_en": "A bridge", "pictures-0-alt_zh": "桥"}
    upload = {"pictures-0-file": picture_file(name="bridge.png")}
    send_too_late(client, address(article), **rows, **upload)

    back = log_in(client, editor, then=address(article))

    assert "Files cannot be kept. Choose them again: bridge.png" in back.text
    assert 'value="A bridge"' in back.text
    assert not article.pictures.exists()


def test_entry_of_the_register_comes_back_with_its_history(officer):
    client = browser(officer)
    entry = make_agreement()
    rows = {
        "history-TOTAL_FORMS": "1",
        "history-0-status": "in_force",
        "history-0-note_en": "Signed again.",
    }
    send_too_late(client, address_in_register(entry), summary_en="Typed with care", **rows)

    back = log_in(client, officer, then=address_in_register(entry))

    entry.refresh_from_db()
    assert fields_of(back)["summary_en"] == "Typed with care"
    assert "Signed again." in back.text
    assert entry.summary_en == "A summary."


def address_in_register(entry) -> str:
    return reverse("admin:agreements_agreement_change", args=[entry.pk])


def test_long_issue_in_chinese_is_kept_whole(client, editor):
    issue = make_newsletter(stories=1)
    text = "<p>" + "桥" * 60_000 + "</p>"
    send_too_late(client, address(issue), **{"stories-0-body_zh": text})

    assert text[3:-4] in log_in(client, editor, then=address(issue)).text


def test_colleague_who_saved_meanwhile_is_shown_beside_it(client, editor):
    article = make_article()
    send_too_late(client, address(article), title_en="Mine, typed with care")
    save(other_editor(), article, title_zh="别的标题")

    back = log_in(client, editor, then=address(article))
    pressed = client.post(address(article), typed(back) | {"csrfmiddlewaretoken": token_of(back)})

    article.refresh_from_db()
    for page in (back, pressed):
        assert "Zhao Min saved this at" in page.text
        assert "Mine, typed with care" in page.text
    assert (article.title_zh, article.title_en == "Mine, typed with care") == ("别的标题", False)


# --- Nobody else, and not for ever ---------------------------------------------------------------


def test_colleague_who_logs_in_there_sees_nothing_of_it(client):
    send_too_late(client, ADD, title_en="Secret draft")

    back = log_in(client, staff("editor"), then=ADD)

    assert back.status_code == 200
    assert "Secret draft" not in back.text
    assert AGAIN not in back.text


@pytest.mark.parametrize(("minutes", "title"), [(59, "Forum"), (61, None)])
def test_it_waits_for_an_hour(editor, minutes, title):
    with time_machine.travel(datetime(2026, 3, 2, 4, tzinfo=UTC), tick=False) as clock:
        client = browser(editor)
        send_too_late(client, ADD, title_en="Forum")
        clock.shift(timedelta(minutes=minutes))
        back = log_in(client, editor, then=ADD)

    assert fields_of(back)["title_en"] == title


def test_form_older_than_the_log_in_comes_back_filled(client, editor):
    page = client.get(ADD)
    fields = typed(page, title_en="Forum") | {"csrfmiddlewaretoken": token_of(page)}
    end_session(client)
    log_in(client, editor)

    answer = client.post(ADD, fields, follow=True)

    assert answer.redirect_chain == [(ADD, 302)]
    assert fields_of(answer)["title_en"] == "Forum"
    assert not Article.objects.exists()


def test_forged_form_is_refused_and_not_kept(client):
    client.get(ADD)

    answer = client.post(ADD, {"title_en": "Forged", "csrfmiddlewaretoken": "a" * 64})

    assert answer.status_code == 403
    assert "Forged" not in client.get(ADD).text


def test_who_may_not_publish_any_more_is_shown_what_they_may_write(client, editor):
    article = make_article(**DRAFT)
    send_too_late(client, address(article), title_en="Forum")
    editor.groups.set([staff_group("auditor")])

    back = log_in(client, editor, then=address(article))

    article.refresh_from_db()
    assert back.status_code == 200
    assert article.title_en != "Forum"


# --- Buttons -------------------------------------------------------------------------------------


def buttons():
    article = make_article(**DRAFT)
    ask(article, by=make_user())
    tag = make_tag("bridges")
    return {
        f"{address(article, 'approve')}?seen={article.updated_at:%Y-%m-%dT%H:%M:%S.%f%z}": {},
        address(article, "link"): {"make": ""},
        address(article, "delete"): {"post": "yes"},
        f"{address(article, 'versions')}1/restore/": {},
        "/admin/news/article/": {"action": "publish_now", "_selected_action": article.pk},
        address(tag, "delete"): {"post": "yes"},
        "/admin/news/oldaddress/from-csv/": {"text": "/a,/en/"},
        "/admin/news/article/deleted/99/": {},
    }


def test_button_that_came_too_late_does_nothing_and_leads_back(client, editor):
    pressed = buttons()
    token = token_of(client.get("/admin/"))
    end_session(client)

    for place, fields in pressed.items():
        answer = client.post(place, fields | {"csrfmiddlewaretoken": token})
        assert answer.headers["Location"].startswith(f"{LOG_IN}?next=/admin/news/")
    told = client.get(LOG_IN).text
    log_in(client, editor)

    assert NOTHING in told
    assert {client.get(place).status_code for place in pressed} <= {200, 302, 404}
    assert Article.objects.get().is_waiting
    assert Tag.objects.count() == 1
    assert not PreviewLink.objects.exists()


def test_button_on_a_page_older_than_the_log_in_is_asked_for_again(client, editor):
    article = make_article(**DRAFT)
    token = token_of(client.get(address(article, "link")))
    end_session(client)
    log_in(client, editor)

    answer = client.post(address(article, "link"), {"csrfmiddlewaretoken": token}, follow=True)

    assert answer.redirect_chain == [(address(article, "link"), 302)]
    assert NOTHING in answer.text
    assert not PreviewLink.objects.exists()


def test_forged_button_is_refused_as_before(client, editor):
    article = make_article(**DRAFT)
    foreign = token_of(browser(staff("editor")).get("/admin/"))

    for token in ("", "junk", "a" * 64, foreign):
        answer = client.post(address(article, "link"), {"csrfmiddlewaretoken": token})
        assert answer.status_code == 403


@pytest.mark.parametrize("verb", ["publish", "copy"])
@pytest.mark.parametrize("kind", ["version", "pathwayversion"])
def test_button_that_has_no_page_of_its_own_leads_to_its_row(officer, kind, verb):
    client = browser(officer)
    row = make_pathway_version() if kind == "pathwayversion" else make_version(make_requirement())
    place = reverse(f"admin:agreements_{kind}_{verb}", args=[row.pk])
    token = token_of(client.get("/admin/"))
    end_session(client)
    client.post(place, {"csrfmiddlewaretoken": token})

    back = log_in(client, officer, then=place)

    page = reverse(f"admin:agreements_{kind}_change", args=[row.pk])
    assert back.redirect_chain[-1] == (page, 302)
    assert back.status_code == 200
    assert type(row).objects.count() == 1


# --- Every form ----------------------------------------------------------------------------------


def test_every_form_of_the_administration_opens_with_whatever_is_kept():
    """And writes nothing: it is only asked for."""
    boss = make_user(is_staff=True, is_superuser=True)
    client = logged_in(boss)
    places = {
        site: reverse(f"admin:{site.opts.app_label}_{site.opts.model_name}_add")
        for site in admin.site._registry.values()
        if site.has_add_permission(client.get("/admin/").wsgi_request)
    }
    until = timezone.now().timestamp() + 60
    kept = {"reader": boss.pk, "until": until, "fields": {"x": ["y"]}, "files": []}
    session = client.session
    session[IN_SESSION] = dict.fromkeys(places.values(), kept)
    session.save()

    for site, place in places.items():
        number = site.model._default_manager.count()
        page = client.get(place)
        assert page.status_code == 200
        assert AGAIN in page.text
        assert site.model._default_manager.count() == number
