"""Who a person is: the account that logs in, the names in both scripts, the member's record."""

from django.contrib.auth import models as auth
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import suffix

from .time_zones import validate_time_zone

CHINESE = "zh-hans"
LANGUAGES = [("en", _("English")), (CHINESE, _("Chinese"))]


class UserManager(BaseUserManager):
    with_perm = auth.UserManager.with_perm

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)

    def staff_who_may(self, permission: str) -> models.QuerySet["User"]:
        """Whom to tell of work: active staff with the permission ("app.codename"), administrators
        too. An address that nobody has confirmed gets no mail: it may be a stranger's.
        """
        allowed = self.with_perm(permission).filter(is_staff=True)
        confirmed = allowed.filter(emailaddress__primary=True, emailaddress__verified=True)
        return confirmed.select_related("member")


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Its e-mail address is the primary one of those that allauth has verified."""

    email = models.EmailField(_("e-mail address"), unique=True)
    family_name = models.CharField(
        _("family name"),
        max_length=80,
        blank=True,
        help_text=_("In Latin letters, as in a passport."),
    )
    given_name = models.CharField(
        _("given name"),
        max_length=80,
        blank=True,
        help_text=_("In Latin letters, as in a passport."),
    )
    name_zh = models.CharField(
        _("name in Chinese characters"),
        max_length=40,
        blank=True,
        help_text=_("Family name first. Leave empty if there is none."),
    )
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("may log in"), default=True)
    last_language = models.CharField(
        _("language of the last log-in"),
        max_length=7,
        choices=LANGUAGES,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_an_address",
                violation_error_message=_("There is an account with this address already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def name(self) -> str:
        """In the script of the page: 李伟 on a Chinese one, Li Wei on an English one."""
        return (self.name_zh if suffix() == "zh" else self.name_latin) or self.any_name

    @property
    def name_other(self) -> str:
        """In the other script; empty when there is none."""
        other = self.name_latin if suffix() == "zh" else self.name_zh
        return "" if other == self.name else other

    @property
    def name_latin(self) -> str:
        """Family name first, as engineers in China sign: Li Wei."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def language(self) -> str:
        """Of letters and mails: the member's own; without a record that of the last log-in, ""
        when there was none.
        """
        return self.member.language if hasattr(self, "member") else self.last_language

    @property
    def any_name(self) -> str:
        return self.name_latin or self.name_zh or self.email


class MemberQuerySet(models.QuerySet):
    def to_assess(self):
        """Those of whom a fact has changed since their standing was worked out, or never was."""
        return self.exclude(IS_ASSESSED)


IS_ASSESSED = Q(assessed_version__isnull=False, assessed_version=F("facts_version"))


class Member(models.Model):
    """The record of a person: all that they hold and do hangs here, and goes with it.

    Its key is that of the account, so that a table can refuse a decision in one's own case:
    `~Q(decided_by=F("member"))`.
    """

    user = models.OneToOneField(
        "members.User",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="member",
        verbose_name=_("account"),
    )
    number = models.CharField(
        _("member number"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Given with the first membership term; empty before."),
    )
    language = models.CharField(
        _("language of letters and mails"),
        max_length=7,
        choices=LANGUAGES,
        default=CHINESE,
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    is_demonstration = models.BooleanField(
        _("invented example"), default=False, help_text=_("Not a real person.")
    )
    # Changes of the rows that say something of the member (facts.py), and how many of them are in
    # what is kept of the member's standing.
    facts_version = models.PositiveIntegerField(default=0, editable=False)
    assessed_version = models.PositiveIntegerField(null=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["user__family_name", "user__given_name", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [
            models.Index(fields=["user"], condition=~IS_ASSESSED, name="member_to_assess"),
        ]

    def __str__(self):
        return str(self.user)
