"""The demonstration: loaded once, marked as what it is, and taken away without a trace."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from agreements.register.models import Agreement
from agreements.requirements.models import CpdRequirement, Version
from agreements.titles.models import Body
from cse_portal.models import DemonstrationRow
from members.cpd.models import Record
from members.profile.models import Member, User
from members.qualifications.models import Qualification
from news.articles.models import Article, Picture
from news.events.models import Event
from news.newsletters.models import Newsletter
from tests.factories import (
    PASSWORD,
    make_article,
    make_category,
    make_evidence,
    make_file_view,
    make_qualification,
)

pytestmark = pytest.mark.django_db
OURS = ["agreements", "news", "members"]


@pytest.fixture
def load(media):
    def run(*options: str) -> str:
        said = StringIO()
        call_command("load_demo", "--password", PASSWORD, *options, stdout=said)
        return said.getvalue()

    return run


def clear() -> str:
    said = StringIO()
    call_command("clear_demo", stdout=said)
    return said.getvalue()


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for name in OURS
        for model in apps.get_app_config(name).get_models()
        if model._meta.label != "agreements.Moment"
    }


def test_demonstration_brings_what_was_promised(load):
    load()

    assert Agreement.objects.count() == 20
    assert CpdRequirement.objects.count() == 13
    assert Version.objects.live().count() == 14
    assert Article.objects.count() == 41
    assert Newsletter.objects.get(number=54).stories.count() == 2
    assert Event.objects.count() == 14
    assert Member.objects.filter(is_demonstration=True).count() == 12
    assert Record.objects.count() > 300
    assert set(Qualification.objects.values_list("state", flat=True)) == set(
        Qualification.State.values
    )


def test_every_item_of_the_demonstration_is_public_in_both_languages(load):
    load()

    for model in (Article, Newsletter, Event):
        assert not model.objects.filter(title_en="").exists()
        assert not model.objects.filter(title_zh="").exists()


def test_loading_twice_changes_nothing(load):
    load()
    before = rows()

    said = load()

    assert rows() == before
    assert "0 rows loaded" in said


def test_loading_again_keeps_what_an_editor_changed(load):
    load()
    Article.objects.filter(slug="iet-memorandum-2021").update(title_en="Edited by hand")

    load()

    assert Article.objects.get(slug="iet-memorandum-2021").title_en == "Edited by hand"


def test_loading_if_empty_leaves_a_portal_in_use_alone(load, member):
    said = load("--if-empty")

    assert said == ""
    assert Article.objects.count() == 0


def test_clearing_takes_away_exactly_what_was_loaded(load, member, media):
    make_article("our-own", category=make_category("notices"))
    before = rows()
    load()

    clear()

    assert rows() == before
    assert DemonstrationRow.objects.count() == 0


def test_clearing_takes_the_files_along(load, media, django_capture_on_commit_callbacks):
    load()
    assert Picture.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        clear()

    published = [path for path in media.rglob("*") if path.parent != media / "vault"]
    assert [path for path in published if path.is_file()] == []


def test_clearing_keeps_what_real_records_rest_on_and_says_so(load, member):
    load()
    grade = Body.objects.get(slug="cse").schemes.get().grades.get(code="PE")
    make_qualification(member, grade=grade)

    said = clear()

    assert "Kept, because other records rest on them: " in said
    assert member.qualifications.get().grade == grade
    assert Article.objects.count() == 0
    assert [user.pk for user in User.objects.all()] == [member.user.pk]


def test_clearing_keeps_the_account_that_opened_a_real_file(load, member):
    load()
    reviewer = User.objects.get(email="reviewer@demo.example")
    make_file_view(make_evidence(member), reviewer)

    said = clear()

    assert f"Kept, because other records rest on them: {reviewer.name}." in said
    assert {user.pk for user in User.objects.all()} == {member.user.pk, reviewer.pk}


def test_demonstration_accounts_log_in_with_the_password_given(load, client):
    load()

    client.post("/en/accounts/login/", {"login": "member@demo.example", "password": PASSWORD})

    assert client.get("/en/members/").status_code == 200
