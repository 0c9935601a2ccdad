"""What an upload has to pass, step by step. No database: bytes go in, a finding comes out."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from agreements.pdf import pages_of, text_of
from agreements.refusals import MOST_PAGES, Refusal, Refused
from members.evidence.checks import Checked, checked
from members.evidence.sentences import SENTENCES, sentence
from tests.factories import blank_pdf
from tests.members.evidence import made
from tests.members.evidence.made import Name

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def look_at(content: bytes, name: str = "scan.pdf") -> Checked:
    return checked(ContentFile(content, name=name))


def why_refused(content: bytes) -> Refusal:
    with pytest.raises(Refused) as refused:
        look_at(content)
    return refused.value.why


# --- What is taken -------------------------------------------------------------------------------


def test_pdf_is_kept_as_it_came():
    content = made.of_pages(2)

    found = look_at(content)

    assert (found.kind, found.pages, found.content) == ("pdf", 2, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_in_its_kind(kind):
    found = look_at(made.picture(kind))

    with Image.open(BytesIO(found.content)) as kept:
        assert (kept.format, kept.size) == (kind, (40, 20))
    assert (found.kind, found.width, found.height) == (kind.lower(), 40, 20)


@pytest.mark.parametrize("name", ["scan.jpg", "scan.pdf", "scan.exe", "scan", ""])
def test_picture_is_taken_as_what_it_is_whatever_its_name(name):
    assert look_at(made.picture("PNG"), name).kind == "png"


def test_pdf_called_a_picture_is_taken_as_a_pdf():
    assert look_at(blank_pdf(), "scan.jpg").kind == "pdf"


def test_same_picture_gives_the_same_bytes():
    content = made.picture("WEBP", size=(400, 300), colour="red")

    assert look_at(content).content == look_at(content).content


def test_blank_lines_behind_a_pdf_are_no_second_file():
    assert look_at(blank_pdf() + b"\r\n\0\0\n").kind == "pdf"


def test_pdf_that_opens_at_a_page_or_links_is_taken():
    assert pages_of(made.opening(S=Name.GoTo, D="first")) == 1
    assert pages_of(made.annotated(Subtype=Name.Link)) == 1


def test_pdf_with_the_most_pages_is_taken():
    assert pages_of(made.of_pages(MOST_PAGES)) == MOST_PAGES


# --- Pictures are drawn anew ---------------------------------------------------------------------


def exif(**tags) -> Image.Exif:
    written = Image.Exif()
    for name, value in tags.items():
        written[ExifTags.Base[name]] = value
    return written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_loses_place_camera_and_colour_profile(kind):
    told = {"exif": exif(Make="Camera", ImageDescription="at home"), "icc_profile": b"profile"}

    found = look_at(made.picture(kind, **told))

    with Image.open(BytesIO(found.content)) as kept:
        assert dict(kept.getexif()) == {}
        assert "icc_profile" not in kept.info
    assert b"at home" not in found.content


def test_jpeg_loses_its_comment():
    assert b"at home" not in look_at(made.picture(comment=b"at home")).content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_that_lies_on_its_side_is_turned_upright(kind):
    found = look_at(made.picture(kind, exif=exif(Orientation=6)))

    assert (found.width, found.height) == (20, 40)


def test_what_a_phone_writes_behind_a_picture_is_left_behind():
    found = look_at(made.picture() + b"\0\0\0\x18ftypmp42 a short film")

    assert b"ftyp" not in found.content


def test_jpeg_with_further_pictures_is_taken_as_the_first():
    further = Image.new("RGB", (8, 8), "red")
    content = made.picture("MPO", save_all=True, append_images=[further])

    found = look_at(content)

    assert (found.kind, found.width) == ("jpeg", 40)


def test_large_picture_is_made_smaller():
    found = look_at(made.picture(mode="L", size=(5000, 100)))

    assert (found.width, found.height) == (4000, 80)


@pytest.mark.parametrize(
    ("kind", "mode", "colour", "kept_as"),
    [
        ("PNG", "I;16", 30000, (117, 117, 117)),
        ("PNG", "1", 1, (255, 255, 255)),
        ("PNG", "P", 0, (0, 0, 0)),
        ("PNG", "RGBA", (10, 20, 30, 255), (10, 20, 30)),
        ("JPEG", "L", 128, (128, 128, 128)),
        ("JPEG", "CMYK", (0, 0, 0, 0), (255, 255, 255)),
    ],
)
def test_picture_of_unusual_colours_looks_the_same(kind, mode, colour, kept_as):
    found = look_at(made.picture(kind, mode, colour=colour))

    with Image.open(BytesIO(found.content)) as kept:
        assert kept.convert("RGB").getpixel((5, 5)) == kept_as


def test_transparent_picture_stays_transparent():
    found = look_at(made.picture("PNG", "RGBA", colour=(10, 20, 30, 0)))

    with Image.open(BytesIO(found.content)) as kept:
        assert kept.getpixel((5, 5))[3] == 0


# --- What is refused -----------------------------------------------------------------------------

CUT = {
    "pdf": blank_pdf()[:300],
    "pdf, long": made.of_pages(50)[:-20],
    "jpeg": made.picture(size=(400, 300), quality=95)[:900],
    "png": made.picture("PNG", size=(400, 300))[:200],
    "webp": made.picture("WEBP", size=(400, 300))[:60],
    "head of a png": made.picture("PNG")[:20],
}


@pytest.mark.parametrize("content", CUT.values(), ids=CUT)
def test_file_that_was_cut_short_is_refused(content):
    assert why_refused(content) == Refusal.DAMAGED


OTHER = {
    "text": b"not a picture",
    "page": b"<html><script>alert(1)</script></html>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "archive": made.archive(),
    "document": made.archive("word/document.xml"),
    "program": b"MZ" + bytes(200),
    "gif": made.picture("GIF"),
    "tiff": made.picture("TIFF"),
    "eicar": EICAR,
}


@pytest.mark.parametrize("content", OTHER.values(), ids=OTHER)
def test_file_of_another_kind_is_refused(content):
    assert why_refused(content) == Refusal.OTHER_KIND


TWO_IN_ONE = {
    "page behind a pdf": blank_pdf() + b"<script>alert(1)</script>",
    "much behind a pdf": blank_pdf() + b"x" * 5000,
    "archive behind a pdf": blank_pdf() + made.archive(),
    "picture before a pdf": made.picture() + blank_pdf(),
    "line before a pdf": b"\n" + blank_pdf(),
    "archive behind a picture": made.picture() + made.archive(),
    "archive behind a png": made.picture("PNG") + made.archive(),
}


@pytest.mark.parametrize("content", TWO_IN_ONE.values(), ids=TWO_IN_ONE)
def test_file_that_is_two_at_once_is_refused(content):
    assert why_refused(content) == Refusal.TWO_FILES_IN_ONE


ACTIVE = {
    "script on opening": (made.opening(S=Name.JavaScript, JS="app.alert(1)"), Refusal.SCRIPT),
    "script by name": (made.with_names(JavaScript=made.Dictionary()), Refusal.SCRIPT),
    "script without use": (made.with_unused_script(), Refusal.SCRIPT),
    "form of scripts": (made.with_form_of_scripts(), Refusal.SCRIPT),
    "script with an address": (
        made.opening(S=Name.URI, URI="https://example.org", Next=made.Dictionary(JS="1")),
        Refusal.SCRIPT,
    ),
    "launch": (made.opening(S=Name.Launch, F="cmd.exe"), Refusal.LAUNCH),
    "attachment": (made.with_attachment(), Refusal.EMBEDDED),
    "attached note": (made.annotated(Subtype=Name.FileAttachment), Refusal.EMBEDDED),
    "film": (made.annotated(Subtype=Name.RichMedia), Refusal.MEDIA),
    "model": (made.annotated(Subtype=Name("/3D")), Refusal.MEDIA),
    "protected for all": (made.protected("secret"), Refusal.ENCRYPTED),
    "protected against changes": (made.protected(""), Refusal.ENCRYPTED),
    "too many pages": (made.of_pages(MOST_PAGES + 1), Refusal.TOO_MANY_PAGES),
    "no pages": (made.without_pages(), Refusal.DAMAGED),
}


@pytest.mark.parametrize(("content", "why"), ACTIVE.values(), ids=ACTIVE)
def test_pdf_that_acts_or_hides_is_refused(content, why):
    with pytest.raises(Refused) as refused:
        pages_of(content)

    assert refused.value.why == why


def test_refusal_of_the_reader_reaches_the_one_who_asked():
    assert why_refused(made.with_attachment()) == Refusal.EMBEDDED


def test_pdf_that_unpacks_to_hundreds_of_megabytes_is_refused():
    assert why_refused(made.bomb()) == Refusal.DAMAGED


def test_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("agreements.pdf_files.READER_SECONDS", 0.01)

    assert why_refused(blank_pdf()) == Refusal.TOO_COSTLY


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_of_more_than_60_megapixels_is_refused(kind):
    assert why_refused(made.claiming(kind, 10_000, 6_001)) == Refusal.TOO_MANY_PIXELS


def test_picture_of_50000_by_50000_is_refused_by_its_head():
    head = made.claiming("PNG", 50_000, 50_000)

    assert len(head) < 1000
    assert why_refused(head) == Refusal.TOO_MANY_PIXELS


def test_empty_file_is_refused():
    assert why_refused(b"") == Refusal.EMPTY


def test_file_above_the_limit_is_refused_and_one_at_it_is_not(settings):
    content = blank_pdf()

    settings.EVIDENCE_FILE_BYTES = len(content)
    assert look_at(content).kind == "pdf"

    settings.EVIDENCE_FILE_BYTES = len(content) - 1
    assert why_refused(content) == Refusal.TOO_LARGE


# --- What a PDF says -----------------------------------------------------------------------------


def test_text_is_read_from_the_first_pages_in_plain_characters():
    found = look_at(made.saying("证书编号：ＣＰＤ－001", "Twenty-four\u3000hours"))

    assert found.text.splitlines() == ["证书编号:CPD-001", "Twenty-four hours"]


def test_text_is_cut_after_some_thousand_letters():
    assert len(text_of(made.saying(*["x" * 500] * 20))) == 4000


def test_pdf_whose_text_cannot_be_read_is_taken_without():
    def change(pdf):
        pdf.pages[0].Contents = made.Stream(pdf, b"BT (x) Tj ET", Filter=Name("/Unheard"))

    found = look_at(made.made(change))

    assert (found.kind, found.text) == ("pdf", "")


# --- Words ---------------------------------------------------------------------------------------


def test_every_refusal_has_its_sentence():
    assert SENTENCES.keys() == set(Refusal)


@pytest.mark.parametrize("why", Refusal)
def test_sentence_names_the_file_and_fills_every_gap(why):
    [said] = sentence(Refused(why), "C:\\scans\\diploma.pdf").messages

    assert said.startswith("“diploma.pdf” ")
    assert "%" not in said


def test_sentence_shortens_a_long_name():
    [said] = sentence(Refused(Refusal.EMPTY), "x" * 300).messages

    assert said.startswith(f"“{'x' * 60}…”")
