"""The register on the home page: its size, what is in force where, and where titles lead."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from agreements.freshness.kept import Kept
from agreements.register.models import Agreement, Party
from agreements.register.regions import Region, region_of
from agreements.register.views import with_partners

from .models import PathwayVersion

SHOWN = 3


class InRegion(NamedTuple):
    region: Region
    total: int  # agreements in force with a partner there
    countries: list[tuple[str, int]]  # code and number of agreements, most first


@dataclass(frozen=True, slots=True)
class Glance:
    total: int
    opening_total: int
    opening: list[Agreement]
    regions: list[InRegion]
    international: list[Agreement]  # the latest of those of no country
    pathways: list[PathwayVersion]


def read(on: date) -> Glance:
    opening = Agreement.objects.opening_a_route()
    partners = Party.objects.filter(
        side=Party.Side.PARTNER, agreement__status=Agreement.Status.IN_FORCE
    )
    return Glance(
        total=Agreement.objects.count(),
        opening_total=opening.count(),
        opening=list(with_partners(opening.latest_first())[:SHOWN]),
        regions=by_region(set(partners.values_list("agreement", "body__country"))),
        international=list(
            Agreement.objects.filter(
                pk__in=partners.filter(body__country="").values("agreement")
            ).latest_first()[:SHOWN]
        ),
        pathways=list(
            PathwayVersion.objects.in_force(on).select_related(
                "pathway__from_grade__scheme__body", "pathway__to_body"
            )
        ),
    )


def by_region(places: set[tuple[int, str]]) -> list[InRegion]:
    """Of (agreement, country) pairs. Each agreement counts once in a region and a country."""
    agreements, countries = defaultdict(set), Counter()
    for agreement, code in places:
        agreements[region_of(code)].add(agreement)
        countries[code] += 1
    found = sorted(countries.items(), key=lambda row: (-row[1], row[0]))
    return [
        InRegion(
            region,
            len(agreements[region]),
            [(code, number) for code, number in found if code and region_of(code) == region],
        )
        for region in Region
        if agreements[region]
    ]


# One query while nothing public has changed, whatever the register holds.
register_at_a_glance = Kept(read)
