"""How a file gets into the vault, is read, and goes."""

import logging
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from agreements.refusals import Refusal, Refused
from members.profile.models import Member, User

from .checks import Checked, checked
from .models import EvidenceFile, FileView
from .names import display_name
from .uses import decides_with

log = logging.getLogger(__name__)


class Kept(NamedTuple):
    file: EvidenceFile
    is_new: bool


def vault() -> Storage:
    return storages["evidence"]


def keep(member: Member, upload: File) -> Kept:
    """Check the upload and keep it, or lead to the file with the same bytes that is there.

    Raises Refused. Call it with the member's row locked: the quota is counted first.
    """
    return keep_checked(member, upload.name or "", checked(upload))


def keep_checked(member: Member, name: str, found: Checked) -> Kept:
    fingerprint = sha256(found.content).hexdigest()
    mine = EvidenceFile.objects.of(member)
    if same := mine.filter(sha256=fingerprint).first():
        return Kept(same, is_new=False)
    if mine.total_bytes() + len(found.content) > settings.EVIDENCE_QUOTA_BYTES:
        raise Refused(Refusal.QUOTA)
    file = EvidenceFile(
        member=member,
        name=display_name(name, found.kind),
        kind=found.kind,
        size=len(found.content),
        sha256=fingerprint,
        pages=found.pages,
        width=found.width,
        height=found.height,
        text=found.text,
        scanned_at=timezone.now() if found.is_scanned else None,
    )
    store(file, found)
    return Kept(file, is_new=True)


def store(file: EvidenceFile, found: Checked) -> None:
    """The bytes, then the row; without either, neither."""
    try:
        vault().save(file.key, ContentFile(found.content))
        file.save()
    except BaseException as error:
        with suppress(OSError):
            vault().delete(file.key)
        if not isinstance(error, OSError):
            raise
        log.exception("The vault cannot be written to")
        raise Refused(Refusal.STORE_AWAY) from error


def read(file: EvidenceFile) -> bytes:
    """The bytes as they were kept. Raises OSError when they cannot be had, or are other ones."""
    with vault().open(file.key) as stored:
        content = stored.read()
    if sha256(content).hexdigest() != file.sha256:
        raise OSError(f"evidence file {file.pk}: not the bytes that were kept")
    return content


def role_of(user: User, file: EvidenceFile) -> FileView.Role | None:
    """In which role the user may open the file; None is not at all."""
    if file.member.user_id == user.pk:
        return FileView.Role.MEMBER
    is_reviewer = user.has_perm("members.open_evidencefile")
    may_open = user.is_staff and (is_reviewer or decides_with(user, file))
    return FileView.Role.STAFF if may_open else None


def remove(file: EvidenceFile) -> None:
    """The row, and its bytes once that is certain. Bytes left over go with clear_evidence."""
    key = file.key
    file.delete()
    transaction.on_commit(partial(vault().delete, key), robust=True)
