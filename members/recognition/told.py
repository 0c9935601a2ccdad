"""A pathway as its page tells it to a member: line by line, with proof and what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.pathways.condition import Condition
from agreements.pathways.findings import Answer, Finding, Why
from agreements.pathways.rules import Line
from agreements.pathways.terms import Kind
from members.cpd import sentences as cpd_sentences
from members.experience.ledger import in_words
from members.experience.rules import Length

from . import sentences
from .proofs import Proof
from .prospects import Prospect

# What needs the reader comes first.
ORDER = (Answer.NOT_MET, Answer.UNKNOWN, Answer.EXEMPT, Answer.MET)


@dataclass(frozen=True, slots=True)
class Action:
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the page. `state` gives its icon and colour."""

    state: str
    word: str
    asked: str
    clause: str
    text: str
    action: Action | None
    finding: Finding
    others: tuple["Told", ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.finding.is_met


def told(prospect: Prospect, known: Mapping[str, Proof]) -> list[Told]:
    """Missing first, then what cannot be said, then what is met."""
    conditions = {one.code: one for one in prospect.version.conditions.all()}
    lines = [line_told(line, conditions, known) for line in prospect.assessment.lines]
    return sorted(lines, key=lambda one: ORDER.index(one.finding.answer))


def line_told(line: Line, conditions: Mapping[str, Condition], known: Mapping[str, Proof]) -> Told:
    others = tuple(finding_told(one, conditions, known) for one in line.others)
    return finding_told(line.finding, conditions, known, others)


def finding_told(
    finding: Finding,
    conditions: Mapping[str, Condition],
    known: Mapping[str, Proof],
    others: tuple[Told, ...] = (),
) -> Told:
    state = sentences.WORDS[finding.answer]
    is_person = finding.why is Why.BY_PERSON
    return Told(
        state=state,
        word=str(sentences.BY_PERSON) if is_person else "",
        **in_words_of(finding, conditions),
        text=sentences.sentence(finding) % values(finding, known, conditions),
        action=action(finding, known),
        finding=finding,
        others=others,
    )


def in_words_of(finding: Finding, conditions: Mapping[str, Condition]) -> dict[str, str]:
    if condition := conditions.get(finding.condition.code):
        return {"asked": condition.text, "clause": condition.clause}
    return {"asked": sentences.START, "clause": sentences.START_CLAUSE}


def keys_of(found: Iterable[Prospect]) -> set[str]:
    """Of every fact that a line or one of its alternatives rests on."""
    return {
        key
        for prospect in found
        for line in prospect.assessment.lines
        for finding in (line.finding, *line.others)
        for key in finding.evidence
    }


# --- Sentences -----------------------------------------------------------------------------------


def values(
    finding: Finding, known: Mapping[str, Proof], conditions: Mapping[str, Condition]
) -> dict[str, str]:
    """For the places of the sentence; those it does not have are passed over."""
    proofs = [known[key].said(finding.why) for key in finding.evidence if key in known]
    return {
        "proof": missing_cpd(finding, conditions) or _("; ").join(proofs),
        "since": day(finding.since),
        "have": length(finding.have),
        "need": length(finding.need),
    }


def missing_cpd(finding: Finding, conditions: Mapping[str, Condition]) -> str:
    if not finding.missing or finding.why is not Why.TOO_SHORT:
        return ""
    requirement = conditions[finding.condition.code].requirement
    amount = cpd_sentences.amount(finding.missing, requirement.unit)
    if not finding.until:
        return cpd_sentences.MISSING % {"amount": amount}
    values = {"amount": amount, "day": day(finding.until)}
    return _("%(amount)s missing, to be logged by %(day)s") % values


def day(on: date | None) -> str:
    return date_format(on, "SHORT_DATE_FORMAT") if on else ""


def length(months) -> str:
    return "" if months is None else in_words(Length(*divmod(int(months), 12)))


# --- What to do next -----------------------------------------------------------------------------

ADD_TITLE = (gettext_lazy("Add one"), "members:qualifications:qualification_add")
ADD_PERIOD = (gettext_lazy("Add a period"), "members:experience:period_add")
DECLARE = (gettext_lazy("Declare it"), "members:declarations:declaration_list")
NEXT = {
    Kind.CPD: (gettext_lazy("Log CPD"), "members:cpd:record_add"),
    Kind.EXPERIENCE: ADD_PERIOD,
    Kind.CHARGE: ADD_PERIOD,
    Kind.LOCAL_EXPERIENCE: ADD_PERIOD,
    Kind.CODE: DECLARE,
    Kind.NO_RECORD: DECLARE,
}
# Without a degree or title to count from, another period of work would not help.
LACKING = {Why.NONE, Why.NO_LETTER, Why.TOO_SHORT, Why.NO_START, Why.NO_TITLE}


def action(finding: Finding, known: Mapping[str, Proof]) -> Action | None:
    """The one page on which something can be done about it, or where its proof stands."""
    proof = next((known[key] for key in finding.evidence if key in known), None)
    if finding.is_met:
        return opened(proof, _("See proof"))
    if finding.why in (Why.BY_PERSON, Why.NOT_PUBLISHED):
        return Action(_("Ask the Secretariat"), reverse("news:pages:page_detail", args=["contact"]))
    kind = finding.condition.kind
    only_time_helps = (kind, finding.why) == (Kind.STANDING, Why.TOO_SHORT)
    if finding.why in LACKING and not only_time_helps:
        words, page = ADD_TITLE if finding.why is Why.NO_START else NEXT.get(kind, ADD_TITLE)
        return Action(str(words), reverse(page))
    return opened(proof, _("Open it"))


def opened(proof: Proof | None, words: str) -> Action | None:
    return Action(words, proof.address) if proof and proof.address else None
