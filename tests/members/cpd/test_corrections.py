"""A closed entry in the administration: read-only, but for an officer's reasoned correction."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from members.cpd import year_end
from members.cpd.corrections import Correction
from members.cpd.models import Record
from members.profile.workflow import open_record
from tests import factories
from tests.conftest import logged_in

GIVEN = {
    "title": "Bridges",
    "hours": "1,5",
    "done_on": "2024-05-06",
    "kind": "seminar",
    "aspect": "knowledge",
    "state": "declared",
    "reason": "The certificate says an hour and a half.",
}
SENTENCE = "The period from 1 January 2024 to 31 December 2024 is closed since 1 April 2025"


@pytest.fixture
def officer(as_staff):
    return as_staff("membership officer")


def change_page(record: Record) -> str:
    return reverse("admin:members_record_change", args=[record.pk])


def correct_page(record: Record) -> str:
    return reverse("admin:members_record_decide", args=[record.pk, "correct"])


# --- Read-only -----------------------------------------------------------------------------------


def test_closed_entry_is_only_shown_and_says_why(as_admin, old, january):
    response = as_admin.get(change_page(old))

    assert SENTENCE in response.text
    assert 'name="title"' not in response.text
    assert 'name="_save"' not in response.text
    assert "deletelink" not in response.text


def test_post_to_a_closed_entry_changes_nothing(as_admin, old, january):
    response = as_admin.post(change_page(old), GIVEN | {"title": "Changed"})

    assert response.status_code == 403
    assert Record.objects.get().title == "Bridges"


def test_closed_entry_is_not_deleted(as_admin, old, january):
    address = reverse("admin:members_record_delete", args=[old.pk])

    assert as_admin.post(address, {"post": "yes"}).status_code == 403
    assert Record.objects.get() == old


def test_many_entries_are_not_deleted_at_once(as_admin, old, january):
    address = reverse("admin:members_record_changelist")

    as_admin.post(address, {"action": "delete_selected", "_selected_action": [old.pk]})

    assert Record.objects.get() == old


@pytest.mark.parametrize("pk", ["add", "change"])
def test_staff_write_no_entry_into_a_closed_year(as_admin, member, old, january, pk):
    entry = factories.make_record(member, "Open", done_on=date(2025, 5, 6))
    address = change_page(entry) if pk == "change" else reverse("admin:members_record_add")

    response = as_admin.post(address, GIVEN | {"member": member.pk, "hours": "1.5"})

    assert response.status_code == 200
    assert SENTENCE in response.text
    assert not Record.objects.filter(hours=Decimal("1.5")).exists()


def test_open_entry_is_changed_as_ever(as_admin, member, old, january):
    entry = factories.make_record(member, "Open", done_on=date(2025, 5, 6))

    sent = GIVEN | {"title": "Changed", "hours": "1.5", "done_on": "2025-05-07"}
    as_admin.post(change_page(entry), sent)

    entry.refresh_from_db()
    assert (entry.title, entry.done_on) == ("Changed", date(2025, 5, 7))


def test_account_with_closed_entries_can_be_erased(as_admin, old, january):
    address = reverse("admin:members_member_delete", args=[old.member_id])

    as_admin.post(address, {"post": "yes"})

    assert not Record.objects.exists()


# --- The correction ------------------------------------------------------------------------------


def test_officer_corrects_with_a_reason_that_is_kept(officer, old, january):
    asked = officer.get(correct_page(old))
    done = officer.post(correct_page(old), GIVEN, follow=True)

    old.refresh_from_db()
    kept = Correction.objects.get()
    assert 'value="Bridges"' in asked.text
    assert 'value="2"' in asked.text
    assert "Corrected." in done.text
    assert (old.hours, old.state) == (Decimal("1.5"), Record.State.DECLARED)
    assert (kept.record, kept.member, kept.reason) == (old, old.member, GIVEN["reason"])
    assert kept.made_by.email == "membership.officer@example.org"
    assert (kept.before, kept.after) == ({"hours": "2"}, {"hours": "1.5"})


def test_correction_is_told_by_mail_once(
    officer, old, january, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(correct_page(old), GIVEN)

    (mail,) = mailoutbox
    assert mail.to == [old.member.user.email]
    assert mail.subject == "A CPD entry of yours was corrected: Bridges"
    assert "Hours: was “2”, is now “1.5”." in mail.body
    assert GIVEN["reason"] in mail.body
    assert old.get_absolute_url() in mail.body


def test_member_reads_it_on_the_entry_without_the_officers_name(officer, as_member, old, january):
    officer.post(correct_page(old), GIVEN | {"kind": "lecture", "topics": ["safety"]})

    page = as_member.get(old.get_absolute_url()).text

    assert "Corrected by the Society" in page
    assert GIVEN["reason"] in page
    assert "Hours: was “2”, is now “1.5”." in page
    assert "Kind: was “Seminar”, is now “Lecture given”." in page
    assert "Topics: was “–”, is now “Health and safety”." in page
    assert "membership.officer" not in page


def test_member_reads_it_in_chinese(old, as_member, january):
    factories.make_correction(
        old, before={"done_on": "2024-05-06", "kind": "seminar", "is_online": False},
        after={"done_on": "2024-05-07", "kind": "lecture", "is_online": True},
    )  # fmt: skip
    with translation.override("zh-hans"):
        page = as_member.get(old.get_absolute_url()).text

    assert "2024年5月7日" in page
    assert "is now" not in page


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"reason": ""}, {"reason"}),
        ({"reason": " "}, {"reason"}),
        ({"hours": "3h30"}, {"hours"}),
        ({"title": ""}, {"title"}),
        ({"done_on": "2024-02-30"}, {"done_on"}),
        ({"done_on": "2199-01-01"}, {"done_on"}),
        ({"kind": "junk"}, {"kind"}),
        ({"topics": ["junk"]}, {"topics"}),
        ({"state": "verified"}, {"state"}),
        ({"state": "to_confirm"}, {"state"}),
        ({"hours": "2"}, {"__all__"}),
    ],
)
def test_correction_answers_bad_input_and_keeps_what_was_typed(officer, old, january, typed, wrong):
    response = officer.post(correct_page(old), GIVEN | typed)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong
    assert 'value="Bridges"' in response.text or "title" in typed
    assert not Correction.objects.exists()
    assert Record.objects.get().hours == 2


@pytest.mark.parametrize(
    ("kept", "offered"),
    [
        ("to_confirm", ["to_confirm", "declared", "rejected"]),
        ("declared", ["declared", "rejected"]),
        ("verified", ["verified", "rejected"]),
        ("rejected", ["rejected"]),
    ],
)
def test_correction_takes_as_done_what_waits_and_checks_nothing(
    officer, old, january, kept, offered
):
    Record.objects.update(state=kept)

    form = officer.get(correct_page(old)).context["form"]

    assert [value for value, _label in form.fields["state"].choices] == offered


@pytest.mark.parametrize(("kept", "after"), [("to_confirm", "declared"), ("declared", "rejected")])
def test_officer_says_whether_a_closed_entry_counts(officer, as_member, old, january, kept, after):
    Record.objects.update(state=kept)

    officer.post(correct_page(old), GIVEN | {"hours": "2", "state": after})

    correction = Correction.objects.get()
    assert Record.objects.get().state == after
    assert (correction.before, correction.after) == ({"state": kept}, {"state": after})
    assert "State: was “" in as_member.get(old.get_absolute_url()).text


def test_correction_is_offered_for_closed_entries_alone(officer, member, old, january):
    entry = factories.make_record(member, "Open", done_on=date(2025, 5, 6))

    offered = [correct_page(one) in officer.get(change_page(one)).text for one in (old, entry)]
    response = officer.post(correct_page(entry), GIVEN | {"done_on": "2025-05-06"})

    assert offered == [True, False]
    assert "This entry is open: its member can change it." in response.text
    assert not Correction.objects.exists()


@pytest.mark.parametrize("group", ["reviewer", "auditor", "editor"])
def test_other_staff_correct_nothing(as_staff, old, january, group):
    response = as_staff(group).post(correct_page(old), GIVEN)

    assert response.status_code in (403, 404)
    assert not Correction.objects.exists()


def test_nobody_corrects_their_own(old, january):
    user = old.member.user
    user.is_staff = user.is_superuser = True
    user.save()

    response = logged_in(user).post(correct_page(old), GIVEN)

    assert response.status_code == 403
    assert Record.objects.get().hours == 2


def test_correction_of_what_was_just_changed_is_read_again(officer, old, january):
    response = officer.post(f"{correct_page(old)}?seen=2020-01-01T00:00:00", GIVEN, follow=True)

    assert "Somebody else changed this meanwhile." in response.text
    assert not Correction.objects.exists()


def test_database_refuses_a_correction_without_reason_or_in_ones_own_case(old):
    colleague = open_record(factories.make_user(is_staff=True), language="en")
    entry = factories.make_record(colleague)

    with pytest.raises(IntegrityError, match="has_reason"), transaction.atomic():
        factories.make_correction(old, reason="")
    with pytest.raises(IntegrityError, match="own_case"), transaction.atomic():
        factories.make_correction(entry, made_by=colleague.user)


def test_correction_counts_as_a_change_of_the_members_facts(officer, old, january):
    before = type(old.member).objects.get().facts_version

    officer.post(correct_page(old), GIVEN)

    assert type(old.member).objects.get().facts_version > before


# --- A declaration -------------------------------------------------------------------------------


@pytest.fixture
def declaration(member, closing):
    return factories.make_period_declaration(member, closing)


def withdraw_page(declaration) -> str:
    return reverse("admin:members_perioddeclaration_decide", args=[declaration.pk, "withdraw"])


def test_officer_reads_what_is_counted_today(as_admin, declaration, term, january):
    address = reverse("admin:members_perioddeclaration_change", args=[declaration.pk])

    assert "0 of 40 credit hours · Missing" in as_admin.get(address).text


def test_officer_withdraws_a_declaration_with_a_reason(
    officer, declaration, january, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(withdraw_page(declaration), {"reason": "An entry is missing."})

    declaration.refresh_from_db()
    (mail,) = mailoutbox
    assert declaration.reason == "An entry is missing."
    assert declaration.withdrawn_by.email == "membership.officer@example.org"
    assert mail.subject == "Your declaration for the period to 31 December 2024 was withdrawn"
    assert "An entry is missing." in mail.body


def test_declaration_is_withdrawn_once(declaration, january):
    officer = factories.make_user(is_staff=True)
    year_end.withdraw(declaration, by=officer, reason="First.")

    with pytest.raises(year_end.ValidationError):
        year_end.withdraw(declaration, by=officer, reason="Second.")

    declaration.refresh_from_db()
    assert declaration.reason == "First."


@pytest.mark.parametrize("group", ["reviewer", "auditor"])
def test_other_staff_withdraw_nothing(as_staff, declaration, january, group):
    response = as_staff(group).post(withdraw_page(declaration), {"reason": "No."})

    declaration.refresh_from_db()
    assert response.status_code == 403
    assert declaration.is_standing


def test_nobody_withdraws_their_own(declaration, january):
    user = declaration.member.user
    user.is_staff = user.is_superuser = True
    user.save()

    response = logged_in(user).post(withdraw_page(declaration), {"reason": "Mine."})

    declaration.refresh_from_db()
    assert response.status_code == 403
    assert declaration.is_standing
