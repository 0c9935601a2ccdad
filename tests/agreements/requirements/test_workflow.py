"""Publishing a version, refusing it with a sentence, and writing the next from it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.requirements.models import Version
from agreements.requirements.soundness import Fault
from agreements.requirements.workflow import SENTENCES, new_version_from, publish
from tests.factories import (
    make_grade,
    make_requirement,
    make_target,
    make_version,
    make_window,
)

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2022, 1, 1)


def refusal(version: Version) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        publish(version)
    version.refresh_from_db()
    assert version.published_at is None
    return raised.value.messages


def category(version, code, **fields):
    names = {"name_en": code, "name_zh": code}
    return version.categories.create(code=code, **(names | fields))


def share(window, code, **fields):
    return window.shares.create(code=code, name_en=code, name_zh=code, **fields)


def full_version() -> Version:
    """With a row of every kind."""
    version = make_version(
        amount=None,
        edition="Second edition",
        carry_over_windows=2,
        carry_over_cap=Decimal(10),
        shortfall="add",
        is_pro_rata_on_joining=True,
        step=Decimal("0.50"),
        last_checked_on=date(2025, 6, 1),
    )
    category(version, "e-training", is_online=True, factor=Decimal("0.5"), cap=Decimal(10))
    category(version, "papers", kinds=["article"], per="item", carries_over=False, position=2)
    window = make_window(version, "cycle", kind="cycle", years=3, first_day=date(2020, 7, 1))
    make_target(window, 50, statuses=["retired"]).grades.add(make_grade())
    make_target(window, 150, position=2, per_extra_field=Decimal(15))
    share(window, "risk", topics=["risk"], providers="CSE; IET ", least=Decimal(10))
    once = {"first_day": date(2021, 1, 1), "last_day": date(2022, 3, 31)}
    make_window(version, "once", kind="once", position=2, least_activities=1, **once)
    return version


def test_publishing_stamps_the_version():
    version = make_version()

    publish(version)

    assert version.published_at is not None
    assert Version.objects.live().get().published_at == version.published_at


def test_publishing_twice_is_refused_and_keeps_the_first_stamp():
    version = make_version()
    publish(version)

    with pytest.raises(ValidationError, match="published already"):
        publish(version)

    assert Version.objects.get().published_at == version.published_at


def test_second_version_of_a_day_is_refused():
    requirement = make_requirement()
    publish(make_version(requirement))

    assert refusal(make_version(requirement)) == [
        "Another published version applies from this day."
    ]


def test_version_from_before_a_published_one_is_refused():
    requirement = make_requirement()
    publish(make_version(requirement, effective_from=date(2021, 1, 1)))
    publish(make_version(requirement, effective_from=date(2023, 1, 1)))

    assert refusal(make_version(requirement, effective_from=date(2022, 1, 1))) == [
        "Rules that apply from 1 January 2023 are published already: write a later day."
    ]


def test_same_day_of_another_requirement_is_no_hindrance():
    publish(make_version())
    other = make_version()

    publish(other)

    assert Version.objects.live().count() == 2


def test_every_fault_has_a_sentence():
    assert set(SENTENCES) == set(Fault)


# --- The next version ----------------------------------------------------------------------------


def test_new_version_is_a_draft_with_all_the_rules():
    version = full_version()
    publish(version)

    draft = new_version_from(version, NEXT_YEAR)

    old, new = (Version.objects.with_rules().get(pk=one.pk).as_terms() for one in (version, draft))
    assert new == old
    assert (draft.effective_from, draft.published_at, draft.last_checked_on) == (
        NEXT_YEAR,
        None,
        None,
    )
    assert (draft.edition, draft.source_en) == ("Second edition", "A source.")


def test_new_version_leaves_the_old_one_as_it_was():
    version = full_version()
    publish(version)
    before = Version.objects.with_rules().get(pk=version.pk).as_terms()

    draft = new_version_from(version, NEXT_YEAR)
    draft.windows.all().delete()
    draft.categories.all().delete()

    after = Version.objects.with_rules().get(pk=version.pk)
    assert after.as_terms() == before
    assert after.published_at == version.published_at
    assert after.effective_from == date(2021, 1, 1)


def test_new_version_of_the_same_day_waits_as_a_draft():
    version = make_version()
    publish(version)

    draft = new_version_from(version, version.effective_from)

    assert refusal(draft) == ["Another published version applies from this day."]
