"""The outcome of a preview as its page tells it: by requirement and pathway, changes first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from agreements.pathways.models import Pathway
from agreements.requirements.models import CpdRequirement

from .comparison import PATHWAY, REQUIREMENT
from .models import ImpactChange, ImpactPreview
from .workflow import MOST_LISTED


@dataclass(frozen=True, slots=True)
class Row:
    """So many members go from one state to another, or stay."""

    before: str
    after: str
    members: int

    @property
    def is_change(self) -> bool:
        return self.before != self.after

    @property
    def is_cut(self) -> bool:
        """More of them than are listed by name."""
        return self.is_change and self.members > MOST_LISTED


@dataclass(frozen=True, slots=True)
class Group:
    """What the draft means for one requirement or pathway. `aside`: whom it does not concern."""

    what: str
    name: str
    rows: list[Row] = field(default_factory=list)
    aside: int = 0

    @property
    def is_pathway(self) -> bool:
        return self.what.startswith(PATHWAY)

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_change]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self.rows if not row.is_change]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of members."""

    change: ImpactChange
    name: str  # of what is asked


def groups(preview: ImpactPreview) -> list[Group]:
    """The requirement first. Two queries, for the names."""
    names = names_of(preview)
    counts = sorted(preview.counts, key=lambda row: (not row[0].startswith(REQUIREMENT), row))
    return [group(what, names, rows) for what, rows in groupby(counts, key=itemgetter(0))]


def group(what: str, names: dict[str, str], counts) -> Group:
    rows = [Row(before, after, members) for _what, before, after, members in counts]
    concerned = [row for row in rows if row.before]
    return Group(
        what, name_of(what, names), concerned, sum(row.members for row in rows if not row.before)
    )


def listed(changes: list[ImpactChange], found: list[Group]) -> Iterator[Listed]:
    names = {one.what: one.name for one in found}
    return (Listed(change, name_of(change.what, names)) for change in changes)


def names_of(preview: ImpactPreview) -> dict[str, str]:
    """By "requirement/…" and "pathway/…", in the language of the page."""
    whats = {row[0] for row in preview.counts}
    return {
        f"{kind}{row.slug}": row.name
        for kind, model in ((REQUIREMENT, CpdRequirement), (PATHWAY, Pathway))
        for row in model.objects.filter(slug__in=[what.removeprefix(kind) for what in whats])
    }


def name_of(what: str, names: dict[str, str]) -> str:
    """Its short name where it is gone meanwhile."""
    return names.get(what) or what.partition("/")[2]
