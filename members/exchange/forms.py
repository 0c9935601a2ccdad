"""Choosing a file, saying which column is what, and whether wrong rows hold up the others."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from openpyxl.utils import get_column_letter

from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.profile.refilled import Refilled

from .cells import shown
from .columns import READ
from .models import Sheet
from .refusals import LIMITS, MOST_BYTES, Refused
from .tables import Table, read_table

ACCEPTED = ".csv,.tsv,.txt,.xlsx"
NOT_IN_LIST = gettext_lazy("Choose one from the list.")
CHOICE_ERRORS = {"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST}
LONGEST_HEAD = 30  # characters, in a list


class UploadForm(Refilled, forms.Form):
    """Reads the table while it checks the file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy(
                "CSV or XLSX with a row of headings and a row for each entry: up to {rows} rows "
                "and {megabytes} MB."
            ),
            **LIMITS,
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "missing"], gettext_lazy("Choose a file.")
        ),
    )
    table: Table

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            self.table = read_table(upload.read(MOST_BYTES + 1))
        except Refused as refused:
            raise refused.sentence from refused
        return upload


class MatchForm(Refilled, forms.Form):
    """A list of the columns of the file for each thing that an entry says."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind, where a row names none"),
        choices=ActivityKind.choices,
        error_messages=CHOICE_ERRORS,
    )
    aspect = forms.ChoiceField(
        label=gettext_lazy("Aspect, where a row names none"),
        choices=Aspect.choices,
        error_messages=CHOICE_ERRORS,
    )

    def __init__(self, *args, sheet: Sheet, table: Table, **kwargs):
        places = {f"column_{code}": place for code, place in sheet.columns.items()}
        initial = {"kind": sheet.kind, "aspect": sheet.aspect} | places
        super().__init__(*args, initial=initial, **kwargs)
        offered = list(columns_of(table))
        for column in READ:
            nothing = _("Choose a column") if column.is_needed else _("Not in the file")
            self.fields[f"column_{column.code}"] = forms.TypedChoiceField(
                label=column.label,
                choices=[("", nothing), *offered],
                coerce=int,
                required=column.is_needed,
                error_messages={
                    "required": _("Choose the column that holds this: no entry is without it."),
                    "invalid_choice": NOT_IN_LIST,
                },
            )
        self.order_fields([*(f"column_{column.code}" for column in READ), "kind", "aspect"])

    @property
    def needed(self) -> list[forms.BoundField]:
        return [self[f"column_{column.code}"] for column in READ if column.is_needed]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[f"column_{column.code}"] for column in READ if not column.is_needed]

    def clean(self):
        cleaned = super().clean()
        seen: dict[int, str] = {}
        for column in READ:
            name = f"column_{column.code}"
            place = cleaned.get(name)
            if place in (None, ""):
                continue
            if place in seen:
                said = _("This column is chosen for “%(other)s” already.") % {"other": seen[place]}
                self.add_error(name, ValidationError(said, code="twice"))
            else:
                seen[place] = str(column.label)
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        """The place of the column for each code that has one."""
        chosen = {column.code: self.cleaned_data[f"column_{column.code}"] for column in READ}
        return {code: place for code, place in chosen.items() if place != ""}


def columns_of(table: Table):
    """B: 学时 (7.5), by place."""
    first = table.rows[0]
    for place, head in enumerate(table.heads):
        example = shown(first.cell(place))[:LONGEST_HEAD]
        name = f"{get_column_letter(place + 1)}: {head[:LONGEST_HEAD]}"
        yield place, f"{name} ({example})" if example else name


class SaveForm(Refilled, forms.Form):
    """Asks what becomes of the others only where rows are wrong."""

    OTHERS, ALL = "others", "all"

    rows = forms.ChoiceField(
        label=gettext_lazy("What to save"),
        choices=[
            (OTHERS, gettext_lazy("The new entries, without the rows to put right")),
            (ALL, gettext_lazy("All rows or none")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOICE_ERRORS,
    )

    def __init__(self, *args, wrong: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.wrong = wrong
        if not wrong:
            del self.fields["rows"]

    def clean_rows(self) -> str:
        if self.cleaned_data["rows"] == self.ALL:
            said = ngettext(
                "Nothing was saved: %(number)s row has to be put right first. "
                "Do so in the file, and choose it again.",
                "Nothing was saved: %(number)s rows have to be put right first. "
                "Do so in the file, and choose it again.",
                self.wrong,
            )
            raise ValidationError(said, code="not_all", params={"number": self.wrong})
        return self.cleaned_data["rows"]
