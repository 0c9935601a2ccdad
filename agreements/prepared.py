"""Querysets whose statement is written once: of some, writing it costs more than the answer."""

import json
from collections.abc import Callable
from typing import NamedTuple

from django.db import connection
from django.db.models import Expression, Field, JSONField, Model, QuerySet

from .bilingual import suffix


class Given(Expression):
    """The place of a value that differs each time the statement is asked."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Statement(NamedTuple):
    model: type[Model]
    sql: str
    params: tuple
    lists: list[str]  # annotations that arrive as JSON

    def rows(self, values: dict) -> list[Model]:
        params = [
            param.output_field.get_db_prep_value(values[param.name], connection)
            if isinstance(param, Given)
            else param
            for param in self.params
        ]
        rows = list(self.model._base_manager.raw(self.sql, params))
        for row in rows:
            for name in self.lists:
                setattr(row, name, json.loads(getattr(row, name)))
        return rows


class Prepared:
    """`entry = Prepared(build)`; `entry.rows("x", slug="pec")` are the rows of `build("x")`.

    `build` is called once for each language and each such argument. It writes `Given("slug", …)`
    where the value goes. Of related rows it can have annotations, and no `select_related`.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self.statements: dict[tuple, Statement] = {}

    def rows(self, *arguments, **values) -> list[Model]:
        asked = (suffix(), *arguments)
        if asked not in self.statements:
            self.statements[asked] = written(self.build(*arguments))
        return self.statements[asked].rows(values)

    def first(self, *arguments, **values) -> Model | None:
        """Of few rows: all of them are read."""
        return next(iter(self.rows(*arguments, **values)), None)


def written(queryset: QuerySet) -> Statement:
    sql, params = queryset.query.sql_with_params()
    annotations = queryset.query.annotations.items()
    lists = [name for name, what in annotations if isinstance(what.output_field, JSONField)]
    return Statement(queryset.model, sql, params, lists)
