"""Files that staff publish beside a text: kinds that no browser runs, and how large they may be."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

ATTACHMENT_BYTES = 30 * 1024 * 1024
attachment_endings = FileExtensionValidator(["pdf", "docx", "xlsx", "pptx", "csv", "txt", "zip"])


def check_attachment_size(file) -> None:
    if file.size > ATTACHMENT_BYTES:
        raise ValidationError(_("The file is larger than 30 MB."))
