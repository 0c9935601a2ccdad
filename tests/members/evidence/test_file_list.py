import resource
import signal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.evidence.checks import checked
from members.evidence.models import EvidenceFile
from tests import factories
from tests.members.evidence import made


@pytest.fixture
def place(db):
    return reverse("members:evidence:file_list")


def pdf(name: str = "diploma.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.blank_pdf() if content is None else content)


def photo(name: str = "photo.jpg", **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.picture(**options))


def used(member) -> EvidenceFile:
    """A file that proves a qualification and a CPD entry."""
    file = factories.make_evidence(member)
    grade = factories.make_grade()
    factories.make_qualification(member, name="", grade=grade).evidence.add(file)
    factories.make_record(member).evidence.add(file)
    return file


def names() -> list[str]:
    return sorted(EvidenceFile.objects.values_list("name", flat=True))


# --- What is there -------------------------------------------------------------------------------


def test_list_without_files_says_what_they_are_for(as_member, place):
    page = as_member.get(place).text

    assert "No files yet" in page
    assert 'accept="image/*,application/pdf"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "PDF, JPEG, PNG or WebP, up to 10 MB each and 10 at once." in page


def test_list_shows_own_files_newest_first_and_the_space_they_take(
    as_member, member, stranger, place
):
    for name in ("older.pdf", "newer.pdf"):
        factories.make_evidence(member, name, size=1_200_000)
    factories.make_evidence(stranger, "foreign.pdf")

    page = as_member.get(place).text

    assert page.index("newer.pdf") < page.index("older.pdf")
    assert "foreign.pdf" not in page
    assert "2 files" in page
    assert "2.4 MB of 500 MB used" in page


def test_list_goes_on_after_25_files(as_member, member, place):
    for number in range(26):
        factories.make_evidence(member, f"{number}.pdf")

    second = as_member.get(place, {"page": 2})

    assert [file.name for file in second.context["page"]] == ["0.pdf"]


def test_list_costs_the_same_for_one_file_and_for_three(as_member, member, place, count_queries):
    used(member)
    _, one = count_queries(as_member, place)
    used(member)
    used(member)

    _, three = count_queries(as_member, place)

    assert len(one) == len(three) == 9
    assert three.writes == []


def test_list_says_what_each_file_is_used_for_and_how_long_it_is_kept(as_member, member, place):
    file, _ = factories.make_evidence(member), factories.make_evidence(member, "unused.pdf")
    for number in range(4):
        factories.make_record(member, f"Seminar {number}", state="verified").evidence.add(file)

    page = as_member.get(place).text

    [first, second] = page.split("<tbody>")[1].split("</tr>")[:2]
    assert "unused.pdf" in first
    assert "Nothing yet" in first
    assert "Until you delete it" in first
    assert [f"Seminar {number}" in second for number in range(4)] == [False, True, True, True]
    assert "and one more" in second
    assert "While a decision rests on it" in second


def test_name_that_is_markup_is_shown_as_text(as_member, member, place):
    factories.make_evidence(member, "<b>bold.pdf")

    assert "&lt;b&gt;bold.pdf" in as_member.get(place).text


# --- Adding --------------------------------------------------------------------------------------


def test_files_are_added_several_at_once(as_member, member, place, vault):
    answer = as_member.post(place, {"files": [pdf(), photo()]}, follow=True)

    page = answer.text
    assert answer.redirect_chain == [(place, 302)]
    assert "Added: diploma.pdf" in page
    assert "Added: photo.jpg" in page
    first, second = EvidenceFile.objects.order_by("pk")
    assert (first.member, first.kind, first.pages, first.width) == (member, "pdf", 1, None)
    assert (second.kind, second.pages, second.width, second.height) == ("jpeg", None, 40, 20)
    assert {path.name for path in vault.iterdir()} == {first.key, second.key}


def test_file_is_added_with_what_was_found_in_it(as_member, place, vault):
    content = made.saying("24 学时")

    as_member.post(place, {"files": pdf(content=content)})

    file = EvidenceFile.objects.get()
    assert (vault / file.key).read_bytes() == content
    assert (file.text, file.scanned_at) == ("24 学时\n", None)
    assert len(file.sha256) == 64


def test_nothing_of_the_person_or_the_file_is_in_its_key(as_member, place, vault):
    as_member.post(place, {"files": [photo("li wei.jpg"), photo("wei li.jpg", colour="red")]})

    keys = [path.name for path in vault.iterdir()]
    assert [len(key) for key in keys] == [32, 32]
    assert len(set(keys)) == 2
    assert {path.stat().st_mode & 0o777 for path in vault.iterdir()} == {0o600}
    assert vault.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["a" * 300 + ".jpg", "fdp.\u202egpj.jpg", "شهادة.jpg"])
def test_file_with_an_odd_name_is_added(as_member, place, vault, name):
    answer = as_member.post(place, {"files": photo(name)}, follow=True)

    file = EvidenceFile.objects.get()
    assert len(file.name) <= 200
    assert "\u202e" not in answer.text
    assert f"<bdi>{file.name}</bdi>" in answer.text


def test_same_file_is_recognised(as_member, member, place, vault):
    as_member.post(place, {"files": [pdf(), photo()]})

    answer = as_member.post(place, {"files": [pdf("again.pdf"), photo("again.jpg")]}, follow=True)

    assert names() == ["diploma.pdf", "photo.jpg"]
    assert "This file was there already: diploma.pdf" in answer.text
    assert "This file was there already: photo.jpg" in answer.text
    assert len(list(vault.iterdir())) == 2


def test_same_photo_with_other_notes_is_recognised(as_member, place, vault):
    as_member.post(place, {"files": [photo(), photo("commented.jpg", comment=b"at home")]})

    assert names() == ["photo.jpg"]


def test_file_of_another_member_is_not_recognised(as_member, as_stranger, place, vault):
    for client in (as_member, as_stranger):
        client.post(place, {"files": photo()})

    assert EvidenceFile.objects.count() == 2


# --- What is refused -----------------------------------------------------------------------------


def test_nothing_chosen_is_told_beside_the_field(as_member, place):
    page = as_member.post(place, {}).text

    assert "<title>Error: Evidence" in page
    assert "Choose at least one file." in page
    assert 'id="id_files_error"' in page


def test_refused_file_is_named_beside_the_field_and_the_others_are_kept(as_member, place, vault):
    uploads = [photo("diploma.jpg"), pdf("page.pdf", b"<html>"), pdf("empty.pdf", b"")]

    answer = as_member.post(place, {"files": uploads})

    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "files": [
            "“page.pdf” is neither a PDF nor a JPEG, PNG or WebP picture. Save it as one of these.",
            "“empty.pdf” is empty. Choose a file with something in it.",
        ]
    }
    assert "Added: diploma.jpg" in answer.text
    assert names() == ["diploma.jpg"]
    assert len(list(vault.iterdir())) == 1


BAD = {
    "page called a pdf": ("diploma.pdf", b"<html>", "is neither a PDF nor"),
    "program called a picture": ("photo.jpg", b"MZ" + bytes(200), "is neither a PDF nor"),
    "archive called a pdf": ("diploma.pdf", made.archive(), "is neither a PDF nor"),
    "pdf and archive in one": (
        "diploma.pdf",
        factories.blank_pdf() + made.archive(),
        "has another file inside it",
    ),
    "pdf cut short": ("diploma.pdf", factories.blank_pdf()[:300], "is damaged or was cut short"),
    "picture of 50,000 by 50,000": (
        "scan.png",
        made.claiming("PNG", 50_000, 50_000),
        "has more than 60 megapixels",
    ),
    "bomb": ("diploma.pdf", made.bomb(), "is damaged or was cut short"),
    "empty": ("diploma.pdf", b"", "is empty"),
    "with a script": ("diploma.pdf", made.with_unused_script(), "carries a program"),
    "long name": ("a" * 300 + ".pdf", b"", "a…” is empty"),
    "right-to-left name": ("gpj.\u202efdp.pdf", b"", "“gpj.fdp.pdf” is empty"),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD)
def test_bad_file_is_told_and_nothing_of_it_is_kept(as_member, place, vault, name, content, said):
    answer = as_member.post(place, {"files": pdf(name, content)})

    [told] = answer.context["form"].errors["files"]
    assert answer.status_code == 200
    assert said in told
    assert names() == []
    assert not vault.exists() or list(vault.iterdir()) == []


def test_refusal_is_told_in_chinese_on_a_chinese_page(as_member, place):
    answer = as_member.post(place.replace("/en/", "/zh-hans/"), {"files": pdf("空.pdf", b"")})

    assert "“空.pdf”是空文件。" in answer.text


def test_more_than_ten_at_once_are_refused(as_member, place, vault):
    answer = as_member.post(place, {"files": [photo(f"{number}.jpg") for number in range(11)]})

    assert answer.context["form"].errors == {
        "files": ["Choose at most 10 files at once. You chose 11."]
    }
    assert names() == []


def test_file_beyond_the_quota_is_refused(as_member, member, place, vault, settings):
    kept = factories.make_evidence(member)
    settings.EVIDENCE_QUOTA_BYTES = kept.size + len(checked(photo()).content) - 1

    refused = as_member.post(place, {"files": photo()})
    settings.EVIDENCE_QUOTA_BYTES += 1
    as_member.post(place, {"files": photo()})

    [said] = refused.context["form"].errors["files"]
    assert said.startswith("“photo.jpg” does not fit: your files may take ")
    assert EvidenceFile.objects.count() == 2


def test_quota_counts_the_files_of_the_member_alone(as_member, stranger, place, vault, settings):
    factories.make_evidence(stranger, size=1_000_000)
    settings.EVIDENCE_QUOTA_BYTES = 1_000_000

    as_member.post(place, {"files": photo()})

    assert EvidenceFile.objects.count() == 2


AWAY = (
    "“photo.jpg” was not saved: the place where files are kept does not answer. "
    "Try again in some minutes."
)


def test_store_that_is_away_is_told_and_nothing_is_kept(as_member, place, vault):
    vault.write_text("a file where the folder should be")

    answer = as_member.post(place, {"files": photo()})

    assert answer.status_code == 200
    assert answer.context["form"].errors == {"files": [AWAY]}
    assert names() == []


@pytest.fixture
def full_disk():
    """No file of this process grows beyond 1,000 bytes."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


def test_disk_that_is_full_is_told_and_nothing_is_left_half_saved(
    as_member, place, vault, full_disk
):
    answer = as_member.post(place, {"files": photo(size=(1000, 1000))})

    assert answer.context["form"].errors == {"files": [AWAY]}
    assert names() == []
    assert list(vault.iterdir()) == []
