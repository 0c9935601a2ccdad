"""The register in short: counted once, and again after it changed."""

from datetime import date

import pytest

from agreements.pathways.at_a_glance import by_region, register_at_a_glance
from agreements.register.regions import Region
from tests.factories import make_agreement, make_body

TODAY = date(2025, 9, 26)


def test_agreement_counts_once_in_a_region_and_once_in_each_country():
    found = by_region({(1, "PK"), (1, "SG"), (2, "PK"), (3, "KE"), (4, "")})

    assert found == [
        (Region.ASIA, 2, [("PK", 2), ("SG", 1)]),
        (Region.AFRICA, 1, [("KE", 1)]),
        (Region.INTERNATIONAL, 1, []),
    ]


@pytest.mark.django_db
def test_only_what_is_in_force_has_a_place_and_a_change_is_seen_at_once(
    django_assert_num_queries,
):
    agreement = make_agreement("pec", partner=make_body(country="PK"))
    make_agreement("old", status="ended", partner=make_body(country="KE"))

    before = register_at_a_glance(TODAY)
    with django_assert_num_queries(1):
        again = register_at_a_glance(TODAY)
    agreement.status = "ended"
    agreement.save()

    assert again is before
    assert (before.total, before.regions) == (2, [(Region.ASIA, 1, [("PK", 1)])])
    assert register_at_a_glance(TODAY).regions == []
