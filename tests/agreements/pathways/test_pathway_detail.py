"""One pathway: its conditions with their source, its versions, and what is not published."""

from datetime import date

import pytest

from tests.factories import make_agreement, make_pathway, make_pathway_version

pytestmark = pytest.mark.django_db


def test_pathway_shows_each_condition_with_its_source(client):
    pathway = make_pathway("pec", agreement=make_agreement("pec-2025", label_en="PEC, 2025"))
    make_pathway_version(
        pathway,
        conditions=[("title", "title", "Holds PE"), ("review", "review", "The Council decides")],
    )

    text = client.get("/en/agreements/pathways/pec/").text

    assert "<h3>Holds PE</h3><p>Clause 1</p>" in text
    assert "2 conditions" in text
    assert '<a class="record-name" href="/en/agreements/pec-2025/">PEC, 2025</a>' in text


def test_pathway_without_published_rules_promises_nothing(client):
    make_pathway_version(make_pathway("hkie"))

    text = client.get("/en/agreements/pathways/hkie/").text

    assert "Nobody can be said to meet them." in text
    assert "condition</h2>" not in text


def test_new_version_says_in_words_what_changed(client):
    pathway = make_pathway("pec")
    make_pathway_version(
        pathway,
        effective_from=date(2024, 1, 1),
        conditions=[("title", "title", "Holds PE"), ("fee", "review", "Pays a fee")],
    )
    make_pathway_version(
        pathway,
        effective_from=date(2025, 1, 1),
        conditions=[("title", "title", "Holds PE, current"), ("cpd", "review", "CPD is enough")],
    )

    response = client.get("/en/agreements/pathways/pec/")

    assert [tuple(change) for change in response.context["changes"]] == [
        ("removed", "Pays a fee", ""),
        ("reworded", "Holds PE", "Holds PE, current"),
        ("added", "", "CPD is enough"),
    ]
    assert "What changed since the version of" in response.text


def test_agreement_page_leads_to_its_pathways(client):
    agreement = make_agreement("pec-2025", kind="mutual_recognition", opens="route")
    make_pathway_version(make_pathway("pec", agreement=agreement, name_en="PE to Pakistan"))

    text = client.get("/en/agreements/pec-2025/").text

    assert '<a class="record-name" href="/en/agreements/pathways/pec/">PE to Pakistan</a>' in text


@pytest.mark.parametrize("fields", [{"is_live": False}, {"effective_from": date(2999, 1, 1)}])
def test_pathway_without_a_version_in_force_is_a_404(client, fields):
    make_pathway_version(make_pathway("pec"), **fields)

    assert client.get("/en/agreements/pathways/pec/").status_code == 404


def test_pathway_detail_needs_three_queries(client, count_queries):
    make_pathway_version(make_pathway("pec"), conditions=[("a", "title", "A")])
    _, one = count_queries(client, "/en/agreements/pathways/pec/")
    pathway = make_pathway("ies")
    make_pathway_version(pathway, conditions=[(c, "title", c) for c in "abc"])

    _, three = count_queries(client, "/en/agreements/pathways/ies/")

    assert (len(one), len(three)) == (3, 3)
