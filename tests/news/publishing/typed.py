"""What a browser sends back of a form of the administration, with some fields typed anew."""

import html5lib

from tests.factories import make_article, make_event, make_newsletter, make_page

MAKERS = {
    "article": make_article,
    "event": make_event,
    "newsletter": make_newsletter,
    "page": make_page,
}
DRAFT = {"published_at_en": None, "published_at_zh": None}
NOT_SENT = {"submit", "file", "button", "image"}


def address(item, page: str = "change") -> str:
    return f"/admin/news/{item._meta.model_name}/{item.pk}/{page}/"


def typed(response, **changes) -> dict:
    """All fields of the page's form as they stand, but for `changes`; no button is pressed."""
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    form = next(form for form in page.iter("form") if (form.get("id") or "").endswith("_form"))
    fields = {}
    for field in form.iter("input"):
        is_off = field.get("type") in {"checkbox", "radio"} and field.get("checked") is None
        if field.get("name") and field.get("type") not in NOT_SENT and not is_off:
            is_box = field.get("type") == "checkbox"
            fields[field.get("name")] = field.get("value") or ("on" if is_box else "")
    for field in form.iter("textarea"):
        fields[field.get("name")] = field.text or ""
    for field in form.iter("select"):
        chosen = [one.get("value") or "" for one in field.iter("option") if is_chosen(one)]
        fields[field.get("name")] = chosen if field.get("multiple") is not None else chosen[:1]
    return {**fields, **changes}


def is_chosen(option) -> bool:
    return option.get("selected") is not None


def press(client, item, button: str, **changes):
    """Open the item's form, type, press. Follows to the page that says what happened."""
    fields = typed(client.get(address(item)), **changes)
    return client.post(address(item), fields | {f"_{button}": "1"}, follow=True)


def times(name: str, at) -> dict[str, str]:
    """A day and an hour of Beijing in the two boxes of a field."""
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
