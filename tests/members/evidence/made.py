"""Files as strangers send them: PDFs that carry things, pictures of every sort."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from tests.factories import blank_pdf


def made(change: Callable[[Pdf], None], **options) -> bytes:
    """A PDF of one page after `change`."""
    written = BytesIO()
    with pikepdf.open(BytesIO(blank_pdf())) as pdf:
        change(pdf)
        pdf.save(written, **({"static_id": True} | options))
    return written.getvalue()


def opening(**action) -> bytes:
    """A PDF that does something when it is opened."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(**action)

    return made(change)


def annotated(**annotation) -> bytes:
    def change(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **annotation)
        pdf.pages[0].Annots = Array([note])

    return made(change)


def with_names(**trees) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.Names = Dictionary(**trees)

    return made(change)


def with_attachment() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.attachments["more.txt"] = b"more"

    return made(change)


def with_unused_script() -> bytes:
    """Nothing leads to it yet."""

    def change(pdf: Pdf) -> None:
        pdf.Root.Kept = pdf.make_indirect(Dictionary(Deep=[[Dictionary(JS="app.alert(1)")]]))

    return made(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_form_of_scripts() -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=[], XFA=Stream(pdf, b"<xdp/>"))

    return made(change)


def protected(user: str) -> bytes:
    locked = pikepdf.Encryption(owner="owner", user=user)
    return made(lambda pdf: None, encryption=locked)


def of_pages(number: int) -> bytes:
    def change(pdf: Pdf) -> None:
        for _ in range(number - 1):
            pdf.add_blank_page()

    return made(change)


def without_pages() -> bytes:
    def change(pdf: Pdf) -> None:
        del pdf.pages[0]

    return made(change)


def saying(*lines: str) -> bytes:
    """A PDF with these lines of text, in a font that has Chinese."""

    def change(pdf: Pdf) -> None:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/STSong-Light"),
            Encoding=Name("/UniGB-UTF16-H"),
            DescendantFonts=[
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.CIDFontType0,
                    BaseFont=Name("/STSong-Light"),
                    CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
                )
            ],
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in lines)
        page = pdf.pages[0]
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(pdf, f"BT /F1 12 Tf 72 720 Td {shown} ET".encode())

    return made(change)


def bomb(size: int = 100_000_000) -> bytes:
    """Some 100 kB, in which the stream that holds the pages unpacks to `size` bytes."""
    pages = b"<</Type/Pages/Kids[5 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>"
    numbers = b"2 0 5 %d " % len(pages)
    packed = deflated(numbers + pages + page, size)
    body = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    packed_at = len(body)
    says = b"/Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d" % (len(numbers), len(packed))
    body += b"3 0 obj\n<<%s>>stream\n%s\nendstream\nendobj\n" % (says, packed)
    rows = [(0, 0, 255), (1, 9, 0), (2, 3, 0), (1, packed_at, 0), (1, len(body), 0), (2, 3, 1)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    says = b"/Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d" % len(table)
    return body + b"4 0 obj\n<<%s>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        says,
        table,
        len(body),
    )


def deflated(start: bytes, size: int) -> bytes:
    """Packed: `start`, and spaces after it."""
    packer, spaces = zlib.compressobj(9), b" " * 1_000_000
    parts = [packer.compress(start), *(packer.compress(spaces) for _ in range(size // len(spaces)))]
    return b"".join([*parts, packer.flush()])


def archive(name: str = "a.txt") -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * 1000)
    return written.getvalue()


def picture(kind: str = "JPEG", mode: str = "RGB", size=(40, 20), colour=None, **options) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size, colour or 0).save(drawn, kind, **options)
    return drawn.getvalue()


def claiming(kind: str, width: int, height: int) -> bytes:
    """A small picture whose head says another size."""
    content = bytearray(picture(kind))
    if kind == "PNG":
        content[16:24] = struct.pack(">II", width, height)
        content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    elif kind == "JPEG":
        frame = content.index(b"\xff\xc0")
        content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    else:
        frame = content.index(b"\x9d\x01\x2a")
        content[frame + 3 : frame + 7] = struct.pack("<HH", width, height)
    return bytes(content)
