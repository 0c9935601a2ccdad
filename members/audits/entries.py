"""The entries of an audit as they were when the member sent them, and what was found of each."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.requirements.counting import Why
from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.cpd import sentences
from members.cpd.models import Record
from members.evidence.models import EvidenceFile
from members.profile.models import Member

from .models import Audit


class Reason(models.TextChoices):
    NO_EVIDENCE = "no_evidence", _("There is no evidence of it.")
    UNREADABLE = "unreadable", _("The evidence cannot be read.")
    DIFFERS = "differs", _("The evidence is of another activity or another person.")
    HOURS = "hours", _("The evidence shows fewer hours.")
    NOT_CPD = "not_cpd", _("It is ordinary work, and no development.")
    TWICE = "twice", _("The same activity is entered twice.")
    OTHER = "other", _("Another reason, written to the member")


class ShownFile(NamedTuple):
    """As it was named when it was sent; `pk` is None where it is gone meanwhile."""

    name: str
    pk: int | None


class AuditEntryQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("audit")

    def newest(self):
        """Of the last time that the member sent the audit."""
        return self.filter(round=F("audit__rounds"))

    def in_order(self):
        """Those that count by their day, then those left out."""
        return self.order_by("is_left_out", "done_on", "pk")


class AuditEntry(models.Model):
    """Never changed but for the marks; a second answer has rows of its own (`round`)."""

    class Mark(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")

    # What is taken from the member's record.
    SAID = ("title", "done_on", "hours", "kind", "aspect", "provider", "link", "reflection")
    # A finding rests on the files from the day they are sent, and whoever makes it opens them.
    OPENED_BY = "members.decide_audit"
    KEEPS_EVIDENCE = frozenset(Audit.State) - {Audit.State.EXCUSED}

    audit = models.ForeignKey(
        Audit, on_delete=models.CASCADE, related_name="entries", verbose_name=_("audit")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    round = models.PositiveSmallIntegerField(_("sent for the … time"))
    record = models.ForeignKey(
        Record,
        on_delete=models.SET_NULL,
        related_name="audit_entries",
        verbose_name=_("CPD entry"),
        null=True,
        blank=True,
    )
    title = models.CharField(_("what was done"), max_length=200)
    done_on = models.DateField(_("date"))
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind.choices)
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect.choices)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True, max_length=500)
    reflection = models.TextField(_("what you learned"), max_length=500, blank=True)
    record_state = models.CharField(_("state"), max_length=10, choices=Record.State.choices)
    record_changed_at = models.DateTimeField(_("last changed"))
    credit = models.DecimalField(_("counted"), max_digits=9, decimal_places=2)
    why = models.CharField(_("why"), max_length=20, blank=True)
    is_left_out = models.BooleanField(_("left out"), default=False)
    # [key, name, SHA-256] of each file.
    files = models.JSONField(_("files"), default=list)
    evidence = models.ManyToManyField(
        EvidenceFile, related_name="audit_entries", verbose_name=_("evidence"), blank=True
    )

    mark = models.CharField(_("finding"), max_length=12, choices=Mark.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    comment = models.TextField(_("to the member"), max_length=500, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="audit_entries_marked",
        verbose_name=_("found by"),
        null=True,
        blank=True,
        editable=False,
    )

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "round", "is_left_out", "done_on", "id"]
        verbose_name = _("entry of an audit")
        verbose_name_plural = _("entries of audits")
        constraints = [
            models.UniqueConstraint(fields=["audit", "round", "record"], name="audit_entry_once"),
            models.CheckConstraint(condition=Q(round__gte=1), name="audit_entry_was_sent"),
            models.CheckConstraint(
                condition=Q(mark__in=["", "accepted", "not_accepted"]),
                name="audit_entry_mark_known",
            ),
            models.CheckConstraint(
                condition=Q(mark="not_accepted") & ~Q(reason="")
                | ~Q(mark="not_accepted") & Q(reason=""),
                name="audit_entry_refusal_has_reason",
                violation_error_message=_(
                    "An entry that is not accepted needs a reason, and no other has one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(comment=""),
                name="audit_entry_says_what_else",
                violation_error_message=_("Write the reason to the member."),
            ),
            models.CheckConstraint(
                condition=Q(mark="", marked_by__isnull=True)
                | ~Q(mark="") & Q(marked_by__isnull=False),
                name="audit_entry_mark_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(marked_by=F("member")),
                name="audit_entry_marked_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=Q(is_left_out=False) | Q(mark=""),
                name="audit_entry_left_out_is_not_marked",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.audit.get_absolute_url()

    @property
    def state(self) -> str:
        """Of the audit, on which it depends whether files have to stay."""
        return self.audit.state

    @property
    def counted(self) -> str:
        """Why it counted for less, or not at all; empty where every hour did."""
        return "" if self.why == Why.NONE else str(sentences.WHYS[Why(self.why)])

    @property
    def explained(self) -> str:
        """Why it was not accepted: the ready sentence, then what was added."""
        sentence = "" if self.reason in {"", Reason.OTHER} else str(self.get_reason_display())
        return "\n".join(filter(None, [sentence, self.comment]))

    def is_same_as(self, before: "AuditEntry") -> bool:
        """The same record, unchanged, with the same files."""
        compared = ("record_id", "files", "is_left_out", *self.SAID)
        return all(getattr(self, name) == getattr(before, name) for name in compared)

    def shown_files(self) -> Iterator[ShownFile]:
        """`evidence` is prefetched."""
        there = {file.pk for file in self.evidence.all()}
        return (ShownFile(name, pk if pk in there else None) for pk, name, _hash in self.files)
