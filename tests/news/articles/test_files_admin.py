"""Pictures and files come in with an article: what is wrong is said beside the field."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.articles.models import Article
from tests.factories import make_category, pdf_file, photograph, picture_file
from tests.members.evidence import made

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"


def filled(**changes) -> dict:
    return {
        "title_en": "Forum",
        "slug": "forum",
        "kind": "report",
        "category": make_category().pk,
        "lead_en": "Typed with care",
        "pictures-TOTAL_FORMS": 0,
        "pictures-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
    } | changes


def with_picture(file=None, **fields) -> dict:
    row = {"file": file or picture_file(), "alt_en": "A bridge", "alt_zh": "桥", "position": ""}
    return {"pictures-TOTAL_FORMS": 1} | {
        f"pictures-0-{name}": value for name, value in (row | fields).items()
    }


def with_files(*files: SimpleUploadedFile) -> dict:
    rows = {"attachments-TOTAL_FORMS": len(files)}
    for place, file in enumerate(files):
        rows |= {
            f"attachments-{place}-file": file,
            f"attachments-{place}-language": "zh",
            f"attachments-{place}-position": 0,
        }
    return rows


def large(side: int = 7_800) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("1", (side, side)).save(content, "PNG")
    return SimpleUploadedFile("hall.png", content.getvalue())


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
SAY = "Say what the picture shows, for those who do not see it."
NOT_ITS_NAME = "Say what the picture shows, not what its file is called."
BAD_PICTURES = {
    "60 megapixels": ({"file": large()}, "The picture has more than 60 megapixels."),
    "400 megapixels": ({"file": large(20_000)}, "The picture has more than 60 megapixels."),
    "SVG with a script": (
        {"file": SimpleUploadedFile("logo.svg", SVG)},
        "This is an SVG drawing, which can carry programs. Choose a JPEG, PNG",
    ),
    "PDF named .jpg": (
        {"file": pdf_file("scan.jpg")},
        "This is a PDF file. Choose a JPEG, PNG, WebP or GIF picture.",
    ),
    "not said what it shows": ({"alt_zh": " "}, SAY),
    "name for words": ({"alt_en": "IMG_2034.jpg"}, NOT_ITS_NAME),
    "number for words": ({"alt_zh": "微信图片_20260101.png"}, NOT_ITS_NAME),
    "number made up": ({"position": "-1"}, "Ensure this value is greater than or equal to 0."),
}


@pytest.mark.parametrize(("fields", "said"), BAD_PICTURES.values(), ids=BAD_PICTURES)
def test_bad_picture_is_told_beside_its_field_and_nothing_is_lost(as_staff, media, fields, said):
    for field in fields.values():
        if hasattr(field, "seek"):
            field.seek(0)

    response = as_staff("editor").post(ADD, filled(**with_picture(**fields)))

    assert response.status_code == 200
    assert said in response.text
    assert "Typed with care" in response.text
    assert not Article.objects.exists()
    assert list(media.iterdir()) == []


BAD_FILES = {
    "PDF with a script": ("a.pdf", made.with_unused_script(), "carries a program"),
    "protected PDF": ("a.pdf", made.protected("secret"), "is protected by a password"),
    "broken PDF": ("a.pdf", b"%PDF-1.7\n", "is damaged or was cut short"),
    "picture called PDF": ("a.pdf", photograph((40, 20)).read(), "This is a JPEG picture."),
    "program": ("a.exe", b"MZ\x00", "File extension “exe” is not allowed."),
    "empty": ("a.pdf", b"", "The submitted file is empty."),
    "no title, and none in its name": (" .pdf", made.of_pages(1), "Say what the file is."),
    "name of 300 letters": ("议" * 300 + ".pdf", made.of_pages(1), "has at most 100 characters"),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_file_is_told_beside_its_field_and_nothing_is_lost(
    as_staff, media, name, content, said
):
    files = with_files(SimpleUploadedFile(name, content))

    response = as_staff("editor").post(ADD, filled(**files))

    assert response.status_code == 200
    assert said in response.text
    assert "Typed with care" in response.text
    assert not Article.objects.exists()


def test_refusal_speaks_the_language_of_the_administration(as_staff, media):
    response = as_staff("editor").post(
        ADD,
        filled(**with_picture(pdf_file("scan.jpg"))),
        headers={"accept-language": "zh-CN"},
    )

    assert "这是PDF文件。请选择JPEG、PNG、WebP或GIF图片。" in response.text


def test_several_files_come_in_at_once_each_with_its_pages(as_staff, media):
    files = with_files(pdf_file("议程.pdf", pages=2), pdf_file("名单.pdf", pages=5))

    response = as_staff("editor").post(ADD, filled(**files))

    assert response.status_code == 302
    attachments = Article.objects.get().attachments.all()
    assert [(one.title_zh, one.pages) for one in attachments] == [("议程", 2), ("名单", 5)]


def test_picture_without_a_number_gets_the_next_one(as_staff, media):
    first = with_picture()
    second = {key.replace("-0-", "-1-"): value for key, value in with_picture().items()}

    as_staff("editor").post(ADD, filled(**first | second | {"pictures-TOTAL_FORMS": 2}))

    assert [one.position for one in Article.objects.get().pictures.all()] == [1, 2]


def test_place_and_camera_of_a_photograph_are_not_kept(as_staff, media):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (30.0, 40.0, 0.0)

    as_staff("editor").post(ADD, filled(**with_picture(picture_file(exif=exif))))

    with Image.open(Article.objects.get().pictures.get().file.path) as kept:
        assert not kept.getexif()
