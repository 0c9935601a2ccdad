"""A file that was taken away answers no more, can come back, and is let go of in the end."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from news.articles.models import Attachment, Picture
from news.pictures.models import Rendition
from news.removed.models import RemovedFile
from news.removed.workflow import KEPT, bring_back
from tests.factories import make_article, make_newsletter, pdf_file, photograph

pytestmark = pytest.mark.django_db


def an_attachment(**fields) -> Attachment:
    fields = {"file": pdf_file("议程 2026.pdf"), "title_en": "Agenda", "title_zh": "议程"} | fields
    return Attachment.objects.create(article=make_article(), **fields)


def status(client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)  # to its end, which closes the file
    return response.status_code


def after(time: timedelta):
    return time_machine.travel(timezone.now() + time, tick=False)


def test_removed_attachment_is_a_404_and_a_download_on_its_way_ends(
    client, media, django_capture_on_commit_callbacks
):
    attachment = an_attachment()
    address = attachment.file.url
    download = client.get(address)

    with django_capture_on_commit_callbacks(execute=True):
        attachment.delete()

    assert status(client, address) == 404
    assert b"".join(download.streaming_content).startswith(b"%PDF-")


def test_replaced_attachment_is_a_404_at_its_old_address(
    client, media, django_capture_on_commit_callbacks
):
    attachment = an_attachment()
    old = attachment.file.url

    attachment.file = pdf_file("new.pdf", pages=4)
    with django_capture_on_commit_callbacks(execute=True):
        attachment.save()

    assert status(client, old) == 404
    assert status(client, attachment.file.url) == 200
    assert attachment.pages == 4


def test_attachment_that_is_saved_again_stays(client, media, django_capture_on_commit_callbacks):
    attachment = an_attachment()

    attachment.title_en = "The agenda"
    with django_capture_on_commit_callbacks(execute=True):
        attachment.save()

    assert status(client, attachment.file.url) == 200


def test_removal_that_was_rolled_back_takes_nothing_away(client, media):
    attachment = an_attachment()
    address = attachment.file.url

    attachment.delete()  # the transaction of this test never ends well

    assert status(client, address) == 200


def test_chinese_name_of_a_file_stays_readable(client, media):
    assert an_attachment().file.name.endswith("/议程_2026.pdf")


def test_file_of_a_restored_version_comes_back_to_its_address(
    client, media, django_capture_on_commit_callbacks
):
    attachment = an_attachment()
    kept, address = attachment.file.name, attachment.file.url
    with django_capture_on_commit_callbacks(execute=True):
        attachment.delete()

    assert bring_back([kept, "attachment/never/was.pdf"]) == 1
    assert status(client, address) == 200
    assert not RemovedFile.objects.exists()


def test_daily_command_puts_away_what_no_row_names_and_its_small_versions(client, media):
    article = make_article("forum")
    stays, goes = (
        Picture.objects.create(
            article=article, file=photograph((500, 300)), alt_en="A", alt_zh="桥"
        )
        for _number in range(2)
    )
    issue = make_newsletter(54, pdf_en=pdf_file())
    goes.delete()

    with after(timedelta(hours=2)):
        call_command("tidy_files")

    assert RemovedFile.objects.get().name == goes.file.name
    assert [one.source for one in Rendition.objects.all()] == [stays.file.name]
    assert default_storage.listdir(goes.file.name.rpartition("/")[0])[1] == []
    for file in (stays.file, issue.pdf_en):
        assert status(client, file.url) == 200


def test_daily_command_leaves_an_upload_alone_whose_row_is_still_to_come(media):
    default_storage.save("attachment/abc/new.pdf", pdf_file())

    call_command("tidy_files")

    assert default_storage.exists("attachment/abc/new.pdf")


def test_daily_command_brings_back_what_a_row_names_again(
    client, media, django_capture_on_commit_callbacks
):
    attachment = an_attachment()
    name = attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        attachment.delete()
    attachment.file = name
    attachment.save()

    call_command("tidy_files")

    assert status(client, attachment.file.url) == 200


@pytest.mark.parametrize(("time", "is_left"), [(KEPT - timedelta(hours=1), True), (KEPT, False)])
def test_removed_file_is_let_go_of_after_90_days(
    media, django_capture_on_commit_callbacks, time, is_left
):
    attachment = an_attachment()
    with django_capture_on_commit_callbacks(execute=True):
        attachment.delete()
    kept_as = RemovedFile.objects.get().kept_as

    with after(time + timedelta(seconds=1)):
        call_command("tidy_files")

    assert default_storage.exists(kept_as) == is_left
    assert RemovedFile.objects.exists() == is_left


def test_daily_command_has_nothing_to_do_where_nothing_was_published(media, capsys):
    call_command("tidy_files")

    assert capsys.readouterr().out.splitlines() == [
        "Pictures: 0 asked for again.",
        "Files: 0 put away, 0 brought back, 0 let go of.",
        "Files: 0 moved to where their readers are.",
    ]
