"""Draws: whose CPD is audited for which period, how many of them, and what came of it."""

from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.requirements.models import EARLIEST, TOO_LATE, CpdRequirement
from agreements.titles.models import Body, Grade
from members.profile.models import Member

from .periods import periods_on
from .rules import Size

ANSWERED_WITHIN = timedelta(days=28)


def new_seed() -> str:
    """128 random bits. Nobody chooses them, and they are written down before anybody is drawn."""
    return token_hex(16)


def first_due_day():
    return timezone.localdate() + ANSWERED_WITHIN


class Draw(models.Model):
    """A sample of members, drawn once. Until then it is a draft that can be changed.

    The seed is made with the draft and stays. What was drawn from, and by whom, is kept with the
    outcome, so that the draw can be made again (rules.py).
    """

    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="draws",
        verbose_name=_("CPD requirement"),
        limit_choices_to={"scheme__isnull": False},
    )
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to"), help_text=_("The last day."))

    percentage = models.DecimalField(
        _("percentage"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Of those who can be drawn, rounded up to a whole person."),
    )
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("In place of a percentage.")
    )
    societies = models.ManyToManyField(
        Body,
        related_name="+",
        verbose_name=_("of these societies"),
        blank=True,
        help_text=_("Empty: whatever the society."),
    )
    grades = models.ManyToManyField(
        Grade,
        related_name="+",
        verbose_name=_("of these grades"),
        blank=True,
        help_text=_("Empty: every grade that the requirement binds."),
    )
    leaves_out_new = models.BooleanField(
        _("leave out new members"),
        default=True,
        help_text=_("Whoever was registered after the first day of the period."),
    )
    leaves_out_exempt = models.BooleanField(
        _("leave out those exempt"),
        default=True,
        help_text=_("Whoever was granted an exemption on days of the period."),
    )
    leaves_out_years = models.PositiveSmallIntegerField(
        _("leave out those audited in the last … years"),
        default=0,
        validators=[MaxValueValidator(20)],
        help_text=_("Before the last day of the period; 0 leaves out nobody."),
    )
    left_out = models.ManyToManyField(
        Member, related_name="+", verbose_name=_("leave out these members"), blank=True
    )
    adds_failed = models.BooleanField(
        _("add those who failed the last time"),
        default=True,
        help_text=_("Beside the sample, where the consequences say that they are audited again."),
    )
    due_on = models.DateField(
        _("answer by"), default=first_due_day, help_text=_("The last day to answer.")
    )
    extension_days = models.PositiveSmallIntegerField(
        _("days of an extension"),
        default=14,
        validators=[MaxValueValidator(90)],
        help_text=_("Given once to whoever asks by that day; 0 gives none."),
    )

    seed = models.CharField(_("seed"), max_length=64, default=new_seed, editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="draws_made",
        verbose_name=_("drawn by"),
        null=True,
        blank=True,
        editable=False,
    )
    population = models.TextField(_("numbers of the population"), blank=True, editable=False)
    population_size = models.PositiveIntegerField(_("population"), default=0, editable=False)
    fingerprint = models.CharField(
        _("fingerprint of the population (SHA-256)"), max_length=64, blank=True, editable=False
    )
    sample_size = models.PositiveIntegerField(_("drawn from it"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-last_on", "-id"]
        verbose_name = _("draw for CPD audits")
        verbose_name_plural = _("draws for CPD audits")
        permissions = [("carry_out_draw", "Can draw members for CPD audits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(percentage__isnull=True, number__isnull=False, number__gte=1)
                | Q(
                    percentage__isnull=False,
                    percentage__gt=0,
                    percentage__lte=100,
                    number__isnull=True,
                ),
                name="draw_has_one_size",
                violation_error_message=_(
                    "Write a percentage above 0 and up to 100, or a number from 1 on; not both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="draw_period_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__gte=EARLIEST, due_on__lt=TOO_LATE),
                name="draw_days_possible",
                violation_error_message=_("Write days between 1990 and 2199."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("last_on")),
                name="draw_answered_after_the_period",
                violation_error_message=_("The day to answer lies after the period."),
            ),
            models.CheckConstraint(
                condition=Q(extension_days__lte=90) & Q(leaves_out_years__lte=20),
                name="draw_spans_possible",
                violation_error_message=_(
                    "An extension has at most 90 days, and at most 20 years are looked back on."
                ),
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, drawn_by__isnull=True, fingerprint="")
                | Q(drawn_at__isnull=False, drawn_by__isnull=False) & ~Q(fingerprint=""),
                name="draw_is_signed",
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_seed"),
        ]

    def __str__(self):
        return gettext("%(requirement)s, %(first)s to %(last)s") % {
            "requirement": self.requirement.name,
            "first": date_format(self.first_on, "SHORT_DATE_FORMAT"),
            "last": date_format(self.last_on, "SHORT_DATE_FORMAT"),
        }

    def clean(self):
        if not (self.requirement_id and self.first_on and self.last_on):
            return
        if self.last_on >= timezone.localdate():
            raise ValidationError({"last_on": gettext("This period has not ended yet.")})
        found = periods_on(self.requirement, self.last_on)
        if found is None:
            raise ValidationError({"last_on": gettext("No rules were in force on this day.")})
        if found and (self.first_on, self.last_on) not in found:
            raise ValidationError({"first_on": written(found)})

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None

    @property
    def size(self) -> Size:
        return Size(self.percentage, self.number)


def written(found) -> str:
    days = gettext("; ").join(
        gettext("%(first)s to %(last)s")
        % {
            "first": date_format(one.first, "SHORT_DATE_FORMAT"),
            "last": date_format(one.last, "SHORT_DATE_FORMAT"),
        }
        for one in found
    )
    return gettext("The rules have another period on the last day: %(days)s.") % {"days": days}
