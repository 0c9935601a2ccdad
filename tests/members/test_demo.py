from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db.models import Count, Model, Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.demo import loader as agreements
from agreements.pdf import pages_of, text_of
from members.audits.draws import Draw
from members.audits.models import Audit, Consequence
from members.audits.rules import fingerprint, sample
from members.cpd.models import Record
from members.cpd.plan import PlannedActivity
from members.cpd.statements import Statement
from members.declarations.models import Declaration
from members.demo.loader import load
from members.evidence.models import EvidenceFile
from members.evidence.workflow import read
from members.experience.models import Period
from members.membership.models import Term
from members.membership.rules import State as Standing
from members.membership.rules import standing
from members.profile.models import Member, User
from members.qualifications.models import Qualification
from tests.conftest import logged_in

PASSWORD = "a-password-of-the-caller"


@pytest.fixture
def titles(db) -> None:
    list(agreements.load())


@pytest.fixture
def rows(titles) -> list[Model]:
    """What the demonstration makes, but for what hangs on it."""
    return list(load(PASSWORD))


@pytest.fixture
def loaded(rows) -> list[User]:
    return [row for row in rows if isinstance(row, User)]


def test_load_yields_every_account_it_makes(loaded):
    assert loaded == list(User.objects.order_by("pk"))
    assert [user.email for user in loaded[:8]] == [
        "editor@demo.example",
        "author@demo.example",
        "reviewer@demo.example",
        "membership@demo.example",
        "society@demo.example",
        "admin@demo.example",
        "member@demo.example",
        "member2@demo.example",
    ]
    assert Member.objects.count() == 12


def test_certificate_says_what_is_kept_of_it(loaded):
    file = EvidenceFile.objects.get(name="certificate.pdf")

    content = read(file)

    assert file.text == text_of(content)
    assert (file.pages, file.text.splitlines()[6]) == (pages_of(content), "CPD hours: 12")


def test_load_again_adds_nothing(loaded):
    counts = [model.objects.count() for model in (User, Record, Term, Qualification)]

    again = list(load("another-password"))

    assert again == []
    assert [model.objects.count() for model in (User, Record, Term, Qualification)] == counts
    assert User.objects.get(email="member@demo.example").check_password(PASSWORD)


def test_load_leaves_an_account_that_was_changed_alone(loaded):
    User.objects.filter(email="member@demo.example").update(email="mine@demo.example")

    assert list(load(PASSWORD)) == []


def test_load_brings_back_what_was_taken_away(loaded):
    User.objects.get(email="member3@demo.example").delete()

    assert [user.email for user in load(PASSWORD)] == ["member3@demo.example"]


def test_rows_go_in_the_opposite_order_with_all_that_hangs_on_them(rows):
    for row in reversed(rows):
        row.delete()

    models = (User, Member, Record, Term, Qualification, Draw, Audit, Consequence)
    assert [model.objects.count() for model in models] == [0] * len(models)


def test_first_member_has_an_audit_to_answer_that_was_drawn(rows):
    audit = Audit.objects.get(member__user__email="member@demo.example")
    draw = audit.draw
    drawn = sample(draw.seed, draw.population.splitlines(), draw.sample_size)

    assert (audit.state, audit.due_on > timezone.localdate()) == ("open", True)
    assert [one.member.number for one in draw.audits.order_by("pk")] == drawn
    assert draw.fingerprint == fingerprint(draw.population.splitlines())
    assert mail.outbox == []


def test_nobody_can_be_mistaken_for_a_real_person(loaded):
    assert {user.family_name for user in loaded} == {"Demo"}
    assert all(user.name_zh.startswith("示例") for user in loaded)
    assert all(user.email.endswith("@demo.example") for user in loaded)
    assert all(member.is_demonstration for member in Member.objects.all())


@pytest.mark.parametrize(
    "name", ["member", "member2", "editor", "reviewer", "membership", "society", "admin"]
)
def test_account_logs_in_with_the_password_given(loaded, name):
    client = Client()

    client.post(reverse("account_login"), {"login": f"{name}@demo.example", "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_addresses_are_verified(loaded):
    found = EmailAddress.objects.filter(verified=True, primary=True)

    assert found.count() == len(loaded)


def test_staff_have_their_groups_and_no_record(loaded):
    staff = {
        user.email: (user.is_superuser, [group.name for group in user.groups.all()])
        for user in User.objects.filter(is_staff=True, member__isnull=True)
    }

    assert staff == {
        "editor@demo.example": (False, ["editor"]),
        "author@demo.example": (False, ["author"]),
        "reviewer@demo.example": (False, ["reviewer"]),
        "membership@demo.example": (False, ["membership officer"]),
        "society@demo.example": (False, ["society officer"]),
        "admin@demo.example": (True, []),
    }


def test_every_state_can_be_seen(loaded):
    assert set(Qualification.objects.values_list("state", flat=True)) == set(Qualification.State)
    assert set(Record.objects.values_list("state", flat=True)) == set(Record.State)


def test_every_standing_can_be_seen(loaded):
    today = timezone.localdate()

    found = {
        standing(Term.objects.of(member), today, member.suspensions.all()).state
        for member in Member.objects.all()
    }

    assert found == set(Standing)


def test_application_waits_for_the_society_and_for_the_officer(loaded):
    address = reverse("admin:members_application_changelist")

    for name in ("membership", "society"):
        page = logged_in(User.objects.get(email=f"{name}@demo.example")).get(address)

        assert page.context["cl"].result_count == 1


def test_second_member_is_in_grace_and_can_renew(loaded):
    client = logged_in(User.objects.get(email="member2@demo.example"))

    needs = client.get(reverse("members:home")).context["needs"]

    assert [need for need in needs if hasattr(need, "closes_on")]


def test_decisions_are_signed_by_the_reviewer(loaded):
    decided = Qualification.objects.filter(decided_at__isnull=False)

    assert {held.decided_by.email for held in decided} == {"reviewer@demo.example"}


def test_every_row_could_have_been_typed(loaded):
    for model in (Record, Term, Qualification, Period, Declaration, Member):
        for row in model.objects.all():
            row.full_clean()


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 20, 12, tzinfo=UTC),
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2026, 1, 1, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 12, tzinfo=UTC),
    ],
    ids=str,
)
def test_three_years_hold_25_to_60_hours_each(titles, now):
    with time_machine.travel(now, tick=False):
        list(load(PASSWORD))
        today = timezone.localdate()

    years = (
        Record.objects.order_by()
        .values("member", "done_on__year")
        .annotate(hours=Sum("hours"), entries=Count("id"))
    )
    full = [row for row in years if row["done_on__year"] < today.year]
    assert len(full) == 11 * 2
    assert all(Decimal(25) <= row["hours"] <= Decimal(60) for row in full)
    assert all(row["hours"] <= Decimal(60) for row in years)
    assert {row["done_on__year"] for row in full} == {today.year - 2, today.year - 1}
    assert not Record.objects.filter(done_on__gt=today).exists()
    assert not Qualification.objects.filter(awarded_on__gt=today).exists()


def test_it_is_the_same_every_time(titles):
    def rows() -> list[tuple]:
        names = ("member__user__email", "title", "hours", "done_on", "state", "kind", "aspect")
        return list(Record.objects.order_by("member__number", "done_on", "pk").values_list(*names))

    first = [rows() for _ in load(PASSWORD)][-1]
    Member.objects.all().delete()
    Draw.objects.all().delete()
    User.objects.all().delete()
    Consequence.objects.all().delete()
    second = [rows() for _ in load(PASSWORD)][-1]

    assert first == second
    assert len(first) > 300


def test_titles_are_in_the_language_of_the_member(loaded):
    record = Record.objects.filter(member__user__email="member2@demo.example").first()

    assert not record.title.isascii()
    assert Record.objects.filter(member__user__email="member@demo.example").first().title.isascii()


def test_home_of_the_first_member_is_worth_a_look(loaded):
    client = logged_in(User.objects.get(email="member@demo.example"))

    response = client.get(reverse("members:home"))

    assert len(response.context["needs"]) == 3
    assert response.context["standing"].state == Standing.CURRENT
    assert len(response.context["recent"]) == 5
    assert len(response.context["qualifications"]) == 5


@pytest.mark.parametrize("year", [2026, 2028])
def test_first_member_has_worked_long_enough_to_register_abroad(titles, year):
    with time_machine.travel(datetime(year, 2, 29 if year == 2028 else 28, 4, tzinfo=UTC)):
        list(load(PASSWORD))
        client = logged_in(User.objects.get(email="member@demo.example"))

        page = client.get(reverse("members:experience:period_list")).text

    # August nine years ago to December three years ago, and from February two years ago.
    assert "you have worked for 8 years and 6 months, for 2 years and 1 month of it" in page
    assert sorted(Period.objects.values_list("state", flat=True)) == ["declared", *["verified"] * 3]


def test_last_member_shows_how_it_begins(loaded):
    client = logged_in(User.objects.get(email="member12@demo.example"))

    page = client.get(reverse("members:home")).content.decode()

    assert "No CPD entries yet" in page
    assert "No membership term is on your record." in page


def test_plans_can_be_seen_in_every_state_but_done(loaded):
    today = timezone.localdate()
    plan = PlannedActivity.objects.filter(member__user__email="member@demo.example")

    assert {one.state(today) for one in plan} == {"planned", "overdue", "dropped"}
    assert {one.goal.text for one in plan.filter(goal__isnull=False)} == {
        "Lead a design review with partners abroad"
    }
    assert Record.objects.filter(goal__isnull=False).count() == 2


def test_statements_wait_and_count(loaded):
    statements = Statement.objects.order_by("ends_on")

    assert [one.state for one in statements] == ["accepted", "submitted"]
    assert statements.first().credits.get().hours == 6
