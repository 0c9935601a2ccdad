from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from members.qualifications.models import Qualification
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:qualifications:qualification_add")


@pytest.fixture
def grade(db):
    return factories.make_grade()


def typed(**changes) -> dict[str, str]:
    values = {
        "kind": "degree",
        "grade": "",
        "name": "Master of Engineering",
        "issuer": "University",
        "discipline": "civil",
        "number": "",
        "route": "",
        "edition": "",
        "accord": "",
        "degree_years": "",
        "awarded_on": "2019-06-28",
        "valid_until": "",
        "note": "",
    }
    return values | changes


def test_add_lists_grades_under_their_body(as_member, add):
    bodies = [factories.make_body(name_en=f"Body {letter}") for letter in "BA"]
    for body in bodies:
        scheme = body.schemes.create(slug=f"s{body.pk}", name_en="Scheme", name_zh="体系")
        factories.make_grade("AE", scheme=scheme, name_en="Apprentice", rank=1)
        factories.make_grade("PE", scheme=scheme, name_en="Professional", rank=2)

    choices = as_member.get(add).context["form"].fields["grade"].choices

    assert [
        (group, [label for _value, label in grades] if isinstance(grades, list) else grades)
        for group, grades in choices
    ] == [
        ("", "Not in the list"),
        ("Body A", ["Apprentice (AE)", "Professional (PE)"]),
        ("Body B", ["Apprentice (AE)", "Professional (PE)"]),
    ]


def test_add_saves_a_draft_of_the_member(as_member, member, grade, add):
    everything = typed(
        kind="title",
        grade=grade.pk,
        name="",
        number="PE-1",
        route="full_assessment",
        edition="T/CAS 326-2021",
        valid_until="2030-12-31",
        note="One\r\ntwo",
    )

    response = as_member.post(add, everything, follow=True)

    held = Qualification.objects.get()
    assert response.redirect_chain == [(held.get_absolute_url(), 302)]
    assert "Saved as a draft: Professional Engineer" in response.content.decode()
    assert (held.member, held.state, held.grade) == (member, Qualification.State.DRAFT, grade)
    assert (held.awarded_on, held.valid_until) == (date(2019, 6, 28), date(2030, 12, 31))
    assert (held.discipline, held.number, held.route, held.edition, held.note) == (
        "civil",
        "PE-1",
        "full_assessment",
        "T/CAS 326-2021",
        "One\ntwo",
    )


def test_add_of_a_degree_saves_accord_and_length(as_member, add):
    as_member.post(add, typed(accord="washington", degree_years="4"))

    held = Qualification.objects.get()
    assert (held.accord, held.degree_years) == ("washington", 4)


def test_add_of_a_letter_is_called_one(as_member, grade, add):
    letter = typed(kind="letter", grade=grade.pk, name="", issuer="")

    response = as_member.post(add, letter, follow=True)

    held = Qualification.objects.get()
    assert held.issued_by == grade.scheme.body.name
    assert held.title == "Letter of good standing: Professional Engineer"
    assert "Saved as a draft: Letter of good standing: Professional" in response.text


def test_add_needs_no_more_than_a_name(as_member, add):
    as_member.post(add, {"kind": "degree", "name": "Master of Engineering"})

    assert Qualification.objects.get().valid_until is None


def test_add_ignores_state_stamps_and_owner_in_the_post(as_member, member, stranger, add):
    stamps = {"submitted_at": "2025-01-01", "decided_at": "2025-01-01", "reason": "Fine."}

    as_member.post(add, typed(member=stranger.pk, state="verified", **stamps))

    held = Qualification.objects.get()
    assert (held.member, held.state) == (member, Qualification.State.DRAFT)
    assert (held.submitted_at, held.decided_at) == (None, None)


NO_DAY = "Write a day that exists, as year-month-day, such as 2025-06-30."
UNSEEN = "This text holds a character that cannot be seen."
TOO_LONG = "Write at most {} characters. There are {}."
NOT_IN_LIST = "Choose one from the list."
NO_YEARS = "Write the years as a whole number from 1 to 12."
UNNAMED = "Choose a title from the list, or write its name."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "", "Choose one from the list."),
        ("kind", "party\x00", "Choose one from the list."),
        ("grade", "0", "Choose one from the list."),
        ("grade", "junk", "Choose one from the list."),
        ("grade", "9" * 400, "Choose one from the list."),
        ("name", "", UNNAMED),
        ("name", " \u200b ", UNNAMED),
        ("name", "a" * 201, TOO_LONG.format(200, 201)),
        ("name", "a" * 1_000_000, TOO_LONG.format(200, 1000000)),
        ("name", "bell\x07", UNSEEN),
        ("name", "nul\x00", "Null characters are not allowed."),
        ("issuer", "a" * 201, TOO_LONG.format(200, 201)),
        ("discipline", "Structures", NOT_IN_LIST),
        ("discipline", "\x00", NOT_IN_LIST),
        ("number", "a" * 61, TOO_LONG.format(60, 61)),
        ("number", "right\u202eleft", UNSEEN),
        ("route", "a" * 1_000_000, NOT_IN_LIST),
        ("accord", "london", NOT_IN_LIST),
        ("degree_years", "0", NO_YEARS),
        ("degree_years", "13", NO_YEARS),
        ("degree_years", "3.5", NO_YEARS),
        ("degree_years", "four\x00", NO_YEARS),
        ("degree_years", "9" * 5000, NO_YEARS),
        ("edition", "a" * 101, TOO_LONG.format(100, 101)),
        ("note", "a" * 1001, TOO_LONG.format(1000, 1001)),
        ("note", "nul\x00", "Null characters are not allowed."),
        ("awarded_on", "2025-06-31", NO_DAY),
        ("awarded_on", "junk\x00", NO_DAY),
        ("awarded_on", "9999-01-01", "This day lies in the future. Today is "),
        ("awarded_on", "1949-12-31", "Write a day from 1 January 1950 on."),
        ("valid_until", "2025-06-31", NO_DAY),
        ("valid_until", "9999-12-31", "Write a day up to 31 December 2199"),
        ("valid_until", "1949-12-31", "Write a day from 1 January 1950 on."),
        ("valid_until", "2019-06-27", "The last day of validity lies before the award."),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, add, field, value, message):
    response = as_member.post(add, typed(**{field: value}))

    form = response.context["form"]
    page = response.content.decode()
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert f'id="id_{field}_error"' in page
    assert "<title>Error: Add a qualification" in page
    assert form[field].value() == value
    assert 'value="University"' in page or field == "issuer"
    assert Qualification.objects.count() == 0


ONLY_DEGREES = "Only a degree has this. Leave it empty, or choose the kind “Degree”."


@pytest.mark.parametrize("kind", ["title", "licence", "certificate", "letter"])
def test_add_takes_accord_and_length_of_degrees_only(as_member, add, kind):
    response = as_member.post(add, typed(kind=kind, accord="none", degree_years="4"))

    assert response.context["form"].errors == {
        "accord": [ONLY_DEGREES],
        "degree_years": [ONLY_DEGREES],
    }
    assert Qualification.objects.count() == 0


def test_add_says_which_fields_concern_degrees_only(as_member, add):
    page = as_member.get(add).text

    assert page.count("Only for a degree") == 2


def test_add_answers_an_empty_post(as_member, add):
    response = as_member.post(add)

    assert response.context["form"].errors.keys() == {"kind", "name"}


@pytest.mark.parametrize("on", ["2019-06-28", "1950-01-01"])
def test_add_accepts_the_first_and_last_possible_days(as_member, add, on):
    as_member.post(add, typed(awarded_on=on, valid_until=on))

    assert Qualification.objects.get().valid_until == date.fromisoformat(on)


def test_add_accepts_an_award_today(as_member, add):
    as_member.post(add, typed(awarded_on=timezone.localdate().isoformat()))

    assert Qualification.objects.get().awarded_on == timezone.localdate()


# --- Twice ---------------------------------------------------------------------------------------

TAKEN = "You have entered this title with this number already."


def test_add_of_the_same_number_is_refused_with_a_sentence(as_member, member, grade, add):
    factories.make_qualification(member, grade=grade, number="PE-1", name="Mine")

    response = as_member.post(add, typed(grade=grade.pk, number="ＰＥ １"))

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [TAKEN]
    assert f"<li>{TAKEN}</li>" in response.content.decode()
    assert Qualification.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"number": "PE-2"}, {"number": ""}, {"grade": ""}, {"kind": "letter"}]
)
def test_add_of_another_number_or_title_is_accepted(as_member, member, grade, add, change):
    factories.make_qualification(member, grade=grade, number="PE-1", name="Mine")

    as_member.post(add, typed(**({"grade": grade.pk, "number": "PE-1"} | change)))

    assert Qualification.objects.count() == 2


def test_add_of_a_number_that_another_member_holds_is_accepted(as_member, stranger, grade, add):
    factories.make_qualification(stranger, grade=grade, number="PE-1")

    as_member.post(add, typed(grade=grade.pk, number="PE-1"))

    assert Qualification.objects.count() == 2


@pytest.mark.parametrize("number", ["", "PE-1"])
def test_add_sent_twice_makes_one_draft(as_member, grade, add, number):
    same = typed(grade=grade.pk, number=number)

    first = as_member.post(add, same, follow=True)
    second = as_member.post(add, same, follow=True)

    assert Qualification.objects.count() == 1
    assert second.redirect_chain == first.redirect_chain
    assert "This qualification was there already: Master" in second.content.decode()


def test_add_of_the_same_a_minute_later_is_a_second_one(as_member, add):
    with time_machine.travel(datetime(2026, 3, 2, 4, 0, tzinfo=UTC), tick=False) as clock:
        as_member.post(add, typed())
        clock.shift(timedelta(seconds=61))
        as_member.post(add, typed())

    assert Qualification.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"note": "More."}, {"accord": "washington"}, {"degree_years": "4"}]
)
def test_add_of_a_different_one_is_a_second_one(as_member, add, change):
    as_member.post(add, typed())
    as_member.post(add, typed(**change))

    assert Qualification.objects.count() == 2


def test_add_with_an_error_is_not_taken_for_the_second_press(as_member, add):
    as_member.post(add, typed(awarded_on=""))

    response = as_member.post(add, typed(awarded_on="2025-06-31"))

    assert response.context["form"].errors.keys() == {"awarded_on"}


# --- Cost ----------------------------------------------------------------------------------------


def test_add_takes_four_queries(as_member, add, count_queries):
    factories.make_grade()
    _, with_one = count_queries(as_member, add)
    for _ in range(2):
        factories.make_grade()
    _, with_three = count_queries(as_member, add)

    assert len(with_one) == len(with_three) == 4
    assert with_three.repeated == {}
