import pytest
from django.urls import reverse
from django.utils import timezone

from members.evidence.models import EvidenceFile
from tests import factories


@pytest.fixture
def file(member) -> EvidenceFile:
    return factories.make_evidence(member, "毕业证书.pdf")


def test_detail_shows_what_is_kept(as_member, file):
    page = as_member.get(file.get_absolute_url()).text

    assert '<h1 class="address"><bdi>毕业证书.pdf</bdi></h1>' in page
    assert "Not scanned" in page
    assert file.sha256 in page
    assert reverse("members:evidence:file_content", args=[file.pk]) in page


def test_detail_of_a_picture_says_its_width_and_height(as_member, member):
    values = {"kind": "jpeg", "pages": None, "width": 4000, "height": 3000}
    photo = factories.make_evidence(member, "a.jpg", scanned_at=timezone.now(), **values)

    page = as_member.get(photo.get_absolute_url()).text

    assert "4,000 × 3,000" in page
    assert "Nothing found" in page


def test_detail_shows_what_the_file_is_used_for(as_member, member, file):
    held = factories.make_qualification(member, "verified", name="Diploma")
    record = factories.make_record(member, "Seminar")
    unused = as_member.get(file.get_absolute_url()).text
    held.evidence.add(file)
    record.evidence.add(file)

    page = as_member.get(file.get_absolute_url()).text

    assert "Nothing yet." in unused
    assert "Until you delete it" in unused
    assert f'href="{held.get_absolute_url()}">Diploma</a>' in page
    assert f'href="{record.get_absolute_url()}">Seminar</a>' in page
    assert "Checked by CSE" in page
    assert "CPD entry" in page
    assert "While a decision rests on it" in page


def test_detail_leads_to_the_forms_that_begin_with_the_file(as_member, file):
    page = as_member.get(file.get_absolute_url()).text

    for name in ("members:cpd:record_add", "members:qualifications:qualification_add"):
        assert f'href="{reverse(name)}?file={file.pk}"' in page


def test_detail_lists_what_was_read(as_member, member, file):
    text = "Course: <b>Bridges\n12–17 October 2025\n16 hours\nCertificate No. A-123"
    certificate = factories.make_evidence(member, text=text)

    found, nothing = (as_member.get(one.get_absolute_url()).text for one in (certificate, file))

    assert "What was read in it" in found
    for said in ("&lt;b&gt;Bridges", ">16<", ">12 Oct 2025<", ">17 Oct 2025<", ">A-123<"):
        assert said in found
    assert "What was read in it" not in nothing


def test_detail_says_who_opened_it_by_role_and_never_by_name(as_member, file):
    reviewer = factories.make_user(family_name="Secretive", is_staff=True)
    factories.make_file_view(file)
    factories.make_file_view(file, reviewer)

    page = as_member.get(file.get_absolute_url()).text

    shown = page[page.index("Who opened it") :]
    assert shown.index("Staff of the Society") < shown.index(">You<")
    assert shown.count("<time") == 2
    assert "Secretive" not in page


def test_detail_of_a_new_file_says_that_nobody_opened_it(as_member, file):
    assert "Nobody has opened it yet." in as_member.get(file.get_absolute_url()).text


def test_detail_shows_the_latest_20_openings(as_member, file):
    for _ in range(21):
        factories.make_file_view(file)

    assert len(as_member.get(file.get_absolute_url()).context["views"]) == 20


def test_detail_costs_the_same_for_one_opening_and_for_three(as_member, file, count_queries):
    factories.make_file_view(file)
    _, one = count_queries(as_member, file.get_absolute_url())
    factories.make_file_view(file)
    factories.make_file_view(file)

    _, three = count_queries(as_member, file.get_absolute_url())

    assert len(one) == len(three) == 8
    assert three.writes == []
