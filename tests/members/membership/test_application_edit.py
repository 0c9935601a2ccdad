import pytest
from django.urls import reverse

from members.membership.applications import Application
from tests import factories as make


def address(application) -> str:
    return reverse("members:membership:application_edit", args=[application.pk])


@pytest.fixture
def typed(grade, society) -> dict:
    return {"grade": grade.pk, "society": society.pk, "statement": "Page 2 follows."}


def test_returned_application_is_corrected_and_sent_again(as_member, apply, typed, grade):
    other = make.make_grade("SPE", scheme=grade.scheme)
    application = apply("returned")
    before = application.submitted_at

    page = as_member.get(address(application)).text
    response = as_member.post(address(application), typed | {"grade": other.pk}, follow=True)

    kept = Application.objects.get()
    assert "Page 2 is missing." in page
    assert (kept.state, kept.grade, kept.statement) == ("submitted", other, "Page 2 follows.")
    assert kept.submitted_at > before
    assert "Your application is sent again." in response.text


def test_correction_keeps_what_was_typed_beside_the_message(as_member, apply, typed):
    application = apply("returned")

    page = as_member.post(address(application), typed | {"grade": ""}).text

    assert "Choose one from the list." in page
    assert "Page 2 follows." in page
    assert Application.objects.get().state == "returned"


def test_correction_into_a_scheme_with_an_open_application_is_refused(as_member, apply, typed):
    other = make.make_grade(scheme=make.make_scheme(**make.TERMS))
    apply(grade=other)
    application = apply("returned")

    page = as_member.post(address(application), typed | {"grade": other.pk}).text

    assert "You have an open application already." in page


@pytest.mark.parametrize("state", sorted(set(Application.State) - {"returned"}))
def test_application_in_another_state_is_not_changed_and_nothing_typed_is_lost(
    as_member, apply, typed, state
):
    application = apply(state, statement="As it was.")

    shown = as_member.get(address(application))
    response = as_member.post(address(application), typed)

    assert "Only an application that was returned to you can be changed." in shown.text
    assert response.status_code == 409
    assert "Page 2 follows." in response.text
    kept = Application.objects.get()
    assert (kept.state, kept.statement) == (state, "As it was.")
