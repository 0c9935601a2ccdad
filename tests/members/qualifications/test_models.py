"""What must never be false, and one division said twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("awarded_on", [None, date(2020, 1, 1)])
@pytest.mark.parametrize("source", ["grade", "issuer", "nobody"])
def test_order_by_need_and_the_property_divide_alike(member, state, awarded_on, source):
    fields = {
        "grade": {"grade": factories.make_grade()} if source == "grade" else {},
        "issuer": {"issuer": "University"},
        "nobody": {},
    }[source]
    factories.make_qualification(member, State.VERIFIED, name="Anchor", awarded_on=date(2025, 1, 1))
    held = factories.make_qualification(
        member, state, name="Asked", awarded_on=awarded_on, **fields
    )

    first = Qualification.objects.of(member).needing_first()[0]

    assert (first == held) is held.needs_member


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "", "grade": None},
        {"state": "approved"},
        {"state": State.VERIFIED},
        {"state": State.SUBMITTED},
        {"awarded_on": date(2020, 1, 2), "valid_until": date(2020, 1, 1)},
        {"kind": "title", "accord": "washington"},
        {"kind": "title", "degree_years": 4},
        {"degree_years": 0},
        {"degree_years": 13},
    ],
)
def test_table_refuses_what_cannot_be(member, changes):
    held = factories.make_qualification(member)

    with pytest.raises(IntegrityError), transaction.atomic():
        Qualification.objects.filter(pk=held.pk).update(**changes)
