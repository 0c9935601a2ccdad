"""What a browser sends from the form of an item in the administration."""

import re

from django.forms import BoundField


def sent(response) -> dict:
    """What a browser would send if nothing was typed."""
    values = dict(fields_of(response.context["adminform"].form))
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        for form in [formset.management_form, *formset.forms]:
            values |= dict(fields_of(form))
    return values


def fields_of(form):
    for field in form:
        yield from values_of(field)


def values_of(field: BoundField):
    html = str(field)
    if 'type="file"' in html:
        return
    if 'type="checkbox"' in html:
        if field.value():
            yield field.html_name, "on"
        return
    widget = getattr(field.field.widget, "widget", field.field.widget)
    value = widget.get_context(field.html_name, field.value(), {})["widget"]
    if subwidgets := value.get("subwidgets"):
        for sub in subwidgets:
            yield sub["name"], sub["value"] or ""
    elif "optgroups" in value:
        chosen = re.findall(r'<option value="([^"]*)"[^>]*selected', html)
        yield field.html_name, chosen if value["attrs"].get("multiple") else (chosen or [""])[0]
    else:
        yield field.html_name, "" if value["value"] is None else value["value"]


def address(item, page: str = "change/") -> str:
    return f"/admin/news/{item._meta.model_name}/{item.pk}/{page}"


def save(client, item, **changes):
    """Opens the form and saves it with `changes`."""
    values = sent(client.get(address(item)))
    return client.post(address(item), values | changes)
