"""What stands in a field, in words of the reader's language, whatever the field holds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from news.richtext import RichTextField

from .reading import readable
from .snapshots import Snapshot, fields_of, model_of

NOTHING = (None, "", [])


class Names:
    """Rows that the snapshots point to, read at once: a query for each table."""

    def __init__(self, *snapshots: Snapshot):
        wanted = defaultdict(set)
        for key, values in (pair for snapshot in snapshots for pair in snapshot.items()):
            for field in fields_of(model_of(key)):
                if field.is_relation and field.name in values:
                    wanted[field.related_model] |= set(keys_in(values[field.name]))
        self.rows = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}

    def of(self, model: type[models.Model], key) -> str:
        row = self.rows.get(model, {}).get(key)
        return str(row) if row else _("no longer there (no. %(number)s)") % {"number": key}


def keys_in(value) -> list:
    """Of one row, of several, or of none."""
    if value in NOTHING:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def in_words(field: models.Field, value, names: Names) -> list[str]:
    """Lines of text; none when the field is empty."""
    if value in NOTHING:
        return []
    if field.is_relation:
        return sorted(names.of(field.related_model, key) for key in keys_in(value))
    if isinstance(field, RichTextField):
        return readable(str(value))
    if isinstance(field, models.FileField):
        return [PurePath(str(value)).name]
    return said(read(field, value), dict(field.flatchoices))


def read(field: models.Field, value):
    """What was kept as text, as the field's own kind; what was typed wrongly stays as typed."""
    try:
        return field.to_python(value)
    except (ValidationError, ValueError):
        return value


def said(value, choices: dict) -> list[str]:
    if value in choices:
        return [str(choices[value])]
    if isinstance(value, bool):
        return [pgettext("answer", "Yes") if value else pgettext("answer", "No")]
    if isinstance(value, datetime):
        return [in_beijing(value)]
    if isinstance(value, Decimal):
        value = Decimal(f"{value.normalize():f}")  # 1.50 hours were typed as 1.5
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()]
    return [str(localize(value))]


def in_beijing(at: datetime) -> str:
    moment = timezone.localtime(at, timezone.get_default_timezone())
    written = date_format(moment, "SHORT_DATETIME_FORMAT")
    return _("%(moment)s Beijing time") % {"moment": written}


def title_of(key, values: dict) -> str:
    """“Picture: a bridge”: the kind of row, and what it is called."""
    model = model_of(key)
    known = {field.attname: values[field.name] for field in plain_fields(model, values)}
    kind = str(model._meta.verbose_name)
    return _("%(kind)s “%(name)s”") % {
        "kind": kind[:1].upper() + kind[1:],
        "name": str(model(**known)),
    }


def plain_fields(model: type[models.Model], values: dict) -> Iterable[models.Field]:
    return [field for field in model._meta.fields if field.name in values and not field.is_relation]
