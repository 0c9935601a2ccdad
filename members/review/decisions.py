"""What the buttons of the desk do: the verbs of a qualification, given what the form says."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.profile.models import User
from members.qualifications.reasons import FOR
from members.qualifications.workflow import reject, return_for_more, verify

from .cases import Case
from .forms import DecisionForm
from .models import Review

State = Review.State


Verb = Callable[[Case, DecisionForm, User], None]


class Decision(NamedTuple):
    verb: Verb
    done: Promise


def approve(case: Case, form: DecisionForm, by: User) -> None:
    """A line that is left open is confirmed by approving; but not where there is a caution."""
    if denied := form.denied():
        said = _("You answered “No” to: %(question)s Return or reject it, or change the answer.")
        raise ValidationError(said % {"question": denied[0].label})
    if case.cautions and form.is_left_open:
        said = _("There is something to look at. Answer every line of the checklist first.")
        raise ValidationError(said)
    verify(case.review, by=by, note=form.cleaned_data["note"], checked=form.confirmed())


def with_reason(verb: Callable[..., None], to: State, elsewhere: Promise) -> Verb:
    def decide(case: Case, form: DecisionForm, by: User) -> None:
        said = {name: form.cleaned_data[name] for name in ("reason", "note")}
        if said["reason"] and said["reason"] not in FOR[to]:
            raise ValidationError({"reason": elsewhere})
        verb(case.review, by=by, checked=form.answers(), **said)

    return decide


DECISIONS = {
    "approve": Decision(approve, gettext_lazy("Approved:")),
    "return": Decision(
        with_reason(
            return_for_more,
            State.RETURNED,
            gettext_lazy("This is a reason to reject it. Choose one to return it."),
        ),
        gettext_lazy("Returned:"),
    ),
    "reject": Decision(
        with_reason(
            reject,
            State.REJECTED,
            gettext_lazy("This is a reason to return it. Choose one to reject it."),
        ),
        gettext_lazy("Rejected:"),
    ),
}
