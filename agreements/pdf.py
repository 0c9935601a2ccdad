"""Opens a PDF from a stranger: how many pages, what it must not carry, what its first pages say.

It runs as a program of its own, which pdf_files.py starts: a PDF can be made to wear a parser out,
and here that costs a process with a limit, not one that serves pages. It knows nothing of Django,
which would take longer to start than the file to read.
"""

import json
import resource
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdf

from agreements.refusals import MOST_PAGES, Refusal, Refused

MEMORY = 1024**3  # in bytes, of the whole program
UNPACKED = 64 * 1024**2  # in bytes, of one stream
PAGES_READ = 2
LETTERS_READ = 4000

KEYS = {
    "/JS": Refusal.SCRIPT,
    "/JavaScript": Refusal.SCRIPT,
    "/XFA": Refusal.SCRIPT,
    "/EF": Refusal.EMBEDDED,
    "/EmbeddedFiles": Refusal.EMBEDDED,
    "/RichMediaContent": Refusal.MEDIA,
}
# What a dictionary says that it is or does, under one of these three keys.
SAYS = ("/S", "/Type", "/Subtype")
KINDS = {
    "/JavaScript": Refusal.SCRIPT,
    "/Launch": Refusal.LAUNCH,
    "/EmbeddedFile": Refusal.EMBEDDED,
    "/FileAttachment": Refusal.EMBEDDED,
    "/GoToE": Refusal.EMBEDDED,
    "/RichMedia": Refusal.MEDIA,
    "/Rendition": Refusal.MEDIA,
    "/Screen": Refusal.MEDIA,
    "/Movie": Refusal.MEDIA,
    "/Sound": Refusal.MEDIA,
    "/3D": Refusal.MEDIA,
}


def pages_of(content: bytes, most: int = MOST_PAGES) -> int:
    """The number of pages. Raises Refused, also for more than `most`.

    Nothing is repaired: another reader could repair it to something else than what was looked at.
    """
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused(Refusal.ENCRYPTED)
            for part in parts_of(pdf):
                refuse_active(part)
            return counted(pdf, most)
    except pikepdf.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED) from error
    except pikepdf.PdfError as error:
        raise Refused(Refusal.DAMAGED) from error


def counted(pdf: pikepdf.Pdf, most: int) -> int:
    pages = len(pdf.pages)
    if not pages:
        raise Refused(Refusal.DAMAGED)
    if pages > most:
        raise Refused(Refusal.TOO_MANY_PAGES)
    return pages


def parts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary in the file, also those that nothing leads to and those inside another."""
    waiting = [pdf.trailer, *pdf.objects]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            inner = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            inner = [value for _key, value in part.items()]
        else:
            continue
        waiting += [one for one in inner if is_inside(one)]


def is_inside(value: object) -> bool:
    """Written in the place itself; what is only pointed at has its turn as an object."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def refuse_active(part: pikepdf.Object) -> None:
    for key in part.keys() & KEYS.keys():
        raise Refused(KEYS[key])
    said = {str(part[key]) for key in SAYS if key in part and isinstance(part[key], pikepdf.Name)}
    for kind in said & KINDS.keys():
        raise Refused(KINDS[kind])
    if "/ObjStm" in said:
        part.read_bytes()  # holds objects; if it cannot be unpacked they would stay unseen


def text_of(content: bytes) -> str:
    """Lines of the first pages, in the plain form of each character."""
    pages = pypdf.PdfReader(BytesIO(content)).pages[:PAGES_READ]
    text = "\n".join(page.extract_text() for page in pages)
    plain = unicodedata.normalize("NFKC", text[:LETTERS_READ])
    return "".join(char for char in plain if char.isprintable() or char == "\n").replace(
        "\ufffd", ""
    )


def limit_memory() -> None:
    with suppress(ValueError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Reads the file from the input: it has at most as many pages as the first word says.

    Answers a line with `pages` or `refused`, and one of text, which is missing if it cannot be had.
    """
    limit_memory()
    pikepdf.settings.set_qpdf_limits(flate_max_memory=UNPACKED, png_max_memory=UNPACKED)
    content = sys.stdin.buffer.read()
    try:
        print(json.dumps({"pages": pages_of(content, int(sys.argv[1]))}), flush=True)
    except Refused as refused:
        print(json.dumps({"refused": refused.why}))
    else:
        print(json.dumps(text_of(content)))


if __name__ == "__main__":
    main()
