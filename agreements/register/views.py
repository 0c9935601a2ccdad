"""The public register of international agreements."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django_countries import countries

from agreements.bilingual import column
from agreements.facets import choices_with_counts
from agreements.freshness.http import public_page
from agreements.rows import Rows

from .dates import PartialDate
from .filters import AgreementFilter
from .models import Agreement, Document, Party, StatusChange

PAGE_SIZE = 25
PARTIES = Party.objects.filter(agreement=OuterRef("pk"))
PARTNERS = PARTIES.filter(side=Party.Side.PARTNER)


@public_page
def agreement_list(request: HttpRequest) -> HttpResponse:
    chosen = AgreementFilter(request.GET, queryset=with_partners(Agreement.objects.latest_first()))
    page = Paginator(chosen.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "agreements/register/agreement_list.html",
        {
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number),
            "words": request.GET.get("q", ""),
            "is_filtered": any(request.GET.get(name) for name in AgreementFilter.Meta.fields),
            **filter_choices(request.GET),
        },
    )


def with_partners(agreements: QuerySet) -> QuerySet:
    """Each agreement with the countries of its partners, for the column "Partner"."""
    return agreements.annotate(partners=Rows(PARTNERS, country="body__country"))


def filter_choices(query) -> dict[str, list]:
    """For each filter its choices, counted over the whole register. One query."""
    entries = with_partners(Agreement.objects.order_by())
    rows = list(entries.values_list("opens", "status", "kind", "partners"))
    regions = Counter(code for *_rest, partners in rows for code in codes(partners))
    return {
        "opens_choices": choices_with_counts(
            Agreement.Opens.choices, Counter(row[0] for row in rows), query.getlist("opens")
        ),
        "status_choices": choices_with_counts(
            Agreement.Status.choices, Counter(row[1] for row in rows), query.getlist("status")
        ),
        "kind_choices": choices_with_counts(
            Agreement.Kind.choices, Counter(row[2] for row in rows), query.getlist("kind")
        ),
        "country_choices": choices_with_counts(
            countries, regions, [code for code in [query.get("country")] if code in regions]
        ),
    }


def codes(partners: list[dict]) -> set[str]:
    return {partner["country"] for partner in partners if partner["country"]}


@public_page
def agreement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = get_object_or_404(with_surroundings(Agreement.objects.all()), slug=slug)
    return render(
        request,
        "agreements/register/agreement_detail.html",
        {
            "agreement": agreement,
            "ours": parties_on(Party.Side.OURS, agreement.party_rows),
            "partners": parties_on(Party.Side.PARTNER, agreement.party_rows),
            "earlier": earlier_than(agreement),
            "history": [dated(row) for row in agreement.history_rows],
            "later": [dated(row) for row in agreement.successor_rows],
        },
    )


def with_surroundings(agreements: QuerySet) -> QuerySet:
    """Each agreement with what its page shows of other tables, in the same query."""
    return agreements.select_related("predecessor__predecessor").annotate(
        party_rows=Rows(
            PARTIES,
            side="side",
            role="role",
            name=f"body__{column('name')}",
            country="body__country",
            note=column("note"),
        ),
        history_rows=Rows(
            StatusChange.objects.filter(agreement=OuterRef("pk")),
            status="status",
            first="changed_on",
            precision="precision",
            note=column("note"),
        ),
        document_rows=Rows(
            Document.objects.filter(agreement=OuterRef("pk")),
            title=column("title"),
            language="language",
            file="file",
            url="url",
        ),
        successor_rows=Rows(
            Agreement.objects.filter(predecessor=OuterRef("pk")).latest_first(),
            slug="slug",
            label=column("label"),
            first="signed_on",
            precision="signed_precision",
        ),
    )


def parties_on(side: str, rows: list[dict]) -> list[dict]:
    return [
        row | {"role_name": Party.Role(row["role"]).label} for row in rows if row["side"] == side
    ]


def earlier_than(agreement: Agreement) -> list[Agreement]:
    """Up to two agreements this one follows on from, oldest first."""
    previous = agreement.predecessor
    return [row for row in (previous and previous.predecessor, previous) if row]


def dated(row: dict) -> dict:
    return row | {"date": PartialDate.of_text(row["first"], row["precision"])}
