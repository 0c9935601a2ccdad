"""What allauth asks of us."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import kept
from .models import User

ADDRESS_LENGTH = EmailAddress._meta.get_field("email").max_length


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not belong together. "
            "Check both, or set a new password."
        ),
        "duplicate_email": _("This address is on your account already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many tries. Try again in five minutes."),
        "rate_limited": _("Too many tries. Try again in five minutes."),
        "max_email_addresses": _("An account has at most %d addresses."),
    }

    def clean_email(self, email: str) -> str:
        MaxLengthValidator(ADDRESS_LENGTH)(email)
        return email

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Answer 429, before the cost of a hash, when ACCOUNT_RATE_LIMITS are used up."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """By the address typed alone: another port in the Host header is no fresh start."""
        return credentials["email"].lower()

    def login(self, request: HttpRequest, user: User) -> None:
        """What somebody else typed in this browser is not there for whoever logs in now.

        The language of the page is the one in which staff without a record get their mail.
        """
        super().login(request, user)
        kept.forget_others(request)
        User.objects.filter(pk=user.pk).update(last_language=get_language())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff who are not members begin in the administration."""
        if request.user.is_staff and not hasattr(request.user, "member"):
            return reverse("admin:index")
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Each mail can say until when its link works."""
        now = timezone.localtime()
        ends = {
            "confirm_by": now + timedelta(days=settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS),
            "reset_by": now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        }
        super().send_mail(template_prefix, email, ends | context)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or not any more. Enter the next one."),
        "unverified_email": _(
            "First confirm each of your e-mail addresses, or remove those you do not need."
        ),
        "add_email_blocked": _(
            "No address can be added while two-step sign-in is on. "
            "Switch it off, add and confirm the address, then switch it on again."
        ),
        "cannot_generate_recovery_codes": _("First switch on two-step sign-in."),
    }
