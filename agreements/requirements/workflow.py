"""How the rules of a requirement come into force: checked, published, and then replaced by a
version of their own rather than changed.
"""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .models import CpdRequirement, Version
from .soundness import Fault, Trouble, troubles
from .windows import CountingWindow

Row = TypeVar("Row", bound=models.Model)

SENTENCES = {
    Fault.NO_WINDOW: _("There is no window yet: write in which span so much is asked."),
    Fault.ASKS_NOTHING: _(
        "The window “%(where)s” asks nothing: give it a target, a sub-minimum, "
        "or a number of activities or categories."
    ),
    Fault.NO_LENGTH: _("The window “%(where)s” has no length: write its years or its days."),
    Fault.TOO_LONG: _("The window “%(where)s” is longer than fifty years."),
    Fault.LATE_ALONE: _("There is a window for a late renewal but none for one in time."),
    Fault.WEIGHT: _("The factor of the category “%(where)s” must be above zero."),
    Fault.NEGATIVE: _("An amount or a cap in “%(where)s” is not above zero."),
    Fault.NEVER_COUNTED: _(
        "Nothing ever falls into the category “%(where)s”: one before it takes everything."
    ),
    Fault.NEVER_ASKED: _(
        "A target of the window “%(where)s” fits nobody: one before it fits everybody it means."
    ),
    Fault.UNSERVED: _("No category takes what the sub-minimum “%(where)s” asks for."),
    Fault.CAP_BELOW_SHARE: _(
        "The sub-minimum “%(where)s” cannot be reached: "
        "the categories that can serve it are capped below it."
    ),
    Fault.CAPS_BELOW_TARGET: _(
        "The target of the window “%(where)s” cannot be reached: "
        "all categories together are capped below it."
    ),
    Fault.VARIETY: _("The window “%(where)s” asks for more categories than there are."),
    Fault.NEVER_OVER: _(
        "No required window is ever over, so nothing could be closed or declared: "
        "leave both numbers of days empty."
    ),
    Fault.DECLARED_TOO_LATE: _(
        "Entries would be closed before the declaration is due, "
        "and a mistake found then could not be mended."
    ),
}


def sentence(trouble: Trouble) -> str:
    return SENTENCES[trouble.fault] % {"where": trouble.where}


def sentences_about(version: Version) -> list[str]:
    """What stands in the way of publishing, a sentence each. Expects `with_rules`."""
    return [sentence(trouble) for trouble in troubles(version.as_terms())]


@transaction.atomic
def publish(version: Version) -> None:
    """Let the version apply from its day on. Raises ValidationError, a sentence a fault.

    Versions come into force one after the other: what lies before a published one was measured
    by the rules of its time, and stays so.
    """
    CpdRequirement.objects.select_for_update().get(pk=version.requirement_id)
    found = publishable(version)
    found.save(update_fields=["published_at", "updated_at"])
    version.published_at = found.published_at


def publishable(version: Version) -> Version:
    """The version `with_rules` as it would come into force; nothing is saved.

    Raises ValidationError, a sentence a fault.
    """
    found = Version.objects.with_rules().get(pk=version.pk)
    if found.published_at:
        raise ValidationError(_("This version is published already."))
    if faults := sentences_about(found):
        raise ValidationError(faults)
    found.published_at = timezone.now()
    found.validate_constraints()
    refuse_before_published(found)
    return found


def refuse_before_published(version: Version) -> None:
    published = Version.objects.live().filter(requirement=version.requirement_id)
    later = published.filter(effective_from__gt=version.effective_from)
    if newest := later.order_by("-effective_from").first():
        raise ValidationError(
            _("Rules that apply from %(day)s are published already: write a later day.")
            % {"day": date_format(newest.effective_from, "DATE_FORMAT")}
        )


@transaction.atomic
def new_version_from(version: Version, effective_from: date) -> Version:
    """A draft with all the rules of `version`, to be changed and published. Checked by nobody yet.

    Costs one query for each row that is copied.
    """
    found = Version.objects.with_rules().get(pk=version.pk)
    windows, categories = list(found.windows.all()), list(found.categories.all())
    found.effective_from = effective_from
    found.published_at = found.last_checked_on = None
    draft = copied(found)
    for category in categories:
        copied(category, version=draft)
    for window in windows:
        copy_window(window, draft)
    return draft


def copy_window(window: CountingWindow, draft: Version) -> None:
    targets = [(target, list(target.grades.all())) for target in window.targets.all()]
    shares = list(window.shares.all())
    new = copied(window, version=draft)
    for target, grades in targets:
        copied(target, window=new).grades.set(grades)
    for share in shares:
        copied(share, window=new)


def copied(row: Row, **owner: models.Model) -> Row:
    """The row again as a new one, of another owner. What was prefetched does not come along."""
    new = type(row)(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key
        }
    )
    for name, value in owner.items():
        setattr(new, name, value)
    new.save(force_insert=True)
    return new
