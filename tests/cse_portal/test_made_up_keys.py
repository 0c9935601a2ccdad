"""A key that somebody made up, in any choice box of the administration: the field says so."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from members.profile.models import User
from tests.factories import make_article, make_newsletter, make_user, staff_group
from tests.news.publishing.typed import DRAFT, address, typed

pytestmark = pytest.mark.django_db
MADE_UP = ["abc", "9" * 30, "9" * 5000, "-" + "9" * 30, "1 or 1=1", "1.5", "²", "-1"]
BOXES = [
    pytest.param(model, name, id=f"{model._meta.label}.{name}")
    for model, one in admin.site._registry.items()
    for name in one.autocomplete_fields
]


def address_of(model, page: str, *keys: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=keys)


@pytest.mark.parametrize(("model", "name"), BOXES)
def test_every_choice_box_names_a_key_that_cannot_be(as_admin, model, name):
    # An account is made without groups, and gets them on its page.
    account = [make_user().pk] if model is User else []
    form = address_of(model, "change" if account else "add", *account)

    for key in MADE_UP:
        response = as_admin.post(form, {name: key})

        assert response.status_code == 200
        assert name in response.context["adminform"].form.errors


@pytest.mark.parametrize("key", MADE_UP)
@pytest.mark.parametrize("name", ["category", "tags", "agreements"])
def test_what_else_was_typed_is_kept(as_staff, name, key):
    editor, article = as_staff("editor"), make_article(**DRAFT)
    fields = typed(editor.get(address(article)), title_en="Typed for an hour")

    response = editor.post(address(article), fields | {name: [key]})

    form = response.context["adminform"].form
    assert (response.status_code, list(form.errors)) == (200, [name])
    assert 'value="Typed for an hour"' in response.text
    article.refresh_from_db()
    assert article.title_en != "Typed for an hour"


def test_key_in_a_row_of_the_form_is_named_there(as_staff):
    editor, issue = as_staff("editor"), make_newsletter(stories=1, **DRAFT)
    fields = typed(editor.get(address(issue)))

    response = editor.post(address(issue), fields | {"stories-0-article": "abc"})

    (formset,) = response.context["inline_admin_formsets"]
    assert list(formset.formset.errors[0]) == ["article"]


def test_keys_that_are_right_are_taken_beside_one_that_is_not():
    user, group = make_user(is_staff=True), staff_group("editor")

    found = Group.objects.filter(pk__in=[str(group.pk), group.pk, "abc", 10**30])

    assert list(found) == [group]
    assert list(User.objects.filter(pk__in=User.objects.filter(pk=user.pk))) == [user]
    assert list(User.objects.filter(pk__in=[])) == []
