"""What was read from a certificate is offered in the forms of what it proves, and never saved."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from members.cpd.models import Record
from members.evidence.models import EvidenceFile
from members.qualifications.models import Qualification
from tests import factories
from tests.members.evidence import made

pytestmark = pytest.mark.usefixtures("vault")

TEXT = """has completed the course
Inspection of Steel Bridges
12–17 October 2025
CPD hours: 16
Certificate No.: CSE-2025-31
Issued by: Tianjin University
Date of issue: 20 October 2025
Valid until: 31 December 2030"""
FORMS = {
    "record": (
        "members:cpd:record_add",
        {
            "title": "Inspection of Steel Bridges",
            "hours": "16",
            "done_on": "2025-10-17",
            "provider": "Tianjin University",
        },
    ),
    "qualification": (
        "members:qualifications:qualification_add",
        {
            "name": "Inspection of Steel Bridges",
            "issuer": "Tianjin University",
            "number": "CSE-2025-31",
            "awarded_on": "2025-10-20",
            "valid_until": "2030-12-31",
        },
    ),
}


@pytest.fixture
def file(member) -> EvidenceFile:
    return factories.make_evidence(member, "<certificate>.pdf", text=TEXT)


@pytest.fixture(params=FORMS)
def place(request) -> str:
    return reverse(FORMS[request.param][0])


@pytest.fixture
def filled(place) -> dict[str, str]:
    """What the form at `place` holds when it begins with the file."""
    return next(values for name, values in FORMS.values() if reverse(name) == place)


@pytest.fixture
def now():
    with time_machine.travel("2026-01-15 12:00+08:00", tick=False):
        yield


def held(form, names) -> dict[str, str]:
    return {name: str(form[name].value()) for name in names}


# --- A new form that begins with a file -----------------------------------------------------------


def test_form_begins_with_the_file_chosen_and_what_was_read(as_member, file, place, filled, now):
    answer = as_member.get(place, {"file": file.pk})

    form, page = answer.context["form"], answer.text
    assert held(form, filled) == filled
    assert f'value="{file.pk}" id="id_evidence_0" checked' in page
    said = 'Read from <bdi class="address">&lt;certificate&gt;.pdf</bdi>. Check it.'
    assert page.count(said) == len(filled)
    assert (Record.objects.count(), Qualification.objects.count()) == (0, 0)


def test_field_of_which_nothing_was_read_says_nothing(as_member, member, place, filled, now):
    file = factories.make_evidence(member, text="LI WEI")

    answer = as_member.get(place, {"file": file.pk})

    assert "Read from" not in answer.text.replace("data-", "")
    assert 'id="id_evidence_0" checked' in answer.text


def test_value_that_the_form_would_refuse_is_passed_over(as_member, member, now):
    text = "total 7.1 hours, 3 hours\n20 March 2026\n5 January 2026\nTitle: " + "long " * 39 + "."
    file = factories.make_evidence(member, text=text)

    answer = as_member.get(reverse("members:cpd:record_add"), {"file": file.pk})

    form = answer.context["form"]
    assert held(form, ["hours", "done_on"]) == {"hours": "3", "done_on": "2026-01-05"}


def test_day_stays_today_when_none_was_read(as_member, member, now):
    file = factories.make_evidence(member, text="16 hours")

    answer = as_member.get(reverse("members:cpd:record_add"), {"file": file.pk})

    assert answer.context["form"]["done_on"].value() == date(2026, 1, 15)


def test_log_form_that_begins_with_a_file_shows_what_is_under_more(as_member, file):
    place = reverse("members:cpd:record_add")

    begun, plain = (as_member.get(place, given).text for given in ({"file": file.pk}, {}))

    assert '<details class="more" open>' in begun
    assert '<details class="more">' in plain


def test_what_is_sent_counts_and_not_what_was_read(as_member, member, file, now):
    place = f"{reverse('members:qualifications:qualification_add')}?file={file.pk}"

    as_member.post(place, {"kind": "certificate", "name": "My own words"})

    kept = member.qualifications.get()
    assert (kept.name, kept.number, kept.awarded_on) == ("My own words", "", None)
    assert list(kept.evidence.all()) == []


@pytest.mark.parametrize("number", ["0", "junk", "-1", "9" * 400, "", "1,2"])
def test_file_that_is_not_there_is_not_found(as_member, place, number):
    assert as_member.get(place, {"file": number}).status_code == 404


def test_file_of_another_member_is_not_found(as_stranger, file, place):
    assert as_stranger.get(place, {"file": file.pk}).status_code == 404


def test_form_is_sent_though_its_file_was_deleted_meanwhile(as_member, member):
    place = f"{reverse('members:qualifications:qualification_add')}?file=0"

    answer = as_member.post(place, {"kind": "degree", "name": "Diploma"})

    assert answer.status_code == 302
    assert member.qualifications.get().name == "Diploma"


def test_beginning_with_a_file_only_reads(as_member, file, place, count_queries):
    _, count = count_queries(as_member, f"{place}?file={file.pk}")

    assert count.writes == []
    assert count.repeated == {}


# --- Beside the files of a form -------------------------------------------------------------------


def edit(client: Client, row):
    app = "cpd:record" if isinstance(row, Record) else "qualifications:qualification"
    return client.get(reverse(f"members:{app}_edit", args=[row.pk]))


@pytest.mark.parametrize("make", [factories.make_record, factories.make_qualification])
def test_form_of_a_claim_offers_what_was_read_and_changes_nothing(as_member, member, file, make):
    row = make(member)
    before = edit(as_member, row)
    row.evidence.add(file)

    after = edit(as_member, row)

    names = FORMS["record" if make is factories.make_record else "qualification"][1]
    assert held(after.context["form"], names) == held(before.context["form"], names)
    assert 'Read from <bdi class="address">&lt;certificate&gt;.pdf</bdi>' in after.text
    assert 'data-value="2025-10-20">20 Oct 2025<' in after.text
    assert 'class="reading"' not in before.text


def test_offers_are_named_as_the_fields_are_filled(as_member, member, file):
    record, title = factories.make_record(member), factories.make_qualification(member)
    for row in (record, title):
        row.evidence.add(file)

    found = {
        row: {
            offer.sort: [value.written for value in offer.values]
            for _file, offers in edit(as_member, row).context["form"].readings
            for offer in offers
        }
        for row in (record, title)
    }

    same = {"titles": ["Inspection of Steel Bridges"], "issuers": ["Tianjin University"]}
    assert found[record] == same | {"hours": ["16"], "held_on": ["2025-10-17", "2025-10-20"]}
    assert found[title] == same | {
        "numbers": ["CSE-2025-31"],
        "awarded_on": ["2025-10-20", "2025-10-17"],
        "valid_until": ["2030-12-31"],
    }


def test_each_sort_of_what_is_read_has_its_field(as_member, place, filled):
    form = as_member.get(place).context["form"]

    marked = {
        name: field.widget.attrs["data-reads"]
        for name, field in form.fields.items()
        if "data-reads" in field.widget.attrs
    }
    assert marked == form.READS
    assert set(marked) == set(filled)


def test_certificate_that_is_sent_with_a_form_not_filled_in_is_kept_and_read(as_member, member):
    upload = SimpleUploadedFile("new.pdf", made.saying("学时：16", "课程名称：桥梁检测"))

    answer = as_member.post(reverse("members:cpd:record_add"), {"new_files": upload})

    [(file, offers)] = answer.context["form"].readings
    assert file == member.evidence_files.get()
    assert [offer.values[0].shown for offer in offers] == ["桥梁检测", "16"]
    assert "Read from" in answer.text
    assert Record.objects.count() == 0


def test_only_a_file_with_text_says_where_what_was_read_is(as_member, member, file, place):
    photo = factories.make_evidence(member, "photo.jpg", kind="jpeg", pages=None, width=9, height=9)

    page = as_member.get(place).text

    for one, is_read in ((file, True), (photo, False)):
        address = reverse("members:evidence:file_reading", args=[one.pk])
        assert (f'data-reading="{address}"' in page) == is_read


def test_form_costs_the_same_for_one_certificate_and_for_three(as_member, member, count_queries):
    held = factories.make_qualification(member)
    place = reverse("members:qualifications:qualification_edit", args=[held.pk])
    held.evidence.add(factories.make_evidence(member, text=TEXT))
    _, one = count_queries(as_member, place)
    held.evidence.add(*(factories.make_evidence(member, text=TEXT) for _ in range(2)))

    _, three = count_queries(as_member, place)

    assert len(one) == len(three)
    assert three.repeated == one.repeated
    assert three.writes == []
