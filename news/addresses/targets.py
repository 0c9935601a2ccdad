"""What may stand as the target of an old address: a path of the portal, never another host."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .written import LONGEST

FOREIGN = _("Another site cannot be the target. Old addresses lead to pages of the portal alone.")
NOT_A_PATH = _("Write the target as a path of the portal, such as /en/news/…/.")


def own_target(typed: str) -> str:
    """As it is kept. Raises ValidationError for another site, and for what is no path."""
    target = typed.strip()
    if target.lower().startswith(f"{settings.SITE_ORIGIN}/"):
        target = target[len(settings.SITE_ORIGIN) :]
    if re.match(r"[\\/]{2}|[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        raise ValidationError(FOREIGN)
    if not target.startswith("/") or len(target) > LONGEST or not is_plain(target):
        raise ValidationError(NOT_A_PATH)
    return target


def is_plain(target: str) -> bool:
    """Without spaces, control characters and backslashes, which browsers read in their own way."""
    return "\\" not in target and not any(
        sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in target
    )
