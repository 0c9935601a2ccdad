"""Bytes and rows come together again."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from members.evidence.models import EvidenceFile
from tests import factories

pytestmark = pytest.mark.django_db


def clear() -> tuple[str, str]:
    said, troubles = StringIO(), StringIO()
    call_command("clear_evidence", stdout=said, stderr=troubles)
    return said.getvalue(), troubles.getvalue()


def aged(vault: Path) -> None:
    """Every file is two hours old."""
    then = time.time() - 2 * 3600
    for path in vault.iterdir():
        os.utime(path, (then, then))


def test_files_of_an_erased_account_go(member, stranger, vault):
    factories.make_evidence(member)
    kept = factories.make_evidence(stranger)
    member.user.delete()
    aged(vault)

    said, troubles = clear()

    assert said == "Evidence: 1 left-over files removed.\n"
    assert troubles == ""
    assert [path.name for path in vault.iterdir()] == [kept.key]


def test_file_that_is_just_arriving_stays(vault):
    vault.mkdir()
    (vault / "arriving").write_bytes(b"%PDF-")

    said, _troubles = clear()

    assert said == "Evidence: 0 left-over files removed.\n"
    assert (vault / "arriving").exists()


def test_row_without_its_bytes_is_named_and_stays(member, vault):
    file = factories.make_evidence(member)
    (vault / file.key).unlink()

    _said, troubles = clear()

    assert troubles == f"Evidence file {file.pk}: its bytes are gone. They are in a backup.\n"
    assert EvidenceFile.objects.count() == 1


def test_vault_that_was_never_used_has_nothing_to_clear(vault):
    assert clear() == ("Evidence: 0 left-over files removed.\n", "")
