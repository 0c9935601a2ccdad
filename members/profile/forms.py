"""The forms of the account pages: allauth's, in our words and without placeholders."""

from typing import NamedTuple

from allauth.account import forms as account_forms
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import User
from .names import NAMES, NamesForm
from .workflow import open_record

LONGEST_PASSWORD = 128


class Words(NamedTuple):
    """Of a field: its label, what is said when it is empty, its help, attributes of its input."""

    label: str
    missing: str = ""
    help: str = ""
    attrs: dict[str, str] = {}


ADDRESS = Words(
    _("E-mail address"), _("Write your e-mail address."), attrs={"autocapitalize": "none"}
)
CODE = Words(
    _("Code"),
    _("Write the code."),
    _("Six digits from your authenticator app, or one of your recovery codes."),
    {"inputmode": "numeric"},
)
# By name of the field, the same on every form.
WORDS = {
    "login": ADDRESS._replace(attrs=ADDRESS.attrs | {"autocomplete": "username"}),
    "email": ADDRESS,
    "password": Words(_("Password"), _("Write your password.")),
    "oldpassword": Words(_("Present password"), _("Write your present password.")),
    "password1": Words(
        _("New password"),
        _("Write a new password."),
        _("At least 10 characters: not only digits, not a common word, not like your address."),
    ),
    "password2": Words(_("New password again"), _("Write the new password a second time.")),
    "remember": Words(_("Keep me signed in on this device for 14 days")),
    "code": CODE,
}


class InOurWords:
    """Mixed into a form of allauth, whose fields it words."""

    words = WORDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            if field := self.fields.get(name):
                field.label, field.help_text = words.label, words.help
                field.error_messages["required"] = words.missing
                field.widget.attrs.pop("placeholder", None)
                field.widget.attrs.update(words.attrs)
        if field := self.fields.get("password1"):
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class LogInForm(InOurWords, account_forms.LoginForm):
    pass


class SignUpForm(InOurWords, NamesForm, account_forms.SignupForm):
    """Makes the account and the member's record, or neither."""

    field_order = [*NAMES, "email", "password1", "password2"]

    def validate_unique_email(self, email: str) -> str:
        """Known is an address that an account goes by or has confirmed: a claim stops nobody."""
        self.account_already_exists = (
            User.objects.filter(email__iexact=email).exists()
            or EmailAddress.objects.filter(email=email, verified=True).exists()
        )
        return email

    def signup(self, request: HttpRequest, user: User) -> None:
        for name in NAMES:
            setattr(user, name, self.cleaned_data[name])
        user.save(update_fields=NAMES)
        open_record(user, language=get_language() or "zh-hans")

    def try_save(self, request: HttpRequest):
        """A known address gets the answer of a new one, and takes as long: one hash."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:  # sent twice: the other request made the account
                self.account_already_exists = True
                return super().try_save(request)
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(InOurWords, account_forms.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, account_forms.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, account_forms.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, account_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, account_forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account_forms.ReauthenticateForm):
    pass


class AuthenticateForm(InOurWords, mfa_forms.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(InOurWords, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp_forms.ActivateTOTPForm):
    words = {"code": CODE._replace(help=_("The six digits that the app shows now."))}
