"""What the buttons of the desk do: the verbs of a qualification, given what the form says."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.profile.models import User
from members.qualifications.workflow import reject, return_for_more, verify

from .forms import DecisionForm
from .models import Review


class Decision(NamedTuple):
    verb: Callable[[Review, DecisionForm, User], None]
    done: Promise


def approve(review: Review, form: DecisionForm, by: User) -> None:
    if denied := form.denied():
        said = _("You answered “No” to: %(question)s Return or reject it, or change the answer.")
        raise ValidationError(said % {"question": denied[0].label})
    verify(review, by=by, note=form.cleaned_data["note"], checked=form.confirmed())


def with_reason(verb: Callable[..., None]) -> Callable[[Review, DecisionForm, User], None]:
    def decide(review: Review, form: DecisionForm, by: User) -> None:
        said = {name: form.cleaned_data[name] for name in ("reason", "note")}
        verb(review, by=by, checked=form.answers(), **said)

    return decide


DECISIONS = {
    "approve": Decision(approve, gettext_lazy("Approved:")),
    "return": Decision(with_reason(return_for_more), gettext_lazy("Returned:")),
    "reject": Decision(with_reason(reject), gettext_lazy("Rejected:")),
}
