"""The newest impact preview of a draft, on the draft's own page."""

from django import template

from members.impact import workflow
from members.impact.models import Draft, ImpactPreview

register = template.Library()


@register.simple_tag
def preview_of(draft: Draft) -> ImpactPreview | None:
    """One query."""
    return workflow.preview_of(draft)


@register.filter
def is_current_for(preview: ImpactPreview, draft: Draft) -> bool:
    return workflow.is_current(preview, draft)
