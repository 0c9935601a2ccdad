"""Files that editors publish are what they say they are, and carry no metadata."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.articles.models import Attachment, Picture
from news.files import check_pdf, check_picture
from tests.factories import make_article, make_newsletter, pdf_file, picture_file


def test_picture_is_drawn_again_without_its_metadata(db, media):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    picture = Picture.objects.create(
        article=make_article(),
        file=picture_file(size=(2000, 1000), exif=exif),
        alt_en="a",
        alt_zh="a",
    )

    with Image.open(picture.file.path) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == ("WEBP", (1600, 800), {})
    assert (picture.width, picture.height) == (1600, 800)
    assert picture.file.name.endswith(".webp")


def test_picture_that_lies_on_its_side_is_stood_up_and_then_fits(db, media):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    picture = Picture.objects.create(
        article=make_article(),
        file=picture_file(size=(2000, 3200), exif=exif),
        alt_en="a",
        alt_zh="a",
    )

    assert (picture.width, picture.height) == (1600, 1000)


def test_see_through_picture_stays_see_through(db, media):
    content = BytesIO()
    Image.new("LA", (40, 20), (255, 0)).save(content, "PNG")

    picture = Picture.objects.create(
        article=make_article(),
        file=SimpleUploadedFile("mark.png", content.getvalue()),
        alt_en="a",
        alt_zh="a",
    )

    with Image.open(picture.file.path) as stored:
        assert stored.convert("RGBA").getpixel((1, 1))[3] == 0


def test_drawing_of_few_colours_loses_nothing(db, media):
    drawing = Image.new("RGB", (400, 300), "white")
    drawing.paste("#0b3a69", (100, 50, 103, 250))
    content = BytesIO()
    drawing.save(content, "PNG")

    picture = Picture.objects.create(
        article=make_article(),
        file=SimpleUploadedFile("drawing.png", content.getvalue()),
        alt_en="a",
        alt_zh="a",
    )

    with Image.open(picture.file.path) as stored:
        assert stored.convert("RGB").tobytes() == drawing.tobytes()


def test_saving_a_picture_again_leaves_its_file_alone(db, media):
    picture = Picture.objects.create(
        article=make_article(), file=picture_file(), alt_en="a", alt_zh="a"
    )
    name = picture.file.name

    picture.caption_en = "New caption"
    picture.save()

    assert picture.file.name == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ValidationError):
        check_picture(SimpleUploadedFile("x.jpg", content))


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO"])
def test_picture_of_an_unusual_kind_is_refused(kind):
    drawn = BytesIO()
    Image.new("RGB", (32, 32)).save(drawn, kind)

    with pytest.raises(ValidationError, match="cannot be opened"):
        check_picture(SimpleUploadedFile("x.jpg", drawn.getvalue()))


def test_picture_that_was_cut_short_is_refused():
    whole = picture_file(size=(400, 300)).read()

    with pytest.raises(ValidationError, match="cannot be opened"):
        check_picture(SimpleUploadedFile("x.jpg", whole[: len(whole) // 2]))


def test_stored_picture_is_not_opened_again(db, media):
    picture = Picture.objects.create(
        article=make_article(), file=picture_file(), alt_en="a", alt_zh="a"
    )
    picture.file.storage.delete(picture.file.name)

    picture.full_clean()


def test_cover_of_a_newsletter_is_drawn_again_without_its_metadata(db, media):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"

    newsletter = make_newsletter(54, cover=picture_file(exif=exif))

    with Image.open(newsletter.cover.path) as stored:
        assert (stored.format, dict(stored.getexif())) == ("WEBP", {})


def test_picture_of_more_than_60_megapixels_is_refused():
    drawn = BytesIO()
    Image.new("1", (8000, 7600)).save(drawn, "PNG")

    with pytest.raises(ValidationError, match="60 megapixels"):
        check_picture(SimpleUploadedFile("x.png", drawn.getvalue()))


def test_pdf_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="not a PDF"):
        check_pdf(SimpleUploadedFile("x.pdf", b"MZ"))


def test_attachment_knows_its_size_and_refuses_programs(db, media):
    attachment = Attachment(
        article=make_article(), file=pdf_file("a.pdf", size=1234), title_en="A", title_zh="甲"
    )
    attachment.save()
    program = Attachment(
        article=attachment.article, file=pdf_file("a.exe"), title_en="A", title_zh="甲"
    )

    with pytest.raises(ValidationError, match="exe"):
        program.full_clean()
    assert attachment.size == 1234


def test_files_of_the_same_name_lie_where_nobody_looks(db, media):
    first, second = (make_newsletter(number, pdf_en=pdf_file("issue.pdf")) for number in (54, 55))

    folders = {newsletter.pdf_en.name.removesuffix("/issue.pdf") for newsletter in (first, second)}

    assert len(folders) == 2
    assert all(re.fullmatch(r"newsletter/[\w-]{12}", folder) for folder in folders)
