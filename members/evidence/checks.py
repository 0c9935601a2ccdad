"""What an upload goes through on the way in: each step lets it pass or raises Refused.

Its name proves nothing: a file is what its parser says that it is, and a PDF called scan.jpg is
taken as a PDF. A picture is drawn anew, so nothing hidden in it or behind it is kept. A PDF is
kept as it came, so it has to be one PDF from its first byte to its last, and carry nothing that
acts.
"""

import logging
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import is_zipfile

from django.conf import settings
from django.core.files import File

from agreements.pdf_files import read_apart, run_apart
from agreements.refusals import Refusal, Refused

from .clamd import virus_in
from .pictures import drawn_anew

log = logging.getLogger(__name__)

DRAWER = "members.evidence.drawing"
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
HEAD = 1024  # within which readers look for the start of a PDF
WHITE = b"\0\t\n\f\r "


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: the bytes to keep, and what was found in them."""

    kind: str
    content: bytes
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    text: str = ""
    is_scanned: bool = False


def checked(upload: File) -> Checked:
    """The scanner comes last, and sees the file as it came. Raises Refused."""
    refuse_size(upload.size)
    content = upload.read()
    refuse_something_before(content)
    found = as_pdf(content) if content.startswith(PDF_START) else as_picture(content)
    refuse_archive(content)
    return replace(found, is_scanned=is_scanned(content))


def refuse_size(size: int) -> None:
    if not size:
        raise Refused(Refusal.EMPTY)
    if size > settings.EVIDENCE_FILE_BYTES:
        raise Refused(Refusal.TOO_LARGE)


def refuse_something_before(content: bytes) -> None:
    if content.find(PDF_START, 1, HEAD) > 0 and not content.startswith(PDF_START):
        raise Refused(Refusal.TWO_FILES_IN_ONE)


def refuse_archive(content: bytes) -> None:
    """An archive is read from its end, so it can stand behind anything else."""
    if is_zipfile(BytesIO(content)):
        raise Refused(Refusal.TWO_FILES_IN_ONE)


def as_picture(content: bytes) -> Checked:
    drawn = drawn_anew(content)
    return Checked(drawn.kind, drawn.content, width=drawn.width, height=drawn.height)


def as_pdf(content: bytes) -> Checked:
    """It ends with its last end mark: without one it was cut short."""
    end = content.rfind(PDF_END) + len(PDF_END)
    pages, text = read_apart(content[:end])
    if content[end:].strip(WHITE):
        raise Refused(Refusal.TWO_FILES_IN_ONE)
    return Checked("pdf", content, pages=pages, text=text)


def page_drawn(content: bytes, number: int) -> bytes:
    """A page of a PDF that was taken, as a WebP picture; empty when it cannot be drawn in time."""
    return run_apart(DRAWER, content, str(number))


def is_scanned(content: bytes) -> bool:
    """Whether a scanner has found nothing. Raises Refused when it found something.

    Without a scanner, or with one that is away, nobody looked: taken, unless a scan is required.
    """
    if not settings.CLAMD_ADDRESS:
        return False
    try:
        virus = virus_in(content, settings.CLAMD_ADDRESS)
    except OSError as error:
        log.warning("The virus scanner does not answer: %s", error)
        if settings.EVIDENCE_SCAN_REQUIRED:
            raise Refused(Refusal.SCANNER_AWAY) from error
        return False
    if virus:
        log.warning("A virus was uploaded: %s", virus)
        raise Refused(Refusal.VIRUS)
    return True
