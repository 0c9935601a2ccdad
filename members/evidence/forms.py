"""Adding files: several at once, each checked by itself, refusals told beside the field."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member

from .models import EvidenceFile
from .refusals import Refused
from .sentences import MEGABYTE, sentence
from .workflow import Kept, keep

AT_ONCE = 10
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


class UploadForm(forms.Form):
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
