"""What each staff group may do, through the permissions and through the administration."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from members.cpd.models import Record
from members.membership.models import Term
from members.profile.models import Member, User
from members.profile.workflow import open_record
from members.qualifications.models import Qualification
from tests import factories
from tests.conftest import logged_in

ACTIONS = ("add", "change", "view", "delete")
AGREEMENTS = {"body", "scheme", "grade", "agreement", "party", "statuschange", "document"}
SEEN = AGREEMENTS | {"check"}
RULES = {
    "version",
    "creditcategory",
    "countingwindow",
    "windowtarget",
    "windowshare",
    "pathwayversion",
    "condition",
}
REQUIREMENTS = {"cpdrequirement", "pathway"} | RULES
NEWS = {
    "article",
    "attachment",
    "category",
    "event",
    "newsletter",
    "page",
    "picture",
    "story",
    "tag",
}
PEOPLE = {
    "user",
    "member",
    "application",
    "officer",
    "term",
    "suspension",
    "qualification",
    "move",
    "period",
    "declaration",
    "record",
    "adjustment",
    "statement",
    "statementcredit",
    "equivalence",
    "attendance",
    "missingreport",
    "evidencefile",
    "fileview",
    "cpdstanding",
    "pathwaystanding",
    "review",
    "interest",
    "servicetarget",
    "correction",
    "perioddeclaration",
    "draw",
    "audit",
    "auditentry",
    "auditmove",
    "consequence",
    "changereport",
}
LOOK, KEEP, EVERY = "view", "add change view", "add change view delete"


def of(app: str, models: set[str], actions: str) -> dict[str, str]:
    return {f"{app}.{model}": actions for model in models}


MAY = {
    "author": of("news", {"article", "event", "newsletter", "page"}, KEEP)
    | of("news", {"attachment", "picture", "story"}, EVERY)
    | of("news", {"category", "tag"}, LOOK)
    | {"agreements.agreement": LOOK},
    "editor": of("news", NEWS | {"oldaddress"}, EVERY)
    | of("agreements", REQUIREMENTS | SEEN, LOOK),
    "agreements officer": of("agreements", AGREEMENTS - {"party", "document"}, KEEP)
    | of("agreements", {"cpdrequirement", "pathway"}, KEEP)
    | of("agreements", {"party", "document"} | RULES, EVERY)
    | of("agreements", {"check"}, "add view")
    | of("members", {"impactpreview"}, "add view")
    | of("members", {"changereport"}, LOOK)
    | of("members", {"equivalence"}, KEEP)
    | of("news", NEWS, LOOK),
    "reviewer": {
        "members.member": LOOK,
        "members.record": LOOK,
        "members.correction": LOOK,
        "members.perioddeclaration": LOOK,
        "members.qualification": "change view",
        "members.period": "change view",
        "members.move": LOOK,
        "members.declaration": LOOK,
        "members.review": "change view",
        "members.servicetarget": LOOK,
        "members.statement": "change view",
        "members.statementcredit": LOOK,
        "members.equivalence": LOOK,
        "members.attendance": LOOK,
        "members.missingreport": LOOK,
        "agreements.grade": LOOK,
        "news.event": LOOK,
    },
    "membership officer": {
        "members.member": KEEP,
        "members.term": KEEP,
        "members.suspension": KEEP,
        "members.officer": KEEP,
        "members.application": LOOK,
        "members.adjustment": KEEP,
        "members.record": LOOK,
        "members.correction": "add view",
        "members.perioddeclaration": "change view",
        "members.draw": EVERY,
        "members.audit": LOOK,
        "members.consequence": EVERY,
        "members.cpdstanding": LOOK,
        "members.pathwaystanding": LOOK,
        "members.user": "change view",
        "members.attendance": LOOK,
        "members.missingreport": LOOK,
        "agreements.grade": LOOK,
        "agreements.body": LOOK,
        "news.event": LOOK,
    },
    "society officer": {"members.application": LOOK},
    "auditor": of("members", PEOPLE, LOOK)
    | of("news", NEWS, LOOK)
    | of("agreements", REQUIREMENTS | SEEN, LOOK),
}


@pytest.mark.parametrize("group", MAY)
def test_group_may_do_its_work_and_nothing_else(db, group):
    user = factories.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))

    found = {}
    for model in apps.get_models():
        app, name = model._meta.app_label, model._meta.model_name
        if may := [action for action in ACTIONS if user.has_perm(f"{app}.{action}_{name}")]:
            found[f"{app}.{name}"] = " ".join(may)

    assert found == MAY[group]


RIGHTS_OF_THEIR_OWN = {
    "membership officer": [
        "members.decide_application",
        "members.list_attendance",
        "members.carry_out_draw",
        "members.decide_audit",
    ],
    "reviewer": ["members.list_attendance"],
    "editor": [
        "news.publish_article",
        "news.publish_event",
        "news.publish_newsletter",
        "news.publish_page",
    ],
    "society officer": ["members.recommend_application"],
}


@pytest.mark.parametrize("group", MAY)
def test_group_takes_the_steps_that_are_its_own(db, group):
    user = factories.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))

    steps = [
        "members.decide_application",
        "members.recommend_application",
        "members.list_attendance",
        "members.carry_out_draw",
        "members.decide_audit",
        "news.publish_article",
        "news.publish_event",
        "news.publish_newsletter",
        "news.publish_page",
    ]

    assert [step for step in steps if user.has_perm(step)] == RIGHTS_OF_THEIR_OWN.get(group, [])


def test_groups_are_these(db):
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(MAY)


LISTS = [
    "members_user",
    "members_member",
    "members_term",
    "members_suspension",
    "members_officer",
    "members_application",
    "members_qualification",
    "members_record",
    "members_period",
    "members_declaration",
    "members_statement",
    "members_equivalence",
    "members_adjustment",
    "members_attendance",
    "members_missingreport",
    "members_correction",
    "members_perioddeclaration",
    "members_draw",
    "members_audit",
    "members_consequence",
    "members_evidencefile",
    "members_fileview",
    "members_impactpreview",
    "members_cpdstanding",
    "members_pathwaystanding",
    "members_review",
    "members_interest",
    "members_servicetarget",
    "news_article",
    "agreements_agreement",
    "agreements_cpdrequirement",
    "agreements_version",
    "agreements_pathway",
    "agreements_pathwayversion",
    "auth_group",
]
REGISTERS = {
    "agreements_agreement",
    "agreements_cpdrequirement",
    "agreements_version",
    "agreements_pathway",
    "agreements_pathwayversion",
}
OPENS = {
    "author": {"news_article", "agreements_agreement"},
    "editor": {"news_article"} | REGISTERS,
    "agreements officer": {"news_article", "members_impactpreview", "members_equivalence"}
    | REGISTERS,
    "reviewer": {
        "members_member",
        "members_qualification",
        "members_record",
        "members_correction",
        "members_perioddeclaration",
        "members_period",
        "members_declaration",
        "members_review",
        "members_servicetarget",
        "members_statement",
        "members_equivalence",
        "members_attendance",
        "members_missingreport",
    },
    "membership officer": {
        "members_user",
        "members_member",
        "members_term",
        "members_suspension",
        "members_officer",
        "members_application",
        "members_adjustment",
        "members_attendance",
        "members_missingreport",
        "members_record",
        "members_correction",
        "members_perioddeclaration",
        "members_draw",
        "members_audit",
        "members_consequence",
        "members_cpdstanding",
        "members_pathwaystanding",
    },
    "society officer": {"members_application"},
    "auditor": set(LISTS) - {"auth_group", "members_impactpreview"},
}


@pytest.mark.parametrize("group", OPENS)
def test_group_opens_its_lists_alone(as_staff, group):
    client = as_staff(group)

    opened = {
        name for name in LISTS if client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    }

    assert opened == OPENS[group]


def test_staff_without_a_group_open_nothing(db):
    client = logged_in(factories.make_user(is_staff=True))

    answers = {client.get(reverse(f"admin:{name}_changelist")).status_code for name in LISTS}

    assert answers == {403}


def test_member_is_kept_out_of_the_administration(as_member):
    response = as_member.get(reverse("admin:index"))

    assert response.status_code == 302


# --- Nobody raises themselves --------------------------------------------------------------------


def change(row) -> str:
    return reverse(f"admin:members_{row._meta.model_name}_change", args=[row.pk])


RAISED = {"is_staff": "on", "is_superuser": "on", "user_permissions": "1"}


def names(user: User) -> dict[str, str]:
    return {"family_name": user.family_name, "given_name": user.given_name, "name_zh": "新"}


def rights(user: User) -> tuple:
    user = User.objects.get(pk=user.pk)
    groups = [group.name for group in user.groups.all()]
    return user.is_staff, user.is_superuser, groups, user.user_permissions.count()


@pytest.fixture
def officer(db) -> User:
    user = factories.make_user("officer@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="membership officer"))
    return user


@pytest.fixture
def as_officer(officer) -> Client:
    return logged_in(officer)


def test_officer_changes_names_and_no_rights_of_a_member(as_officer, member):
    group = Group.objects.get(name="auditor").pk

    response = as_officer.post(
        change(member.user), names(member.user) | RAISED | {"groups": group, "is_active": "on"}
    )

    assert response.status_code == 302
    assert rights(member.user) == (False, False, [], 0)
    assert User.objects.get(pk=member.user_id).name_zh == "新"


def test_officer_cannot_take_over_a_members_address_or_password(as_officer, member):
    before = User.objects.get(pk=member.user_id).password

    as_officer.post(
        change(member.user),
        names(member.user) | {"email": "mine@example.org", "password": "x", "is_active": "on"},
    )

    user = User.objects.get(pk=member.user_id)
    assert (user.email, user.password) == ("li.wei@example.org", before)


def test_officer_cannot_raise_their_own_account(as_officer, officer):
    group = Group.objects.get(name="auditor").pk

    response = as_officer.post(change(officer), names(officer) | RAISED | {"groups": group})

    assert response.status_code == 403
    assert rights(officer) == (True, False, ["membership officer"], 0)


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}])
def test_officer_cannot_change_an_account_with_more_rights(as_officer, fields):
    colleague = factories.make_user("colleague@example.org", **fields)

    response = as_officer.post(change(colleague), names(colleague) | {"is_active": ""})

    colleague.refresh_from_db()
    assert response.status_code == 403
    assert colleague.is_active


def test_officer_cannot_add_or_delete_accounts(as_officer, member):
    added = as_officer.post(reverse("admin:members_user_add"), {"email": "new@example.org"})
    deleted = as_officer.post(
        reverse("admin:members_user_delete", args=[member.user_id]), {"post": "yes"}
    )

    assert (added.status_code, deleted.status_code) == (403, 403)
    assert User.objects.filter(pk=member.user_id).exists()


def test_administration_sets_no_password_of_others(as_admin, member):
    address = change(member.user).replace("/change/", "/password/")

    response = as_admin.post(address, {"password1": "x" * 12, "password2": "x" * 12})

    assert response.status_code == 302  # the administration goes back to where it knows its way
    assert User.objects.get(pk=member.user_id).check_password(factories.PASSWORD)


@pytest.mark.parametrize("page", ["change", "changelist", "add", "history"])
def test_administration_never_shows_a_password(as_admin, member, page):
    args = [member.user_id] if page in {"change", "history"} else []

    response = as_admin.get(reverse(f"admin:members_user_{page}", args=args))

    text = response.content.decode()
    user = User.objects.get(pk=member.user_id)
    assert response.status_code == 200
    assert user.password not in text
    assert user.password.split("$")[0] not in text
    assert 'name="password' not in text


def test_administrator_gives_rights(as_admin, member):
    group = Group.objects.get(name="editor")

    as_admin.post(
        change(member.user),
        names(member.user) | {"is_active": "on", "is_staff": "on", "groups": [group.pk]},
    )

    assert rights(member.user) == (True, False, ["editor"], 0)


def test_administrator_makes_an_account_that_sets_its_password_by_mail(as_admin, db):
    as_admin.post(
        reverse("admin:members_user_add"),
        {"email": "New.Person@Example.org", "family_name": "New", "given_name": "Person"},
    )

    user = User.objects.get(email="new.person@example.org")
    address = user.emailaddress_set.get()
    assert not user.has_usable_password()
    assert (address.email, address.primary, address.verified) == (user.email, True, False)
    assert not user.is_staff


def test_administrator_is_told_of_an_address_that_is_taken(as_admin, member):
    response = as_admin.post(
        reverse("admin:members_user_add"), {"email": "LI.WEI@example.org", "family_name": "Other"}
    )

    assert response.status_code == 200
    assert "There is an account with this address already." in response.content.decode()


# --- Nobody decides their own case ---------------------------------------------------------------


@pytest.fixture
def both(officer) -> Member:
    """An officer who is a member as well, with every right there is."""
    User.objects.filter(pk=officer.pk).update(is_superuser=True)
    return open_record(officer)


def own_rows(member: Member) -> list:
    return [
        member,
        factories.make_term(member),
        factories.make_record(member),
        factories.make_qualification(member),
        factories.make_adjustment(member),
    ]


def test_nobody_changes_or_deletes_what_is_their_own(as_officer, both):
    answers = [
        (
            as_officer.post(change(row), {}).status_code,
            as_officer.post(
                change(row).replace("/change/", "/delete/"), {"post": "yes"}
            ).status_code,
        )
        for row in own_rows(both)
    ]

    assert answers == [(403, 403)] * 5


def test_nobody_deletes_their_own_in_bulk(as_officer, both):
    record = factories.make_record(both)
    chosen = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}

    as_officer.post(reverse("admin:members_record_changelist"), chosen)

    assert Record.objects.filter(pk=record.pk).exists()


def test_nobody_adds_a_term_for_themselves(as_officer, both, member):
    term = {"grade": factories.make_grade().pk, "starts_on": "2026-01-01", "society": ""}

    own = as_officer.post(reverse("admin:members_term_add"), term | {"member": both.pk})
    other = as_officer.post(reverse("admin:members_term_add"), term | {"member": member.pk})

    assert (own.status_code, other.status_code) == (200, 302)
    assert [row.member for row in Term.objects.all()] == [member]


# --- States and owners are not typed -------------------------------------------------------------


def test_reviewer_changes_a_draft_but_no_state_stamp_or_owner(as_staff, member, stranger):
    held = factories.make_qualification(member, Qualification.State.DRAFT)

    response = as_staff("reviewer").post(
        change(held),
        {
            "kind": "degree",
            "name": "Corrected",
            "member": stranger.pk,
            "state": "verified",
            "reason": "Fine.",
            "decided_at_0": "2026-01-01",
            "decided_at_1": "00:00",
            "decided_by": stranger.user_id,
            "moves-TOTAL_FORMS": 1,
            "moves-INITIAL_FORMS": 0,
            "moves-0-reason": "other",
        },
    )

    held.refresh_from_db()
    assert response.status_code == 302
    assert (held.name, held.member, held.state) == (
        "Corrected",
        member,
        Qualification.State.DRAFT,
    )
    assert (held.decided_at, held.decided_by, held.moves.count()) == (None, None, 0)


@pytest.mark.parametrize("state", ["submitted", "verified", "revoked"])
def test_nobody_changes_facts_that_were_sent(as_staff, member, state):
    held = factories.make_qualification(member, state)

    response = as_staff("reviewer").post(change(held), {"kind": "degree", "name": "Corrected"})

    held.refresh_from_db()
    assert response.status_code == 403
    assert held.name != "Corrected"


def test_reviewer_is_told_of_a_number_that_is_taken(as_staff, member):
    grade = factories.make_grade()
    factories.make_qualification(member, grade=grade, number="1", name="First")
    held = factories.make_qualification(member, grade=grade, number="2")

    response = as_staff("reviewer").post(
        change(held),
        {
            "kind": "degree",
            "name": "x",
            "grade": grade.pk,
            "number": "１ ",
            "moves-TOTAL_FORMS": 0,
            "moves-INITIAL_FORMS": 0,
        },
    )

    assert response.status_code == 200
    assert "this title with this number already" in response.content.decode()


def test_officer_is_told_of_a_term_that_exists(as_officer, member):
    grade = factories.make_grade()
    factories.make_term(member, grade)
    other = factories.make_term(member, grade, starts_on="2020-01-01")

    response = as_officer.post(change(other), {"grade": grade.pk, "starts_on": "2025-01-01"})

    assert response.status_code == 200
    assert "has a term of this grade from this day" in response.content.decode()


def test_officer_moves_no_record_to_another_account(as_officer, member, stranger):
    Member.objects.filter(pk=stranger.pk).delete()

    as_officer.post(
        change(member), {"user": stranger.user_id, "language": "en", "time_zone": "Asia/Tokyo"}
    )

    member.refresh_from_db()
    assert (member.user.email, member.time_zone) == ("li.wei@example.org", "Asia/Tokyo")


def test_officer_is_told_of_a_zone_that_does_not_exist(as_officer, member):
    response = as_officer.post(change(member), {"language": "en", "time_zone": "Mars/Base"})

    assert response.status_code == 200
    assert "There is no time zone “Mars/Base”." in response.content.decode()


@pytest.mark.parametrize("words", ["Li", "李伟", "li.wei@", "CSE-7"])
def test_officer_finds_a_member_by_any_name(as_officer, member, stranger, words):
    Member.objects.filter(pk=member.pk).update(number="CSE-7")

    response = as_officer.get(reverse("admin:members_member_changelist"), {"q": words})

    assert list(response.context["cl"].result_list) == [member]


@pytest.mark.parametrize("field", ["member", "grade", "society"])
def test_officer_finds_what_a_term_needs(as_officer, member, field):
    factories.make_grade()
    names = {"app_label": "members", "model_name": "term", "field_name": field}

    response = as_officer.get(reverse("admin:autocomplete"), names | {"term": ""})

    assert response.status_code == 200
    assert response.json()["results"] != []


def test_search_box_for_members_costs_the_same_for_one_and_three(as_officer, count_queries, member):
    address = reverse("admin:autocomplete") + (
        "?app_label=members&model_name=term&field_name=member&term="
    )

    _, one = count_queries(as_officer, address)
    for _ in range(2):
        factories.make_member()
    _, three = count_queries(as_officer, address)

    assert len(one) == len(three)
