"""Pictures from a stranger: measured before they are unpacked, and drawn anew."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from agreements.refusals import MOST_MEGAPIXELS, Refusal, Refused

KINDS = ("JPEG", "PNG", "WEBP")
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
LONGEST = 4000  # in px, a side: 340 dots an inch on A4
QUALITY = 88
BROKEN = (OSError, SyntaxError, ValueError, IndexError, TypeError, EOFError)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Drawn(NamedTuple):
    kind: str
    content: bytes
    width: int
    height: int


def drawn_anew(content: bytes) -> Drawn:
    """The picture alone, upright, in the kind it came in. Raises Refused.

    Place, camera, comments and what a phone writes behind the picture stay out. The same file
    gives the same bytes.
    """
    try:
        picture = Image.open(BytesIO(content), formats=KINDS)
    except BOMB as error:
        raise Refused(Refusal.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        is_cut = content.startswith(STARTS)
        raise Refused(Refusal.DAMAGED if is_cut else Refusal.OTHER_KIND) from error
    with picture:
        if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
            raise Refused(Refusal.TOO_MANY_PIXELS)
        try:
            return drawn(picture)
        except BROKEN as error:
            raise Refused(Refusal.DAMAGED) from error


def drawn(picture: Image.Image) -> Drawn:
    """Too large a JPEG is made smaller while it is unpacked: that takes less memory."""
    kind = "JPEG" if picture.format == "MPO" else picture.format  # what a phone adds to a JPEG
    picture.draft(None, (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(in_plain_colours(picture))
    upright.thumbnail((LONGEST, LONGEST))
    upright.info.clear()
    content = BytesIO()
    upright.save(content, kind, quality=QUALITY)
    return Drawn(kind.lower(), content.getvalue(), *upright.size)


def in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):  # 65,536 greys
        return picture.point(lambda grey: grey / 256).convert("L")
    if picture.format in {"PNG", "WEBP"} and picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
