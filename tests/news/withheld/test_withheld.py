"""Files of items for members only are given to those who may read the item, and to nobody else."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from news.articles.models import Article
from news.newsletters.models import Newsletter
from news.preview.models import make_link
from news.withheld.storage import apart, files_in, folder_of, in_the_open
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


def test_file_that_a_public_issue_exchanges_stays_in_the_open(saved, client):
    item = saved(issue(saved), pdf_en=pdf_file("new.pdf"))

    assert answers(client, [item.pdf_en.url]) == {200}


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
        private = {"bucket_name": "private", "location": "for-members", **place}
        settings.S3_BUCKET = "open"
        settings.STORAGES = settings.STORAGES | {
            "public": {
                "BACKEND": "storages.backends.s3.S3Storage",
                "OPTIONS": {"bucket_name": "open", **place},
            },
            "for_members": {
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
    assert for_members == ({f"/private/for-members/{name}"}, 302, 200)
    assert status(client, "/media/newsletter/none/none.pdf") == 404


# --- A colleague with the link of a preview ------------------------------------------------------


def test_link_of_a_preview_opens_the_files_of_the_page_until_it_ends(saved, client):
    article = illustrated(saved, members_only=True)
    found = addresses(article)
    link = make_link(article)

    page = client.get(link.get_absolute_url())
    with_link, without = answers(client, found), answers(Client(), found)
    link.delete()

    assert page.cookies["preview"]["path"] == "/media/"
    assert page.cookies["preview"]["httponly"]
    assert (with_link, without, answers(client, found)) == ({200}, {302}, {302})


def test_cookie_that_was_made_up_opens_nothing(saved, client):
    article = illustrated(saved, members_only=True)
    client.cookies["preview"] = make_link(article).key

    assert answers(client, addresses(article)) == {302}
