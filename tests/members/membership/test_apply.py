from datetime import date

import pytest
import time_machine
from django.urls import reverse

from members.membership.applications import Application
from tests import factories as make

ADDRESS = "members:membership:apply"


@pytest.fixture
def typed(grade, society) -> dict:
    return {"grade": grade.pk, "society": society.pk, "statement": "Member 7 since 2020."}


def send(client, typed, **changes):
    return client.post(reverse(ADDRESS), typed | changes)


def test_apply_sends_the_application_and_shows_it(as_member, member, typed, grade, society):
    response = as_member.post(reverse(ADDRESS), typed, follow=True)

    kept = Application.objects.get()
    assert (kept.member, kept.grade, kept.society) == (member, grade, society)
    assert (kept.statement, kept.state) == ("Member 7 since 2020.", "submitted")
    assert response.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert "Your application is sent." in response.text


def test_apply_offers_grades_with_terms_and_authorised_societies_alone(as_member, grade, society):
    make.make_grade(name_en="Of another scheme")
    make.make_body(name_en="No society")

    fields = as_member.get(reverse(ADDRESS)).context["form"].fields

    assert [label for _, label in fields["grade"].choices] == [
        "Choose a grade",
        "Professional Engineer",
    ]
    assert [label for _, label in fields["society"].choices] == [
        "Choose a society",
        "Society of Bridges",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grade": ""}, "Choose one from the list."),
        ({"grade": "999999"}, "Choose one from the list."),
        ({"society": "junk"}, "Choose one from the list."),
        ({"statement": "x" * 2001}, "Write at most 2000 characters."),
        ({"statement": "a\u202eb"}, "This text holds a character that cannot be seen."),
        ({"statement": "nul\x00"}, "Null characters are not allowed."),
    ],
)
def test_apply_says_what_is_wrong_and_keeps_what_was_typed(as_member, typed, changes, said):
    page = send(as_member, {"statement": "Kept."} | typed, **changes).text

    assert said in page.replace("2,000", "2000")
    assert "<title>Error: " in page
    assert changes.get("statement", "Member 7 since 2020.").strip("\x00")[:10] in page
    assert Application.objects.count() == 0


def test_apply_takes_no_body_that_is_not_authorised(as_member, typed):
    response = send(as_member, typed, society=make.make_body().pk)

    assert "Choose one from the list." in response.text


def test_second_press_shows_the_application_of_the_first(as_member, typed):
    send(as_member, typed)

    response = as_member.post(reverse(ADDRESS), typed, follow=True)

    assert "This application was there already." in response.text
    assert Application.objects.count() == 1


def test_another_application_for_the_scheme_waits_until_the_first_is_closed(
    as_member, typed, apply, grade
):
    other = make.make_grade("SPE", scheme=grade.scheme)
    first = apply("returned")

    refused = send(as_member, typed, grade=other.pk)
    Application.objects.filter(pk=first.pk).update(state="withdrawn")
    sent = send(as_member, typed, grade=other.pk)

    assert "You have an open application already." in refused.text
    assert sent.status_code == 302
    assert Application.objects.open().get().grade == other


@pytest.mark.parametrize(("on", "status"), [("2027-12-31", 200), ("2028-01-01", 302)])
def test_grade_that_is_held_is_not_applied_for(member, as_member, typed, grade, on, status):
    make.make_term(member, grade, ends_on=date(2027, 12, 31))

    with time_machine.travel(f"{on}T12:00:00+08:00", tick=False):
        as_member.force_login(member.user)
        response = send(as_member, typed)

    assert response.status_code == status
    assert ("You hold this grade already." in response.text) == (status == 200)


def test_member_is_the_visitor_whoever_is_typed(as_member, member, stranger, typed):
    send(as_member, typed, member=stranger.pk, state="accepted")

    kept = Application.objects.get()
    assert (kept.member, kept.state) == (member, "submitted")
