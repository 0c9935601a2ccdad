"""The facts that a finding rests on, by name and with the page that shows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.pathways.findings import Why
from agreements.pathways.in_force import RulesInForce
from members.experience.models import Period
from members.membership.models import Term
from members.profile.models import Member
from members.qualifications.models import Qualification

SUPPOSED = "supposed"


class Proof(NamedTuple):
    """`words` say what it is; `by_why` says it otherwise where a reason asks for another side."""

    words: str
    address: str = ""
    by_why: Mapping[Why, str] = {}

    def said(self, why: Why) -> str:
        return self.by_why.get(why) or self.words


def proofs(member: Member, keys: Iterable[str], rules: RulesInForce) -> dict[str, Proof]:
    """One query for each kind of fact among the keys. A fact that is gone is left out."""
    wanted = defaultdict(set)
    for key in keys:
        kind, _colon, name = key.partition(":")
        wanted[kind].add(name)
    found = {SUPPOSED: Proof(_("what you suppose"))}
    for kind, read in READERS.items():
        if names := wanted.get(kind):
            found |= {f"{kind}:{row.pk}": proof for row, proof in read(member, names)}
    for name in wanted["cpd"]:
        found[f"cpd:{name}"] = of_cpd(name, rules)
    return found


def of_qualifications(member: Member, pks: set[str]) -> Iterator[tuple[Qualification, Proof]]:
    for held in Qualification.objects.of(member).filter(pk__in=pks):
        is_dated = held.kind in (Qualification.Kind.DEGREE, Qualification.Kind.LETTER)
        words = dated(held.title, held.awarded_on) if is_dated else validity(held)
        fields = {
            Why.OTHER_ROUTE: held.get_route_display(),
            Why.EXCLUDED_ROUTE: held.get_route_display(),
            Why.OTHER_FIELD: held.get_discipline_display(),
        }
        yield held, Proof(words, held.get_absolute_url(), fields)


def of_terms(member: Member, pks: set[str]) -> Iterator[tuple[Term, Proof]]:
    address = reverse("members:home")
    for term in Term.objects.of(member).filter(pk__in=pks):
        words = until(_("Member as %(title)s") % {"title": term.grade.name}, term.ends_on)
        yield term, Proof(words, address)


def of_periods(member: Member, pks: set[str]) -> Iterator[tuple[Period, Proof]]:
    address = reverse("members:experience:period_list")
    for period in Period.objects.of(member).filter(pk__in=pks):
        words = _("%(role)s, %(employer)s") % {"role": period.role, "employer": period.employer}
        yield period, Proof(words, address)


def of_cpd(name: str, rules: RulesInForce) -> Proof:
    """`name` is the requirement and the last day of a period."""
    slug, _colon, last = name.partition(":")
    words = rules.requirements[slug].version.requirement.name
    address = reverse("members:cpd:counted", args=[slug])
    if not last:
        return Proof(words, address)
    words = _("%(name)s, period to %(day)s") % {
        "name": words,
        "day": date_format(date.fromisoformat(last), "SHORT_DATE_FORMAT"),
    }
    return Proof(words, f"{address}?on={last}")


def validity(held: Qualification) -> str:
    return until(held.title, held.valid_until)


def until(what: str, last: date | None) -> str:
    if last is None:
        return _("%(what)s, no end date") % {"what": what}
    day = date_format(last, "SHORT_DATE_FORMAT")
    return _("%(what)s, valid to %(day)s") % {"what": what, "day": day}


def dated(what: str, day: date | None) -> str:
    if day is None:
        return what
    return _("%(what)s, %(day)s") % {"what": what, "day": date_format(day, "SHORT_DATE_FORMAT")}


Reader = Callable[[Member, set[str]], Iterator[tuple]]
READERS: dict[str, Reader] = {
    "qualification": of_qualifications,
    "term": of_terms,
    "period": of_periods,
}
