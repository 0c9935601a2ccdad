import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State
CLOSED = [state for state in State if state not in {State.DRAFT, State.RETURNED}]
CHANGED = {
    "kind": "degree",
    "grade": "",
    "name": "Corrected name",
    "issuer": "Other issuer",
    "discipline": "railway",
    "number": "N-2",
    "route": "other",
    "edition": "Second",
    "accord": "sydney",
    "degree_years": "3",
    "awarded_on": "2020-01-02",
    "valid_until": "2031-01-02",
    "note": "Corrected as asked.",
}


def address(held: Qualification) -> str:
    return reverse("members:qualifications:qualification_edit", args=[held.pk])


def test_edit_shows_what_is_kept(as_member, member):
    grade = factories.make_grade()
    held = factories.make_qualification(member, grade=grade, number="N-1")

    page = as_member.get(address(held)).content.decode()

    assert 'value="N-1"' in page
    assert f'<option value="{grade.pk}" selected>' in page


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_edit_saves_every_field_and_keeps_the_state(as_member, member, state):
    held = factories.make_qualification(member, state)

    response = as_member.post(address(held), CHANGED, follow=True)

    held.refresh_from_db()
    kept = {name: str(getattr(held, name) or "") for name in CHANGED}
    assert kept == CHANGED
    assert held.state == state
    assert response.redirect_chain == [(held.get_absolute_url(), 302)]
    assert "Saved: Corrected name" in response.content.decode()


def test_edit_shows_what_the_reviewer_asked_for(as_member, member):
    held = factories.make_qualification(member, State.RETURNED, said="Page 2 is missing.")

    assert "Page 2 is missing." in as_member.get(address(held)).content.decode()


def test_edit_marks_the_field_that_the_reviewer_named(as_member, member):
    held = factories.make_qualification(
        member, State.RETURNED, reason="award_differs", said="It says 28 June."
    )

    response = as_member.get(address(held))

    said = "The day of the award is not the one on the certificate."
    form = response.context["form"]
    page = response.text
    assert form.errors == {"awarded_on": [f"{said}\nIt says 28 June."]}
    assert "One thing to put right" in page
    assert 'href="#id_awarded_on"' in page
    assert 'id="id_awarded_on_error"' in page
    assert "<title>Edit the qualification" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_edit_speaks_of_the_fault_in_the_language_of_the_page(as_member, member, language):
    held = factories.make_qualification(member, State.RETURNED, reason="number_differs")

    page = as_member.get(address(held).replace("/en/", f"/{language}/")).text

    assert ("The number is not the one on the certificate." in page) is (language == "en")
    assert ("证书上的编号" in page) is (language == "zh-hans")


def test_edit_of_a_draft_marks_nothing(as_member, member):
    held = factories.make_qualification(member)

    assert as_member.get(address(held)).context["form"].errors == {}


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_edit_saves_and_sends_at_once(as_member, member, state):
    held = factories.make_qualification(member, state)

    response = as_member.post(address(held), CHANGED | {"send": "1"}, follow=True)

    held.refresh_from_db()
    assert (held.name, held.state) == ("Corrected name", State.SUBMITTED)
    assert "Sent to a reviewer: Corrected name" in response.text


def test_edit_keeps_what_is_typed_when_it_cannot_be_sent_yet(as_member, member):
    held = factories.make_qualification(member)

    response = as_member.post(address(held), CHANGED | {"send": "1", "awarded_on": ""})

    held.refresh_from_db()
    assert (held.name, held.state) == ("Corrected name", State.DRAFT)
    assert response.context["form"].errors.keys() == {"awarded_on"}
    assert "Not sent yet." in response.text


def test_edit_keeps_a_number_in_plain_signs(as_member, member):
    held = factories.make_qualification(member)

    as_member.post(address(held), CHANGED | {"number": "ＰＥ　１２"})

    held.refresh_from_db()
    assert held.number == "PE 12"


def test_edit_may_take_the_end_date_away(as_member, member):
    held = factories.make_qualification(member, valid_until="2030-01-01")

    as_member.post(address(held), CHANGED | {"valid_until": ""})

    held.refresh_from_db()
    assert held.valid_until is None


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, {"name"}),
        ({"kind": "junk"}, {"kind"}),
        ({"awarded_on": "2025-06-31"}, {"awarded_on"}),
        ({"valid_until": "2019-01-01"}, {"valid_until"}),
        ({"name": "a" * 201, "note": "\x00"}, {"name", "note"}),
        ({"kind": "certificate"}, {"accord", "degree_years"}),
        (dict.fromkeys(CHANGED, ""), {"kind", "name"}),
    ],
)
def test_edit_answers_bad_input_and_changes_nothing(as_member, member, changes, wrong):
    held = factories.make_qualification(member, number="N-1")

    response = as_member.post(address(held), CHANGED | changes)

    held.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong
    assert "<title>Error: " in response.content.decode()
    assert (held.name, held.number) == ("Master of Engineering", "N-1")


def test_edit_to_a_number_that_is_taken_is_refused_with_a_sentence(as_member, member):
    grade = factories.make_grade()
    factories.make_qualification(member, grade=grade, number="N-2", name="First")
    held = factories.make_qualification(member, grade=grade, number="N-1")

    response = as_member.post(address(held), CHANGED | {"grade": grade.pk})

    assert response.context["form"].non_field_errors() == [
        "You have entered this title with this number already."
    ]


def test_edit_may_keep_its_own_number(as_member, member):
    grade = factories.make_grade()
    held = factories.make_qualification(member, grade=grade, number="N-2")

    response = as_member.post(address(held), CHANGED | {"grade": grade.pk})

    assert response.status_code == 302


@pytest.mark.parametrize("state", CLOSED)
def test_edit_of_a_closed_one_shows_no_form(as_member, member, state):
    held = factories.make_qualification(member, state)

    response = as_member.get(address(held))

    page = response.content.decode()
    assert response.status_code == 200
    assert "This qualification can no longer be changed" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("state", CLOSED)
def test_edit_from_a_stale_page_saves_nothing_and_keeps_what_was_typed(as_member, member, state):
    held = factories.make_qualification(member, state)

    response = as_member.post(address(held), CHANGED)

    held.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert "Its state changed while you were writing." in page
    assert 'value="Corrected name"' in page
    assert '<option value="sydney" selected>' in page
    assert "Corrected as asked." in page
    assert 'type="submit">Save' not in page
    assert held.name == "Master of Engineering"


def test_edit_from_a_stale_page_answers_bad_input_too(as_member, member):
    held = factories.make_qualification(member, State.VERIFIED)

    response = as_member.post(address(held), dict.fromkeys(CHANGED, ""))

    assert response.status_code == 409


def test_edit_by_a_stranger_changes_nothing(as_stranger, member):
    held = factories.make_qualification(member)

    as_stranger.post(address(held), CHANGED)

    held.refresh_from_db()
    assert held.name == "Master of Engineering"


def test_edit_takes_six_queries(as_member, member, count_queries):
    held = factories.make_qualification(member, grade=factories.make_grade())

    _, count = count_queries(as_member, address(held))

    assert len(count) == 6
