"""Files that editors publish are what they say they are, and carry no metadata."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.articles.models import Attachment, Picture
from news.files import MOST_PAGES, check_attachment, check_pdf, check_picture
from news.pictures.names import KINDS, name_of, source_of
from tests.factories import blank_pdf, make_article, make_newsletter, pdf_file, picture_file
from tests.members.evidence import made


def taken_in(file: SimpleUploadedFile) -> Picture:
    return Picture.objects.create(article=make_article(), file=file, alt_en="a", alt_zh="a")


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


@pytest.mark.parametrize(
    "said", [b"\x02\0\x04\0\0\0abc\0", b"\x03\0\x01\0\0\0\x63\0\0\0"], ids=["a word", "99"]
)
def test_picture_that_says_nonsense_of_how_it_was_held_stays_as_it_is(db, media, said):
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01" + said + b"\0\0\0\0"

    picture = taken_in(picture_file(size=(40, 20), exif=exif))

    assert (picture.width, picture.height) == (40, 20)


def test_greys_of_16_bits_stay_greys(db, media):
    content = BytesIO()
    Image.new("I;16", (40, 20), 0x8000).save(content, "PNG")

    picture = taken_in(SimpleUploadedFile("scan.png", content.getvalue()))

    with Image.open(picture.file.path) as stored:
        assert stored.getpixel((1, 1)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("议程 2026 (1).pdf", "议程_2026_1.pdf"),
        ("\U00020bb7" * 95 + ".pdf", "\U00020bb7" * 50 + ".pdf"),
        ("x" * 96 + ".pdf", "x" * 70 + ".pdf"),
        ("😀😀.pdf", "attachment.pdf"),
        (" .pdf", "attachment.pdf"),
        ("..pdf", "attachment.pdf"),
        ("photo\u202egpj.pdf", "photogpj.pdf"),
    ],
)
def test_name_of_a_file_fits_any_disk_and_hides_nothing(db, media, name, kept):
    file = pdf_file()
    file._name = name

    attachment = Attachment.objects.create(
        article=make_article(), file=file, title_en="A", title_zh="甲"
    )

    assert attachment.file.name.rpartition("/")[2] == kept


def test_small_version_leads_back_to_a_picture_of_any_name(db, media):
    picture = taken_in(picture_file(name="😀.jpg"))

    found = {source_of(name_of(picture.file.name, 40, kind)) for kind in KINDS}

    assert found == {picture.file.name}
    assert picture.file.name.endswith("/picture.webp")


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


def drawn(kind: str, mode: str = "RGB", size=(400, 300)) -> bytes:
    content = BytesIO()
    Image.new(mode, size).save(content, kind)
    return content.getvalue()


NO_PICTURES = {
    "nothing": (b"", "damaged, or of a kind that is not taken"),
    "bytes": (b"\x00\x01\x02\x03", "damaged, or of a kind that is not taken"),
    "words": (b"not a picture", "This is a plain text"),
    "drawing with a script": (
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "This is an SVG drawing, which can carry programs",
    ),
    "PDF": (b"%PDF-1.7", "This is a PDF file"),
    "page": (b"<!DOCTYPE html><script>alert(1)</script>", "This is a web page"),
    "program": (b"MZ\x90\x00", "This is a program"),
    "TIFF": (drawn("TIFF"), "This is a TIFF picture"),
    "BMP": (drawn("BMP"), "damaged, or of a kind that is not taken"),
    "ICO": (drawn("ICO"), "damaged, or of a kind that is not taken"),
    "AVIF": (drawn("AVIF"), "This is an AVIF or HEIC picture"),
}


@pytest.mark.parametrize(("content", "said"), NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused_and_named(content, said):
    with pytest.raises(ValidationError, match=said) as refused:
        check_picture(SimpleUploadedFile("photograph.jpg", content))

    assert "Choose a JPEG, PNG, WebP or GIF picture." in refused.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_of_a_usual_kind_is_taken_whatever_its_name(kind):
    check_picture(SimpleUploadedFile("x.bin", drawn(kind)))


def test_picture_that_was_cut_short_is_refused():
    whole = picture_file(size=(400, 300)).read()

    with pytest.raises(ValidationError, match="damaged or was cut short"):
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


@pytest.mark.parametrize("size", [(8000, 7600), (20_000, 20_000)])
def test_picture_of_more_than_60_megapixels_is_refused(size):
    with pytest.raises(ValidationError, match="60 megapixels"):
        check_picture(SimpleUploadedFile("x.png", drawn("PNG", "1", size)))


BAD_PDFS = {
    "none": (b"MZ", "This is a program. Choose a PDF file."),
    "cut short": (blank_pdf()[:300], "is damaged or was cut short"),
    "protected": (made.protected("secret"), "is protected by a password"),
    "script": (made.with_unused_script(), "carries a program"),
    "attachment": (made.with_attachment(), "has other files attached inside"),
    "launch": (made.opening(S=made.Name.Launch), "starts another program"),
    "no pages": (made.without_pages(), "is damaged"),
}


@pytest.mark.parametrize(("content", "said"), BAD_PDFS.values(), ids=BAD_PDFS)
def test_pdf_that_acts_or_cannot_be_read_is_refused(content, said):
    with pytest.raises(ValidationError, match=said):
        check_pdf(SimpleUploadedFile("公报.pdf", content))


def test_pdf_may_have_2000_pages_and_no_more():
    check_pdf(SimpleUploadedFile("x.pdf", made.of_pages(MOST_PAGES)))

    with pytest.raises(ValidationError, match="more than 2000 pages"):
        check_pdf(SimpleUploadedFile("x.pdf", made.of_pages(MOST_PAGES + 1)))


def office(*parts: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return content.getvalue()


WORD = office("[Content_Types].xml", "word/document.xml")
ATTACHMENTS = {
    "PDF": ("a.pdf", blank_pdf()),
    "Word": ("a.docx", WORD),
    "Excel": ("a.XLSX", office("xl/workbook.xml")),
    "PowerPoint": ("a.pptx", office("ppt/presentation.xml")),
    "archive": ("a.zip", office("a.txt")),
    "text": ("a.txt", "工程师".encode()),
    "text from an older Windows": ("a.txt", "工程师".encode("gb18030")),
    "table": ("a.csv", b"name,grade\n"),
}
OTHERS = {
    "PDF called Word": ("a.docx", blank_pdf(), "This is a PDF file."),
    "Word called PDF": ("a.pdf", WORD, r"This is a Word file \(.docx\)."),
    "archive called Word": ("a.docx", office("a.txt"), "This is a ZIP archive."),
    "Word with macros": (
        "a.docx",
        office("word/document.xml", "word/vbaProject.bin"),
        "This is an Office file with macros.",
    ),
    "old Word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1", "an old Word, Excel or PowerPoint file"),
    "program called text": ("a.txt", b"MZ\x00", "This is a program."),
    "page called text": ("a.txt", b"<html><script>", "This is a web page."),
    "half an archive": ("a.zip", office("a.txt")[:30], "damaged, or of a kind that is not taken"),
    "bytes called a table": ("a.csv", b"\x00\x01\xff", "damaged, or of a kind that is not taken"),
}


@pytest.mark.parametrize(("name", "content"), ATTACHMENTS.values(), ids=ATTACHMENTS)
def test_attachment_that_is_what_its_name_says_is_taken(name, content):
    check_attachment(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(("name", "content", "said"), OTHERS.values(), ids=OTHERS)
def test_attachment_that_is_something_else_is_refused_and_named(name, content, said):
    with pytest.raises(ValidationError, match=said):
        check_attachment(SimpleUploadedFile(name, content))


def test_attachment_knows_its_size_and_refuses_programs(db, media):
    attachment = Attachment(
        article=make_article(), file=pdf_file("a.pdf", 1234, pages=3), title_en="A", title_zh="甲"
    )
    attachment.save()
    program = Attachment(
        article=attachment.article, file=pdf_file("a.exe"), title_en="A", title_zh="甲"
    )

    with pytest.raises(ValidationError, match="exe"):
        program.full_clean()
    assert (attachment.size, attachment.pages) == (1234, 3)


def test_files_of_the_same_name_lie_where_nobody_looks(db, media):
    first, second = (make_newsletter(number, pdf_en=pdf_file("issue.pdf")) for number in (54, 55))

    folders = {newsletter.pdf_en.name.removesuffix("/issue.pdf") for newsletter in (first, second)}

    assert len(folders) == 2
    assert all(re.fullmatch(r"newsletter/[\w-]{12}", folder) for folder in folders)
