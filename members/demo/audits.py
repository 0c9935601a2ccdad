"""An invented draw for CPD audits, made like a real one; nobody gets a mail."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import models
from django.utils import timezone

from agreements.requirements.models import CpdRequirement
from members.audits.drawing import keep
from members.audits.draws import Draw
from members.audits.facts import found
from members.audits.models import Audit, Consequence
from members.profile.models import User

SAID = tomllib.loads((Path(__file__).parent / "audits.toml").read_text(encoding="utf-8"))


def make_drafts(today: date) -> Iterator[models.Model]:
    """The draw as a draft, and the consequences; what is there already is left alone.

    They come before the members, so that members go first when all of it is taken away: a draw
    stays as long as somebody is audited by it.
    """
    about = SAID["draw"]
    if Draw.objects.filter(seed=about["seed"]).exists():
        return
    requirement = CpdRequirement.objects.get(slug=about["requirement"])
    yield Draw.objects.create(
        requirement=requirement,
        first_on=date(today.year - 1, 1, 1),
        last_on=date(today.year - 1, 12, 31),
        percentage=Decimal(about["percentage"]),
        due_on=today + timedelta(days=about["due_in_days"]),
        seed=about["seed"],
    )
    for row in SAID["consequence"]:
        yield Consequence.objects.create(requirement=requirement, **row)


def carry_out(by: User) -> None:
    """Once the members are there; a draw that is drawn already stays as it is."""
    draw = Draw.objects.filter(seed=SAID["draw"]["seed"], drawn_at=None).first()
    if draw:
        keep(draw, found(draw), by=by)
        Audit.objects.filter(draw=draw).update(notified_at=timezone.now())
