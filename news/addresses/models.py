"""Addresses of the society's former sites, and the pages of the portal they lead to now."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import places, written
from .targets import own_target

NO_PAGE = _("There is no page at %(target)s.")
LEADS_BACK = _("This address would lead to itself.")
IS_A_PAGE = _("This is an address of the portal today. It would never be asked here.")
NOT_A_HOST = _("Write the name of a host, such as english.cast-cse.org.cn.")
NOT_AN_ADDRESS = _("Write the address as a path, such as /cms/xwtz/161834.htm.")


class OldAddressQuerySet(models.QuerySet):
    def asked_as(self, host: str, names: list[str]) -> "OldAddress | None":
        """By the first of `names` that is there. One query.

        Where a path stands in the table once, any host will do: a former site may hand its readers
        over without saying which one it was.
        """
        rows = list(self.filter(path__in=names)) if names else []
        host = written.bare_host(host)
        for name in names:
            by_host = {row.host: row for row in rows if row.path == name}
            sole = next(iter(by_host.values())) if len(by_host) == 1 else None
            if found := by_host.get(host) or by_host.get("") or sole:
                return found
        return None


class OldAddress(models.Model):
    """An address of a former site. `written` says in what form host and path are kept."""

    path = models.CharField(
        _("old address"),
        max_length=written.LONGEST,
        help_text=_("As a path, or pasted whole. Its host is taken from it."),
    )
    host = models.CharField(
        _("old host"),
        max_length=100,
        blank=True,
        help_text=_("Only where two former sites had different pages at the same path."),
    )
    target = models.CharField(
        _("leads to"),
        max_length=written.LONGEST,
        help_text=_("A page of the portal with its language, such as /en/news/…/."),
    )

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        ordering = ["path", "host"]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["path", "host"],
                name="old_address_once",
                violation_error_message=_("This old address is in the table already."),
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="old_address_is_a_path",
                violation_error_message=NOT_AN_ADDRESS,
            ),
            models.CheckConstraint(
                condition=Q(target__startswith="/") & ~Q(target__startswith="//"),
                name="old_address_leads_into_the_portal",
                violation_error_message=_("An old address leads to a page of the portal alone."),
            ),
        ]

    def __str__(self):
        return f"{self.host}{self.path}"

    def clean(self):
        super().clean()
        if self.host and not written.bare_host(self.host):
            raise ValidationError({"host": NOT_A_HOST})
        found = written.read(self.path)
        self.path, self.host = found.path, written.bare_host(self.host) or found.host
        if len(self.path) > written.LONGEST or "\0" in self.path:
            raise ValidationError({"path": NOT_AN_ADDRESS})
        if is_page(self.path):
            raise ValidationError({"path": IS_A_PAGE})
        try:
            self.target = self.led_to(own_target(self.target))
        except ValidationError as error:
            raise ValidationError({"target": error}) from error

    def led_to(self, target: str) -> str:
        """A target that is an old address itself gives way to where that one leads."""
        if not places.unknown([target]):
            return target
        path = written.read(target).path
        further = OldAddress.objects.asked_as(self.host, [path])
        if path == self.path or (further and further.pk == self.pk):
            raise ValidationError(LEADS_BACK)
        if further is None:
            raise ValidationError(NO_PAGE, params={"target": target})
        return further.target


def is_page(path: str) -> bool:
    """A path as it is kept, which has no slash at its end."""
    return len(places.unknown(forms_of(path))) < len(forms_of(path))


def forms_of(path: str) -> set[str]:
    plain = places.path_of(path)
    return {plain, f"{plain.rstrip('/')}/"}
