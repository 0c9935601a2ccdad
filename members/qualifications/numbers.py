"""Numbers of certificates, however they were typed."""

import re
import unicodedata

DASHES = re.compile("[\u2010-\u2015\u2212]")


def tidy(number: str) -> str:
    """Full-width signs become plain ones, any dash a hyphen, any run of spaces one space."""
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", number))
    return " ".join(plain.split())
