"""Files that editors publish: opened by their real parser, pictures without their metadata."""

import re
from collections.abc import Collection
from io import BytesIO
from pathlib import PurePath
from secrets import token_urlsafe
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Model
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageOps

from agreements.pdf_files import SENTENCES as OF_PDF
from agreements.pdf_files import read_apart
from agreements.refusals import Refusal, Refused

from .kinds import NAMES, ending, kind_of

WIDTH, HEIGHT = 1600, 4800  # in px, at most
QUALITY = 90  # of what smaller versions are drawn from
PICTURE_BYTES = 15 * 1024 * 1024
PICTURE_PIXELS = 60_000_000
PICTURE_KINDS = ("jpeg", "png", "webp", "gif")
PICTURE_FORMATS = [kind.upper() for kind in PICTURE_KINDS]
TURNED = range(1, 9)  # what a camera says of how it was held
PICTURE_WANTED = _("Choose a JPEG, PNG, WebP or GIF picture.")
PDF_WANTED = _("Choose a PDF file.")
NAME_WANTED = _("Give it the name of such a file, or choose another one.")
MOST_PAGES = 2_000
NAME_LETTERS, NAME_BYTES = 70, 200  # of a file name, at most; what is made of it adds its own
UNKEPT = re.compile(r"[^-\w.]")
SENTENCES = OF_PDF | {
    Refusal.TOO_MANY_PAGES: _("“%(name)s” has more than %(most)s pages. Publish it in parts."),
    Refusal.TOO_COSTLY: _("“%(name)s” takes too long to read. Print it to a new PDF."),
}


def own_folder(row: Model, name: str) -> str:
    """`upload_to`: no file is read before its minute by trying likely names."""
    kind = row._meta.model_name
    path = PurePath(name)
    return f"{kind}/{token_urlsafe(9)}/{kept_of(path.stem) or kind}{path.suffix}"


def kept_of(stem: str) -> str:
    """Of what a file was called: short enough for any disk, and nothing that hides it there."""
    letters = UNKEPT.sub("", stem.replace(" ", "_"))[:NAME_LETTERS].encode()[:NAME_BYTES]
    return letters.decode(errors="ignore").strip("._")


def check_pdf(file) -> None:
    """Raises ValidationError when it is no PDF, is broken or protected, or carries what acts."""
    if not is_stored(file):
        refuse_other_kind(file, ["pdf"], PDF_WANTED)
        pages_of(file)


def check_attachment(file) -> None:
    """What its name says is what it is, and nothing in it acts."""
    if not is_stored(file):
        refuse_other_kind(file, [ending(file.name)], NAME_WANTED)
        pages_of(file)


def check_picture(file) -> None:
    """Raises ValidationError when the picture is too large, broken, or of a kind not taken.

    It is decoded to the last line, and only once: what is stored was checked when it came in.
    """
    if is_stored(file):
        return
    if file.size > PICTURE_BYTES:
        raise ValidationError(_("The picture is larger than 15 MB."))
    refuse_other_kind(file, PICTURE_KINDS, PICTURE_WANTED)
    try:
        with Image.open(file, formats=PICTURE_FORMATS) as picture:
            if picture.width * picture.height > PICTURE_PIXELS:
                raise ValidationError(_("The picture has more than 60 megapixels."))
            picture.draft(None, (1, 1))  # a JPEG is read to its end, but unpacked at an eighth
            picture.load()
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The picture has more than 60 megapixels.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            _("This picture is damaged or was cut short. Save it again.")
        ) from error


def is_stored(file) -> bool:
    return getattr(file, "_committed", False)


def refuse_other_kind(file, kinds: Collection[str], wanted: str) -> None:
    """Its name proves nothing: a PDF called photograph.jpg is told to be a PDF."""
    found = kind_of(file)
    if found is None:
        raise ValidationError(
            _("This file is damaged, or of a kind that is not taken. %(wanted)s"),
            params={"wanted": wanted},
        )
    if found not in kinds:
        raise ValidationError(
            _("This is %(found)s. %(wanted)s"), params={"found": NAMES[found], "wanted": wanted}
        )


def pages_of(file) -> int | None:
    """Of a PDF; None of anything else. Raises ValidationError for one that is not taken.

    Known from then on as long as the upload lasts: the form asks first, and the row that is saved
    asks again.
    """
    if kind_of(file) != "pdf":
        return None
    upload = getattr(file, "file", file)
    if not hasattr(upload, "pages"):
        upload.pages = counted(file)
    return upload.pages


def counted(file) -> int:
    file.seek(0)
    try:
        return read_apart(file.read(), MOST_PAGES)[0]
    except Refused as refused:
        raise ValidationError(
            SENTENCES[refused.why],
            code=refused.why,
            params={"name": PurePath(file.name).name, "most": MOST_PAGES},
        ) from refused


class Drawn(NamedTuple):
    content: ContentFile
    width: int
    height: int


def draw_again(file: ImageFieldFile) -> Drawn | None:
    """Put a drawing without metadata in the place of a picture that has just come in."""
    if not file or file._committed:
        return None
    drawn = drawn_as_webp(file)
    file.save(PurePath(file.name).with_suffix(".webp").name, drawn.content, save=False)
    return drawn


def drawn_as_webp(file: ImageFieldFile) -> Drawn:
    """Made small before anything else, a JPEG while it is unpacked: that takes least memory."""
    file.seek(0)
    with Image.open(file) as picture:
        orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
        is_known = orientation in TURNED  # and not a word, as some programs write
        lies_on_its_side = is_known and orientation >= 5
        picture.draft(None, (1, WIDTH) if lies_on_its_side else (WIDTH, 1))
        picture = in_usual_colours(picture)
        picture.thumbnail((HEIGHT, WIDTH) if lies_on_its_side else (WIDTH, HEIGHT))
        upright = ImageOps.exif_transpose(picture) if is_known else picture
        drawn = BytesIO()
        upright.save(drawn, "WEBP", quality=QUALITY, lossless=is_drawing(upright))
    return Drawn(ContentFile(drawn.getvalue()), *upright.size)


def in_usual_colours(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits by their upper half: Pillow would cut off what is brighter than black."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda grey: grey / 256).convert("L")
    if picture.mode in {"RGB", "RGBA"}:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def is_drawing(picture: Image.Image) -> bool:
    """A line drawing, of 256 colours at most, is smaller and sharper without loss."""
    return picture.getcolors() is not None
