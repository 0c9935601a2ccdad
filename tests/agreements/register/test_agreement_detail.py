"""One entry of the register: what it gives, what it does not, who signed, what became of it."""

from datetime import date

import pytest
from django.db import IntegrityError

from agreements.register.dates import Precision
from agreements.register.models import Agreement, Party
from tests.factories import make_agreement, make_article, make_body, published

pytestmark = pytest.mark.django_db


def test_agreement_detail_tells_what_it_gives_and_what_not(client):
    make_agreement(
        "pec",
        kind="mutual_recognition",
        opens="route",
        opens_note_en="Professional Engineers",
        gives_en="A shorter process\nAccepted standards",
        gives_not_en="Automatic registration",
    )

    response = client.get("/en/agreements/pec/")

    assert "<span>A shorter process</span>" in response.text
    assert "<span>Accepted standards</span>" in response.text
    assert "<span>Automatic registration</span>" in response.text
    assert "Professional Engineers" in response.text


def test_agreement_detail_names_exactly_who_signed(client):
    agreement = make_agreement("iet")
    center = make_body(name_en="CAST Center", name_zh="中国科协培训和人才服务中心")
    Party.objects.create(
        agreement=agreement, body=center, side=Party.Side.OURS, note_en="Before the Society"
    )

    response = client.get("/en/agreements/iet/")

    assert [(row["name"], row["role_name"]) for row in response.context["ours"]] == [
        ("CAST Center", "Signatory")
    ]
    assert "Before the Society" in response.text


@pytest.mark.parametrize("kind", ["memorandum", "memorandum_of_intent", "protocol", "declaration"])
def test_agreement_between_bodies_says_it_gives_a_person_nothing(client, kind):
    make_agreement("mou", kind=kind)

    response = client.get("/en/agreements/mou/")

    assert "This gives nothing to an individual" in response.text


@pytest.mark.parametrize("kind", ["memorandum", "memorandum_of_intent", "protocol", "declaration"])
def test_database_refuses_a_memorandum_that_opens_a_route(kind):
    with pytest.raises(IntegrityError):
        make_agreement(kind=kind, opens="route")


def test_membership_without_a_step_has_no_empty_cell(client):
    make_agreement("accord", kind="membership")

    assert "Step of membership" not in client.get("/en/agreements/accord/").text


def test_provisional_membership_says_that_it_gives_no_rights(client):
    make_agreement("ipea", kind="membership", membership="provisional", opens="not_yet")

    response = client.get("/en/agreements/ipea/")

    assert "Provisional gives no rights." in response.text


def test_agreement_without_published_rules_never_reads_as_a_route(client):
    make_agreement("hkie", kind="mutual_recognition", opens="unpublished")

    response = client.get("/en/agreements/hkie/")

    assert "The rules have not been published" in response.text
    assert "<dd>Rules not published</dd>" in response.text


@pytest.mark.parametrize(
    ("precision", "written", "machine"),
    [
        (Precision.DAY, "11 June 2025", "2025-06-11"),
        (Precision.MONTH, "June 2025", "2025-06"),
        (Precision.YEAR, "2025", "2025"),
        (Precision.CIRCA, "about 2025", ""),
    ],
)
def test_agreement_date_is_no_more_precise_than_known(client, precision, written, machine):
    make_agreement("x", signed_on=date(2025, 6, 11), signed_precision=precision)
    Agreement.objects.filter(slug="x").update(status_on=None)

    response = client.get("/en/agreements/x/")

    shown = f'<time datetime="{machine}">{written}</time>' if machine else written
    assert f"<dt>Signed</dt><dd>{shown}" in response.text


def test_lineage_links_both_ways_and_says_what_took_its_place(client):
    old = make_agreement("pec-2019", label_en="PEC, 2019", status=Agreement.Status.SUPERSEDED)
    make_agreement("pec-2025", label_en="PEC, 2025", predecessor=old)

    before, after = client.get("/en/agreements/pec-2019/"), client.get("/en/agreements/pec-2025/")

    assert '<a href="/en/agreements/pec-2025/">PEC, 2025</a>' in before.text
    assert "Took the place of this entry." in before.text
    assert '<a href="/en/agreements/pec-2019/">PEC, 2019</a>' in after.text


def test_history_is_told_oldest_first(client):
    agreement = make_agreement("x", status_since=date(2023, 5, 1))
    agreement.history.create(
        status="preparing", changed_on=date(2021, 1, 1), note_en="Talks.", note_zh="商谈。"
    )

    history = client.get("/en/agreements/x/").context["history"]

    assert [step["note"] for step in history] == ["Talks.", "Signed."]


def test_news_about_an_agreement_stands_on_its_page_once_published(client):
    agreement = make_agreement("pec")
    make_article("signed", title_en="It was signed").agreements.add(agreement)
    make_article("later", title_en="Still secret", **published(days=1)).agreements.add(agreement)

    response = client.get("/en/agreements/pec/")

    assert "It was signed" in response.text
    assert "Still secret" not in response.text


def test_unknown_agreement_is_a_404_in_the_portals_look(client):
    response = client.get("/en/agreements/atlantis/")

    assert response.status_code == 404
    assert "There is no page at this address" in response.text


def test_agreement_detail_needs_four_queries(client, count_queries):
    agreement = make_agreement("x")
    _, one = count_queries(client, "/en/agreements/x/")
    for _ in range(2):
        Party.objects.create(agreement=agreement, body=make_body(), side=Party.Side.OURS)
        make_article().agreements.add(agreement)

    _, three = count_queries(client, "/en/agreements/x/")

    assert (len(one), len(three)) == (4, 4)
    assert three.writes == []
