"""Files chosen and added in the forms of what they prove: qualifications and CPD entries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.audits.entries import AuditEntry
from members.audits.models import Audit
from members.cpd.models import Record
from members.cpd.statements import Statement
from members.evidence.models import EvidenceFile
from members.evidence.uses import tables
from members.qualifications.models import Qualification
from tests import factories
from tests.members.evidence import made

pytestmark = pytest.mark.usefixtures("vault")


def photo(name: str = "photo.jpg", **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.picture(**options))


class Form:
    """One of the two forms, with what makes it valid."""

    def __init__(self, client: Client, kind: str):
        self.client, self.is_record = client, kind == "record"
        self.model = Record if self.is_record else Qualification
        app = "cpd:record" if self.is_record else "qualifications:qualification"
        self.place = f"members:{app}"

    @property
    def typed(self) -> dict:
        if self.is_record:
            today = timezone.localdate().isoformat()
            same = {"kind": "seminar", "aspect": "knowledge", "done_on": today}
            return {"title": "Seminar", "hours": "2"} | same
        return {"kind": "degree", "name": "Diploma"}

    @property
    def wrong(self) -> dict:
        return {"done_on": "junk"} if self.is_record else {"awarded_on": "junk"}

    def make(self, member, **fields):
        if self.is_record:
            return factories.make_record(member, **fields)
        return factories.make_qualification(member, **fields)

    def get(self, row=None):
        return self.client.get(self.address(row))

    def post(self, row=None, **values):
        return self.client.post(self.address(row), self.typed | values)

    def address(self, row=None) -> str:
        return reverse(f"{self.place}_edit", args=[row.pk]) if row else reverse(f"{self.place}_add")


@pytest.fixture(params=["qualification", "record"])
def form(request, as_member) -> Form:
    return Form(as_member, request.param)


def evidence_of(form: Form) -> list[str]:
    return sorted(file.name for file in form.model.objects.get().evidence.all())


# --- What is offered -----------------------------------------------------------------------------


def test_form_without_files_asks_for_new_ones_alone(form):
    page = form.get().text

    assert "New evidence" in page
    assert "Evidence you added before" not in page
    assert 'enctype="multipart/form-data"' in page


def test_form_offers_the_files_of_the_member_newest_first(form, member, stranger):
    for name in ("older.pdf", "<newer>.pdf"):
        factories.make_evidence(member, name)
    factories.make_evidence(stranger, "foreign.pdf")

    page = form.get().text

    assert page.index("&lt;newer&gt;.pdf") < page.index("older.pdf")
    assert "foreign.pdf" not in page


def test_form_offers_what_is_chosen_before_the_20_newest(form, member):
    old = factories.make_evidence(member, "old.pdf")
    for _ in range(20):
        factories.make_evidence(member)
    row = form.make(member)
    row.evidence.add(old)

    without, chosen = (form.get(one).context["form"].offered for one in (None, row))

    assert len(without) == len(chosen) == 20
    assert old.pk not in dict(without)
    assert chosen[0][0] == old.pk


def test_form_offers_all_that_are_chosen_however_many(form, member):
    row = form.make(member)
    row.evidence.add(*(factories.make_evidence(member) for _ in range(21)))

    form.post(row, evidence=[pk for pk, _label in form.get(row).context["form"].offered])

    assert row.evidence.count() == 21


# --- Choosing and adding -------------------------------------------------------------------------


def test_claim_is_added_with_a_photo_in_one_post(form, member):
    answer = form.post(new_files=photo())

    assert answer.status_code == 302
    assert evidence_of(form) == ["photo.jpg"]
    assert EvidenceFile.objects.get().member == member


def test_claim_is_added_with_chosen_and_new_files_together(form, member):
    chosen = factories.make_evidence(member, "chosen.pdf")
    factories.make_evidence(member, "other.pdf")

    form.post(evidence=chosen.pk, new_files=[photo(), photo("red.jpg", colour="red")])

    assert evidence_of(form) == ["chosen.pdf", "photo.jpg", "red.jpg"]


def test_claim_loses_what_is_no_longer_chosen_and_the_vault_does_not(form, member):
    row = form.make(member)
    row.evidence.add(factories.make_evidence(member, "kept.pdf"))
    off = factories.make_evidence(member, "off.pdf")
    row.evidence.add(off)

    form.post(row, evidence=row.evidence.get(name="kept.pdf").pk)

    assert evidence_of(form) == ["kept.pdf"]
    assert EvidenceFile.objects.filter(pk=off.pk).exists()


def test_file_that_is_there_already_is_used_and_not_kept_twice(form, member):
    form.client.post(reverse("members:evidence:file_list"), {"files": photo("first.jpg")})

    form.post(new_files=photo("again.jpg"))

    assert evidence_of(form) == ["first.jpg"]
    assert EvidenceFile.objects.count() == 1


def test_one_file_proves_several_claims(form, member):
    file = factories.make_evidence(member)

    form.post(evidence=file.pk)
    form.make(member, **({"title": "Another"} if form.is_record else {"name": "Another"}))
    for row in form.model.objects.all():
        row.evidence.add(file)

    assert form.model.objects.filter(evidence=file).count() == 2


def test_second_press_adds_its_file_to_the_first_claim(form, member):
    form.post()

    form.post(new_files=photo())

    assert form.model.objects.count() == 1
    assert evidence_of(form) == ["photo.jpg"]


# --- What goes wrong -----------------------------------------------------------------------------


def test_refused_file_is_told_beside_the_field_and_what_was_typed_stays(form):
    answer = form.post(new_files=[photo(), SimpleUploadedFile("page.pdf", b"<html>")])

    page = answer.text
    assert answer.context["form"].errors == {
        "new_files": [
            "“page.pdf” is neither a PDF nor a JPEG, PNG or WebP picture. Save it as one of these."
        ]
    }
    assert 'id="id_new_files_error"' in page
    assert 'value="Seminar"' in page or 'value="Diploma"' in page
    assert form.model.objects.count() == 0


def test_good_file_is_kept_and_chosen_when_another_field_is_wrong(form):
    refused = form.post(new_files=photo(), **form.wrong)
    [file] = EvidenceFile.objects.all()
    [chosen] = refused.context["form"]["evidence"].value()

    form.post(evidence=chosen)

    assert f'value="{file.pk}" id="id_evidence_0" checked' in refused.text
    assert evidence_of(form) == ["photo.jpg"]


def test_store_that_is_away_keeps_the_form(form, vault):
    vault.write_text("a file where the folder should be")

    answer = form.post(new_files=photo())

    [said] = answer.context["form"].errors["new_files"]
    assert said.startswith("“photo.jpg” was not saved: ")
    assert 'value="Seminar"' in answer.text or 'value="Diploma"' in answer.text
    assert (form.model.objects.count(), EvidenceFile.objects.count()) == (0, 0)


def test_file_of_another_member_cannot_be_chosen(form, stranger):
    foreign = factories.make_evidence(stranger)

    answer = form.post(evidence=foreign.pk)

    assert answer.context["form"].errors == {"evidence": ["Choose from the list."]}
    assert form.model.objects.count() == 0


@pytest.mark.parametrize("value", ["0", "-1", "junk", "9" * 400, "\x00", "１"])
def test_nonsense_cannot_be_chosen(form, value):
    answer = form.post(evidence=value)

    assert answer.context["form"].errors == {"evidence": ["Choose from the list."]}


# --- Where it is shown ---------------------------------------------------------------------------


def test_qualification_shows_its_files_with_the_door_to_each(as_member, member):
    held = factories.make_qualification(member, "verified")
    without = as_member.get(held.get_absolute_url()).text
    file = factories.make_evidence(member, "毕业证书.pdf", size=1_100_000)
    held.evidence.add(file)

    page = as_member.get(held.get_absolute_url()).text

    assert "No evidence yet" in without
    assert "<bdi>毕业证书.pdf</bdi>" in page
    assert reverse("members:evidence:file_content", args=[file.pk]) in page
    assert "PDF, 1.1 MB, added " in page


def test_closed_entry_shows_its_files(as_member, member):
    record = factories.make_record(member, state="verified")
    record.evidence.add(factories.make_evidence(member))

    page = as_member.get(record.get_absolute_url()).text

    assert "2025-09.pdf" in page
    assert "<form" not in page.split("<main")[1]


def test_log_form_says_how_much_evidence_more_holds(as_member, member):
    record = factories.make_record(member)
    form = Form(as_member, "record")

    without = form.get(record).context["form"].evidence_said
    record.evidence.add(factories.make_evidence(member))
    one = form.get(record).context["form"].evidence_said

    assert (without, one) == ("No evidence yet", "1 file of evidence")


def test_refused_evidence_opens_more(as_member):
    form = Form(as_member, "record")

    answer = form.post(new_files=SimpleUploadedFile("page.pdf", b"<html>"))

    assert '<details class="more" open>' in answer.text


@pytest.mark.parametrize(("group", "is_link"), [("reviewer", True), ("auditor", False)])
def test_staff_see_the_files_of_a_claim_as_links_when_they_may_open_them(
    as_staff, form, member, group, is_link
):
    row = form.make(member)
    file = factories.make_evidence(member)
    row.evidence.add(file)

    model = row._meta.model_name
    page = as_staff(group).get(reverse(f"admin:members_{model}_change", args=[row.pk])).text

    assert "2025-09.pdf" in page
    assert (reverse("members:evidence:file_content", args=[file.pk]) in page) == is_link


# --- The agreement between the vault and what uses it --------------------------------------------


def test_tables_with_evidence_are_these():
    found = {table.related_model for table in tables()}

    assert found == {Qualification, Record, Statement, AuditEntry}


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_table_with_evidence_says_what_the_vault_asks(table):
    claim = table.related_model

    states = Audit.State if claim is AuditEntry else claim.State
    assert set(states) >= claim.KEEPS_EVIDENCE
    assert {"title", "state", "get_absolute_url"} <= set(dir(claim))
    assert callable(claim.objects.of)
