"""A file is given to those who may read an item that shows it, and to nobody else."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from news.file_readers import SHOWN_BY
from news.newsletters.models import Newsletter
from news.preview.models import make_link
from news.publishing.workflow import approve
from news.removed.models import RemovedFile
from news.removed.named import file_fields, naming
from news.withheld.storage import apart, files_in, folder_of, in_the_open
from news.withheld.workflow import bring_into_the_open
from tests.bucket import serving
from tests.conftest import logged_in
from tests.factories import make_article, make_newsletter, make_user, pdf_file, photograph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "vault")]


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """`saved(item, members_only=True)` is the item, saved as by a form, with what follows."""

    def save(item, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            for name, value in fields.items():
                setattr(item, name, value)
            item.save()
        return item

    return save


def illustrated(saved, **fields) -> Article:
    article = saved(make_article("forum"), **fields)
    saved(article.pictures.model(article=article, file=photograph(), alt_en="A", alt_zh="一"))
    files = article.attachments.model
    saved(files(article=article, file=pdf_file("agenda.pdf"), title_en="A", title_zh="一"))
    return article


def issue(saved, **fields) -> Newsletter:
    files = {"cover": photograph(), "pdf_en": pdf_file("en.pdf"), "pdf_zh": pdf_file("zh.pdf")}
    return saved(make_newsletter(54), **files, **fields)


ITEMS = {"article": illustrated, "newsletter": issue}
each_item = pytest.mark.parametrize("make", ITEMS.values(), ids=ITEMS)


def addresses(item) -> list[str]:
    """Of its files and, of pictures, the small versions."""
    return [
        default_storage.url(name)
        for folder in sorted({folder_of(name) for name in item.file_names()})
        for place in (apart(), in_the_open())
        for name in files_in(place, folder)
    ]


def answers(client, found: list[str]) -> set[int]:
    return {status(client, address) for address in found}


def status(client, address: str) -> int:
    response = client.get(address)
    b"".join(response)  # to its end, which closes the file
    return response.status_code


@each_item
def test_files_for_members_are_given_to_members_alone(make, saved, client, as_member, as_staff):
    found = addresses(make(saved, members_only=True))

    assert len(found) >= 3
    assert answers(as_member, found) == {200}
    assert answers(as_staff("editor"), found) == {200}
    assert answers(client, found) == {302}
    assert answers(logged_in(make_user("nobody@example.org")), found) == {404}
    assert answers(as_staff("membership officer"), found) == {404}


@each_item
def test_files_of_a_public_item_are_for_everybody(make, saved, client):
    found = addresses(make(saved))

    assert answers(client, found) == {200}
    assert client.cookies == {}


@each_item
def test_item_that_becomes_for_members_takes_its_files_out_of_the_open(make, saved, client):
    item = make(saved)
    found = addresses(item)

    saved(item, members_only=True)

    assert addresses(item) == found
    assert answers(client, found) == {302}
    assert [
        name for one in item.file_names() for name in files_in(in_the_open(), folder_of(one))
    ] == []


@each_item
def test_item_that_becomes_public_brings_its_files(make, saved, client):
    item = make(saved, members_only=True)
    found = addresses(item)

    saved(item, members_only=False)

    assert answers(client, found) == {200}
    assert [name for one in item.file_names() for name in files_in(apart(), folder_of(one))] == []


def test_visitor_who_logs_in_comes_to_the_file_which_no_cache_keeps(saved, client, as_member):
    [address, *_others] = addresses(issue(saved, members_only=True))

    asked, given = client.get(address), as_member.get(address)

    assert b"".join(given)
    assert {"no-store", "private"} <= set(given.headers["Cache-Control"].split(", "))
    assert asked.headers["Location"] == f"/en/accounts/login/?next={address}"


def test_name_that_no_file_has_is_not_found_by_a_member(saved, as_member):
    item = issue(saved, members_only=True)

    assert as_member.get(f"/media/{folder_of(item.pdf_en.name)}/none.pdf").status_code == 404


def test_file_that_a_public_issue_exchanges_comes_into_the_open(saved, client):
    item = saved(issue(saved), pdf_en=pdf_file("new.pdf"))

    assert answers(client, [item.pdf_en.url]) == {200}
    assert lying_in(in_the_open(), item) == lying(item)


def test_small_versions_lie_beside_their_picture(saved):
    article = illustrated(saved, members_only=True)
    picture = article.pictures.get()
    folder = folder_of(picture.file.name)
    made = set(files_in(apart(), folder))

    assert len(made) > 1
    assert files_in(in_the_open(), folder) == []


def test_move_that_was_broken_off_is_ended_by_the_daily_command(saved, client):
    item = issue(saved)
    found = addresses(item)
    Newsletter._base_manager.update(members_only=True)  # and the process ended
    name = item.pdf_en.name
    apart().save(name, pdf_file("half.pdf"))
    whole = item.pdf_zh.size

    call_command("tidy_files")

    assert answers(client, found) == {302}
    assert apart().size(name) == whole
    assert files_in(in_the_open(), folder_of(name)) == []


# --- By the clock --------------------------------------------------------------------------------

NINE = datetime(2030, 3, 1, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
EIGHT, TEN = (NINE + timedelta(hours=one) for one in (-1, 1))
NEVER = {"published_at_en": None, "published_at_zh": None}


def lying(item) -> set[str]:
    return {name for one in item.file_names() for name in _in_both(folder_of(one))}


def _in_both(folder: str) -> list[str]:
    return [*files_in(apart(), folder), *files_in(in_the_open(), folder)]


def lying_in(place, item) -> set[str]:
    return {name for one in item.file_names() for name in files_in(place, folder_of(one))}


@pytest.fixture
def at():
    """`at(NINE)`: the clock stands there from now on."""
    with time_machine.travel(EIGHT, tick=False) as traveller:
        yield traveller.move_to


@each_item
@pytest.mark.parametrize("begins", ["published_at_en", "published_at_zh"])
def test_scheduled_files_are_for_all_from_their_minute_with_no_job(make, saved, client, at, begins):
    item = make(saved, **NEVER | {begins: NINE})
    found = addresses(item)

    at(NINE - MOMENT)
    before = answers(client, found)
    at(NINE)

    assert (before, answers(client, found)) == ({404}, {200})
    assert lying_in(in_the_open(), item) == set()
    assert client.cookies == {}


@each_item
def test_files_of_a_draft_are_for_staff_who_see_it(make, saved, client, as_member, as_staff):
    found = addresses(make(saved, **NEVER))

    assert answers(as_staff("editor"), found) == answers(as_staff("author"), found) == {200}
    assert answers(client, found) == answers(as_member, found) == {404}
    assert answers(as_staff("membership officer"), found) == {404}


@each_item
def test_withdrawn_files_answer_no_more_and_come_back_with_their_item(make, saved, client):
    item = make(saved)
    found = addresses(item)

    with_item = answers(client, found)
    saved(item, withdrawn_at=timezone.now())
    without = answers(client, found)
    lay_apart = lying_in(in_the_open(), item)
    saved(item, withdrawn_at=None)

    assert (with_item, without, answers(client, found)) == ({200}, {404}, {200})
    assert lay_apart == set()
    assert lying_in(apart(), item) == set()


@each_item
def test_files_end_at_the_minute_their_item_is_withdrawn_from(make, saved, client, at):
    item = make(saved, published_at_en=EIGHT, published_at_zh=EIGHT, withdrawn_at=NINE)
    found = addresses(item)

    at(NINE - MOMENT)
    before = answers(client, found)
    at(NINE)

    assert (before, answers(client, found)) == ({200}, {404})


@each_item
def test_files_of_an_item_that_is_a_draft_again_answer_no_more(make, saved, client):
    item = make(saved)
    found = addresses(item)

    saved(item, **NEVER)

    assert answers(client, found) == {404}


def test_scheduled_files_for_members_are_not_even_theirs_before(at, saved, client, as_member):
    found = addresses(issue(saved, **NEVER | {"published_at_en": NINE}, members_only=True))

    before = answers(client, found), answers(as_member, found)
    at(NINE)

    assert before == ({404}, {404})
    assert (answers(client, found), answers(as_member, found)) == ({302}, {200})


def test_file_is_given_while_one_of_two_items_may_be_read(saved, client):
    first = issue(saved)
    second = saved(make_newsletter(55), pdf_en=first.pdf_en.name)

    saved(first, withdrawn_at=timezone.now())
    while_one = answers(client, [second.pdf_en.url]), answers(client, [first.pdf_zh.url])
    saved(second, withdrawn_at=timezone.now())

    assert while_one == ({200}, {404})
    assert answers(client, [second.pdf_en.url]) == {404}


def test_picture_added_from_a_form_opened_before_the_withdrawal_stays_apart(saved, client):
    article = illustrated(saved)
    opened_before = Article.objects.get(pk=article.pk)
    saved(article, withdrawn_at=timezone.now())

    pictures = article.pictures.model
    picture = saved(pictures(article=opened_before, file=photograph(), alt_en="A", alt_zh="一"))

    assert answers(client, [picture.file.url]) == {404}
    assert lying_in(in_the_open(), article) == set()


def test_files_come_into_the_open_beside_the_pages_at_their_minute(saved, queue, at):
    item = issue(saved, **NEVER | {"published_at_zh": NINE, "published_at_en": TEN})
    work = DBTaskResult.objects.filter(task_path__endswith="bring_into_the_open").first()
    run = partial(bring_into_the_open.func, *work.args_kwargs["args"])

    run()
    too_early = lying_in(in_the_open(), item)
    at(NINE)
    run()

    assert (work.run_after, too_early) == (NINE, set())
    assert lying_in(in_the_open(), item) == lying(item)
    assert lying_in(apart(), item) == set()


def test_approved_item_brings_its_files_into_the_open(saved, django_capture_on_commit_callbacks):
    item = issue(saved, **NEVER, asked_at=timezone.now(), wished_at_en=timezone.now())
    by = make_user("editor@example.org", is_superuser=True)

    with django_capture_on_commit_callbacks(execute=True):
        approve(item, by=by, seen=Newsletter.objects.get().updated_at)

    assert lying_in(in_the_open(), item) == lying(item)


def test_removed_file_of_an_item_for_members_waits_apart(saved, as_member):
    item = issue(saved, members_only=True)

    saved(item, pdf_en="")
    removed = RemovedFile.objects.get()

    assert apart().exists(removed.kept_as)
    assert not in_the_open().exists(removed.kept_as)
    assert answers(as_member, [default_storage.url(removed.kept_as)]) == {404}


def test_removed_file_that_waited_in_the_open_is_put_apart_by_the_daily_command(client):
    in_the_open().save("removed/x/a.pdf", pdf_file("a.pdf"))
    RemovedFile.objects.create(name="newsletter/x/a.pdf", kept_as="removed/x/a.pdf")

    call_command("tidy_files")

    assert apart().exists("removed/x/a.pdf")
    assert status(client, "/media/removed/x/a.pdf") == 404


def test_documents_of_the_register_lie_in_the_open_from_the_first(client):
    name = default_storage.save("agreements/2030/text.pdf", pdf_file("text.pdf"))

    assert in_the_open().exists(name)
    assert status(client, default_storage.url(name)) == 200


def test_every_kind_of_file_has_items_that_show_it():
    assert {model._meta.model_name: file_fields(model) for model in naming()} == {
        kind: [way.rpartition("__")[2] for way in ways] for kind, (_item, ways) in SHOWN_BY.items()
    }


@each_item
def test_public_file_that_lies_apart_costs_one_query(
    at, make, saved, client, django_assert_num_queries
):
    found = addresses(make(saved, **NEVER | {"published_at_en": NINE}))
    at(NINE)

    for address in found:
        with django_assert_num_queries(1):
            assert status(client, address) == 200


# --- In buckets ----------------------------------------------------------------------------------


@pytest.fixture
def store(settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with serving() as server:
        place = {
            "endpoint_url": f"http://127.0.0.1:{server.server_port}",
            "addressing_style": "path",
        }
        private = {"bucket_name": "private", "location": "apart", **place}
        settings.S3_BUCKET = "open"
        settings.STORAGES = settings.STORAGES | {
            "public": {
                "BACKEND": "storages.backends.s3.S3Storage",
                "OPTIONS": {"bucket_name": "open", **place},
            },
            "apart": {
                "BACKEND": "members.evidence.bucket.PrivateBucket",
                "OPTIONS": private,
            },
        }
        yield server


def test_files_move_between_buckets_and_are_given_by_the_portal(saved, store, client, as_member):
    item = saved(make_newsletter(54), pdf_en=pdf_file("en.pdf"))
    name, address = item.pdf_en.name, item.pdf_en.url

    in_the_beginning = set(store.kept), status(client, address)
    saved(item, members_only=True)
    for_members = set(store.kept), status(client, address), status(as_member, address)
    saved(item, members_only=False)
    in_the_end = set(store.kept), status(client, address)

    assert address == f"/media/{name}"
    assert in_the_beginning == in_the_end == ({f"/open/{name}"}, 200)
    assert for_members == ({f"/private/apart/{name}"}, 302, 200)
    assert status(client, "/media/newsletter/none/none.pdf") == 404


# --- A colleague with the link of a preview ------------------------------------------------------


def test_link_of_a_preview_opens_the_files_of_the_page_until_it_ends(saved, client):
    article = illustrated(saved, members_only=True)
    found = addresses(article)
    link = make_link(article)

    page = client.get(link.get_absolute_url())
    with_link, without = answers(client, found), answers(Client(), found)
    link.delete()

    cookie = page.cookies[f"preview-article-{article.pk}"]
    assert (cookie["path"], cookie["httponly"]) == ("/media/", True)
    assert (with_link, without, answers(client, found)) == ({200}, {302}, {302})


def test_cookie_that_was_made_up_opens_nothing(saved, client):
    article = illustrated(saved, members_only=True)
    client.cookies[f"preview-article-{article.pk}"] = make_link(article).key

    assert answers(client, addresses(article)) == {302}


def test_link_of_a_preview_opens_the_files_of_no_other_item(saved, client):
    article, other = illustrated(saved, **NEVER), issue(saved, **NEVER)

    client.get(make_link(article).get_absolute_url())

    assert answers(client, addresses(article)) == {200}
    assert answers(client, addresses(other)) == {404}


def test_links_of_two_previews_open_the_files_of_both(saved, client):
    items = [illustrated(saved, **NEVER), issue(saved, **NEVER)]

    for item in items:
        client.get(make_link(item).get_absolute_url())

    assert [answers(client, addresses(item)) for item in items] == [{200}, {200}]
