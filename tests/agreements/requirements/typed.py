"""What the forms of requirements in the administration send, and what the pages say back."""

from django.contrib.messages import get_messages
from django.urls import reverse

from agreements.requirements.models import CpdRequirement, Version

WINDOW = {
    "position": "1",
    "code": "year",
    "name_en": "Calendar year",
    "name_zh": "自然年",
    "kind": "year",
    "years": "1",
    "start_month": "1",
}


def page(name: str, *args) -> str:
    return reverse(f"admin:agreements_{name}", args=args)


def change(version: Version) -> str:
    return page("version_change", version.pk)


def rows(prefix: str, *filled: dict, before: int = 0) -> dict:
    """What a set of inline rows sends."""
    sent = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": before}
    for number, row in enumerate(filled):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def version_form(requirement: CpdRequirement, *windows: dict, before: int = 0, **fields) -> dict:
    return {
        "requirement": requirement.pk,
        "effective_from": "2021-01-01",
        "source_en": "The rules of the body.",
        "source_zh": "该机构的规定。",
        "confidence": "seen",
        "carry_over_windows": "0",
        "shortfall": "forget",
        "step": "0.25",
        **rows("windows", *windows, before=before),
        **rows("categories"),
        **fields,
    }


def window_form(*targets: dict, **fields) -> dict:
    values = {"least_categories": "0", "least_activities": "0", "is_required": "on"}
    return WINDOW | values | rows("targets", *targets) | rows("shares") | fields


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]
