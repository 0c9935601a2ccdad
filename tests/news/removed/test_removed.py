"""A file that was taken away answers no more, can come back, and is let go of in the end."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from news.articles.models import Attachment, Picture
from news.pictures.models import Rendition
from news.pictures.names import name_of
from news.removed.models import RemovedFile
from news.removed.workflow import KEPT, bring_back
from news.versions.workflow import versions_of
from tests.factories import make_article, make_newsletter, pdf_file, photograph
from tests.news.publishing.typed import press

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


def test_replaced_picture_is_a_404_with_its_small_versions_and_the_new_one_has_its_own(
    client, media, django_capture_on_commit_callbacks
):
    picture = Picture.objects.create(
        article=make_article(), file=photograph((900, 600)), alt_en="A", alt_zh="桥"
    )
    old = [picture.file.url, default_storage.url(name_of(picture.file.name, 480, "webp"))]
    served = [status(client, address) for address in old]

    picture.file = photograph((700, 400))
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()

    assert served == [200, 200]
    assert [status(client, address) for address in old] == [404, 404]
    assert status(client, picture.file.url) == 200
    assert Rendition.objects.get().source == picture.file.name


def test_removed_picture_is_a_404(client, media, django_capture_on_commit_callbacks):
    picture = Picture.objects.create(
        article=make_article(), file=photograph((500, 300)), alt_en="A", alt_zh="桥"
    )

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()

    assert status(client, picture.file.url) == 404


@pytest.mark.parametrize("name", ["pdf_en", "pdf_zh", "cover"])
@pytest.mark.parametrize("is_replaced", [True, False], ids=["replaced", "taken away"])
def test_file_that_an_issue_names_no_more_is_a_404(
    client, media, django_capture_on_commit_callbacks, name, is_replaced
):
    new = photograph if name == "cover" else pdf_file
    others = {"pdf_en": pdf_file(), "pdf_zh": pdf_file(), "cover": photograph()}
    issue = make_newsletter(54, **others)
    old = getattr(issue, name).url
    kept = [getattr(issue, other).url for other in others if other != name]

    setattr(issue, name, new() if is_replaced else "")
    with django_capture_on_commit_callbacks(execute=True):
        issue.save()

    assert status(client, old) == 404
    assert [status(client, address) for address in kept] == [200, 200]
    assert not is_replaced or status(client, getattr(issue, name).url) == 200


def test_file_that_another_row_names_stays(client, media, django_capture_on_commit_callbacks):
    first, second = make_newsletter(54, pdf_en=pdf_file()), make_newsletter(55)
    name, address = first.pdf_en.name, first.pdf_en.url
    second.pdf_zh = name
    second.save()

    first.pdf_en = ""
    with django_capture_on_commit_callbacks(execute=True):
        first.save()

    assert status(client, address) == 200


def test_move_of_an_issue_leaves_its_files_alone(client, media, django_capture_on_commit_callbacks):
    issue = make_newsletter(54, pdf_en=pdf_file())
    address = issue.pdf_en.url

    issue.pdf_en = ""
    with django_capture_on_commit_callbacks(execute=True):
        issue.save(update_fields=["published_at_en"])

    assert status(client, address) == 200


def test_replaced_pdf_of_an_issue_is_compared_and_comes_back_with_its_version(
    client, as_staff, media, django_capture_on_commit_callbacks
):
    editor, issue = as_staff("editor"), make_newsletter(54, pdf_en=pdf_file("first.pdf"))
    old, page = issue.pdf_en.url, f"/admin/news/newsletter/{issue.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        press(editor, issue, "save", title_en="Before")
    with django_capture_on_commit_callbacks(execute=True):
        press(editor, issue, "save", title_en="After", pdf_en=pdf_file("second.pdf", pages=3))
    between = status(client, old)
    first, second = versions_of(issue).order_by("pk").values_list("pk", flat=True)[1:]
    compared = editor.get(f"{page}/versions/compare/?older={first}&newer={second}").text

    with django_capture_on_commit_callbacks(execute=True):
        restored = editor.post(f"{page}/versions/{first}/restore/", follow=True)

    issue.refresh_from_db()
    assert between == 404
    assert '<th scope="row">PDF in English' in compared
    assert "no longer there" not in restored.text
    assert (issue.title_en, issue.pdf_en.url, status(client, old)) == ("Before", old, 200)
    assert issue.pdf_en_pages == 1


def test_restoring_that_was_refused_takes_no_file_from_the_next_one(
    as_staff, media, django_capture_on_commit_callbacks
):
    editor, issue = as_staff("editor"), make_newsletter(54, pdf_en=pdf_file("first.pdf"))
    old, page = issue.pdf_en.name, f"/admin/news/newsletter/{issue.pk}"
    press(editor, issue, "save", title_en="Before")
    with django_capture_on_commit_callbacks(execute=True):
        press(editor, issue, "save", number="56", pdf_en=pdf_file("second.pdf"))
    first = versions_of(issue).order_by("pk").values_list("pk", flat=True)[1]
    other = make_newsletter(54)

    refused = editor.post(f"{page}/versions/{first}/restore/")
    other.number = 60
    other.save()
    editor.post(f"{page}/versions/{first}/restore/")

    issue.refresh_from_db()
    assert "already exists." in refused.text
    assert (issue.number, issue.pdf_en.name) == (54, old)
    assert default_storage.exists(old)


def test_removal_that_was_rolled_back_takes_nothing_away(client, media):
    attachment = an_attachment()
    address = attachment.file.url

    with transaction.atomic():
        attachment.delete()
        transaction.set_rollback(True)

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

    attachment.file = kept
    attachment.save()
    gone = status(client, address)

    assert bring_back([kept, "attachment/never/was.pdf"]) == 1
    assert (gone, status(client, address)) == (404, 200)
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
