"""Formatted text that is clean on every way in: form, import, shell and bulk write."""

import re
from html import unescape

from django.db import models
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from .cleaning import clean

CAPTION = _("Caption of the table")
# The editor's own buttons and questions, by its names for them, in the language of the page.
BUTTONS = {
    "paragraph": _("Paragraph"),
    "heading2": _("Heading"),
    "heading3": _("Smaller heading"),
    "heading4": _("Smallest heading"),
    "bulletList": _("List"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "subscript": _("Lowered"),
    "superscript": _("Raised"),
    "link": _("Link"),
    "unlink": _("Take the link away"),
    "picture": _("Picture"),
    "table": _("Table"),
    "table:caption": CAPTION,
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:mergeCells": _("Join the cells"),
    "table:splitCell": _("Part the cell"),
    "table:toggleHeaderCell": _("Heading of a column or row"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
}
QUESTIONS = {
    "Edit Link": _("Link"),
    "URL": _("Address"),
    "Title": _("Title"),
    "Update": _("Use"),
    "Cancel": _("Cancel"),
}
PICTURES = {
    "title": _("A picture of this article"),
    "which": _("Picture"),
    "another": _("A new picture …"),
    "name": _("Picture %s"),
    "missing": _("Picture %s is not among the pictures of this article"),
}
LEFT_OUT = _(
    "Pictures in a pasted text do not come with it. Add them to the pictures of the article."
)

# All of them buttons: what opens the editor's own lists of choices is none, and has no key.
MENU = ["blockType -lists", "lists", "nodes -blockType -lists", "marks", "link", "table", "history"]

EXTENSIONS = {
    "Menu": {"groups": [{"group": group} for group in MENU]},
    "Words": {"buttons": BUTTONS, "questions": QUESTIONS},
    "Pasting": {"leftOut": LEFT_OUT},
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": {"caption": CAPTION},
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}
WITH_PICTURES = EXTENSIONS | {"Picture": PICTURES}

END_OF_LINE = re.compile(r"</(p|h\d|li|blockquote|figcaption|caption|td|th)>|<br ?/?>")


def plain(html: str) -> str:
    """What is read, a line for each paragraph, heading and item."""
    lines = strip_tags(END_OF_LINE.sub("\n", html)).splitlines()
    return unescape("\n".join(line.strip() for line in lines if line.strip()))


class RichTextField(ProseEditorField):
    """Cleans in `get_db_prep_save`, which every write passes: save, bulk_create and update.

    With `has_pictures` those of the same article can stand in it, each by its number.
    """

    def __init__(self, *args, has_pictures: bool = False, **kwargs):
        self.has_pictures = has_pictures
        kwargs.setdefault("extensions", WITH_PICTURES if has_pictures else EXTENSIONS)
        kwargs["sanitize"] = self.cleaned
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        """Clean since it came in: shown as it is formatted, in the administration too."""
        return value and mark_safe(value)  # noqa: S308 - clean

    def value_from_object(self, obj: models.Model) -> str:
        """For a form, which writes it into its box as source: there it has to be escaped."""
        return super().value_from_object(obj) + ""

    def cleaned(self, html: str) -> str:
        return clean(html, self.has_pictures)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        cleaned = self.cleaned(super().pre_save(instance, add) or "")
        setattr(instance, self.attname, cleaned)
        return cleaned

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str):
            value = self.cleaned(value)
        return super().get_db_prep_save(value, connection)
