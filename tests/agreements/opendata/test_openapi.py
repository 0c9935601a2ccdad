"""The description is valid, complete, and what a fuzzer finds to be so."""

import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from agreements.opendata.openapi import description, schemas
from agreements.opendata.sample import SLUG, linked_sample, sample
from agreements.register.models import Document
from tests.factories import make_agreement, make_body, make_pathway, make_pathway_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db):
    """What there is to be found, of every form that an entry takes."""
    old = make_agreement("old", status="superseded", partner=make_body(country="PK"))
    agreement = make_agreement(SLUG, kind="mutual_recognition", predecessor=old)
    Document.objects.create(agreement=agreement, url="https://example.org/a.pdf", language="en")
    make_pathway_version(make_pathway("to-pec", agreement=agreement))
    make_agreement("accord", kind="membership", membership="provisional")
    make_agreement("mistake").delete()
    renamed = make_agreement("former")
    renamed.slug = "present"
    renamed.save()


def test_description_is_valid():
    OpenAPIV31SpecValidator(description()).validate()


def test_every_address_of_data_is_described():
    described = {re.sub(r"\{\w+\}", "", path) for path in description()["paths"]}
    routed = {
        str(entry.pattern)
        for one in get_resolver().url_patterns
        if getattr(one, "namespace", None) == "opendata"
        for entry in one.url_patterns
        if entry.name and str(entry.pattern).startswith("api/") and "." in str(entry.pattern)
    }
    found = {
        "/" + re.sub(r"<\w+:slug>", "", path).replace("<str:ending>", ending)
        for path in routed
        for ending in ("json", "jsonld", "csv")
    }

    assert described == found


@pytest.mark.parametrize(
    ("schema", "example"), [("Agreement", sample), ("LinkedAgreement", linked_sample)]
)
def test_example_has_the_shape_it_is_an_example_of(schema, example):
    assert list(Draft202012Validator(schemas()[schema]).iter_errors(example())) == []


def test_description_is_given_as_it_is(client):
    assert client.get("/api/v1/openapi.json").json() == description()


# --- The fuzzer ----------------------------------------------------------------------------------


@pytest.fixture
def site(register):
    """As a server runs it. The connection stays open: the rows are in its transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield get_wsgi_application()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


DESCRIBED = schemathesis.openapi.from_dict(description())


@DESCRIBED.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_site_answers_as_described(case, site):
    case.call_and_validate(app=site)
