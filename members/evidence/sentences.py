"""What a member reads when a file is not taken: what is wrong, and what works."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .names import one_line
from .refusals import MOST_MEGAPIXELS, MOST_PAGES, Refusal, Refused

MEGABYTE = 1_000_000
NAME_SHOWN = 60  # characters

SENTENCES = {
    Refusal.EMPTY: _("“%(name)s” is empty. Choose a file with something in it."),
    Refusal.TOO_LARGE: _("“%(name)s” is larger than %(most)s MB. Choose a smaller one."),
    Refusal.OTHER_KIND: _(
        "“%(name)s” is neither a PDF nor a JPEG, PNG or WebP picture. Save it as one of these."
    ),
    Refusal.DAMAGED: _(
        "“%(name)s” is damaged or was cut short. Save it again, or print it to a new PDF."
    ),
    Refusal.TWO_FILES_IN_ONE: _(
        "“%(name)s” has another file inside it, or goes on after its end. "
        "Save it again, or print it to a new PDF."
    ),
    Refusal.ENCRYPTED: _("“%(name)s” is protected by a password. Save it without protection."),
    Refusal.SCRIPT: _("“%(name)s” carries a program. Print it to a new PDF, which has none."),
    Refusal.LAUNCH: _(
        "“%(name)s” starts another program when it is opened. "
        "Print it to a new PDF, which does not."
    ),
    Refusal.EMBEDDED: _(
        "“%(name)s” has other files attached inside. Add those by themselves, "
        "and print this one to a new PDF."
    ),
    Refusal.MEDIA: _(
        "“%(name)s” carries sound, film or a moving model. Print it to a new PDF, which has none."
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
