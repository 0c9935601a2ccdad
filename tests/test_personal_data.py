"""The policy on personal data names every table, and what it promises is so."""

from datetime import date

import pytest
from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import CASCADE, Model, ProtectedError
from django.utils import timezone

from members.privacy import ERASED, NOTHING_OF_PERSONS, POLICY
from members.profile.models import Member, User
from members.qualifications.models import Qualification
from tests import factories

ERASED_TABLES = [
    label for label, policy in POLICY.items() if policy.kept == ERASED and label.count(".") == 1
]


def tables() -> list[type[Model]]:
    """A proxy is the table of another model."""
    return [model for model in apps.get_models() if not model._meta.proxy]


def keys_of(model: type[Model]):
    """Foreign keys and one-to-one fields that the table itself holds."""
    return [field for field in model._meta.concrete_fields if field.remote_field]


def goes_with_the_account(model: type[Model]) -> bool:
    return model is User or any(
        field.remote_field.on_delete is CASCADE and goes_with_the_account(field.related_model)
        for field in keys_of(model)
        if field.related_model is not model
    )


def test_policy_has_a_row_for_every_table_and_no_other():
    known = {model._meta.label for model in tables()}
    columns = {
        f"{model._meta.label}.{field.name}" for model in tables() for field in keys_of(model)
    }

    rows = {label for label in POLICY if label not in columns} | NOTHING_OF_PERSONS

    assert rows == known


def test_policy_says_each_thing_once():
    assert POLICY.keys() & NOTHING_OF_PERSONS == set()


def test_policy_gives_a_reason_and_an_end():
    assert [label for label, policy in POLICY.items() if not all(policy)] == []


@pytest.mark.parametrize("label", ERASED_TABLES)
def test_table_goes_with_the_account(label):
    assert goes_with_the_account(apps.get_model(label))


@pytest.mark.parametrize("label", sorted(NOTHING_OF_PERSONS))
def test_table_without_personal_data_points_to_nobody(label):
    pointed_at = {field.related_model for field in keys_of(apps.get_model(label))}

    assert pointed_at & {User, Member} == set()


def test_columns_that_outlive_the_person_have_their_own_row():
    erased = {apps.get_model(label) for label in ERASED_TABLES}
    outliving = {
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in keys_of(model)
        if field.related_model in erased and field.remote_field.on_delete is not CASCADE
    }

    assert outliving == {label for label in POLICY if label.count(".") == 2}


def test_erasing_an_account_leaves_nothing_in_the_tables_that_go_with_it(member):
    address = member.user.emailaddress_set.get()
    EmailConfirmation.objects.create(email_address=address, key="key")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={})
    LogEntry.objects.create(user=member.user, action_flag=CHANGE, object_repr="a row")
    factories.make_standings(member)
    factories.make_period_declaration(member)
    factories.make_planned(member)
    factories.make_sheet(member)
    officer = factories.make_user()
    record = factories.make_record(member, goal=factories.make_goal(member))
    factories.make_correction(record, made_by=officer)
    factories.make_statement(
        member, "accepted", decided_by=officer, credits=[(factories.make_requirement(), 5)]
    )
    factories.make_adjustment(member, decided_by=officer)
    factories.make_suspension(member, decided_by=officer)
    factories.make_officer(factories.make_society(), member.user)
    first = factories.make_term(member, application=factories.make_application(member))
    factories.make_term(
        member, starts_on=date(2028, 1, 1), ends_on=None, renews=first, declared_at=timezone.now()
    )
    factories.make_qualification(member, Qualification.State.SUBMITTED)
    factories.make_period(member)
    factories.make_file_view(factories.make_evidence(member))
    factories.make_impact_preview(officer, changing=member)
    factories.make_declaration(member)
    factories.make_interest(member.qualifications.get(), officer)
    factories.make_attendance(member, listed_by=officer)
    factories.make_missing_report(member)
    factories.make_follow(member)
    draw = factories.make_draw(factories.make_requirement(), is_drawn=True, drawn_by=officer)
    factories.make_audit(member, "submitted", draw=draw, records=(record,))
    before = {label for label in ERASED_TABLES if apps.get_model(label).objects.exists()}

    member.user.delete()
    draw.delete()
    officer.delete()

    assert before == set(ERASED_TABLES)
    assert [label for label in ERASED_TABLES if apps.get_model(label).objects.exists()] == []


def test_account_that_signed_a_decision_is_not_erased(member):
    qualification = factories.make_qualification(member, Qualification.State.VERIFIED)

    with pytest.raises(ProtectedError):
        qualification.decided_by.delete()
