"""That an entry was held against its source: who did it, when, and what had changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel

from .models import Agreement


class Check(PublicModel):
    """The newest gives the entry its days (workflow.settle_check). No text: nothing had changed."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="checks", verbose_name=_("agreement")
    )
    checked_on = models.DateField(_("checked on"), default=timezone.localdate)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="agreements_checked",
        verbose_name=_("checked by"),
        editable=False,
    )
    changes_en = models.CharField(
        _("what had changed, English"),
        max_length=300,
        blank=True,
        help_text=_("Empty: nothing had changed."),
    )
    changes_zh = models.CharField(_("what had changed, Chinese"), max_length=300, blank=True)

    changes = Bilingual()

    class Meta:
        ordering = ["-checked_on", "-id"]
        verbose_name = _("check")
        verbose_name_plural = _("checks against the source")
        constraints = [
            models.CheckConstraint(
                condition=Q(changes_en="", changes_zh="") | ~Q(changes_en="") & ~Q(changes_zh=""),
                name="check_says_it_in_both_languages",
                violation_error_message=_("Say what had changed in both languages, or in none."),
            )
        ]

    def __str__(self):
        return self.changes or str(_("Nothing had changed"))
