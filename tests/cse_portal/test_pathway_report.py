"""«Report a change» on a pathway: the report stands with its agreement too, where it has one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from members.reports.forms import stamp
from members.reports.models import ChangeReport
from tests.factories import make_agreement, make_pathway

ADDRESS = "/en/agreements/pathways/to-pec/report/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(db):
    cache.clear()


def send(client):
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        shown = stamp()
    return client.post(ADDRESS, {"what": "A condition is new.", "shown": shown})


@pytest.mark.parametrize("has_agreement", [True, False])
def test_report_about_a_pathway_is_kept_with_its_agreement(client, has_agreement):
    agreement = make_agreement() if has_agreement else None
    pathway = make_pathway("to-pec", agreement=agreement)

    assert send(client).status_code == 302

    made = ChangeReport.objects.get()
    assert (made.pathway, made.agreement) == (pathway, agreement)


def test_report_form_of_a_pathway_names_it(client):
    make_pathway("to-pec", name_en="From here to there")

    assert "From here to there" in client.get(ADDRESS).text
