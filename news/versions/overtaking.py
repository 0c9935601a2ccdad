"""Two editors at once: who saves second is told, sees both texts, and loses nothing."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.translation import gettext as _
from reversion.models import Revision

from .comparison import Change, Comparison, compare
from .snapshots import Key, Snapshot, Values, as_kept, key_of
from .words import Names, in_beijing
from .workflow import versions_of

OVERTAKEN = "overtaken"
ANYWAY = "_anyway"  # the button; its value is the save that the editor has been shown


def stamp(item: models.Model) -> str:
    return item.updated_at.isoformat()


class Seen(forms.CharField):
    """Which save the editor had before them. It is no change of the item."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class SeenForm(forms.ModelForm):
    """Refused when the item was saved after the form was opened, unless the editor has seen that.

    A form that does not say what it has seen, opened before the portal asked, is let through.
    """

    seen = Seen(required=False)
    editor = None  # whoever sends it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = stamp(self.instance)

    def clean(self) -> dict | None:
        cleaned = super().clean()
        seen = self.data.get(ANYWAY) or self.data.get("seen")
        if self.instance.pk and seen and seen != stamp(self.instance):
            self.add_error(
                None, forms.ValidationError(told(self.instance, self.editor), code=OVERTAKEN)
            )
        return cleaned


def told(item: models.Model, editor: models.Model | None) -> str:
    newest = newest_of(item)
    if editor and newest and newest.user == editor:
        return _(
            "You saved this yourself at %(moment)s, with another press or in another window. "
            "What this form holds has not been saved once more; it is all still here, below."
        ) % {"moment": in_beijing(item.updated_at)}
    names = {
        "name": str(newest.user) if newest and newest.user else _("Somebody"),
        "moment": in_beijing(item.updated_at),
    }
    return (
        _("%(name)s saved this at %(moment)s, after you had opened it.") % names
        + " "
        + _("What you typed has not been saved; it is all still here, below.")
    )


def is_overtaken(form: forms.ModelForm) -> bool:
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, OVERTAKEN)


class Overtaking(NamedTuple):
    """Both texts, for the page that refuses the second one."""

    comparison: Comparison
    mine: list[str]  # what only I changed, theirs, and what both did: labels
    theirs: list[str]
    both: list[str]
    anyway: str
    has_files: bool


def overtaking(form: forms.ModelForm, formsets: list) -> Overtaking:
    """Theirs is the newest version: what is about to be replaced is always kept before."""
    item = form.instance
    theirs, mine = as_kept(newest_of(item), item), typed(item, form, formsets)
    base = seen_version(item, form.data.get("seen", ""))
    names = Names(theirs, mine, base or {})
    comparison = compare(theirs, mine, names)
    groups = by_whom(comparison.changes, base, theirs, mine, names) if base else ([], [], [])
    return Overtaking(comparison, *groups, anyway=stamp(item), has_files=bool(form.files))


def newest_of(item: models.Model) -> Revision | None:
    return versions_of(item).select_related("user").prefetch_related("version_set").first()


def by_whom(changes: list[Change], base: Snapshot, theirs: Snapshot, mine: Snapshot, names):
    """Labels of what differs, by who has changed it since the form was opened."""
    their_changes = {(one.key, one.field) for one in compare(base, theirs, names).changes}
    my_changes = {(one.key, one.field) for one in compare(base, mine, names).changes}
    groups: dict[tuple[bool, bool], list[str]] = {}
    for one in changes:
        whose = ((one.key, one.field) in my_changes, (one.key, one.field) in their_changes)
        groups.setdefault(whose, []).append(one.label)
    return tuple(groups.get(whose, []) for whose in [(True, False), (False, True), (True, True)])


def seen_version(item: models.Model, seen: str) -> Snapshot | None:
    """What the editor had before them, if it was kept. Versions have the moment to the ms."""
    for revision in versions_of(item).prefetch_related("version_set")[:20]:
        kept = as_kept(revision, item)
        written = str(kept[key_of(item)].get("updated_at", ""))
        if len(seen) >= 23 and written[:23] == seen[:23]:
            return kept
    return None


def typed(item: models.Model, form: forms.ModelForm, formsets: list) -> Snapshot:
    """What was sent, in the shape of a snapshot."""
    found = {key_of(item): values_of(form)}
    for formset in formsets:
        for number, part in enumerate(formset.forms):
            if formset._should_delete_form(part) or is_untouched(part):
                continue
            found[key_of_part(part, number)] = values_of(part)
    return found


def is_untouched(part: forms.ModelForm) -> bool:
    """An empty form that was offered for one row more."""
    return part.instance.pk is None and not part.has_changed()


def key_of_part(part: forms.ModelForm, number: int) -> Key:
    label, key = key_of(part.instance)
    return (label, key) if part.instance.pk else (label, f"-{number + 1}")


def values_of(form: forms.ModelForm) -> Values:
    return {
        name: plain(form.cleaned_data[name], field) if name in form.cleaned_data else as_typed
        for name, field in form.fields.items()
        if name in form.cleaned_data or (as_typed := wrongly_typed(form, name)) is not None
    }


def wrongly_typed(form: forms.ModelForm, name: str) -> str | None:
    """What the form refuses, as text; None for a choice that does not exist."""
    if isinstance(form.fields[name], forms.ModelChoiceField):
        return None
    value = form[name].value()
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def plain(value, field: forms.Field):
    """A row as its key, several as theirs, a file as its name."""
    if isinstance(field, forms.FileField):
        return getattr(value, "name", "") or ""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet):
        return sorted(value.values_list("pk", flat=True))
    return value
