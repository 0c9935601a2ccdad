"""Rows that name files: a file that none of them names any more is put away at once."""

from functools import partial

from django.db import models, transaction

from .workflow import put_away


class NamesFiles:
    """Of a row with files: what it lets go of when it is saved or deleted answers no more.

    A query before the save and one after it. What goes with its item, by a cascade, is a draft's:
    the daily command puts it away.
    """

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = self.named_in_table()
            super().save(*args, **kwargs)
            let_go_of(before - self.named_in_table())

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            before = self.named_in_table()
            result = super().delete(*args, **kwargs)
            let_go_of(before)
        return result

    def named_in_table(self) -> set[str]:
        return names_in(type(self)._base_manager.filter(pk=self.pk))


def let_go_of(names: set[str]) -> None:
    """After the commit, unless another row names them."""
    for name in names:
        transaction.on_commit(partial(put_away_unnamed, name))


def put_away_unnamed(name: str) -> None:
    if not any(is_named_in(model, name) for model in naming()):
        put_away(name)


def is_named_in(model: type[models.Model], name: str) -> bool:
    places = [models.Q(**{field: name}) for field in file_fields(model)]
    return model._base_manager.filter(models.Q(*places, _connector=models.Q.OR)).exists()


def named() -> set[str]:
    """By any row. One query for each kind."""
    return {name for model in naming() for name in names_in(model._base_manager.all())}


def naming() -> list[type[models.Model]]:
    return NamesFiles.__subclasses__()


def names_in(rows: models.QuerySet) -> set[str]:
    return {name for row in rows.values_list(*file_fields(rows.model)) for name in row if name}


def file_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, models.FileField)]
