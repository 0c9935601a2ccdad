"""Who asks that an item be published, from when, and what was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"en": _("English"), "zh": _("Chinese")}  # by the ending of their columns
BEIJING = _("Beijing time (UTC+8). Empty: as soon as it is approved.")


class Approval(models.Model):
    """A request waits from `asked_at` on, until it is approved, returned or taken back."""

    wished_at_en = models.DateTimeField(
        _("wished in English from"), null=True, blank=True, help_text=BEIJING
    )
    wished_at_zh = models.DateTimeField(
        _("wished in Chinese from"), null=True, blank=True, help_text=BEIJING
    )
    asked_at = models.DateTimeField(
        _("waiting for approval since"), null=True, blank=True, editable=False, db_index=True
    )
    told_at = models.DateTimeField(
        _("approvers told by mail"), null=True, blank=True, editable=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_in = models.CharField(
        _("language of the answer"), max_length=7, blank=True, editable=False
    )
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True, editable=False)
    returned_reason = models.TextField(
        _("reason of the return"), max_length=1000, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.asked_at is not None

    @property
    def is_changed_since(self) -> bool:
        """Saved again after the request, by whomever."""
        return self.is_waiting and self.updated_at > self.asked_at

    @property
    def wishes(self) -> dict:
        """Column ending to instant, of the languages that are asked for."""
        wished = {language: getattr(self, f"wished_at_{language}") for language in LANGUAGES}
        return {language: at for language, at in wished.items() if at}


CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(asked_at__isnull=True)
        | Q(wished_at_en__isnull=False)
        | Q(wished_at_zh__isnull=False),
        name="%(class)s_asked_with_a_wish",
        violation_error_message=_("A request says in which language the item is to appear."),
    ),
    models.CheckConstraint(
        condition=Q(asked_at__isnull=True) | Q(wished_at_en__isnull=True) | ~Q(title_en=""),
        name="%(class)s_asked_has_english_title",
        violation_error_message=_("Write the English title before asking for approval."),
    ),
    models.CheckConstraint(
        condition=Q(asked_at__isnull=True) | Q(wished_at_zh__isnull=True) | ~Q(title_zh=""),
        name="%(class)s_asked_has_chinese_title",
        violation_error_message=_("Write the Chinese title before asking for approval."),
    ),
    models.CheckConstraint(
        condition=Q(asked_at__isnull=False) | Q(asked_by__isnull=True),
        name="%(class)s_asked_by_while_waiting",
        violation_error_message=_("Only a request that waits has somebody who asked."),
    ),
    models.CheckConstraint(
        condition=Q(returned_at__isnull=True, returned_reason="")
        | Q(returned_at__isnull=False) & ~Q(returned_reason=""),
        name="%(class)s_returned_with_reason",
        violation_error_message=_("A return has a day and a reason."),
    ),
    models.CheckConstraint(
        condition=Q(asked_at__isnull=True) | Q(returned_at__isnull=True),
        name="%(class)s_waiting_or_returned",
        violation_error_message=_("A request waits or was returned, not both."),
    ),
]
