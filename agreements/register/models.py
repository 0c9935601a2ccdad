"""What was signed, by whom exactly, whether it still applies, and what it gives one person."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.files import attachment_endings, check_attachment_size
from agreements.freshness.models import PublicModel, PublicQuerySet, start_of_day_after
from agreements.renaming import FormerName, Renamed
from agreements.search.models import SearchEntry
from agreements.sources import Sourced
from agreements.titles.models import Body, Grade

from .dates import PartialDate, precision_field
from .found import search_entry
from .kinds import Kind
from .ladder import Membership
from .lineage import refuse_circle, refuse_circles
from .removal import note_removal
from .standing import Standing


class AgreementQuerySet(PublicQuerySet):
    def latest_first(self):
        """By the last change of status, then by name, so that the order is total."""
        return self.order_by("-latest_on", "label_en", "id")

    def in_force_first(self):
        """Those that apply today, then the others; each by its last change."""
        applies = Case(When(status=Agreement.Status.IN_FORCE, then=0), default=1)
        return self.order_by(applies, "-latest_on", "label_en", "id")

    def opening_a_route(self):
        """In force, and an individual can go somewhere with it (rules published or not)."""
        return self.filter(
            status=Agreement.Status.IN_FORCE,
            opens__in=[Agreement.Opens.ROUTE, Agreement.Opens.UNPUBLISHED],
        )

    def update(self, **changes):
        with transaction.atomic():
            count = super().update(**changes)
            if changes.keys() & {"predecessor", "predecessor_id"}:
                refuse_circles(self.model)
        return count

    update.alters_data = True

    def delete(self):
        """Each leaves its removal behind, as by `Agreement.delete`."""
        with transaction.atomic():
            note_removal(self)
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Agreement(Renamed, Standing, Sourced, PublicModel):
    search_kind = SearchEntry.Kind.AGREEMENT
    Kind = Kind
    Membership = Membership

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        PREPARING = "preparing", _("Preparing")
        PUBLISHED = "published", _("Published")
        NOT_RECONFIRMED = "not_reconfirmed", _("Not re-confirmed")
        SUPERSEDED = "superseded", _("Superseded")
        ENDED = "ended", _("Ended")

    class Opens(models.TextChoices):
        ROUTE = "route", _("Route exists")
        UNPUBLISHED = "unpublished", _("Rules not published")
        NOT_YET = "not_yet", _("None yet")
        NONE = "none", _("None")

    slug = models.SlugField(_("short name in the address"), unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    label_en = models.CharField(_("short name in English"), max_length=120)
    label_zh = models.CharField(_("short name in Chinese"), max_length=120)
    name_en = models.CharField(_("full name in English"), max_length=250)
    name_zh = models.CharField(_("full name in Chinese"), max_length=250)
    summary_en = models.TextField(_("summary in English"), max_length=2000)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=2000)

    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = precision_field()
    place_en = models.CharField(_("place in English"), max_length=100, blank=True)
    place_zh = models.CharField(_("place in Chinese"), max_length=100, blank=True)
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    expires_on = models.DateField(
        _("expires after"), null=True, blank=True, help_text=_("The last day it applies.")
    )
    review_months = models.PositiveSmallIntegerField(
        _("reviewed every … months"), null=True, blank=True
    )

    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.PREPARING
    )
    status_on = models.DateField(_("status since"), null=True, blank=True)
    status_precision = precision_field()
    # In the order of the list. No index has, in both databases, what is unknown at the end.
    latest_on = models.GeneratedField(
        expression=Coalesce("status_on", Value(date.min)),
        output_field=models.DateField(),
        db_persist=True,
    )
    membership = models.CharField(
        _("step on the membership ladder"), max_length=12, choices=Membership.choices, blank=True
    )

    opens = models.CharField(
        _("for individuals"), max_length=12, choices=Opens.choices, default=Opens.NONE
    )
    opens_note_en = models.CharField(_("for whom, in short, English"), max_length=80, blank=True)
    opens_note_zh = models.CharField(_("for whom, in short, Chinese"), max_length=80, blank=True)
    for_whom_en = models.TextField(_("whom it concerns, English"), max_length=1000, blank=True)
    for_whom_zh = models.TextField(_("whom it concerns, Chinese"), max_length=1000, blank=True)
    gives_en = models.TextField(_("what it gives, English"), blank=True, help_text=_("One a line."))
    gives_zh = models.TextField(_("what it gives, Chinese"), blank=True, help_text=_("One a line."))
    gives_not_en = models.TextField(
        _("what it does not give, English"), blank=True, help_text=_("One a line.")
    )
    gives_not_zh = models.TextField(
        _("what it does not give, Chinese"), blank=True, help_text=_("One a line.")
    )

    caution_en = models.TextField(_("caution in English"), max_length=2000, blank=True)
    caution_zh = models.TextField(_("caution in Chinese"), max_length=2000, blank=True)
    next_check_on = models.DateField(_("to be checked by"), null=True, blank=True)

    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("follows on from"),
    )
    bodies = models.ManyToManyField(Body, through="Party", related_name="agreements")
    grades = models.ManyToManyField(
        Grade,
        blank=True,
        related_name="agreements",
        verbose_name=_("titles it concerns"),
        help_text=_("The titles of its published pathways are added by themselves."),
    )

    label = Bilingual()
    name = Bilingual()
    summary = Bilingual()
    place = Bilingual()
    opens_note = Bilingual()
    for_whom = Bilingual()
    gives = Bilingual()
    gives_not = Bilingual()
    caution = Bilingual()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-latest_on", "label_en", "id"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [
            models.Index(fields=["-latest_on", "label_en", "id"], name="agreement_by_change"),
            models.Index(
                fields=["status", "-latest_on", "label_en", "id"], name="agreement_by_status"
            ),
            models.Index(fields=["kind", "-latest_on", "label_en", "id"], name="agreement_by_kind"),
            models.Index(fields=["next_check_on"], name="agreement_by_next_check"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(
                    kind__in=["memorandum", "memorandum_of_intent", "protocol", "declaration"]
                )
                | Q(opens="none"),
                name="memorandum_gives_individuals_nothing",
                violation_error_message=_(
                    "A memorandum, protocol or declaration opens nothing to an individual."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind="membership") | Q(membership=""),
                name="only_membership_has_a_ladder",
                violation_error_message=_("Only a multilateral membership has a step."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(expires_on__gte=F("signed_on")),
                name="agreement_ends_after_signing",
                violation_error_message=_("The end lies before the signing."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("id")),
                name="agreement_does_not_follow_itself",
                violation_error_message=_("An agreement cannot follow on from itself."),
            ),
        ]

    def __str__(self):
        return self.label

    def get_kind_display(self) -> str:
        """As Django's own, which makes a dict of all the choices for each row."""
        return Kind(self.kind).label

    def get_opens_display(self) -> str:
        return self.Opens(self.opens).label

    def get_absolute_url(self):
        return reverse("agreements:register:agreement_detail", args=[self.slug])

    def search_entries(self):
        yield search_entry(self)

    def clean(self):
        if self.slug in {"compare", "finder", "pathways"}:  # addresses beside the entries
            raise ValidationError({"slug": _("The register has a page of its own there.")})
        refuse_circle(self)

    def save(self, *args, **kwargs):
        """Raises ValidationError for an entry that would follow on from itself over others."""
        with transaction.atomic():
            if "predecessor" in (kwargs.get("update_fields") or ["predecessor"]):
                refuse_circle(self)
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            note_removal([self])
            return super().delete(*args, **kwargs)

    def public_moments(self) -> list[datetime | None]:
        """Its page says so once its term is over, and once a check is overdue."""
        return [start_of_day_after(self.expires_on), start_of_day_after(self.next_check_on)]


class AgreementFormerName(FormerName):
    item = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="former_names")


class Party(PublicModel):
    """Exactly which organisation signed, on which side, and in what role."""

    search_through = "agreement"

    class Side(models.TextChoices):
        OURS = "ours", _("Our side")
        PARTNER = "partner", _("Partner")

    class Role(models.TextChoices):
        SIGNATORY = "signatory", _("Signatory")
        MEMBER = "member", _("Member")
        GUIDING = "guiding", _("Guiding body")
        CO_INITIATOR = "co_initiator", _("Co-initiator")
        HOST = "host", _("Host")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name=_("agreement")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="parts_taken", verbose_name=_("body")
    )
    side = models.CharField(_("side"), max_length=8, choices=Side.choices)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.SIGNATORY)
    note_en = models.CharField(_("note in English"), max_length=200, blank=True)
    note_zh = models.CharField(_("note in Chinese"), max_length=200, blank=True)

    class Meta:
        ordering = ["side", "id"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "body", "role"],
                name="party_once_in_role",
                violation_error_message=_("This body is named in this role already."),
            )
        ]

    def __str__(self):
        return f"{self.body} – {self.get_role_display()}"


class StatusChange(PublicModel):
    """One step in the life of an agreement. The newest is its status (workflow.settle_status)."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="history", verbose_name=_("agreement")
    )
    status = models.CharField(_("status"), max_length=16, choices=Agreement.Status.choices)
    changed_on = models.DateField(_("since"), null=True, blank=True)
    precision = precision_field()
    note_en = models.CharField(_("what happened, English"), max_length=300)
    note_zh = models.CharField(_("what happened, Chinese"), max_length=300)

    note = Bilingual()

    class Meta:
        ordering = [F("changed_on").asc(nulls_first=True), "id"]
        verbose_name = _("status change")
        verbose_name_plural = _("status history")

    def __str__(self):
        return self.get_status_display()

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.changed_on, self.precision)


class Document(PublicModel):
    """A text of the agreement, in one language, as a file of ours or at the publisher's."""

    class Language(models.TextChoices):
        EN = "en", _("English")
        ZH = "zh", _("Chinese")
        BOTH = "both", _("English and Chinese")
        OTHER = "other", _("another language")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="documents", verbose_name=_("agreement")
    )
    title_en = models.CharField(_("title in English"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    language = models.CharField(_("language of the text"), max_length=5, choices=Language.choices)
    file = models.FileField(
        _("file"),
        upload_to="agreements/%Y/",
        blank=True,
        validators=[attachment_endings, check_attachment_size],
    )
    size = models.PositiveBigIntegerField(_("bytes"), null=True, blank=True, editable=False)
    url = models.URLField(_("address elsewhere"), blank=True, max_length=500)

    class Meta:
        ordering = ["id"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(url=""),
                name="document_is_somewhere",
                violation_error_message=_("Attach the file, or write its address."),
            )
        ]

    def __str__(self):
        return self.title_en

    def save(self, *args, **kwargs):
        """The size is kept beside the name, so that no page asks the storage for it."""
        if self.file and not self.file._committed:
            self.size = self.file.size
        super().save(*args, **kwargs)
