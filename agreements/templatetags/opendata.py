"""The register's data on pages that only lead to it."""

from django import template

from agreements.opendata.addresses import data_address

register = template.Library()


@register.simple_tag
def data_of(slug: str = "", ending: str = "json") -> str:
    """Address of the whole register, or of one entry, in one form."""
    if slug:
        return data_address("agreement_detail", slug, ending)
    return data_address("agreement_list", ending)
