import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def band(pathway):
    return reverse("members:recognition:band", args=["pec-2025"])


def test_band_tells_a_member_how_far_they_are(as_member, title, degree, band):
    response = as_member.get(band)

    said = response.content.decode()
    assert "You meet 1 of 4" in said
    assert "<html" not in said


def test_agreement_offers_the_band_and_sets_no_cookie(client, pathway, agreement, band):
    response = client.get(agreement.get_absolute_url())

    assert f'data-band="{band}"' in response.content.decode()
    assert reverse("members:recognition:pathway_list") in response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_agreement_without_a_pathway_offers_no_band(client, db):
    agreement = factories.make_agreement("plain")

    page = client.get(agreement.get_absolute_url()).content.decode()
    assert reverse("members:recognition:band", args=["plain"]) not in page


def test_band_of_an_agreement_without_a_pathway_is_not_found(as_member):
    factories.make_agreement("plain")

    page = reverse("members:recognition:band", args=["plain"])
    assert as_member.get(page).status_code == 404


def test_visitor_is_sent_to_log_in_without_a_query(client, band, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(band).status_code == 302
