"""What a reviewer should look at twice before deciding. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .comparison import Agreement, Compared, Fact


class Caution(StrEnum):
    EVIDENCE_MISSING = "evidence_missing"
    NAME_DIFFERS = "name_differs"
    TITLE_DIFFERS = "title_differs"
    ISSUER_DIFFERS = "issuer_differs"
    NUMBER_DIFFERS = "number_differs"
    DAY_DIFFERS = "day_differs"
    DUPLICATE = "duplicate"
    TOO_OLD = "too_old"
    SAME_EMPLOYER = "same_employer"
    # The documents are pictures, or scans without text: nothing was compared.
    NOT_READ = "not_read"


OF_FACT = {
    Fact.HOLDER: Caution.NAME_DIFFERS,
    Fact.TITLE: Caution.TITLE_DIFFERS,
    Fact.ISSUER: Caution.ISSUER_DIFFERS,
    Fact.NUMBER: Caution.NUMBER_DIFFERS,
    Fact.AWARDED: Caution.DAY_DIFFERS,
    Fact.ENDS: Caution.DAY_DIFFERS,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """`sent_on` and `awarded_on` are days; employers are those of the member and of the reviewer
    today; `oldest_days` is the limit of the service target.
    """

    compared: Sequence[Compared]
    has_evidence: bool
    is_duplicate: bool
    sent_on: date
    awarded_on: date | None = None
    oldest_days: int | None = None
    employers: frozenset[str] = frozenset()
    employers_of_reviewer: frozenset[str] = frozenset()


def cautions(facts: Facts) -> list[Caution]:
    """In the order of Caution, each once."""
    differing = {line.fact for line in facts.compared if line.agreement is Agreement.DIFFERS}
    found = {OF_FACT[fact] for fact in differing}
    if not facts.has_evidence:
        found.add(Caution.EVIDENCE_MISSING)
    elif any(line.agreement is Agreement.NOT_READ for line in facts.compared):
        found.add(Caution.NOT_READ)
    if facts.is_duplicate:
        found.add(Caution.DUPLICATE)
    if is_too_old(facts):
        found.add(Caution.TOO_OLD)
    if same_name(facts.employers) & same_name(facts.employers_of_reviewer):
        found.add(Caution.SAME_EMPLOYER)
    return [caution for caution in Caution if caution in found]


def is_too_old(facts: Facts) -> bool:
    if facts.oldest_days is None or facts.awarded_on is None:
        return False
    return (facts.sent_on - facts.awarded_on).days > facts.oldest_days


def same_name(employers: frozenset[str]) -> set[str]:
    """However they are written: case and spaces say nothing."""
    return {"".join(name.casefold().split()) for name in employers} - {""}
