"""The public register of international agreements: the list, and one entry."""

from collections.abc import Iterable
from http import HTTPStatus

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, SlugField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_countries import countries

from agreements.bilingual import column, suffix
from agreements.facets import Choice, choices_with_counts
from agreements.freshness.edition import edition_of
from agreements.freshness.http import public_page
from agreements.paging import PAGE_SIZE, with_page
from agreements.parts import keys_of_part
from agreements.prepared import Given, Prepared
from agreements.rows import Rows, iso_day

from .counts import Counts, Group, choices_of, counted, families_among, register_counts
from .filters import AgreementFilter
from .former import removal_of
from .kinds import EXPLAINED, FAMILIES_EXPLAINED, Family, kinds_of
from .ladder import rungs
from .lineage import relatives
from .models import Agreement, Document, Party, StatusChange
from .timeline import replacement, timeline

PARTIES = Party.objects.filter(agreement=OuterRef("pk"))
PARTNERS = PARTIES.filter(side=Party.Side.PARTNER)


@public_page
def agreement_list(request: HttpRequest) -> HttpResponse:
    edition = edition_of(request).name
    counts = register_counts(timezone.localdate(), edition)
    entries = Agreement.objects.latest_first()
    chosen = AgreementFilter(request.GET, queryset=entries, request=request, counts=counts)
    groups, ticked = chosen.groups(counts), chosen.ticked
    kinds = counted(groups, "kind", ticked) if chosen.is_bound else counts.whole["kind"]
    number = sum(kinds.get(kind, 0) for kind in ticked.get("kind", kinds))
    page = page_of(chosen.qs, request.GET.get("page"), number, is_whole=not chosen.is_bound)
    asked_for = chosen.in_words(counts)
    family = request.GET.get("family", "")
    return render(
        request,
        "agreements/register/agreement_list.html",
        {
            "edition": edition,
            "asked": [request.GET.getlist(name) for name in AgreementFilter.Meta.fields],
            "words": request.GET.get("q", ""),
            "asked_for": asked_for,
            "chosen": len(asked_for),
            "total": sum(kinds.values()),
            "family": family if family in Family else "",
            "families": families(kinds, family),
            "family_explained": FAMILIES_EXPLAINED.get(family, ""),
            "kinds_explained": [(kind.label, EXPLAINED[kind]) for kind in kinds_of(family)],
            **ticked_choices(chosen.asked, groups, ticked, counts),
            **other_choices(chosen.asked, counts),
            **with_page(page, request, chosen.left_out),
        },
    )


def page_of(
    entries: QuerySet, number: str | None, total: int | None = None, *, is_whole: bool = False
) -> Page:
    """The rows of one page are found by their keys first: nothing else is read of all the others.

    One query, and another where it is not known how many there are. The first page of the whole
    register, which most readers open, has its statement written already.
    """
    paginator = Paginator(entries, PAGE_SIZE)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(number)
    start = (page.number - 1) * PAGE_SIZE
    stop = min(start + PAGE_SIZE, paginator.count)
    if is_whole and not start:
        page.object_list = latest_rows.rows()
    else:
        page.object_list = list(rows_of(keys_of_part(entries, start, stop, paginator.count)))
    return page


def rows_of(keys: QuerySet) -> QuerySet:
    rows = Agreement.objects.filter(pk__in=keys).latest_first()
    return with_partners(rows).only(*columns_of_row())


latest_rows = Prepared(lambda: rows_of(Agreement.objects.latest_first().values("pk")[:PAGE_SIZE]))


def columns_of_row() -> list[str]:
    """What a row of the list shows in the language of the page."""
    beside = ["slug", "kind", "opens", "status", "status_on", "status_precision"]
    return [column("label"), column("opens_note"), *beside]


def with_partners(agreements: QuerySet) -> QuerySet:
    """Each agreement with the countries of its partners, for the column "Partner"."""
    return agreements.annotate(partners=Rows(PARTNERS, country="body__country"))


def families(kinds: dict[str, int], chosen: str) -> list[Choice]:
    """Each with as many entries as its page has: the other choices stay, that of kinds does not."""
    return choices_with_counts(Family.choices, families_among(kinds), [chosen])


def ticked_choices(asked: dict, groups: list[Group], ticked: dict, counts: Counts) -> dict:
    """For each filter that is ticked its choices, counted beside everything else that is asked.

    Those of the whole register stay where nothing is left of them: a tick more would bring more.
    """
    labels = {
        "opens": Agreement.Opens.choices,
        "status": Agreement.Status.choices,
        "kind": kinds_to_choose(asked.get("family", "")),
    }
    choices = {}
    for name, choosable in labels.items():
        whole, chosen = counts.whole[name], asked.get(name, ())
        left = counted(groups, name, ticked) if asked else whole
        known = whole.keys() | set(chosen)
        choices[f"{name}_choices"] = [
            Choice(value, label, left.get(value, 0), value in chosen)
            for value, label in choosable
            if value in known
        ]
    return choices


def other_choices(asked: dict, counts: Counts) -> dict[str, list[Choice]]:
    """For each of the other filters its choices, counted over the whole register."""
    language = suffix()
    return {
        "country_choices": choices_with_counts(
            by_name(counts.countries),
            counts.countries,
            {asked.get("country")} & counts.countries.keys(),
        ),
        "partner_choices": choices_of(counts.bodies, asked.get("partner"), language),
        "grade_choices": choices_of(counts.grades, asked.get("grade"), language),
    }


def kinds_to_choose(family: str) -> list[tuple[str, str]]:
    """Of the family that is shown, where it has more than one: others would find nothing."""
    kinds = kinds_of(family) if family in Family else list(Agreement.Kind)
    return [(kind.value, kind.label) for kind in kinds] if len(kinds) > 1 else []


def by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Countries and regions in the order of the language."""
    return sorted(((code, str(countries.name(code))) for code in codes), key=lambda pair: pair[1])


@public_page
def agreement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = entry_and_surroundings.first(slug=slug)
    if agreement is None:
        return agreement_removed(request, slug)
    related = relatives(agreement) if agreement.has_relatives else []
    today = timezone.localdate()
    return render(
        request,
        "agreements/register/agreement_detail.html",
        {
            "agreement": agreement,
            "kind_explained": EXPLAINED[agreement.kind],
            "ours": parties_on(Party.Side.OURS, agreement.party_rows),
            "partners": parties_on(Party.Side.PARTNER, agreement.party_rows),
            "rungs": rungs(agreement.membership) if agreement.membership else [],
            "timeline": timeline(agreement, history_of(agreement), related, today),
            "replaced": replacement(related),
            "is_overdue": agreement.is_overdue(today),
            "has_run_out": agreement.has_run_out(today),
        },
    )


def agreement_removed(request: HttpRequest, slug: str) -> HttpResponse:
    removal = removal_of(slug)
    if removal is None:
        raise Http404
    page = "agreements/register/agreement_removed.html"
    return render(request, page, {"removal": removal}, status=HTTPStatus.GONE)


def with_surroundings(agreements: QuerySet) -> QuerySet:
    """Each agreement with what its page shows of other tables, in the same query."""
    return agreements.annotate(
        party_rows=Rows(
            PARTIES,
            side="side",
            role="role",
            name=f"body__{column('name')}",
            abbreviation="body__abbreviation",
            website="body__website",
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
            size="size",
            url="url",
        ),
        grade_rows=Rows(
            Agreement.grades.through.objects.filter(agreement=OuterRef("pk")).order_by("grade"),
            name=f"grade__{column('name')}",
            body=f"grade__scheme__body__{column('name')}",
        ),
        has_relatives=Exists(Agreement.objects.filter(predecessor=OuterRef("pk")).values("pk"))
        | Q(predecessor__isnull=False),
    )


def entry() -> QuerySet:
    return with_surroundings(Agreement.objects.filter(slug=Given("slug", SlugField())))


entry_and_surroundings = Prepared(entry)


def parties_on(side: str, rows: list[dict]) -> list[dict]:
    return [
        row | {"role_name": Party.Role(row["role"]).label} for row in rows if row["side"] == side
    ]


def history_of(agreement: Agreement) -> list[StatusChange]:
    return [
        StatusChange(
            status=row["status"],
            changed_on=iso_day(row["first"]),
            precision=row["precision"],
            **{column("note"): row["note"]},
        )
        for row in agreement.history_rows
    ]
