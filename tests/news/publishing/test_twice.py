"""A second press of the same button, quickly or in another window: told, or harmless."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from news.addresses.models import OldAddress
from news.preview.models import PreviewLink
from news.publishing.workflow import ask
from news.versions.workflow import versions_of
from tests.conftest import logged_in
from tests.factories import make_article, make_tag, make_user, staff_group
from tests.news.publishing.typed import DRAFT, MAKERS, address, press, said, times, typed

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


def staff(group: str):
    user = make_user(is_staff=True, family_name="Wang", given_name="Fang")
    user.groups.add(staff_group(group))
    return logged_in(user)


@pytest.fixture
def editor():
    return staff("editor")


@pytest.fixture
def mails(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        yield mailoutbox


def twice(client, path: str, fields: dict):
    """What the second of two answers says."""
    first, second = (client.post(path, fields, follow=True) for _press in "ab")
    assert (first.status_code, second.status_code) == (200, 200)
    return second


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("button", ["save", "publish", "withdraw"])
def test_save_is_one_version(editor, kind, button):
    item = MAKERS[kind](**({} if button == "withdraw" else DRAFT))
    fields = typed(editor.get(address(item)), title_zh="新的标题") | {f"_{button}": "1"}

    second = twice(editor, address(item), fields)

    assert "You saved this yourself at" in second.text
    assert versions_of(item).count() == 2
    assert LogEntry.objects.filter(object_id=item.pk).count() == (1 if button == "save" else 2)


@pytest.mark.parametrize("button", ["ask", "take_back"])
def test_request_is_one_request(button, mailoutbox, django_capture_on_commit_callbacks):
    author, article = staff("author"), make_article(**DRAFT)
    staff("editor")
    if button == "take_back":
        ask(article, by=make_user())
    fields = typed(author.get(address(article))) | {f"_{button}": "1"}

    with django_capture_on_commit_callbacks(execute=True):
        second = twice(author, address(article), fields)

    article.refresh_from_db()
    assert article.is_waiting is (button == "ask")
    assert len(mailoutbox) == (1 if button == "ask" else 0)
    assert "You saved this yourself at" in second.text


@pytest.mark.parametrize("page", ["approve", "return"])
def test_answer_is_one_answer(editor, page, mailoutbox, django_capture_on_commit_callbacks):
    article = make_article(**DRAFT)
    ask(article, by=make_user())
    path = f"{address(article, page)}?seen={article.updated_at.isoformat().replace('+', '%2B')}"

    with django_capture_on_commit_callbacks(execute=True):
        second = twice(editor, path, {"reason": "Shorter."})

    assert "waits for no answer any more" in said(second)[0]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_new_item_is_one_item(editor, kind):
    item = MAKERS[kind](**DRAFT)
    fields = typed(editor.get(address(item)))
    name = "number" if kind == "newsletter" else "slug"
    fields |= {"seen": "", name: "77"} | {
        f"{part}-{count}_FORMS": "0"
        for part in ("pictures", "attachments", "stories")
        for count in ("TOTAL", "INITIAL")
    }

    second = twice(editor, f"/admin/news/{kind}/add/", fields)

    assert "already exists." in second.text
    assert type(item).objects.count() == 2


def test_version_is_restored_once(editor):
    article = make_article()
    press(editor, article, "save", title_en="Second")
    first = versions_of(article).last()
    path = address(article, f"versions/{first.pk}/restore")
    seen = editor.get(path).context["seen"]

    second = twice(editor, path, {"seen": seen})

    assert "It was saved after you had opened this page." in second.text
    assert versions_of(article).count() == 3


def test_version_is_not_restored_over_what_a_colleague_saved_unseen(editor):
    article = make_article()
    press(editor, article, "save", title_en="Second")
    path = address(article, f"versions/{versions_of(article).last().pk}/restore")
    seen = editor.get(path).context["seen"]
    press(staff("editor"), article, "save", title_en="Third")

    answer = editor.post(path, {"seen": seen})

    article.refresh_from_db()
    assert "It was saved after you had opened this page." in answer.text
    assert "Third" in answer.text
    assert article.title_en == "Third"


@pytest.mark.parametrize("kind", MAKERS)
def test_deleted_draft_comes_back_once(editor, kind):
    item = MAKERS[kind](**DRAFT)
    press(editor, item, "save", title_en="Kept")
    editor.post(address(item, "delete"), {"post": "yes"})
    before = versions_of(item).count()

    second = twice(editor, f"/admin/news/{kind}/deleted/{item.pk}/", {})

    assert said(second) == ["It is there already."]
    assert versions_of(item).count() == before + 1


def test_deleting_twice_is_told(editor):
    second = twice(editor, address(make_article(**DRAFT), "delete"), {"post": "yes"})

    assert "doesn’t exist. Perhaps it was deleted?" in said(second)[-1]


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        ("publish_now", DRAFT, "Everything is published already."),
        ("withdraw_now", {}, "It is withdrawn already."),
    ],
)
def test_action_of_the_list_moves_no_time_again(editor, action, fields, words):
    article = make_article(**fields)
    chosen = {"action": action, "_selected_action": article.pk}
    editor.post(LIST, chosen)
    article.refresh_from_db()

    second = editor.post(LIST, chosen, follow=True)

    before = (article.published_at_en, article.withdrawn_at)
    article.refresh_from_db()
    assert words in said(second)[-1]
    assert (article.published_at_en, article.withdrawn_at) == before
    assert LogEntry.objects.filter(object_id=article.pk).count() == 1


def test_link_that_is_made_twice_is_the_first_one(editor):
    article = make_article(**DRAFT)
    path = address(article, "link")
    editor.post(path, {"seen": ""})
    made = PreviewLink.objects.get()

    second = editor.post(path, {"seen": ""}, follow=True)

    assert "The link was changed after you had opened this page." in said(second)[-1]
    assert made.get_absolute_url() in second.text
    assert PreviewLink.objects.get().key == made.key


def test_link_that_is_ended_twice_ends_no_newer_one(editor):
    article = make_article(**DRAFT)
    path = address(article, "link")
    editor.post(path)
    seen = editor.get(path).context["seen"]
    editor.post(path, {"seen": seen, "end": "1"})
    editor.post(path, {"seen": ""})

    second = editor.post(path, {"seen": seen, "end": "1"}, follow=True)

    assert "The link was changed after you had opened this page." in said(second)[-1]
    assert PreviewLink.objects.exists()


def test_table_of_old_addresses_is_brought_in_once(editor):
    make_article("forum")
    fields = {"text": "/a.htm,/en/news/forum/\n/b.htm,/en/\n", "confirmed": "1"}

    second = twice(editor, "/admin/news/oldaddress/from-csv/", fields)

    assert OldAddress.objects.count() == 2
    assert "There already" in second.text


def test_tag_is_one_tag(editor):
    make_tag("roads")
    fields = {"name_en": "Bridges", "name_zh": "桥", "slug": "bridges"}

    second = twice(editor, "/admin/news/tag/add/", fields)

    assert "already exists." in second.text


def test_time_that_is_chosen_twice_is_one_time(editor):
    article = make_article(**DRAFT)
    at = times("published_at_en", timezone.now())
    fields = typed(editor.get(address(article)), **at) | {"_save": "1"}

    twice(editor, address(article), fields)

    assert versions_of(article).count() == 2
