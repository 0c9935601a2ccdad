"""A mail to one person, in their language, sent once what it tells is certain.

To staff about work that waits: one, and then none while what it told of lies untouched.
"""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

TOLD_AGAIN_AFTER = timedelta(days=1)
BETWEEN = "\n\n" + "=" * 40 + "\n\n"
logger = logging.getLogger(__name__)


def mail(address: str, language: str, template: str, **context) -> None:
    """Write `<template>_subject.txt` and `<template>_message.txt` now, send them after the commit.

    Without a language, "", it is in both: Chinese first, as the Society writes.

    A rolled-back transaction sends nothing. A mail server that does not answer is logged and
    undoes nothing: the page tells the same.
    """
    languages = [language] if language else [code for code, _name in reversed(settings.LANGUAGES)]
    texts = [written(code, template, context) for code in languages]
    subjects, bodies = zip(*texts, strict=True)
    message = EmailMessage(" / ".join(dict.fromkeys(subjects)), BETWEEN.join(bodies), to=[address])
    transaction.on_commit(partial(send, message, template), robust=True)


def written(language: str, template: str, context: dict) -> tuple[str, str]:
    """Subject and body."""
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", context)
        return " ".join(subject.split()), render_to_string(f"{template}_message.txt", context)


def told_lately(waiting: QuerySet) -> QuerySet:
    """Of rows that nobody has touched since: those of which staff were told within a day."""
    return waiting.filter(told_at__gt=timezone.now() - TOLD_AGAIN_AFTER)


def send(message: EmailMessage, template: str) -> None:
    """What a mail server answers names the address, so the log has only what kind it was."""
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.error("Mail not sent: %s (%s)", template, type(error).__name__)
