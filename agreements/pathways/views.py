"""Pathways for anybody: the finder, and one pathway with its conditions."""

from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django_countries import countries

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.register.filters import with_partner
from agreements.register.models import Agreement
from agreements.register.views import with_partners
from agreements.rows import Rows

from .condition import Condition
from .differences import differences
from .models import PathwayVersion
from .terms import Gate

ALIVE = [Agreement.Status.IN_FORCE, Agreement.Status.PREPARING, Agreement.Status.NOT_RECONFIRMED]


@public_page
def finder(request: HttpRequest) -> HttpResponse:
    """«I hold … and want to work in …», without a log-in."""
    versions = list(in_force().order_by("is_reference", column("pathway__name")))
    held, country = request.GET.get("from", ""), request.GET.get("to", "")
    place = countries.name(country)  # empty for what is no country or region
    fitting = [
        version
        for version in versions
        if (not held or held == version.pathway.from_grade.key)
        and (not country or country == version.pathway.to_body.country.code)
    ]
    closed = [version for version in fitting if version.pathway.gate is Gate.CLOSED]
    return render(
        request,
        "agreements/pathways/finder.html",
        {
            "titles": title_choices(versions, held),
            "places": place_choices(versions, country),
            "is_asked": bool(held or country),
            "found": [one for one in fitting if one.pathway.gate is not Gate.CLOSED],
            "closed": closed,
            "agreements": list(on_the_way(country, fitting)) if place else [],
            "place": place,
        },
    )


def in_force() -> QuerySet[PathwayVersion]:
    """The version of each pathway that applies today (Beijing), with its conditions. One query."""
    conditions = Condition.objects.filter(version=OuterRef("pk"))
    return (
        PathwayVersion.objects.in_force(timezone.localdate())
        .select_related(
            "pathway__agreement",
            "pathway__from_grade__scheme__body",
            "pathway__to_body",
            "pathway__to_grade",
        )
        .annotate(
            is_reference=Q(pathway__agreement__isnull=True),
            condition_rows=Rows(
                conditions,
                code="code",
                kind="kind",
                group="group",
                text=column("text"),
                clause=column("clause"),
                is_by_person="is_by_person",
            ),
        )
    )


def title_choices(versions: list[PathwayVersion], held: str) -> list[tuple[str, str, bool]]:
    """(value, words, is it chosen) of every title that a pathway starts from."""
    words = {}
    for version in versions:
        grade = version.pathway.from_grade
        words[grade.key] = f"{grade.name} – {grade.scheme.body.name}"
    return [(key, words[key], key == held) for key in sorted(words, key=words.__getitem__)]


def place_choices(versions: list[PathwayVersion], country: str) -> list[tuple[str, str, bool]]:
    codes = {version.pathway.to_body.country.code for version in versions}
    return [(code, name, code == country) for code, name in countries if code in codes]


def on_the_way(country: str, found: list[PathwayVersion]) -> QuerySet[Agreement]:
    """Other living agreements with that country or region: none opens a pathway yet."""
    agreements = Agreement.objects.filter(
        pk__in=with_partner(body__country=country), status__in=ALIVE
    )
    shown = [version.pathway.agreement_id for version in found]
    return with_partners(agreements.exclude(pk__in=filter(None, shown)).latest_first())


@public_page
def pathway_detail(request: HttpRequest, slug: str) -> HttpResponse:
    version = get_object_or_404(in_force(), pathway__slug=slug)
    earlier = (
        PathwayVersion.objects.live()
        .filter(pathway=version.pathway, effective_from__lt=version.effective_from)
        .order_by("-effective_from")
        .prefetch_related("conditions")
        .first()
    )
    return render(
        request,
        "agreements/pathways/pathway_detail.html",
        {
            "version": version,
            "pathway": version.pathway,
            "earlier": earlier,
            "changes": changes(earlier, version) if earlier else [],
        },
    )


def changes(earlier: PathwayVersion, version: PathwayVersion):
    before = {condition.code: condition.text for condition in earlier.conditions.all()}
    return differences(before, {row["code"]: row["text"] for row in version.condition_rows})
