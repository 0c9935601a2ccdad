"""What the small versions of a picture are called, and how they are written on a page."""

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage

KINDS = ("avif", "webp", "jpeg")
WIDTHS = (480, 800, 1200, 1600)  # in px
SMALL = re.compile(rf"-\d+\.({'|'.join(KINDS)})$")
CARD_AT_LEAST, CARD_AT_MOST = 600, 1200  # px in width, of what a link to a page is shown with


def name_of(source: str, width: int, kind: str) -> str:
    """Beside the picture itself, so as hard to guess."""
    path = PurePosixPath(source)
    return str(path.with_name(f"{path.stem}-{width}.{kind}"))


def source_of(name: str) -> str:
    """Of a small version, the picture (news.files.draw_again); any other name is its own."""
    return SMALL.sub(".webp", name)


def widths_for(width: int) -> list[int]:
    """Never wider than the picture, which is one of them when it is no wider than the widest."""
    return sorted({*(one for one in WIDTHS if one < width), min(width, WIDTHS[-1])})


def widths_in(picture: dict) -> list[int]:
    """Those that are made of a picture's row, narrow to wide."""
    return [int(width) for width in (picture["widths"] or "").split()]


def addresses(picture: dict, kind: str) -> str:
    """For `srcset`; empty before they are made."""
    return ", ".join(
        f"{default_storage.url(name_of(picture['file'], width, kind))} {width}w"
        for width in widths_in(picture)
    )


def plain_address(picture: dict) -> str:
    """For a browser that knows no other: a JPEG of middling width, or the picture as it came in."""
    widths = widths_in(picture)
    middling = [width for width in widths if width <= WIDTHS[1]][-1:]
    name = name_of(picture["file"], middling[0], "jpeg") if middling else picture["file"]
    return default_storage.url(name)


def card(picture: dict) -> dict | None:
    """Address, width, height and text for the card of a link; None when it is too small for one."""
    fitting = [one for one in widths_in(picture) if CARD_AT_LEAST <= one <= CARD_AT_MOST]
    width = fitting[-1] if fitting else picture["width"]
    if width < CARD_AT_LEAST:
        return None
    name = name_of(picture["file"], width, "jpeg") if fitting else picture["file"]
    height = round(picture["height"] * width / picture["width"])
    address = default_storage.url(name)
    return {"address": address, "width": width, "height": height, "alt": picture["alt"]}
