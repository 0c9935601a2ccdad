"""From state to state: what may be, who is told, what the database refuses, who is first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import product
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from members.membership import workflow
from members.membership.applications import Application, Officer
from members.membership.models import Term
from members.profile.models import Member
from members.transitions import ChangedMeanwhile, TransitionNotAllowed, advance
from tests import factories as make

pytestmark = pytest.mark.django_db
State = Application.State
TODAY = date(2025, 9, 26)

# What each verb makes of an application in each state; a state that is missing refuses the verb.
MOVES = {
    "resubmit": {"returned": "submitted"},
    "recommend": {"submitted": "recommended"},
    "return_for_more": {"submitted": "returned", "recommended": "returned"},
    "accept": {"submitted": "accepted", "recommended": "accepted"},
    "refuse": {"submitted": "refused", "recommended": "refused"},
    "withdraw": {"submitted": "withdrawn", "recommended": "withdrawn", "returned": "withdrawn"},
}
# Who is told of each, and in which words.
TOLD = {
    "submit": [
        ("li.wei@example.org", "Your application for membership arrived on 26 September 2025"),
        (
            "bridges@example.org",
            "An application for membership waits for your society since 26 September 2025",
        ),
    ],
    "resubmit": [
        ("li.wei@example.org", "Your application for membership arrived on 26 September 2025"),
        (
            "bridges@example.org",
            "An application for membership waits for your society since 26 September 2025",
        ),
    ],
    "recommend": [
        (
            "li.wei@example.org",
            "Your application for membership was recommended on 26 September 2025",
        ),
    ],
    "return_for_more": [
        (
            "li.wei@example.org",
            "Correct your application for membership, returned on 26 September 2025",
        ),
    ],
    "accept": [("li.wei@example.org", "You are an engineering member from 26 September 2025")],
    "refuse": [
        ("li.wei@example.org", "Your application for membership was refused on 26 September 2025"),
    ],
    "withdraw": [
        ("li.wei@example.org", "You withdrew your application for membership on 26 September 2025"),
    ],
    "renew": [("li.wei@example.org", "Your membership is renewed to 31 December 2030")],
}


@pytest.fixture
def press(september, member, grade, society, officer, society_officer) -> Callable[[str], None]:
    """Each verb by its name, on an application of 李伟 or on their term."""

    def pressed(verb: str, application: Application | None = None):
        answers = {
            "recommend": {"by": society_officer},
            "return_for_more": {"by": officer, "reason": "Page 2 is missing."},
            "accept": {"by": officer, "starts_on": TODAY},
            "refuse": {"by": officer, "reason": "The experience is too short."},
            "renew": {"on": date(2027, 12, 1)},
        }
        return getattr(workflow, verb)(application, **answers.get(verb, {}))

    return pressed


def before(verb: str, apply, member, grade, society):
    """What the verb is pressed on."""
    if verb == "submit":
        return Application(member=member, grade=grade, society=society)
    if verb == "renew":
        return make.make_term(member, grade, society=society)
    return apply(next(iter(MOVES[verb])))


# --- The machine ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_state_goes_to_the_states_of_the_table_alone(apply, old, new):
    application = apply(old)

    if new in Application.NEXT.get(old, ()):
        advance(application, new, **make.stamps_of(new))
        expected = new
    else:
        with pytest.raises(TransitionNotAllowed):
            advance(application, new, **make.stamps_of(new))
        expected = old

    assert Application.objects.get().state == expected


@pytest.mark.parametrize(("verb", "old"), list(product(MOVES, State)))
def test_verb_moves_what_it_may_and_refuses_the_rest(apply, press, verb, old):
    application = apply(old)

    if new := MOVES[verb].get(old):
        press(verb, application)
    else:
        with pytest.raises(TransitionNotAllowed):
            press(verb, application)

    assert Application.objects.get().state == (new or old)
    assert Term.objects.count() == (new == "accepted")


def test_decision_is_signed_and_dated(apply, press, officer):
    application = apply()

    press("return_for_more", application)

    kept = Application.objects.get()
    assert (kept.decided_by, kept.decided_at) == (officer, timezone.now())
    assert kept.reason == "Page 2 is missing."


def test_sent_again_the_recommendation_is_asked_anew(apply, press, society_officer):
    application = apply()
    press("recommend", application)
    press("return_for_more", application)

    press("resubmit", application)

    kept = Application.objects.get()
    assert (kept.recommended_by, kept.recommended_at) == (None, None)
    assert kept.reason == "Page 2 is missing."


def test_decision_on_what_was_corrected_meanwhile_is_refused(apply, press):
    application = apply(submitted_at=timezone.now() - timedelta(hours=1))
    read_before = Application.objects.select_related("grade__scheme").get()
    press("return_for_more", application)
    press("resubmit", application)

    with pytest.raises(ChangedMeanwhile):
        press("accept", read_before)

    assert Application.objects.get().state == State.SUBMITTED


# --- The society's officer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_this_society", "dates", "may"),
    [
        (True, {"starts_on": TODAY, "ends_on": TODAY}, True),
        (True, {"starts_on": date(2020, 1, 1), "ends_on": None}, True),
        (True, {"starts_on": date(2020, 1, 1), "ends_on": date(2025, 9, 25)}, False),
        (True, {"starts_on": date(2025, 9, 27), "ends_on": None}, False),
        (False, {"starts_on": date(2020, 1, 1), "ends_on": None}, False),
    ],
)
def test_officer_recommends_for_their_own_society_while_in_office(
    apply, society, september, of_this_society, dates, may
):
    application = apply()
    named = make.make_officer(society if of_this_society else make.make_society(), **dates)

    if may:
        workflow.recommend(application, by=named)
    else:
        with pytest.raises(PermissionDenied):
            workflow.recommend(application, by=named)

    assert Application.objects.get().recommended_by == (named if may else None)


# --- The first term ------------------------------------------------------------------------------


def test_acceptance_gives_the_first_term_and_a_number(apply, press, member, grade, society):
    application = apply("recommended")

    term = press("accept", application)

    kept = Term.objects.get()
    assert (kept, kept.application) == (term, application)
    assert (kept.member, kept.grade, kept.society) == (member, grade, society)
    assert (kept.starts_on, kept.ends_on) == (TODAY, date(2028, 9, 25))
    assert Member.objects.get(pk=member.pk).number == "000001"


@pytest.mark.parametrize(
    ("numbers", "given"),
    [
        ([], "000001"),
        (["000041", "000007"], "000042"),
        (["CSE-000900", "12", "DEMO-0001"], "000001"),
    ],
)
def test_number_follows_the_highest_running_one(apply, press, member, numbers, given):
    for number in numbers:
        Member.objects.filter(pk=make.make_member().pk).update(number=number)

    press("accept", apply())

    assert Member.objects.get(pk=member.pk).number == given


def test_number_that_somebody_has_is_kept(apply, press, member):
    Member.objects.filter(pk=member.pk).update(number="OLD-7")

    press("accept", apply())

    assert Member.objects.get(pk=member.pk).number == "OLD-7"


def test_acceptance_without_a_length_of_term_changes_nothing(apply, press, grade):
    application = apply()
    none = dict.fromkeys(make.TERMS)
    type(grade.scheme).objects.update(**none)
    application = Application.objects.get(pk=application.pk)

    with pytest.raises(ValidationError, match="does not say how long a term is"):
        press("accept", application)

    assert Application.objects.get().state == State.SUBMITTED


def test_acceptance_from_a_day_on_which_a_term_begins_changes_nothing(apply, press, member, grade):
    make.make_term(member, grade, starts_on=TODAY)

    with pytest.raises(ValidationError, match="has a term of this grade from this day"):
        press("accept", apply())

    assert Application.objects.get().state == State.SUBMITTED


# --- Who is told ---------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", TOLD)
def test_each_move_tells_exactly_these_people_after_the_commit(
    verb, apply, press, member, grade, society, django_capture_on_commit_callbacks
):
    Officer.objects.create(
        body=society,
        user=make.make_user(),
        starts_on=date(2020, 1, 1),
        ends_on=date(2025, 9, 25),
    )
    make.make_officer(make.make_society())
    subject = before(verb, apply, member, grade, society)

    with django_capture_on_commit_callbacks(execute=True):
        press(verb, subject)
        assert mail.outbox == []

    assert [(*message.to, message.subject) for message in mail.outbox] == TOLD[verb]


@pytest.mark.parametrize("verb", TOLD)
def test_move_that_is_rolled_back_tells_nobody(
    verb, apply, press, member, grade, society, django_capture_on_commit_callbacks
):
    subject = before(verb, apply, member, grade, society)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        press(verb, subject)
        transaction.set_rollback(True)

    assert mail.outbox == []


@pytest.mark.parametrize("verb", TOLD)
def test_mail_is_complete_in_the_language_of_the_reader(
    verb, apply, press, member, grade, society, django_capture_on_commit_callbacks
):
    Member.objects.update(language="zh-hans")
    Officer.objects.update(language="zh-hans")
    member.refresh_from_db()
    subject = before(verb, apply, member, grade, society)

    with django_capture_on_commit_callbacks(execute=True):
        press(verb, subject)

    for message in mail.outbox:
        said = message.subject + message.body
        assert "年" in message.subject
        assert "\n--\n" in message.body
        assert "Society" not in said.replace("Society of Bridges", "")
        assert "Professional" not in said
        assert "http://127.0.0.1:8000/zh-hans/members/membership/" in said or "/admin/" in said


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("submit", "Your application is with Society of Bridges"),
        ("recommend", "Society of Bridges recommends your application."),
        ("return_for_more", "What is to be corrected: Page 2 is missing."),
        ("accept", "Keep your member number: 000001"),
        ("accept", "Your term runs from 26 September 2025 to 25 September 2028"),
        ("refuse", "Reason: The experience is too short."),
        ("withdraw", "Nobody works on this application any more."),
        ("renew", "runs from 1 January 2028 to 31 December 2030"),
    ],
)
def test_mail_says_where_it_stands_and_what_happens_next(
    verb, said, apply, press, member, grade, society, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        press(verb, before(verb, apply, member, grade, society))

    assert said in mail.outbox[0].body


def test_mail_server_that_is_away_undoes_no_decision(
    apply, press, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    application = apply()

    with django_capture_on_commit_callbacks(execute=True):
        press("refuse", application)

    assert Application.objects.get().state == State.REFUSED


# --- What the database refuses -------------------------------------------------------------------


REFUSED = {
    "application_state_known": {"state": "lost"},
    "application_recommendation_is_signed": {"recommended_by": None, "state": "recommended"},
    "application_decision_is_signed": {"decided_by": None, "state": "accepted"},
    "application_refusal_has_reason": {"reason": "", "state": "refused"},
}


@pytest.mark.parametrize(("name", "change"), REFUSED.items(), ids=REFUSED)
def test_database_refuses_what_can_never_be(apply, name, change):
    kept = apply("refused")

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Application.objects.filter(pk=kept.pk).update(**change)


@pytest.mark.parametrize("column", ["decided_by", "recommended_by"])
def test_database_refuses_a_decision_of_ones_own(apply, member, column):
    kept = apply("refused")

    with pytest.raises(IntegrityError, match="by_another"), transaction.atomic():
        Application.objects.filter(pk=kept.pk).update(**{column: member.user})


def test_database_refuses_a_second_open_application_for_a_scheme(apply, grade):
    apply("refused")
    apply("returned")
    other = make.make_grade("SPE", scheme=grade.scheme)

    with pytest.raises(IntegrityError, match=r"application_open_once|UNIQUE"), transaction.atomic():
        apply("submitted", grade=other)
    apply("submitted", grade=make.make_grade(scheme=make.make_scheme(**make.TERMS)))

    assert Application.objects.open().count() == 2


def test_database_refuses_a_second_renewal_and_one_without_a_declaration(member, grade):
    term = make.make_term(member, grade)
    renewal = {"renews": term, "ends_on": None}
    make.make_term(member, grade, starts_on=date(2028, 1, 1), declared_at=timezone.now(), **renewal)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_term(
            member, grade, starts_on=date(2028, 1, 2), declared_at=timezone.now(), **renewal
        )
    with pytest.raises(IntegrityError, match="term_renewal_is_declared"), transaction.atomic():
        make.make_term(
            member, grade, starts_on=date(2028, 1, 3), renews=Term.objects.first(), ends_on=None
        )


# --- Two at once ---------------------------------------------------------------------------------


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each returns or raises. At the same moment, where the database locks rows alone."""
    gate = Barrier(len(calls))
    is_race = connection.vendor == "postgresql"

    def run(call):
        try:
            if is_race:
                gate.wait()
            return call()
        except Exception as error:  # handed to the test, which says which one it expects
            return error
        finally:
            if is_race:
                connection.close()

    if not is_race:
        return [run(call) for call in calls]
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_the_same_application_at_once_and_one_is_told(apply, september):
    pk = apply().pk
    officers = [make.make_user(is_staff=True) for _ in range(2)]

    def accepting(officer):
        application = Application.objects.select_related("member", "grade__scheme").get(pk=pk)
        return lambda: workflow.accept(application, by=officer, starts_on=TODAY)

    results = at_once(*map(accepting, officers))

    (refusal,) = [one for one in results if isinstance(one, Exception)]
    assert isinstance(refusal, TransitionNotAllowed)
    assert str(refusal) == "This stands at “Accepted” already."
    (winner,) = [by for by, one in zip(officers, results, strict=True) if one is not refusal]
    assert Application.objects.get().decided_by == winner
    assert Term.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_members_accepted_at_once_get_two_numbers(grade, september):
    officer = make.make_user(is_staff=True)
    applications = [make.make_application(make.make_member(), grade=grade) for _ in range(4)]

    def accepting(application):
        return lambda: workflow.accept(application, by=officer, starts_on=TODAY)

    results = at_once(*map(accepting, applications))

    assert [one for one in results if isinstance(one, Exception)] == []
    numbers = sorted(Member.objects.values_list("number", flat=True))
    assert numbers == ["000001", "000002", "000003", "000004"]


@pytest.mark.django_db(transaction=True)
def test_term_renewed_twice_at_once_is_followed_by_one(member, grade):
    term = make.make_term(member, grade)

    def renewing():
        return workflow.renew(term, on=date(2027, 12, 1))

    results = at_once(renewing, renewing, renewing)

    assert {one.pk for one in results} == {Term.objects.get(renews=term).pk}
    assert Term.objects.count() == 2
