"""Adding files: several at once, each checked by itself, refusals told beside the field."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import Case, QuerySet, When
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member
from members.profile.refilled import Refilled

from .models import EvidenceFile
from .refusals import Refused
from .sentences import MEGABYTE, sentence
from .workflow import Kept, keep

AT_ONCE = 10
OFFERED = 20  # files that are not chosen yet; an older one is recognised when it is added again
LONGEST_KEY = 19  # digits
NOT_IN_LIST = _("Choose from the list.")
ACCEPTED = "image/*,application/pdf"


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


def chosen_keys(values: Iterable | None) -> list[int]:
    """Of what a form holds for the chosen files: only what may be a key."""
    written = [str(value) for value in values or ()]
    return [int(value) for value in written if value.isdecimal() and len(value) < LONGEST_KEY]


def described(file: EvidenceFile) -> SafeString:
    added_on = date_format(localtime(file.uploaded_at), "SHORT_DATE_FORMAT")
    about = gettext(", ").join([file.get_kind_display(), added_on])
    return format_html('<bdi class="address">{}</bdi> <small>{}</small>', file.name, about)


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
    """

    evidence = ChosenFiles(
        label=_("Evidence you added before"),
        queryset=EvidenceFile.objects.none(),
        required=False,
    )
    new_files = FilesField(label=_("New evidence"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = EvidenceFile.objects.filter(member=self.instance.member_id)
        self.fields["evidence"].queryset = mine
        self.fields["evidence"].choices = lambda: self.offered

    @cached_property
    def offered(self) -> list[tuple[int, SafeString]]:
        """All that are chosen, and the newest of the others. One query."""
        chosen = chosen_keys(self["evidence"].value())
        is_chosen = Case(When(pk__in=chosen, then=1), default=0)
        mine = self.fields["evidence"].queryset.only("name", "kind", "uploaded_at")
        files = mine.annotate(is_chosen=is_chosen).order_by("-is_chosen", "-uploaded_at", "-id")
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
