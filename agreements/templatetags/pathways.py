"""Pathways on an agreement's page; the register itself does not know of them."""

from django import template
from django.utils import timezone

from agreements.pathways.models import PathwayVersion
from agreements.register.models import Agreement

register = template.Library()


@register.inclusion_tag("agreements/pathways/_of_agreement.html")
def pathways_of(agreement: Agreement) -> dict:
    """The block "Pathways". One query."""
    versions = (
        PathwayVersion.objects.in_force(timezone.localdate())
        .filter(pathway__agreement=agreement)
        .select_related("pathway")
        .order_by("pathway__slug")
    )
    return {"versions": list(versions)}
