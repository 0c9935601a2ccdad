"""Typesetting by typst: from values to a PDF that is tagged (PDF/UA-1) and archivable (PDF/A-2a).

What people wrote is handed over as JSON and stays text, whatever it looks like. A character that
no font on the machine has is written by its number, such as [U+1F600]: no page has an empty box.
"""

import json
import re
from functools import cache
from pathlib import Path

from typst import Compiler, Fonts, TypstError

FONT = "Noto Sans CJK SC"
PACKAGE = "fonts-noto-cjk"  # in Debian
STANDARDS = ["a-2a", "ua-1"]
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_TRIES = 5


class FontMissing(Exception):
    """There is no font with Chinese on this machine."""


@cache
def installed() -> Fonts:
    """Those that were there when they were first asked for: looking through them takes a while."""
    found = Fonts()
    if FONT not in found.families():
        raise FontMissing(FONT)
    return found


def has_font() -> bool:
    try:
        installed()
    except FontMissing:
        return False
    return True


def typeset(template: Path, values: dict) -> bytes:
    """Raises FontMissing."""
    compiler = Compiler(template, font_paths=installed())
    written = json.dumps(values, ensure_ascii=False)
    for _try in range(MOST_TRIES):
        try:
            return compiler.compile(
                format="pdf", sys_inputs={"values": written}, pdf_standards=STANDARDS
            )
        except TypstError as error:
            missing = characters_in(error.diagnostic)
            if not missing:
                raise
            written = by_number(written, missing)
    raise FontMissing(", ".join(sorted(missing)))


def characters_in(diagnostic: str) -> set[str]:
    """That no font has, of what typst says about them."""
    texts = (ESCAPED.sub(character, text) for text in MISSING.findall(diagnostic))
    return {one for text in texts for one in text if not one.isascii()}


def character(escape: re.Match) -> str:
    return chr(int(escape[1], 16))


def by_number(text: str, characters: set[str]) -> str:
    return text.translate({ord(one): f"[U+{ord(one):04X}]" for one in characters})
