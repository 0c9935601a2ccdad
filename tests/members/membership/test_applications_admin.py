"""Applications in the administration: the work on top, decided by buttons, each group its part."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members.membership import workflow
from members.membership.applications import Application, Officer
from members.membership.models import Term
from members.profile.workflow import open_record
from tests import factories as make
from tests.conftest import logged_in

LIST = "admin:members_application_changelist"
VERBS = ["recommend", "accept", "return_for_more", "refuse"]
ANSWERS = {
    "recommend": {},
    "accept": {"starts_on": "2026-01-01"},
    "return_for_more": {"reason": "Page 2 is missing."},
    "refuse": {"reason": "The experience is too short."},
}
MADE = {
    "recommend": "recommended",
    "accept": "accepted",
    "return_for_more": "returned",
    "refuse": "refused",
}


def page(application) -> str:
    return reverse("admin:members_application_change", args=[application.pk])


def deciding(application, verb: str) -> str:
    return reverse("admin:members_application_decide", args=[application.pk, verb])


def buttons(client, application) -> list[str]:
    shown = client.get(page(application)).text
    return [verb for verb in VERBS if f'href="{deciding(application, verb)}?seen=' in shown]


def listed(client, **query) -> list[Application]:
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


# --- The list ------------------------------------------------------------------------------------


def test_list_opens_on_the_work_oldest_first(as_officer, apply):
    now = timezone.now()
    rows = {
        state: make.make_application(
            make.make_member(), state, submitted_at=now - timedelta(days=age)
        )
        for age, state in enumerate(Application.State)
    }

    assert listed(as_officer) == [rows["recommended"], rows["submitted"]]
    assert listed(as_officer, state="returned") == [rows["returned"]]
    assert len(listed(as_officer, state="all")) == 6
    assert "Waiting for a decision" in as_officer.get(reverse(LIST)).text


def test_list_costs_the_same_for_one_and_for_three(as_officer, count_queries, db):
    make.make_application(make.make_member())
    _, one = count_queries(as_officer, reverse(LIST))
    make.make_application(make.make_member())
    make.make_application(make.make_member())
    _, three = count_queries(as_officer, reverse(LIST))

    assert len(one) == len(three)


# --- The Society's officer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("submitted", ["accept", "return_for_more", "refuse"]),
        ("recommended", ["accept", "return_for_more", "refuse"]),
        ("returned", []),
        ("accepted", []),
        ("refused", []),
        ("withdrawn", []),
    ],
)
def test_officer_is_offered_what_the_state_allows(as_officer, apply, state, offered):
    assert buttons(as_officer, apply(state)) == offered


@pytest.mark.parametrize("verb", ["accept", "return_for_more", "refuse"])
def test_officer_decides_on_a_page_of_its_own(
    as_officer, officer, apply, verb, django_capture_on_commit_callbacks
):
    application = apply()

    asked = as_officer.get(deciding(application, verb))
    with django_capture_on_commit_callbacks(execute=True):
        response = as_officer.post(deciding(application, verb), ANSWERS[verb])

    kept = Application.objects.get()
    assert asked.status_code == 200
    assert response.headers["Location"] == reverse(LIST)
    assert (kept.state, kept.decided_by) == (MADE[verb], officer)
    assert len(mail.outbox) == 1


def test_accepted_on_that_page_the_term_begins_on_the_day_given(as_officer, apply):
    as_officer.post(deciding(apply(), "accept"), {"starts_on": "2028-02-29"})

    term = Term.objects.get()
    assert (term.starts_on, term.ends_on) == (date(2028, 2, 29), date(2031, 2, 27))


@pytest.mark.parametrize(
    ("verb", "answers", "said"),
    [
        ("refuse", {}, "Write the reason."),
        ("return_for_more", {"reason": "  "}, "Write the reason."),
        ("return_for_more", {"reason": "x" * 1001}, "Write at most 1000 characters."),
        ("accept", {}, "This field is required."),
        ("accept", {"starts_on": "2025-02-29"}, "Write a day that exists"),
        ("accept", {"starts_on": "2199-12-31"}, "Write days between 1950 and 2199."),
    ],
)
def test_officer_is_told_what_is_missing(as_officer, apply, verb, answers, said):
    response = as_officer.post(deciding(apply(), verb), answers)

    assert said in response.text.replace("1,000", "1000")
    assert Application.objects.get().state == "submitted"


def test_stale_page_tells_what_a_colleague_decided(as_officer, apply):
    application = apply()
    workflow.refuse(application, by=make.make_user(), reason="Too short.")

    response = as_officer.post(deciding(application, "accept"), ANSWERS["accept"], follow=True)

    assert response.redirect_chain == [(page(application), 302)]
    assert "This stands at “Refused”, from where it cannot become “Accepted”." in response.text
    assert Term.objects.count() == 0


def test_page_that_is_older_than_the_correction_shows_it_first(as_officer, apply):
    application = apply()
    shown = as_officer.get(page(application)).text
    link = unescape(re.search(rf'href="({deciding(application, "accept")}[^"]*)"', shown)[1])
    workflow.return_for_more(application, by=make.make_user(), reason="Page 2 is missing.")
    workflow.resubmit(application)

    response = as_officer.post(link, ANSWERS["accept"], follow=True)

    assert response.redirect_chain == [(page(application), 302)]
    assert "Somebody else changed this meanwhile. Read it again" in response.text
    assert Application.objects.get().state == "submitted"


def test_application_is_read_not_typed(as_officer, apply):
    application = apply()

    response = as_officer.post(page(application), {"statement": "Mine.", "state": "accepted"})

    assert response.status_code == 403
    assert Application.objects.get().state == "submitted"
    assert as_officer.get(reverse("admin:members_application_add")).status_code == 403


def test_officer_decides_nothing_of_their_own(as_officer, officer, grade, society):
    own = make.make_application(open_record(officer), grade=grade, society=society)

    answers = {as_officer.post(deciding(own, verb), ANSWERS[verb]).status_code for verb in ANSWERS}

    assert answers == {403}
    assert buttons(as_officer, own) == []
    assert Application.objects.get().state == "submitted"


def test_administrator_decides_and_recommends_nothing_without_being_named(as_admin, apply):
    application = apply()

    response = as_admin.post(deciding(application, "recommend"))

    assert buttons(as_admin, application) == ["accept", "return_for_more", "refuse"]
    assert response.status_code == 403


# --- The officer of a society --------------------------------------------------------------------


@pytest.fixture
def as_society(society_officer):
    return logged_in(society_officer)


def test_society_sees_its_own_applications_and_nothing_else(as_society, apply):
    own = apply()
    other = make.make_application(make.make_member())

    assert listed(as_society) == [own]
    assert as_society.get(page(own)).status_code == 200
    for address in [
        page(other),
        page(other).replace("change", "history"),
        *(deciding(other, verb) for verb in VERBS),
    ]:
        assert as_society.get(address).status_code == 404
        assert as_society.post(address, ANSWERS["refuse"]).status_code == 404
    lists = [row["models"] for row in as_society.get(reverse("admin:index")).context["app_list"]]
    assert [model["object_name"] for models in lists for model in models] == ["Application"]


@pytest.mark.parametrize("verb", ["recommend", "return_for_more"])
def test_society_recommends_or_returns(as_society, society_officer, apply, verb):
    application = apply()

    assert buttons(as_society, application) == ["recommend", "return_for_more"]
    as_society.post(deciding(application, verb), ANSWERS[verb])

    assert Application.objects.get().state == MADE[verb]


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_society_decides_nothing(as_society, apply, verb):
    assert as_society.post(deciding(apply(), verb), ANSWERS[verb]).status_code == 403


def test_society_recommends_nothing_of_its_officers_own(as_society, society_officer, society):
    own = make.make_application(open_record(society_officer), society=society)

    assert as_society.post(deciding(own, "recommend")).status_code == 403


def test_officer_whose_time_is_over_sees_nothing(as_society, apply):
    application = apply()
    Officer.objects.update(ends_on=date(2020, 12, 31))

    assert listed(as_society, state="all") == []
    assert as_society.get(page(application)).status_code == 404


def test_auditor_sees_all_and_moves_nothing(as_staff, apply):
    application, client = apply(), as_staff("auditor")

    assert listed(client) == [application]
    assert buttons(client, application) == []
    assert {client.post(deciding(application, verb)).status_code for verb in VERBS} == {403}


# --- Who is named --------------------------------------------------------------------------------


def test_officer_names_the_officer_of_a_society(as_officer, society):
    user = make.make_user()

    as_officer.post(
        reverse("admin:members_officer_add"),
        {"body": society.pk, "user": user.pk, "starts_on": "2025-01-01", "language": "en"},
    )

    assert Officer.objects.get().user == user


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_on": "2024-12-31"}, "The last day lies before the first."),
        ({"ends_on": "9999-12-31"}, "Write days between 1950 and 2199."),
        ({"body": ""}, "This field is required."),
    ],
)
def test_officer_is_told_why_nobody_is_named(as_officer, society, changes, said):
    typed = {"body": society.pk, "user": make.make_user().pk, "starts_on": "2025-01-01"}

    response = as_officer.post(
        reverse("admin:members_officer_add"), typed | {"language": "en"} | changes
    )

    assert said in response.text


def test_body_that_is_not_authorised_has_no_officers(as_officer):
    typed = {"user": make.make_user().pk, "starts_on": "2025-01-01", "language": "en"}

    response = as_officer.post(
        reverse("admin:members_officer_add"), typed | {"body": make.make_body().pk}
    )

    assert "This body is not an authorised society." in response.text
