"""The link by which a colleague without an account sees an item before it is public."""

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(days=7)
signer = Signer(salt="news.preview")


class PreviewLinkQuerySet(models.QuerySet):
    def of(self, item: models.Model):
        return self.filter(content_type=ContentType.objects.get_for_model(item), item_id=item.pk)

    def open(self):
        return self.filter(ends_at__gt=timezone.now())

    def signed(self, address: str) -> "PreviewLink | None":
        """The open link of this address; None when it ended, was replaced, or is made up."""
        try:
            key = signer.unsign(address)
        except BadSignature:
            return None
        return self.open().select_related("content_type").filter(key=key).first()


class PreviewLink(models.Model):
    """At most one for an item: a new one ends the one before."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, verbose_name=_("kind of item")
    )
    item_id = models.PositiveBigIntegerField(_("number of the item"))
    key = models.CharField(_("key"), max_length=30, unique=True)
    ends_at = models.DateTimeField(_("ends"))

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "item_id"],
                name="one_preview_link_an_item",
                violation_error_message=_("There is a link to this item already."),
            )
        ]

    def __str__(self):
        return self.key

    def get_absolute_url(self):
        return reverse("news:preview_shared", args=[self.address])

    @property
    def address(self) -> str:
        return signer.sign(self.key)


def make_link(item: models.Model) -> PreviewLink:
    """Good for seven days from now; the one before ends."""
    fresh = {"key": token_urlsafe(16), "ends_at": timezone.now() + LASTS}
    kind = ContentType.objects.get_for_model(item)
    return PreviewLink.objects.update_or_create(content_type=kind, item_id=item.pk, defaults=fresh)[
        0
    ]
