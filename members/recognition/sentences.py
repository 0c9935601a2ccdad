"""What the rules of pathways find, in sentences: a row for every reason that a rule can give."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.pathways.findings import Answer, Finding, Why
from agreements.pathways.terms import Kind

# The word beside a line, by its answer.
WORDS = {
    Answer.MET: "met",
    Answer.NOT_MET: "short",
    Answer.UNKNOWN: "unknown",
    Answer.EXEMPT: "exempt",
}

# %(proof)s names the fact, %(since)s and %(until)s are days, %(have)s and %(need)s lengths of time.
SAID = {
    Why.HELD: gettext_lazy("%(proof)s."),
    Why.ENOUGH: gettext_lazy("%(have)s of the %(need)s asked, reached on %(since)s."),
    Why.OTHER_ROUTE: gettext_lazy("You came by it another way: %(proof)s."),
    Why.WAIVED: gettext_lazy("This pathway does without it."),
    Why.RELIEVED: gettext_lazy("Nothing is asked of you in this period."),
    Why.NONE: gettext_lazy("Nothing of the kind is on your record."),
    Why.ENDED: gettext_lazy("It has ended: %(proof)s."),
    Why.NOT_YET: gettext_lazy("It has not begun yet: %(proof)s."),
    Why.SUSPENDED: gettext_lazy("It is suspended: %(proof)s."),
    Why.TOO_SHORT: gettext_lazy("%(have)s so far; %(need)s are asked."),
    Why.TOO_OLD: gettext_lazy("It is too old: %(proof)s."),
    Why.NO_LETTER: gettext_lazy("No letter of good standing is on your record."),
    Why.NOT_ACCREDITED: gettext_lazy("It is not accredited under what is asked: %(proof)s."),
    Why.OTHER_FIELD: gettext_lazy("Your field is not on the list: %(proof)s."),
    Why.EXCLUDED_ROUTE: gettext_lazy("Your way to the title is not admitted: %(proof)s."),
    Why.CLAIMED: gettext_lazy("It rests on your word so far; the Society has not checked it."),
    Why.WAITING: gettext_lazy("It is with a reviewer of the Society: %(proof)s."),
    Why.NOT_STATED: gettext_lazy("Your record does not say enough of it: %(proof)s."),
    Why.NO_TITLE: gettext_lazy("Without the title there is nothing to look at yet."),
    Why.NO_START: gettext_lazy("No day is on your record from which the years could count."),
    Why.NOT_PUBLISHED: gettext_lazy("The body has not published its list."),
    Why.CONTRADICTION: gettext_lazy("Two days on your record cannot both be right: %(proof)s."),
    Why.BY_PERSON: gettext_lazy("No record can show it: the body that decides looks at each case."),
}
# Where the kind of condition lets it be said better.
BETTER = {
    (Kind.CPD, Why.ENOUGH): gettext_lazy("Your CPD of this period is complete: %(proof)s."),
    (Kind.CPD, Why.TOO_SHORT): gettext_lazy("Your CPD of this period is not complete: %(proof)s."),
    (Kind.CPD, Why.NOT_STATED): gettext_lazy("It cannot be said yet whether your CPD is enough."),
    (Kind.DEGREE, Why.NONE): gettext_lazy("No degree is on your record."),
    (Kind.DEGREE, Why.TOO_SHORT): gettext_lazy("The degree is shorter than is asked: %(proof)s."),
    (Kind.DEGREE, Why.NOT_STATED): gettext_lazy(
        "Its accord, its length or its day is missing on your record: %(proof)s."
    ),
    (Kind.EXPERIENCE, Why.NONE): gettext_lazy("No period of work that counts is on your record."),
    (Kind.EXPERIENCE, Why.NO_START): gettext_lazy(
        "Years count from your degree, and none is on your record."
    ),
    (Kind.EXPERIENCE, Why.CONTRADICTION): gettext_lazy(
        "A period runs across the day from which work counts, or ends before it begins: %(proof)s. "
        "Put the days right, or enter what came after as a period of its own."
    ),
    (Kind.CHARGE, Why.NONE): gettext_lazy("No period in responsible charge is on your record."),
    (Kind.LOCAL_EXPERIENCE, Why.NONE): gettext_lazy(
        "No period of work in that country or region is on your record."
    ),
    (Kind.CODE, Why.NONE): gettext_lazy("You have not declared it yet."),
    (Kind.NO_RECORD, Why.NONE): gettext_lazy("You have not declared it yet."),
    (Kind.DISCIPLINE, Why.NOT_STATED): gettext_lazy(
        "Your record does not say in which field you hold it: %(proof)s."
    ),
    (Kind.EXCLUDED, Why.NOT_STATED): gettext_lazy(
        "Your record does not say how you came by it: %(proof)s."
    ),
    (Kind.STANDING, Why.NOT_STATED): gettext_lazy("Its first day is not known: %(proof)s."),
}
for kind in (Kind.CHARGE, Kind.LOCAL_EXPERIENCE):
    for why in (Why.NO_START, Why.CONTRADICTION):
        BETTER[kind, why] = BETTER[Kind.EXPERIENCE, why]

BY_PERSON = pgettext_lazy("a condition", "A person decides")


def sentence(finding: Finding) -> str:
    """With its places still open; see `SAID`."""
    return str(BETTER.get((finding.condition.kind, finding.why), SAID[finding.why]))


# Of the condition that no rule has to write down.
START = gettext_lazy("The applicant holds the title from which this pathway starts.")
START_CLAUSE = gettext_lazy("It follows from the pathway itself.")
