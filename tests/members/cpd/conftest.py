"""The yearly requirement as a body sets it that closes its years: declared by 1 March, closed
from 1 April on (29 February counts where there is one), and a year to look back on."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from agreements.requirements.models import CpdRequirement, Version
from members.cpd.models import Record
from tests import factories


@pytest.fixture
def closing(annual) -> CpdRequirement:
    Version.objects.filter(requirement=annual).update(closes_after_days=90, declare_within_days=60)
    annual.versions.get().save()  # public rows changed: what is kept of them is read anew
    return annual


@pytest.fixture
def january():
    """Noon in Beijing on 15 January 2026: 2024 is closed, 2025 is over and open."""
    with time_machine.travel(datetime(2026, 1, 15, 4, tzinfo=UTC), tick=False):
        yield date(2026, 1, 15)


@pytest.fixture
def old(member, term, closing) -> Record:
    """An entry of 2024."""
    return factories.make_record(member, "Bridges", hours="2", done_on=date(2024, 5, 6))
