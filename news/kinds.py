"""What an upload is, by what stands in it."""

from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

HEAD = 1024
NAMES = {
    "pdf": _("a PDF file"),
    "jpeg": _("a JPEG picture"),
    "png": _("a PNG picture"),
    "webp": _("a WebP picture"),
    "gif": _("a GIF picture"),
    "svg": _("an SVG drawing, which can carry programs"),
    "avif": _("an AVIF or HEIC picture"),
    "tiff": _("a TIFF picture"),
    "docx": _("a Word file (.docx)"),
    "xlsx": _("an Excel workbook (.xlsx)"),
    "pptx": _("a PowerPoint file (.pptx)"),
    "macros": _("an Office file with macros"),
    "office": _("an old Word, Excel or PowerPoint file"),
    "zip": _("a ZIP archive"),
    "html": _("a web page"),
    "program": _("a program"),
    "txt": _("a plain text"),
    "csv": _("a table as plain text (.csv)"),
}
STARTS = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"#!": "program",
    b"\xd0\xcf\x11\xe0": "office",
}
MARKUP = {"<svg": "svg", "<!doctype html": "html", "<html": "html", "<script": "html"}
# The part that makes an archive a file of Office.
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
TEXTS = ("utf-8-sig", "gb18030")


def ending(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def kind_of(file) -> str | None:
    """One of NAMES; None of what nobody knows."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if known := next((kind for start, kind in STARTS.items() if head.startswith(start)), None):
        return known
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "avif"
    if head.startswith(b"PK"):
        return kind_of_archive(file)
    return kind_of_text(file, head)


def kind_of_archive(file) -> str | None:
    try:
        with ZipFile(file) as archive:
            parts = set(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    finally:
        file.seek(0)
    if any(part.endswith("vbaProject.bin") for part in parts):
        return "macros"
    return next((kind for part, kind in OFFICE.items() if part in parts), "zip")


def kind_of_text(file, head: bytes) -> str | None:
    start = head.decode("utf-8", "ignore").lower()
    if markup := next((kind for mark, kind in MARKUP.items() if mark in start), None):
        return markup
    if not head or not is_text(file):
        return None
    return "csv" if ending(file.name or "") == "csv" else "txt"


def is_text(file) -> bool:
    content = file.read()
    file.seek(0)
    return any(is_written_in(content, encoding) for encoding in TEXTS)


def is_written_in(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char.isspace() for char in text)
