"""Pathways on an agreement's page; the register itself does not know of them."""

from django import template
from django.db.models import DateField, F, IntegerField, QuerySet
from django.utils import timezone

from agreements.bilingual import column
from agreements.pathways.models import PathwayVersion
from agreements.prepared import Given, Prepared
from agreements.register.models import Agreement

register = template.Library()


@register.simple_tag
def pathways_of(agreement: Agreement) -> list[PathwayVersion]:
    """Those in force, by name. One query."""
    return versions_in_force.rows(agreement=agreement.pk, today=timezone.localdate())


def in_force_by_name() -> QuerySet:
    versions = PathwayVersion.objects.in_force(Given("today", DateField()))
    return (
        versions.filter(pathway__agreement=Given("agreement", IntegerField()))
        .annotate(slug=F("pathway__slug"), name=F(column("pathway__name")))
        .only("has_published_rules")
        .order_by("pathway__slug")
    )


versions_in_force = Prepared(in_force_by_name)


@register.filter
def have_rules(versions: list[PathwayVersion]) -> bool:
    """Something can be compared with a record."""
    return any(version.has_published_rules for version in versions)
