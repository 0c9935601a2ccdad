"""What a member reads when a file is not taken: what is wrong, and what works."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.pdf_files import SENTENCES as OF_PDF
from agreements.refusals import MOST_MEGAPIXELS, MOST_PAGES, Refusal, Refused

from .names import one_line

MEGABYTE = 1_000_000
NAME_SHOWN = 60  # characters

SENTENCES = OF_PDF | {
    Refusal.EMPTY: _("“%(name)s” is empty. Choose a file with something in it."),
    Refusal.TOO_LARGE: _("“%(name)s” is larger than %(most)s MB. Choose a smaller one."),
    Refusal.OTHER_KIND: _(
        "“%(name)s” is neither a PDF nor a JPEG, PNG or WebP picture. Save it as one of these."
    ),
    Refusal.TOO_MANY_PAGES: _(
        "“%(name)s” has more than %(pages)s pages. Save only those that count."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "“%(name)s” has more than %(megapixels)s megapixels. Make the picture smaller first."
    ),
    Refusal.TOO_COSTLY: _(
        "“%(name)s” takes too long to read. Print it to a new PDF, or add a picture of it."
    ),
    Refusal.VIRUS: _("“%(name)s” was refused: the virus scanner found something in it."),
    Refusal.SCANNER_AWAY: _(
        "“%(name)s” was not saved: the virus scanner does not answer. Try again in some minutes."
    ),
    Refusal.QUOTA: _(
        "“%(name)s” does not fit: your files may take %(quota)s MB together. "
        "Delete some that you no longer need."
    ),
    Refusal.STORE_AWAY: _(
        "“%(name)s” was not saved: the place where files are kept does not answer. "
        "Try again in some minutes."
    ),
}


def sentence(refused: Refused, uploaded: str) -> ValidationError:
    name = one_line(uploaded)
    params = {
        "name": name if len(name) <= NAME_SHOWN else f"{name[:NAME_SHOWN]}…",
        "most": settings.EVIDENCE_FILE_BYTES // MEGABYTE,
        "quota": settings.EVIDENCE_QUOTA_BYTES // MEGABYTE,
        "pages": MOST_PAGES,
        "megapixels": MOST_MEGAPIXELS,
    }
    return ValidationError(SENTENCES[refused.why], code=refused.why, params=params)
