"""How many entries each choice of the list has: of the whole register, or under other choices."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet

from agreements.facets import Choice, choices_with_counts
from agreements.freshness.kept import Kept

from .kinds import FAMILY_OF
from .models import Agreement, Party

MOST_BODIES = 40  # in a choice; every other body is found by its name


@dataclass(frozen=True, slots=True)
class Named:
    """A body or a title with its names, and in how many entries it stands."""

    value: str
    name_en: str
    name_zh: str
    count: int

    def name(self, language: str) -> str:
        return self.name_zh if language == "zh" else self.name_en


class Group(NamedTuple):
    """Entries that are alike in what is ticked."""

    kind: str
    status: str
    opens: str
    number: int


TICKED = Group._fields[:-1]


@dataclass(frozen=True, slots=True)
class Counts:
    groups: list[Group]
    whole: dict[str, dict[str, int]]  # of each field that is ticked, with nothing ticked
    countries: dict[str, int]
    bodies: dict[str, Named]
    grades: dict[str, Named]


def read(on: date) -> Counts:
    """Four queries, none of which reads the register row by row. The day changes nothing."""
    partners = Party.objects.filter(side=Party.Side.PARTNER).order_by()
    groups = grouped(Agreement.objects.all())
    return Counts(
        groups=groups,
        whole={name: counted(groups, name, {}) for name in TICKED},
        countries=countries_of(partners),
        bodies=bodies_of(partners),
        grades=grades_of(Agreement.grades.through.objects),
    )


def grouped(agreements: QuerySet) -> list[Group]:
    """One query."""
    groups = agreements.order_by().values_list(*TICKED).annotate(number=Count("pk"))
    return [Group(*row) for row in groups]


def counted(groups: list[Group], of: str, ticked: Mapping[str, list[str]]) -> dict[str, int]:
    """How many entries each value of the field `of` has beside what is ticked of the others."""
    others = [(TICKED.index(name), values) for name, values in ticked.items() if name != of]
    at, counts = TICKED.index(of), Counter()
    for group in groups:
        if all(group[place] in values for place, values in others):
            counts[group[at]] += group.number
    return counts


def families_among(kinds: dict[str, int]) -> dict[str, int]:
    families = Counter()
    for kind, number in kinds.items():
        families[FAMILY_OF[kind]] += number
    return families


def countries_of(partners) -> dict[str, int]:
    """An agreement with two partners of one country is one."""
    known = partners.exclude(body__country="").values_list("body__country")
    return dict(known.annotate(number=Count("agreement", distinct=True)))


def bodies_of(partners) -> dict[str, Named]:
    rows = partners.values_list("body__slug", "body__name_en", "body__name_zh").annotate(
        number=Count("agreement", distinct=True)
    )
    return {row[0]: Named(*row) for row in rows.order_by("-number", "body__slug")}


def grades_of(links) -> dict[str, Named]:
    rows = links.values_list(
        "grade__scheme__slug",
        "grade__code",
        "grade__name_en",
        "grade__name_zh",
        "grade__scheme__body__name_en",
        "grade__scheme__body__name_zh",
    ).annotate(number=Count("agreement", distinct=True))
    return {
        f"{scheme}/{code}": Named(f"{scheme}/{code}", f"{en} – {of_en}", f"{zh} – {of_zh}", number)
        for scheme, code, en, zh, of_en, of_zh, number in rows
    }


def choices_of(named: dict[str, Named], chosen: str, language: str) -> list[Choice]:
    """The bodies or titles with the most entries, and the chosen one, by name."""
    shown = [*list(named.values())[:MOST_BODIES], *filter(None, [named.get(chosen)])]
    names = {one.value: one.name(language) for one in shown}
    return choices_with_counts(
        sorted(names.items(), key=lambda item: item[1].casefold()),
        {one.value: one.count for one in shown},
        [chosen] if chosen in named else [],
    )


register_counts = Kept(read)
