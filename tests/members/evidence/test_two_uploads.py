"""Two uploads of one member at once, each on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from members.evidence.models import EvidenceFile
from tests.conftest import logged_in
from tests.members.evidence import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(member, *uploads: Callable[[], SimpleUploadedFile]) -> list[str]:
    """The pages that the two are answered with."""
    place, both, pages = reverse("members:evidence:file_list"), Barrier(len(uploads)), []

    def send(client: Client, upload: SimpleUploadedFile):
        try:
            both.wait()
            pages.append(client.post(place, {"files": upload}, follow=True).text)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(logged_in(member.user), make())) for make in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return pages


def photo(name: str, colour: str) -> Callable[[], SimpleUploadedFile]:
    return lambda: SimpleUploadedFile(name, made.picture(colour=colour))


def test_same_file_sent_twice_at_once_is_kept_once(member, vault):
    pages = at_once(member, photo("one.jpg", "red"), photo("two.jpg", "red"))

    assert EvidenceFile.objects.count() == len(list(vault.iterdir())) == 1
    assert sorted("Added: " in page for page in pages) == [False, True]
    assert sorted("This file was there already: " in page for page in pages) == [False, True]


def test_two_files_at_once_do_not_pass_the_quota_together(member, vault, settings):
    settings.EVIDENCE_QUOTA_BYTES = len(made.picture(colour="red")) + 100

    pages = at_once(member, photo("one.jpg", "red"), photo("two.jpg", "blue"))

    assert EvidenceFile.objects.count() == len(list(vault.iterdir())) == 1
    assert sorted("does not fit" in page for page in pages) == [False, True]
