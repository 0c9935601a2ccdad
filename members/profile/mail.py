"""Mails to one member, in their language and time zone."""

from django.utils import timezone

from agreements.mail import mail

from .models import Member


def mail_member(member: Member, template: str, **context) -> None:
    """`mail` in the member's own language and time zone."""
    with timezone.override(member.time_zone):
        mail(member.user.email, member.language, template, member=member, **context)
