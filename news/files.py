"""Files that editors publish: opened by their real parser, pictures without their metadata."""

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

WIDTH, HEIGHT = 1600, 4800  # in px, at most
PICTURE_BYTES = 15 * 1024 * 1024
PICTURE_PIXELS = 60_000_000
PICTURE_KINDS = ("JPEG", "PNG", "WEBP", "GIF")


def own_folder(row: Model, name: str) -> str:
    """`upload_to`: no file is read before its minute by trying likely names."""
    return f"{row._meta.model_name}/{token_urlsafe(9)}/{name}"


def check_pdf(file) -> None:
    file.seek(0)
    if not file.read(5).startswith(b"%PDF-"):
        raise ValidationError(_("This is not a PDF file."))


def check_picture(file) -> None:
    """Raises ValidationError when the picture is too large, broken, or of a kind not taken.

    It is decoded to the last line, and only once: what is stored was checked when it came in.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > PICTURE_BYTES:
        raise ValidationError(_("The picture is larger than 15 MB."))
    file.seek(0)
    try:
        with Image.open(file, formats=PICTURE_KINDS) as picture:
            if picture.width * picture.height > PICTURE_PIXELS:
                raise ValidationError(_("The picture has more than 60 megapixels."))
            picture.draft(None, (1, 1))  # a JPEG is read to its end, but unpacked at an eighth
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture cannot be opened.")) from error


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
        lies_on_its_side = picture.getexif().get(ExifTags.Base.Orientation, 1) >= 5
        picture.draft(None, (1, WIDTH) if lies_on_its_side else (WIDTH, 1))
        if picture.mode not in {"RGB", "RGBA"}:
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((HEIGHT, WIDTH) if lies_on_its_side else (WIDTH, HEIGHT))
        upright = ImageOps.exif_transpose(picture)
        drawn = BytesIO()
        # A line drawing, of 256 colours at most, is smaller and sharper without loss.
        upright.save(drawn, "WEBP", quality=82, lossless=upright.getcolors() is not None)
    return Drawn(ContentFile(drawn.getvalue()), *upright.size)
