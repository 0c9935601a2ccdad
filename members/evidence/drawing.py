"""Draws one page of a PDF as a picture: `python -m members.evidence.drawing 3 < file > page.webp`.

A program of its own for the reasons that pdf.py gives. A reviewer sees the page itself and not
only its text, because the two can say different things; and nothing in the file can act.
"""

import sys
from contextlib import suppress

import pypdfium2

from agreements.pdf import limit_memory

LONGEST = 1800  # in px, a side
LARGEST_SCALE = 3  # of 72 dots an inch
QUALITY = 80


def main() -> None:
    limit_memory()
    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as pdf:
        page = pdf[int(sys.argv[1]) - 1]
        scale = min(LONGEST / max(page.get_size()), LARGEST_SCALE)
        picture = page.render(scale=scale).to_pil()
        with suppress(BrokenPipeError):
            picture.save(sys.stdout.buffer, "WEBP", quality=QUALITY)


if __name__ == "__main__":
    main()
