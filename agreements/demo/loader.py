"""The society's titles and agreements, what bodies ask in CPD, and where a title leads."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db import models

from agreements.bilingual import SUFFIXES
from agreements.pathways.models import Pathway, PathwayVersion
from agreements.pathways.workflow import publish as publish_pathway
from agreements.register.dates import PartialDate
from agreements.register.models import Agreement, Party, StatusChange
from agreements.register.workflow import settle_status
from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.workflow import publish
from agreements.titles.models import Body, Grade, Scheme

SOURCE = Path(__file__).with_name("register.toml")
REQUIREMENTS = Path(__file__).with_name("requirements.toml")
PATHWAYS = Path(__file__).with_name("pathways.toml")
TEXTS = ("label", "name", "place", "opens_note", "summary", "for_whom", "source", "caution")
LISTS = ("gives", "gives_not")
PATHWAY_LISTS = ("steps", "documents")


def load() -> Iterator[models.Model]:
    """Yields each row that was not there before; leaves those that were."""
    content = tomllib.loads(SOURCE.read_text())
    for row in content["body"]:
        yield from created(Body, slug=row.pop("slug"), defaults=row)
    for row in content["scheme"]:
        row["body"] = Body.objects.get(slug=row["body"])
        yield from created(Scheme, slug=row.pop("slug"), defaults=row)
    for row in content["grade"]:
        scheme = Scheme.objects.get(slug=row.pop("scheme"))
        yield from created(Grade, scheme=scheme, code=row.pop("code"), defaults=row)
    for row in content["agreement"]:
        for agreement in created(Agreement, slug=row["slug"], defaults=fields_of(row)):
            add_parties_and_history(agreement, row)
            yield agreement
    yield from load_requirements()
    yield from load_pathways()


def created(model: type[models.Model], **fields) -> list[models.Model]:
    """[the new row], or [] when the row was there."""
    row, is_new = model.objects.get_or_create(**fields)
    return [row] if is_new else []


def fields_of(row: dict) -> dict:
    signed = PartialDate.read(row["signed"])
    predecessor = row["predecessor"]
    return {
        **{f"{name}_{suffix}": row[f"{name}_{suffix}"] for name in TEXTS for suffix in SUFFIXES},
        **{
            f"{name}_{suffix}": "\n".join(row[f"{name}_{suffix}"])
            for name in LISTS
            for suffix in SUFFIXES
        },
        "kind": row["kind"],
        "membership": row["membership"],
        "opens": row["opens"],
        "source_url": row["source_url"],
        "confidence": row["confidence"],
        "review_months": row["review_months"] or None,
        "signed_on": signed.first,
        "signed_precision": signed.precision,
        "predecessor": Agreement.objects.get(slug=predecessor) if predecessor else None,
    }


def add_parties_and_history(agreement: Agreement, row: dict) -> None:
    for party in row["party"]:
        body = Body.objects.get(slug=party.pop("body"))
        Party.objects.create(agreement=agreement, body=body, **party)
    for step in row["history"]:
        since = PartialDate.read(step.pop("on"))
        StatusChange.objects.create(
            agreement=agreement, changed_on=since.first, precision=since.precision, **step
        )
    settle_status(agreement)


def load_requirements() -> Iterator[CpdRequirement]:
    """Published by the verb, so that what staff could not publish is not loaded either."""
    for row in tomllib.loads(REQUIREMENTS.read_text())["requirement"]:
        versions, scheme = row.pop("version"), row.pop("scheme")
        row["body"] = Body.objects.get(slug=row["body"])
        row["scheme"] = Scheme.objects.get(slug=scheme) if scheme else None
        for requirement in created(CpdRequirement, slug=row.pop("slug"), defaults=row):
            for version in versions:
                publish(add_version(requirement, version))
            yield requirement


def add_version(requirement: CpdRequirement, row: dict) -> Version:
    categories, windows = row.pop("category", []), row.pop("window")
    version = requirement.versions.create(**row)
    add_in_order(version.categories, categories)
    for position, window in enumerate(windows, 1):
        targets, shares = window.pop("target", []), window.pop("share", [])
        made = version.windows.create(position=position, **window)
        add_in_order(made.targets, targets)
        add_in_order(made.shares, shares)
    return version


def add_in_order(rows: models.Manager, values: list[dict]) -> None:
    for position, fields in enumerate(values, 1):
        rows.create(position=position, **fields)


def load_pathways() -> Iterator[Pathway]:
    """After the agreements, grades and requirements they name. Published by the verb as well."""
    for row in tomllib.loads(PATHWAYS.read_text(), parse_float=Decimal)["pathway"]:
        version, agreement, to = row.pop("version"), row.pop("agreement"), row.pop("to")
        row["agreement"] = Agreement.objects.get(slug=agreement) if agreement else None
        row["from_grade"] = grade(row.pop("from"))
        row["to_body"] = Body.objects.get(slug=row["to_body"])
        row["to_grade"] = grade(to) if to else None
        for pathway in created(Pathway, slug=row.pop("slug"), defaults=row):
            publish_pathway(add_pathway_version(pathway, version))
            yield pathway


def grade(key: str) -> Grade:
    """Of "scheme/code"."""
    scheme, _, code = key.partition("/")
    return Grade.objects.get(scheme__slug=scheme, code=code)


def add_pathway_version(pathway: Pathway, row: dict) -> PathwayVersion:
    conditions = row.pop("condition", [])
    for column in (f"{name}_{suffix}" for name in PATHWAY_LISTS for suffix in SUFFIXES):
        row[column] = "\n".join(row[column])
    version = pathway.versions.create(**row)
    for position, fields in enumerate(conditions, 1):
        grades = [grade(key) for key in fields.pop("grades", [])]
        if slug := fields.get("requirement"):
            fields["requirement"] = CpdRequirement.objects.get(slug=slug)
        if slug := fields.get("body"):
            fields["body"] = Body.objects.get(slug=slug)
        version.conditions.create(position=position, **fields).grades.set(grades)
    return version
