"""What is left of an entry that was taken out of the register: a page that says so."""

from datetime import UTC, datetime

import pytest
import time_machine

from agreements.register.models import Agreement
from agreements.register.removal import Removal
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This entry was taken out of the register on "),
        ("zh-hans", "本条目已于"),
    ],
)
def test_page_of_a_removed_entry_says_since_when_it_is_gone(client, language, sentence):
    with time_machine.travel(datetime(2025, 1, 1, 20, tzinfo=UTC), tick=False):
        make_agreement("pec", summary_en="A wrong summary.", summary_zh="错误的摘要。").delete()

    response = client.get(f"/{language}/agreements/pec/")

    assert response.status_code == 410
    assert sentence in response.text
    assert '<time datetime="2025-01-02">' in response.text
    assert "A wrong summary." not in response.text
    assert 'rel="canonical"' not in response.text
    assert response.cookies == {}


def test_page_that_never_was_is_not_found(client):
    assert client.get("/en/agreements/pec/").status_code == 404


def test_removed_entry_answers_nobody_with_what_it_was(client):
    agreement = make_agreement("pec")
    etag = client.get("/en/agreements/pec/").headers["ETag"]

    agreement.delete()

    assert client.get("/en/agreements/pec/", headers={"if-none-match": etag}).status_code == 410


def test_name_of_a_removed_entry_that_another_had_since_leads_to_that_one(client):
    make_agreement("pec").delete()
    later = make_agreement("pec")
    later.slug = "pakistan"
    later.save()

    page, data = client.get("/en/agreements/pec/"), client.get("/api/v1/agreements/pec")

    assert (page.status_code, page.headers["Location"]) == (301, "/en/agreements/pakistan/")
    assert data.status_code == 301


def test_removed_entry_that_took_a_former_name_is_gone_there(client):
    old = make_agreement("pec")
    old.slug = "pakistan"
    old.save()
    make_agreement("pec").delete()

    assert client.get("/en/agreements/pec/").status_code == 410
    assert client.get("/api/v1/agreements/pec").status_code == 410


# --- In the administration -----------------------------------------------------------------------


def test_administrator_is_told_what_deleting_means_and_it_leaves_a_trace(as_admin, client):
    agreement = make_agreement("pec")
    address = f"/admin/agreements/agreement/{agreement.pk}/delete/"

    asked = as_admin.get(address)
    as_admin.post(address, {"post": "yes"})

    assert "An agreement that ended, lapsed or was replaced stays" in asked.text
    assert "This cannot be taken back." in asked.text
    assert not Agreement.objects.exists()
    assert client.get("/en/agreements/pec/").status_code == 410


def test_officer_deletes_no_entry(as_staff):
    agreement = make_agreement("pec")

    response = as_staff("agreements officer").post(
        f"/admin/agreements/agreement/{agreement.pk}/delete/", {"post": "yes"}
    )

    assert response.status_code == 403
    assert Agreement.objects.exists()


def test_nobody_deletes_many_at_once(as_admin):
    agreement = make_agreement("pec")

    as_admin.post(
        "/admin/agreements/agreement/",
        {"action": "delete_selected", "_selected_action": [agreement.pk], "post": "yes"},
    )

    assert Agreement.objects.exists()
    assert not Removal.objects.exists()
