"""Pathways on an agreement's page; the register itself does not know of them."""

from django import template
from django.utils import timezone

from agreements.pathways.models import PathwayVersion
from agreements.register.models import Agreement

register = template.Library()


@register.simple_tag
def pathways_of(agreement: Agreement) -> list[PathwayVersion]:
    """Those in force, by name. One query."""
    return list(
        PathwayVersion.objects.in_force(timezone.localdate())
        .filter(pathway__agreement=agreement)
        .select_related("pathway")
        .order_by("pathway__slug")
    )


@register.filter
def have_rules(versions: list[PathwayVersion]) -> bool:
    """Something can be compared with a record."""
    return any(version.has_published_rules for version in versions)
