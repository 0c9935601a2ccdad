"""The administration: every list opens at a constant price, every form opens, no address breaks."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from members.qualifications.models import Qualification
from members.review.models import ServiceTarget
from news.addresses.models import OldAddress
from tests import factories as make

pytestmark = pytest.mark.django_db
OURS = {"agreements", "news", "members"}
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]
INTERNAL = {
    "agreements.AgreementFormerName",
    "agreements.Moment",
    "agreements.Removal",
    "agreements.SearchEntry",
    "members.EventCode",
    "members.ImpactChange",
    "news.ArticleFormerName",
    "news.EventFormerName",
    "news.NewsletterFormerName",
    "news.PageFormerName",
    "news.PreviewLink",
    "news.RemovedFile",
    "news.Rendition",
}
THE_MEMBERS_ALONE = {"members.Follow", "members.Goal", "members.PlannedActivity", "members.Sheet"}
INLINE = {
    "agreements.Check",
    "agreements.Party",
    "agreements.StatusChange",
    "agreements.Document",
    "agreements.CreditCategory",
    "agreements.WindowTarget",
    "agreements.Condition",
    "agreements.WindowShare",
    "members.AuditEntry",
    "members.AuditMove",
    "members.Move",
    "members.StatementCredit",
    "news.Picture",
    "news.Attachment",
    "news.Story",
}


def label(model) -> str:
    return model._meta.label


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def one_of_each(db):
    """Adds a row to every list, with everything that its columns may show."""

    def add():
        member = make.make_member()
        grade = make.make_grade()
        article = make.make_article()
        article.tags.add(make.make_tag(f"tag{next(make.serial)}"))
        make.make_category(f"topic{next(make.serial)}")
        article.agreements.add(make.make_agreement(partner=make.make_body(country="PK")))
        make.make_version(make.make_requirement(scheme=grade.scheme))
        make.make_newsletter(next(make.serial) + 1000)
        make.make_event()
        make.make_page(f"page{next(make.serial)}")
        make.make_term(member, grade, society=make.make_body())
        make.make_standings(make.make_member())
        make.make_suspension(member)
        make.make_application(member, grade=grade)
        make.make_officer(make.make_society())
        make.make_correction(make.make_record(member))
        make.make_period_declaration(member)
        make.make_period(member, "verified")
        requirement = make.make_requirement(scheme=grade.scheme)
        make.make_statement(member, "accepted", credits=[(requirement, 5)])
        make.make_statement(member, "submitted")
        make.make_equivalence(requirement, make.make_body())
        make.make_declaration(member, "code")
        make.make_pathway_version(conditions=[("title", "title", "Holds a title")])
        make.make_adjustment(member)
        make.make_attendance(member)
        make.make_missing_report(member)
        audit = make.make_audit(member, "submitted", records=(make.make_record(member),))
        make.make_consequence(audit.draw.requirement)
        make.make_impact_preview(make.make_user(is_staff=True), changing=member)
        make.make_change_report(make.make_agreement())
        OldAddress.objects.create(path=f"/cms/{next(make.serial)}.htm", target="/en/")
        make.make_file_view(make.make_evidence(member), make.make_user(is_staff=True))
        make.make_service_target(["title", "degree", "licence"][ServiceTarget.objects.count()])
        make.make_interest(make.make_review(make.make_member()), make.make_user(is_staff=True))
        make.make_qualification(member, Qualification.State.VERIFIED, grade=grade)

    return add


def test_every_model_of_ours_is_in_the_administration():
    registered = {label(model) for model in MODELS}

    missing = {
        label(model)
        for name in OURS
        for model in apps.get_app_config(name).get_models()
        if not model._meta.auto_created
    } - registered

    assert missing == INTERNAL | INLINE | THE_MEMBERS_ALONE


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_list_costs_the_same_for_one_row_and_for_three(as_admin, one_of_each, count_queries, model):
    one_of_each()
    _, one = count_queries(as_admin, address(model, "changelist"))
    one_of_each()
    one_of_each()

    response, three = count_queries(as_admin, address(model, "changelist"))

    assert response.status_code == 200
    assert len(three) == len(one)
    assert len(three) <= 9


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_list_is_searched_and_survives_odd_words(as_admin, one_of_each, model):
    one_of_each()

    for words in ["PEC", "%", "'", "\x00", "x" * 5000, "示例"]:
        response = as_admin.get(address(model, "changelist"), {"q": words})

        assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_forms_open(as_admin, one_of_each, model):
    one_of_each()
    row = model._default_manager.order_by("-pk").first()

    change = as_admin.get(address(model, "change", row.pk))
    add = as_admin.get(address(model, "add"))

    assert change.status_code == 200
    assert add.status_code == (
        200 if admin.site._registry[model].has_add_permission(add.wsgi_request) else 403
    )


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_administration_has_no_inline_script_without_a_nonce(as_admin, one_of_each, model):
    one_of_each()
    row = model._default_manager.order_by("-pk").first()

    response = as_admin.get(address(model, "change", row.pk))

    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for script in response.text.split("<script")[1:]:
        attributes = script.split(">", 1)[0]
        is_data = 'type="application/json"' in attributes
        assert "src=" in attributes or "nonce=" in attributes or is_data


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_no_select_box_lists_people_or_other_long_tables(as_admin, one_of_each, model):
    one_of_each()
    long = {
        "members_user",
        "members_member",
        "news_article",
        "agreements_agreement",
        "agreements_body",
    }

    form = as_admin.get(address(model, "add")).context
    fields = form["adminform"].form.fields if form and "adminform" in form else {}

    loaded = {
        name
        for name, field in fields.items()
        if getattr(field, "queryset", None) is not None
        and field.queryset.model._meta.db_table in long
        and type(field.widget.widget if hasattr(field.widget, "widget") else field.widget).__name__
        not in {"AutocompleteSelect", "AutocompleteSelectMultiple", "HiddenInput"}
    }
    assert loaded == set()
