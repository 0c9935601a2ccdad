from django.urls import reverse

from tests import factories


def not_me(record) -> str:
    return reverse("members:attendance:disown", args=[record.pk])


def test_not_me_takes_the_draft_out_and_keeps_the_answer(as_member, member, event):
    attendance = factories.make_attendance(member, event)

    response = as_member.post(not_me(member.cpd_records.get()), follow=True)

    attendance.refresh_from_db()
    assert (attendance.state, attendance.answered_at is None) == ("not_me", False)
    assert not member.cpd_records.exists()
    assert "Taken out of your record: Bridges." in response.text
    assert reverse("members:attendance:reclaim", args=[attendance.pk]) in response.text


def test_not_me_leaves_what_was_confirmed(as_member, member, event):
    attendance = factories.make_attendance(member, event, confirmed=True)
    record = member.cpd_records.get()

    response = as_member.post(not_me(record))

    attendance.refresh_from_db()
    assert response.headers["Location"] == record.get_absolute_url()
    assert (attendance.state, member.cpd_records.count()) == ("listed", 1)


def test_entry_of_no_event_cannot_be_disowned(as_member, member):
    record = factories.make_record(member, state="to_confirm")

    response = as_member.post(not_me(record))

    assert response.status_code == 404
    assert member.cpd_records.exists()


def test_home_asks_with_both_answers_in_one_press(as_member, member, event):
    factories.make_attendance(member, event)
    record = member.cpd_records.get()

    page = as_member.get(reverse("members:home")).text

    assert f'action="{reverse("members:cpd:record_confirm", args=[record.pk])}"' in page
    assert f'formaction="{not_me(record)}"' in page


def test_list_asks_with_both_answers_and_comes_back_to_the_list(as_member, member, event):
    factories.make_attendance(member, event)
    record = member.cpd_records.get()
    shown = f"{reverse('members:cpd:record_list')}?period={record.done_on.year}"

    page = as_member.get(shown).text
    response = as_member.post(
        reverse("members:cpd:record_confirm", args=[record.pk]), {"from_list": "1"}
    )

    assert f'formaction="{not_me(record)}"' in page
    assert response.headers["Location"] == shown
