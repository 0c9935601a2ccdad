"""A mail to one person, in their language, sent once what it tells is certain."""

import logging
from functools import partial
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def mail(address: str, language: str, template: str, **context) -> None:
    """Write `<template>_subject.txt` and `<template>_message.txt` now, send them after the commit.

    A rolled-back transaction sends nothing. A mail server that does not answer is logged and
    undoes nothing: the page tells the same.
    """
    with translation.override(language):
        subject, body = (
            render_to_string(f"{template}_{part}.txt", context) for part in ("subject", "message")
        )
    message = EmailMessage(" ".join(subject.split()), body, to=[address])
    transaction.on_commit(partial(send, message, template), robust=True)


def send(message: EmailMessage, template: str) -> None:
    """What a mail server answers names the address, so the log has only what kind it was."""
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.error("Mail not sent: %s (%s)", template, type(error).__name__)
