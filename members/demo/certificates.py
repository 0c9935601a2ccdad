"""Invented certificates, drawn from plain lines: a PDF with text, or a photo of a page."""

from io import BytesIO

import pikepdf
from PIL import Image, ImageDraw, ImageFont

A4 = (0, 0, 595, 842)  # points
TOP, STEP = 720, 34  # points
PHOTO = (1240, 1754)  # px
PAPER, INK = "#f6f3ea", "#1b1b1b"


def as_pdf(lines: list[str]) -> bytes:
    """Latin letters only."""
    text = "".join(f"({escaped(line)}) Tj T*\n" for line in lines)
    content = f"BT /F1 16 Tf {STEP} TL 72 {TOP} Td\n{text}ET".encode("latin-1")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    written = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4[2:])
        page.obj.Contents = pdf.make_stream(content)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.save(written, static_id=True)
    return written.getvalue()


def escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def as_photo(lines: list[str]) -> bytes:
    picture = Image.new("RGB", PHOTO, PAPER)
    drawn, font = ImageDraw.Draw(picture), ImageFont.load_default(44)
    for place, line in enumerate(lines):
        drawn.text((140, 240 + 90 * place), line, INK, font)
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
