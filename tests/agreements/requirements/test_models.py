"""Requirements as rows: which version applies, what the database refuses, the way to values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory

from agreements.requirements import terms
from agreements.requirements.categories import CreditCategory
from agreements.requirements.models import Version
from agreements.requirements.windows import WindowTarget
from agreements.requirements.workflow import publish
from tests.factories import (
    make_grade,
    make_requirement,
    make_target,
    make_version,
    make_window,
)

pytestmark = pytest.mark.django_db
BEGINS = date(2021, 1, 1)
CHANGES = date(2025, 7, 1)
DAY = timedelta(days=1)
NAMES = {"name_en": "x", "name_zh": "x"}


def published_version(requirement, effective_from):
    version = make_version(requirement, effective_from=effective_from)
    publish(version)
    return version


# --- Which version applies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (BEGINS - DAY, []),
        (BEGINS, [BEGINS]),
        (BEGINS + DAY, [BEGINS]),
        (CHANGES - DAY, [BEGINS]),
        (CHANGES, [CHANGES]),
        (CHANGES + DAY, [CHANGES]),
    ],
)
def test_one_version_is_in_force_from_its_day_to_the_eve_of_the_next(on, expected):
    requirement = make_requirement()
    published_version(requirement, BEGINS)
    published_version(requirement, CHANGES)
    make_version(requirement, effective_from=CHANGES)
    make_version(requirement, effective_from=BEGINS - DAY)

    assert [one.effective_from for one in Version.objects.in_force(on)] == expected


def test_versions_of_other_requirements_do_not_hide_each_other():
    old = published_version(make_requirement("a"), BEGINS)
    new = published_version(make_requirement("b"), CHANGES)

    assert set(Version.objects.in_force(CHANGES)) == {old, new}


def test_drafts_of_one_day_may_be_several_and_published_ones_not():
    requirement = make_requirement()
    make_version(requirement)
    make_version(requirement)
    published_version(requirement, BEGINS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(published_at=None).update(published_at="2025-01-01T00:00Z")

    assert Version.objects.live().count() == 1


@pytest.mark.parametrize("versions", [1, 3])
def test_rules_are_read_at_one_price(django_assert_num_queries, versions):
    for number in range(versions):
        version = make_version()
        make_target(make_window(version, f"w{number}"), 10).grades.add(make_grade())
        version.categories.create(code="c", **NAMES)
        version.windows.first().shares.create(code="s", least=1, **NAMES)

    with django_assert_num_queries(6):
        read = [one.as_terms() for one in Version.objects.with_rules()]

    assert len(read) == versions


# --- What the database refuses -------------------------------------------------------------------


def window(**fields):
    make_window(make_version(), "other", **fields)


def target(**fields):
    make_target(make_window(make_version(), "other"), **fields)


def category(**fields):
    make_version().categories.create(code="c", **NAMES, **fields)


def share(**fields):
    make_version().windows.get().shares.create(code="s", **NAMES, **fields)


REFUSED = {
    "requirement_step_positive": lambda: make_version(step=0),
    "requirement_carries_into_windows": lambda: make_version(carry_over_cap=10),
    "requirement_day_possible": lambda: make_version(effective_from=date(1989, 12, 31)),
    "category_factor_positive": lambda: category(factor=0),
    "category_cap_positive": lambda: category(cap=0),
    "window_has_length": lambda: window(years=0),
    "window_month_exists": lambda: window(start_month=13),
    "window_has_first_day": lambda: window(kind="cycle"),
    "window_once_has_end": lambda: window(kind="once", first_day=BEGINS, last_day=BEGINS),
    "window_days_possible": lambda: window(last_day=date(2200, 1, 1)),
    "target_amount_positive": lambda: target(amount=0),
    "target_ages_in_order": lambda: target(age_from=70, age_to=69),
    "share_asks_something": lambda: share(),
    "share_of_areas_has_amount": lambda: share(is_each_area=True, least_activities=1),
}


@pytest.mark.parametrize(("name", "write"), REFUSED.items(), ids=REFUSED)
def test_database_refuses_what_can_never_be(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_all_checks_of_the_tables_are_tried_here():
    models = {Version, CreditCategory, WindowTarget, *related(Version), *related("windows")}

    names = {check.name for model in models for check in model._meta.constraints}

    assert {name for name in names if not name.endswith(("_once", "_a_day"))} == set(REFUSED)


def related(start) -> set:
    model = Version._meta.get_field(start).related_model if isinstance(start, str) else start
    return {one.related_model for one in model._meta.related_objects if one.one_to_many}


@pytest.mark.parametrize(
    "edge",
    [
        {"start_month": 12},
        {"start_month": 1},
        {"years": 1},
        {"kind": "once", "first_day": date(1990, 1, 1), "last_day": date(2199, 12, 31)},
    ],
)
def test_window_at_the_edge_is_taken(edge):
    window(**edge)


def test_code_is_used_once_in_its_version_and_again_in_the_next():
    version = make_version()
    make_version()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_window(version, "year")


# --- To the values of the rule -------------------------------------------------------------------


def test_row_says_the_same_as_the_value():
    version = make_version(
        make_requirement("whole"),
        amount=None,
        carry_over_windows=2,
        carry_over_cap=Decimal(10),
        shortfall="add",
        is_pro_rata_on_joining=True,
        step=Decimal("0.5"),
    )
    version.categories.create(
        code="paper", **NAMES, kinds=["article"], per="item", factor=10, cap=20, carries_over=False
    )
    cycle = make_window(
        version, "cycle", kind="cycle", years=3, first_day=BEGINS, least_categories=1,
        least_activities=2, is_required=False, is_for_late_renewal=True,
    )  # fmt: skip
    aged = make_target(cycle, 15, statuses=["retired"], age_from=60, age_to=69, per_extra_field=5)
    aged.grades.add(make_grade("PE"), make_grade("SPE"))
    make_target(cycle, None, position=2, is_personal=True)
    cycle.shares.create(
        code="risk", **NAMES, aspects=["ethics"], topics=["risk"], providers=" CSE; Iet;;",
        is_verifiable=True, is_online=False, least=10, least_activities=1, is_each_area=True,
        is_audited=False,
    )  # fmt: skip

    read = Version.objects.with_rules().get().as_terms()

    selector = terms.Selector(
        aspects=frozenset({"ethics"}),
        topics=frozenset({"risk"}),
        providers=frozenset({"cse", "iet"}),
        is_verifiable=True,
        is_online=False,
    )
    assert read == terms.Requirement(
        "whole",
        windows=(
            terms.Window(
                "cycle",
                terms.WindowKind.CYCLE,
                years=3,
                first_day=BEGINS,
                targets=(
                    terms.Target(
                        Decimal(15),
                        frozenset({"PE", "SPE"}),
                        frozenset({"retired"}),
                        60,
                        69,
                        Decimal(5),
                    ),
                    terms.Target(None, is_personal=True),
                ),
                shares=(
                    terms.Share(
                        "risk",
                        selector,
                        Decimal(10),
                        least_activities=1,
                        is_each_area=True,
                        is_audited=False,
                    ),
                ),
                least_categories=1,
                least_activities=2,
                is_required=False,
                is_for_late_renewal=True,
            ),
        ),
        categories=(
            terms.Category(
                "paper",
                terms.Selector(kinds=frozenset({"article"})),
                Decimal(10),
                terms.Per.ITEM,
                Decimal(20),
                carries_over=False,
            ),
        ),
        carry_over=terms.CarryOver(Decimal(10), 2),
        shortfall=terms.Shortfall.ADD,
        is_pro_rata_on_joining=True,
        step=Decimal("0.5"),
    )


def test_version_without_categories_counts_every_hour_once():
    make_version()

    assert Version.objects.with_rules().get().as_terms().categories == (terms.Category("any"),)


# --- Lists of choices ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        (["training", "seminar"], {}),
        ([], {}),
        (
            ["training", "golf"],
            {"kinds": ["Select a valid choice. golf is not one of the available choices."]},
        ),
    ],
)
def test_form_takes_only_what_is_on_the_list(sent, errors):
    form = modelform_factory(CreditCategory, fields=["kinds"])({"kinds": sent})

    assert form.errors == errors
    assert errors or form.instance.kinds == sent


@pytest.mark.parametrize("value", [["golf"], "training", {"training": 1}, [["training"]], 7])
def test_row_takes_only_what_is_on_the_list(value):
    row = CreditCategory(version=make_version(), code="c", **NAMES, kinds=value)

    with pytest.raises(ValidationError) as raised:
        row.full_clean()

    assert raised.value.message_dict == {"kinds": ["Choose from the list."]}


def test_rows_with_the_same_list_do_not_share_it():
    target = WindowTarget.objects.get(window__version=make_version())
    WindowTarget.objects.update(statuses=["retired"])
    first, second = (WindowTarget.objects.get(pk=target.pk) for _ in range(2))

    first.statuses.append("part_time")

    assert second.statuses == ["retired"]
    assert WindowTarget.objects.get(pk=target.pk).statuses == ["retired"]
