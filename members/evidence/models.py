"""What a member can prove: files, and who has opened them."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member

from .names import LONGEST

PICTURES = ["jpeg", "png", "webp"]


def unguessable() -> str:
    """The key under which bytes are kept: 192 random bits, nothing of the person or the file."""
    return token_urlsafe(24)


class EvidenceFileQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def newest_first(self):
        return self.order_by("-uploaded_at", "-id")

    def total_bytes(self) -> int:
        return self.aggregate(total=Sum("size", default=0))["total"]


class EvidenceFile(models.Model):
    """A file of a member. `size` (bytes) and `sha256` are those of what is kept.

    That is the file as it came for a PDF, and the new drawing for a picture. The row and the bytes
    come and go together: there is no bin.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="evidence_files", verbose_name=_("member")
    )
    name = models.CharField(_("name"), max_length=LONGEST)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    text = models.TextField(_("text of the first pages"), blank=True)
    key = models.CharField(max_length=32, unique=True, default=unguessable, editable=False)
    scanned_at = models.DateTimeField(_("scanned for viruses"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        permissions = [("open_evidencefile", "Can open evidence files")]
        indexes = [
            models.Index(fields=["member", "-uploaded_at", "-id"], name="evidence_of_member")
        ]
        constraints = [
            models.UniqueConstraint(fields=["member", "sha256"], name="evidence_kept_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            models.CheckConstraint(
                condition=Q(kind="pdf", pages__gt=0, width__isnull=True, height__isnull=True)
                | Q(kind__in=PICTURES, pages__isnull=True, width__gt=0, height__gt=0),
                name="evidence_kind_known_and_measured",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("members:evidence:file_detail", args=[self.pk])

    @property
    def media_type(self) -> str:
        return "application/pdf" if self.kind == self.Kind.PDF else f"image/{self.kind}"


class FileView(models.Model):
    """One opening of a file: the member sees when and in which role, staff see who."""

    class Role(models.TextChoices):
        MEMBER = "member", _("You")
        STAFF = "staff", _("Staff of the Society")

    file = models.ForeignKey(
        EvidenceFile, on_delete=models.CASCADE, related_name="views", verbose_name=_("file")
    )
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="file_views",
        verbose_name=_("opened by"),
    )
    role = models.CharField(_("role"), max_length=6, choices=Role.choices)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = _("opening of a file")
        verbose_name_plural = _("openings of files")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["member", "staff"]), name="file_view_role_known"
            )
        ]

    def __str__(self):
        return f"{self.opened_at:%Y-%m-%d %H:%M}"
