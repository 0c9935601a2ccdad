"""What an uploaded file is called from then on."""

import re
import unicodedata

LONGEST = 200
# The first is the one that is given.
ENDINGS = {
    "pdf": (".pdf",),
    "jpeg": (".jpg", ".jpeg"),
    "png": (".png",),
    "webp": (".webp",),
}
KNOWN = tuple(ending for endings in ENDINGS.values() for ending in endings)


def display_name(uploaded: str, kind: str) -> str:
    """At most LONGEST characters, with the ending of what the file is."""
    stem, ending = one_line(uploaded).rstrip(" ."), ENDINGS[kind][0]
    if stem.lower().endswith(KNOWN):
        stem, _dot, own = stem.rpartition(".")
        ending = f".{own.lower()}" if f".{own.lower()}" in ENDINGS[kind] else ending
    return (stem.strip(" .") or "file")[: LONGEST - len(ending)] + ending


def one_line(uploaded: str) -> str:
    """Without a path, and without what is not seen or turns the text around it."""
    name = re.split(r"[/\\]", uploaded)[-1]
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name))
    return "".join(char for char in name if char.isprintable())
