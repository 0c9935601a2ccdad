"""An entry that gets another short name is still found by its former ones."""

import pytest

from agreements.register.models import Agreement, AgreementFormerName
from tests.agreements.register.typed import posted
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def rename(agreement, slug: str) -> None:
    agreement.slug = slug
    agreement.save()


def test_comparison_that_was_passed_on_leads_to_the_present_names(client):
    rename(make_agreement("pec"), "pakistan")
    make_agreement("iet")

    response = client.get("/en/agreements/compare/?a=pec&b=iet")

    assert (response.status_code, response.headers["Location"]) == (301, "?a=pakistan&b=iet")
    assert client.get("/en/agreements/compare/?a=pakistan&b=iet").status_code == 200


def test_comparison_with_a_name_that_nothing_had_says_so(client):
    make_agreement("iet")

    assert client.get("/en/agreements/compare/?a=pec&b=iet").status_code == 404
    assert client.get("/en/agreements/compare/?a=p%00c&b=iet").status_code == 404


def test_officer_is_told_that_a_name_leads_to_another_entry_and_may_take_it(as_staff, client):
    rename(make_agreement("pec", label_en="The old one"), "pakistan")
    other = make_agreement("other")
    officer = as_staff("agreements officer")

    told = posted(officer, other, slug="pec")

    assert told.status_code == 200
    assert "Old links with this address lead to “The old one” today." in told.text
    assert Agreement.objects.get(pk=other.pk).slug == "other"

    posted(officer, other, slug="pec", takes="pec")

    assert client.get("/en/agreements/pec/").context["agreement"].pk == other.pk
    assert client.get("/en/agreements/other/").headers["Location"] == "/en/agreements/pec/"


def test_step_in_the_history_keeps_no_name():
    agreement = make_agreement("pec")

    agreement.save()

    assert not AgreementFormerName.objects.exists()
