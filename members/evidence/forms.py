"""Adding files: several at once, each checked by itself, refusals told beside the field."""

from collections.abc import Iterator
from contextlib import suppress

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import BooleanField, Case, ExpressionWrapper, Q, QuerySet, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agreements.refusals import Refused
from members.profile.models import Member
from members.profile.refilled import Refilled

from .models import EvidenceFile
from .reading import Reading, read
from .sentences import MEGABYTE, sentence
from .suggestions import Offer, chosen_keys, offers, values_of
from .workflow import Kept, keep

AT_ONCE = 10
OFFERED = 20  # files that are not chosen yet; an older one is recognised when it is added again
NOT_IN_LIST = _("Choose from the list.")
ACCEPTED = "image/*,application/pdf"
BREAK = SafeString("<br>")


class FilesInput(forms.FileInput):
    """A phone offers its camera as well."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"multiple": True, "accept": ACCEPTED} | (attrs or {}))


class FilesField(forms.Field):
    """A list of uploads, in the order in which they were chosen."""

    widget = FilesInput
    help_text = format_lazy(
        _(
            "PDF, JPEG, PNG or WebP, up to {most} MB each and {number} at once. "
            "Only you and reviewers of the Society can open them."
        ),
        most=settings.EVIDENCE_FILE_BYTES // MEGABYTE,
        number=AT_ONCE,
    )
    default_error_messages = {
        "required": _("Choose at least one file."),
        "too_many": _("Choose at most %(most)s files at once. You chose %(number)s."),
    }

    def __init__(self, **kwargs):
        super().__init__(help_text=self.help_text, **kwargs)

    def validate(self, value: list[File]) -> None:
        super().validate(value)
        if len(value) > AT_ONCE:
            params = {"most": AT_ONCE, "number": len(value)}
            raise ValidationError(self.error_messages["too_many"], code="too_many", params=params)


def keep_all(member: Member, uploads: list[File]) -> tuple[list[Kept], list[ValidationError]]:
    """What is in the vault now, and a sentence for each upload that was not taken.

    One refused file takes no other with it: a browser does not send the good ones again.
    """
    kept, refusals = [], []
    for upload in uploads:
        try:
            kept.append(keep(member, upload))
        except Refused as refused:
            refusals.append(sentence(refused, upload.name or ""))
    return kept, refusals


def described(file: EvidenceFile) -> SafeString:
    """With the address of what was read from it, for reading.js."""
    added_on = date_format(localtime(file.uploaded_at), "SHORT_DATE_FORMAT")
    about = gettext(", ").join([file.get_kind_display(), added_on])
    said = format_html('<bdi class="address">{}</bdi> <small>{}</small>', file.name, about)
    if not file.has_text:
        return said
    address = reverse("members:evidence:file_reading", args=[file.pk])
    return format_html('<span data-reading="{}">{}</span>', address, said)


class ChosenFiles(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    default_error_messages = dict.fromkeys(["invalid_choice", "list"], NOT_IN_LIST)

    def clean(self, value: list[str] | None) -> QuerySet[EvidenceFile]:
        """Django asks the database about any number, which fails for a very large one."""
        if len(chosen_keys(value)) < len(value or ()):
            raise ValidationError(NOT_IN_LIST, code="invalid_choice")
        return super().clean(value)


class EvidenceFields(Refilled, forms.ModelForm):
    """Mixed into the form of a claim: choose among the member's files, and add new ones in place.

    `evidence` has to be among the fields of the form. A new file that passes is kept and chosen
    whatever becomes of the rest of the form: a browser would not send it a second time.

    What was read from a chosen file is offered beside it. A form that begins with a `file` holds
    it in its empty fields, each of which says so.
    """

    READS: dict[str, str] = {}  # which sort of what was read goes into a field
    FILLED_BEFORE: frozenset[str] = frozenset()  # fields that a new form fills by itself

    evidence = ChosenFiles(
        label=_("Evidence you added before"),
        queryset=EvidenceFile.objects.none(),
        required=False,
    )
    new_files = FilesField(label=_("New evidence"), required=False)

    def __init__(self, *args, file: EvidenceFile | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        mine = EvidenceFile.objects.filter(member=self.instance.member_id)
        self.fields["evidence"].queryset = mine
        self.fields["evidence"].choices = lambda: self.offered
        for name, sort in self.READS.items():
            self.fields[name].widget.attrs["data-reads"] = sort
        self.file = file
        if file:
            self.begin_with(file)

    def begin_with(self, file: EvidenceFile) -> None:
        self.initial["evidence"] = [file.pk]
        name = format_html('<bdi class="address">{}</bdi>', file.name)
        said = format_html(gettext("Read from {name}. Check it."), name=name)
        for name, value in self.readable(read(file.text)):
            self.initial[name] = value
            field = self.fields[name]
            parts = [(part,) for part in (said, field.help_text) if part]
            field.help_text = format_html_join(BREAK, "{}", parts)

    def readable(self, found: Reading) -> Iterator[tuple[str, str]]:
        """The likeliest value that each empty field takes."""
        for name, sort in self.READS.items():
            is_empty = self.initial.get(name) in (None, "") or name in self.FILLED_BEFORE
            for value in values_of(found, sort) if is_empty else ():
                with suppress(ValidationError):
                    self.fields[name].clean(value.written)
                    yield name, value.written
                    break

    @cached_property
    def readings(self) -> list[tuple[EvidenceFile, list[Offer]]]:
        """What was read from the chosen files, as far as the form has a place for it."""
        chosen = chosen_keys(self["evidence"].value())
        if not chosen:
            return []
        files = self.fields["evidence"].queryset.filter(pk__in=chosen).exclude(text="")
        every = ((file, offers(file, self.READS.values())) for file in files[:OFFERED])
        return [(file, found) for file, found in every if found]

    @cached_property
    def offered(self) -> list[tuple[int, SafeString]]:
        """All that are chosen, and the newest of the others. One query."""
        chosen = chosen_keys(self["evidence"].value())
        is_chosen = Case(When(pk__in=chosen, then=1), default=0)
        has_text = ExpressionWrapper(~Q(text=""), output_field=BooleanField())
        mine = self.fields["evidence"].queryset.only("name", "kind", "uploaded_at")
        files = mine.annotate(is_chosen=is_chosen, has_text=has_text).order_by(
            "-is_chosen", "-uploaded_at", "-id"
        )
        return [(file.pk, described(file)) for file in files[: max(OFFERED, len(chosen))]]

    @property
    def evidence_said(self) -> str:
        number = len(chosen_keys(self["evidence"].value()))
        if not number:
            return gettext("No evidence yet")
        said = ngettext("%(number)s file of evidence", "%(number)s files of evidence", number)
        return said % {"number": number}

    def clean_new_files(self) -> list[EvidenceFile]:
        kept, refusals = keep_all(self.instance.member, self.cleaned_data["new_files"])
        files = [file for file, _is_new in kept]
        self.data = self.data.copy()
        for file in files:
            self.data.appendlist(self.add_prefix("evidence"), str(file.pk))
        if refusals:
            raise ValidationError(refusals)
        return files

    def clean(self) -> dict:
        cleaned = super().clean()
        if "evidence" in cleaned:
            new = cleaned.get("new_files", [])
            cleaned["evidence"] = list(dict.fromkeys([*cleaned["evidence"], *new]))
        return cleaned


class UploadForm(Refilled, forms.Form):
    """Keeps the files while it checks them."""

    files = FilesField(label=_("Add files"))

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.kept: list[Kept] = []

    def clean_files(self) -> list[EvidenceFile]:
        self.kept, refusals = keep_all(self.member, self.cleaned_data["files"])
        if refusals:
            raise ValidationError(refusals)
        return [file for file, _is_new in self.kept]
