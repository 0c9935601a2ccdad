"""Files that editors publish: opened by their real parser, pictures without their metadata."""

from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

PICTURE_WIDTH = 1600
PICTURE_BYTES = 15 * 1024 * 1024
PICTURE_PIXELS = 60_000_000


def check_pdf(file) -> None:
    file.seek(0)
    if not file.read(5).startswith(b"%PDF-"):
        raise ValidationError(_("This is not a PDF file."))


def check_picture(file) -> None:
    """Raises ValidationError when the picture is too large, or has more than 60 megapixels."""
    if file.size > PICTURE_BYTES:
        raise ValidationError(_("The picture is larger than 15 MB."))
    file.seek(0)
    try:
        with Image.open(file) as picture:
            width, height = picture.size
    except (OSError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture cannot be opened.")) from error
    if width * height > PICTURE_PIXELS:
        raise ValidationError(_("The picture has more than 60 megapixels."))


class Drawn(NamedTuple):
    content: ContentFile
    width: int
    height: int


def drawn_again(file: UploadedFile) -> Drawn:
    """The picture as WebP of at most 1,600 px width: what stood in its metadata is gone."""
    file.seek(0)
    with Image.open(file) as picture:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH * 3))
        if upright.mode not in {"RGB", "RGBA"}:
            upright = upright.convert("RGBA" if "transparency" in picture.info else "RGB")
        drawn = BytesIO()
        # A line drawing, of 256 colours at most, is smaller and sharper without loss.
        upright.save(drawn, "WEBP", quality=82, lossless=upright.getcolors() is not None)
    return Drawn(ContentFile(drawn.getvalue()), *upright.size)
