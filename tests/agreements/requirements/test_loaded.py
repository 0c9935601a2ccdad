"""The requirements of the demonstration: sound, in two languages, and summed as worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from agreements.demo.loader import load
from agreements.requirements.categories import CreditCategory
from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.rules import Verdict, assess
from agreements.requirements.terms import Adjustment, Circumstances, Relief
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import END_2025, NOBODY, away, did

MET, SHORT, EXEMPT, UNKNOWN = Verdict
HAND = {"civil"}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """All requirements of the demonstration as values, read once and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        list(load())
        values = {
            (version.requirement.slug, version.effective_from): version.as_terms()
            for version in Version.objects.with_rules()
        }
        transaction.set_rollback(True)
    return values


@pytest.fixture
def newest(loaded):
    return {slug: rules for (slug, _day), rules in sorted(loaded.items())}


def over(*years, hours, kind, **fields):
    return [did(hours, kind, on=date(year, 5, 1), **fields) for year in years]


# slug: (activities, circumstances, day, verdict, total and target of the first window)
BY_HAND = {
    "cse": ([did("39.75")], NOBODY, END_2025, SHORT, "39.75", "40"),
    # 60 of 75 + private study 30 capped at 18 + 80 of courses = 158; civil 60 of 50.
    "engineers-australia": (
        [did(60, "consulting", areas=frozenset(HAND)), did(30, "other"),
         did(80, "training", "risk", "business")],
        Circumstances(areas=frozenset(HAND)), END_2025, MET, "158", "150"),
    # 26 + 4 = 30 reached; broader studies 4 of 5.
    "hkie": (
        [did(26, "seminar", "technical"), did(4, "training", "broader")],
        NOBODY, END_2025, SHORT, "30", "30"),
    "engineers-ireland": (
        [did(12)], away(date(2025, 2, 1), date(2025, 8, 1), Relief.EXEMPT), END_2025,
        EXEMPT, "12", None),
    # 6 × 2 + 10 (cap of 14) + 5 (cap of 6) + 5 + a paper 10 = 42.
    "bem": (
        [did(6, "training"), did(14, "consulting"), did(12, "other"), did(5, "seminar"),
         did(1, "article")],
        NOBODY, END_2025, MET, "42", "25"),
    # 130 + 40 + 70 = 240 reached, in two categories of three.
    "apega": (
        [*over(2023, hours=130, kind="consulting"), *over(2024, hours=40, kind="training"),
         *over(2025, hours=70, kind="consulting")],
        NOBODY, END_2025, SHORT, "240", "240"),
    # The first day of the five fiscal years and their last.
    "ipej": (
        [did(249, on=date(2021, 4, 1)), did(1, "training", "ethics", on=date(2026, 3, 31))],
        NOBODY, date(2026, 3, 31), MET, "250", "250"),
    # 95 of 90, ethics and safety 4 of 8.
    "kpea": (
        [did(4, "training", "ethics"), did(91, "training", "technical")],
        Circumstances(registered_on=date(2021, 3, 1)), END_2025, SHORT, "95", "90"),
    "engineering-council-uk": ([], NOBODY, END_2025, SHORT, "0", None),
    # Without practice 10 are enough.
    "iet": ([did(10)], Circumstances(status="non_practising"), END_2025, MET, "10", "10"),
    # 20 with 10 of training; ethics on the last day before the three years.
    "rics": (
        [did(10, "seminar"), did(10, "training"), did(1, "training", "ethics",
         on=date(2022, 12, 31))],
        NOBODY, END_2025, SHORT, "20", "20"),
    # 20 in the year from 1 December; of 120 in three of them 59 verifiable.
    "hkicpa": (
        [did(20, on=date(2024, 12, 1)), did(41, on=date(2023, 6, 1)),
         did(59, on=date(2023, 7, 1), is_verifiable=True)],
        NOBODY, date(2025, 11, 30), SHORT, "20", "20"),
    # Two years of three practising: 100 + 30 = 130.
    "western-australia": (
        [did(129)],
        Circumstances(
            registered_on=date(2022, 7, 1),
            adjustments=(
                Adjustment(date(2024, 7, 1), date(2025, 6, 30), Relief.STATUS,
                           status="non_practising"),
            ),
        ),
        date(2025, 6, 30), SHORT, "129", "130"),
}  # fmt: skip


@pytest.mark.parametrize("slug", BY_HAND)
def test_loaded_requirement_sums_as_by_hand(newest, slug):
    activities, circumstances, on, verdict, total, target = BY_HAND[slug]

    assessment = assess(newest[slug], activities, circumstances, on)

    first = assessment.results[0]
    assert assessment.verdict is verdict
    assert first.total == Decimal(total)
    assert first.target == (None if target is None else Decimal(target))


def test_every_requirement_has_its_sum_by_hand(newest):
    assert set(BY_HAND) == set(newest)


# The words of the bodies in the values, and the kinds and topics that stand for them in the rows.
KINDS = {
    "engineers-australia": {"workplace": "consulting", "private": "other", "service": "standards"},
    "bem": {"formal": "training", "conference": "seminar", "on_job": "consulting",
            "private": "other", "paper": "article", "service": "standards"},
    "apega": {"practice": "consulting", "formal": "training", "informal": "seminar",
              "participation": "other", "presentation": "lecture", "knowledge": "article"},
    "rics": {"formal": "training"},
}  # fmt: skip
VALUES = {
    "cse": bodies.CSE_CALENDAR,
    "engineers-australia": bodies.ENGINEERS_AUSTRALIA,
    "hkie": bodies.HKIE,
    "engineers-ireland": bodies.ENGINEERS_IRELAND,
    "bem": bodies.BEM,
    "apega": bodies.APEGA,
    "ipej": bodies.IPEJ,
    "kpea": bodies.KOREA,
    "engineering-council-uk": bodies.ENGINEERING_COUNCIL,
    "rics": bodies.RICS,
    "hkicpa": bodies.HKICPA,
    "western-australia": bodies.WESTERN_AUSTRALIA,
}


def in_words_of_the_body(slug, activity):
    """The same activity for the values: with the kind and topic that the body itself names."""
    back = {kind: name for name, kind in KINDS.get(slug, {}).items()}
    topics = activity.topics
    if slug == "kpea":
        topics = frozenset("special" if topic == "technical" else topic for topic in topics)
    return replace(activity, kind=back.get(activity.kind, activity.kind), topics=topics)


def sums(assessment):
    return {
        result.window: (
            result.span,
            result.verdict,
            result.total,
            result.target,
            [(one.asks, one.verdict, one.have, one.need) for one in result.findings],
        )
        for result in assessment.results
        if result.is_required
    }


@pytest.mark.parametrize("slug", VALUES)
def test_rows_and_values_come_to_the_same(newest, slug):
    activities, circumstances, on, *_ = BY_HAND[slug]
    in_their_words = [in_words_of_the_body(slug, activity) for activity in activities]

    by_rows = sums(assess(newest[slug], activities, circumstances, on))
    by_values = sums(assess(VALUES[slug], in_their_words, circumstances, on))

    if slug == "bem":  # its three years are shown only: see the note of the version
        del by_values["three-years"]
    assert by_rows == by_values


@pytest.mark.parametrize(
    ("effective_from", "verdict"), [(date(2017, 1, 1), MET), (date(2019, 1, 1), SHORT)]
)
def test_hkie_holds_the_shares_against_members_from_2019(loaded, effective_from, verdict):
    activities = [did(30, on=date(2018, 3, 1))]

    assessment = assess(loaded["hkie", effective_from], activities, NOBODY, date(2018, 12, 31))

    assert assessment.verdict is verdict


def test_ipej_asks_more_of_a_late_renewal(newest):
    activities = [did(299, on=date(2021, 4, 1)), did(1, "training", "ethics", on=date(2026, 4, 1))]

    assessment = assess(
        newest["ipej"], activities, Circumstances(renews_late=True), date(2026, 6, 30)
    )

    (result,) = assessment.results
    assert (result.verdict, result.total, result.target) == (MET, 300, 300)


# --- As rows -------------------------------------------------------------------------------------


@pytest.fixture
def rows(db):
    return list(load())


def test_loading_publishes_all_and_yields_the_roots(rows):
    roots = [row for row in rows if isinstance(row, CpdRequirement)]

    assert len(roots) == CpdRequirement.objects.count() == 13
    assert Version.objects.count() == Version.objects.live().count() == 14
    assert not any(isinstance(row, Version | CreditCategory) for row in rows)


def test_loading_again_brings_nothing(rows):
    assert list(load()) == []


def test_only_the_societys_own_binds_anybody(rows):
    binding = CpdRequirement.objects.exclude(scheme=None)

    assert [(one.slug, one.scheme.slug) for one in binding] == [("cse", "cse-engineering-member")]


def test_loaded_rows_could_have_been_typed(rows):
    for version in Version.objects.all():
        version.full_clean()
        for row in (*version.categories.all(), *version.windows.all()):
            row.full_clean()
        for window in version.windows.all():
            for row in (*window.targets.all(), *window.shares.all()):
                row.full_clean()


def test_versions_say_in_both_languages_where_they_come_from(rows):
    silent = Version.objects.filter(source_en="") | Version.objects.filter(source_zh="")
    half = Version.objects.filter(note_en="") | Version.objects.filter(note_zh="")

    assert (silent.count(), half.count()) == (0, 0)
    assert not Version.objects.filter(confidence="unknown").exists()
