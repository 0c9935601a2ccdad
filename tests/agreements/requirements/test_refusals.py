"""Rules that could never be met, or would rewrite the past, are told and do not come into force."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.models import Version
from agreements.requirements.workflow import new_version_from, publish
from tests.agreements.requirements.typed import change, page, said
from tests.factories import make_target, make_version, make_window

pytestmark = pytest.mark.django_db


def category(version, code, **fields):
    names = {"name_en": code, "name_zh": code}
    return version.categories.create(code=code, **(names | fields))


def share(window, code, **fields):
    return window.shares.create(code=code, name_en=code, name_zh=code, **fields)


def no_window(version):
    version.windows.all().delete()


def asks_nothing(version):
    make_window(version, "empty")


def too_long(version):
    version.windows.update(years=51)


def late_alone(version):
    version.windows.update(is_for_late_renewal=True)


def negative(version):
    version.windows.get().targets.update(per_extra_field=Decimal(-1))


def never_counted(version):
    category(version, "any")
    category(version, "training", kinds=["training"])


def never_asked(version):
    make_target(version.windows.get(), 20, position=2, age_from=70)


def unserved(version):
    category(version, "training", kinds=["training"])
    share(version.windows.get(), "ethics", kinds=["seminar"], least_activities=1)


def cap_below_share(version):
    category(version, "training", kinds=["training"], cap=Decimal(9))
    category(version, "seminar", kinds=["seminar"])
    share(version.windows.get(), "courses", kinds=["training"], least=Decimal(10))


def caps_below_target(version):
    category(version, "any", cap=Decimal(39))


def variety(version):
    version.windows.update(least_categories=2)


REFUSALS = {
    no_window: "There is no window yet: write in which span so much is asked.",
    asks_nothing: "The window “empty” asks nothing: give it a target, a sub-minimum, "
    "or a number of activities or categories.",
    too_long: "The window “year” is longer than fifty years.",
    late_alone: "There is a window for a late renewal but none for one in time.",
    negative: "An amount or a cap in “year” is not above zero.",
    never_counted: "Nothing ever falls into the category “training”: "
    "one before it takes everything.",
    never_asked: "A target of the window “year” fits nobody: "
    "one before it fits everybody it means.",
    unserved: "No category takes what the sub-minimum “ethics” asks for.",
    cap_below_share: "The sub-minimum “courses” cannot be reached: "
    "the categories that can serve it are capped below it.",
    caps_below_target: "The target of the window “year” cannot be reached: "
    "all categories together are capped below it.",
    variety: "The window “year” asks for more categories than there are.",
}


@pytest.mark.parametrize(
    ("spoil", "sentence"), REFUSALS.items(), ids=[spoil.__name__ for spoil in REFUSALS]
)
def test_unsound_rules_are_told_and_not_published(as_officer, spoil, sentence):
    version = make_version()
    spoil(version)

    shown = as_officer.get(change(version))
    response = as_officer.post(page("version_publish", version.pk))

    assert sentence in shown.content.decode()
    assert said(response) == [sentence]
    assert Version.objects.live().count() == 0


def test_two_versions_of_one_day_are_told(as_officer):
    first = make_version()
    publish(first)
    second = new_version_from(first, first.effective_from)

    response = as_officer.post(page("version_publish", second.pk))

    assert said(response) == ["Another published version applies from this day."]
    assert Version.objects.live().get() == first


def test_version_from_before_a_published_one_is_told(as_officer):
    first = make_version(effective_from=date(2021, 1, 1))
    publish(first)
    earlier = new_version_from(first, date(2020, 12, 31))

    response = as_officer.post(page("version_publish", earlier.pk))

    assert said(response) == [
        "Rules that apply from 1 January 2021 are published already: write a later day."
    ]
    assert Version.objects.live().get() == first
