"""The pathways of the demonstration: all of them published, none saying more than its source."""

import re
import tomllib
from collections import Counter

import pytest

from agreements.bilingual import SUFFIXES
from agreements.demo.loader import PATHWAYS, load, load_pathways
from agreements.pathways.condition import Condition
from agreements.pathways.models import Pathway, PathwayVersion
from agreements.pathways.workflow import faults
from agreements.register.models import Agreement

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
WRITTEN = {
    Pathway: ["name"],
    PathwayVersion: ["outcome", "validity", "steps", "documents", "source", "note"],
    Condition: ["text", "clause"],
}


@pytest.fixture
def loaded():
    return list(load())


def rows() -> list[dict]:
    return tomllib.loads(PATHWAYS.read_text())["pathway"]


def lines(suffix: str) -> list[str]:
    """Everything written in that language, line by line; what is empty left out."""
    columns = {model: [f"{name}_{suffix}" for name in names] for model, names in WRITTEN.items()}
    return [
        line
        for model, names in columns.items()
        for values in model.objects.values_list(*names)
        for value in values
        for line in value.splitlines()
    ]


def test_every_row_loads_and_is_published(loaded):
    assert {one.slug for one in loaded if isinstance(one, Pathway)} == {
        row["slug"] for row in rows()
    }
    assert PathwayVersion.objects.live().count() == len(rows())
    assert Condition.objects.count() == sum(
        len(row["version"].get("condition", [])) for row in rows()
    )


def test_loading_again_brings_nothing(loaded):
    before = PathwayVersion.objects.count()

    assert list(load_pathways()) == []
    assert PathwayVersion.objects.count() == before


def test_every_version_is_sound(loaded):
    versions = PathwayVersion.objects.select_related("pathway__agreement")

    assert {version.pathway.slug: list(faults(version)) for version in versions} == {
        row["slug"]: [] for row in rows()
    }


def test_published_rules_have_conditions_and_unpublished_ones_none(loaded):
    versions = PathwayVersion.objects.prefetch_related("conditions").select_related("pathway")

    for version in versions:
        assert version.has_published_rules == bool(version.conditions.all()), version.pathway.slug


def test_every_condition_names_its_source_in_both_languages(loaded):
    assert not Condition.objects.filter(clause_en="").exists()
    assert not Condition.objects.filter(clause_zh="").exists()


def test_a_group_offers_at_least_two_ways(loaded):
    groups = Counter(
        Condition.objects.exclude(group="").values_list("version__pathway__slug", "group")
    )

    assert groups == {("apec-engineer", "degree"): 2}


def test_no_pathway_hangs_on_an_agreement_that_opens_nothing(loaded):
    agreements = Agreement.objects.filter(pathways__isnull=False).distinct()

    assert set(agreements.values_list("slug", "opens")) == {
        ("pec-2025", "route"),
        ("ies-2022", "unpublished"),
        ("hkie-2023", "unpublished"),
        ("mengc-2019", "unpublished"),
    }


def test_of_the_societys_own_pathways_one_alone_has_published_rules(loaded):
    own = PathwayVersion.objects.filter(pathway__agreement__isnull=False, has_published_rules=True)

    assert [version.pathway.slug for version in own] == ["cse-pe-to-pec"]


def test_unpublished_rules_promise_nothing(loaded):
    unpublished = PathwayVersion.objects.filter(has_published_rules=False)

    assert set(
        unpublished.values_list("outcome", "outcome_en", "validity_en", "steps_en", "documents_en")
    ) == {("", "", "", "", "")}
    assert not unpublished.filter(note_en="").exists()


def test_what_the_press_adds_on_pakistan_is_a_note_and_no_condition(loaded):
    version = PathwayVersion.objects.get(pathway__slug="cse-pe-to-pec")

    assert list(version.conditions.values_list("kind", "is_by_person")) == [
        ("title", False),
        ("registered", False),
        ("review", True),
    ]
    assert version.outcome == "register_entry"
    assert "According to press reports in Pakistan" in version.note_en


def test_a_reference_pathway_says_so_in_its_name_and_note(loaded):
    by_marks = Counter(
        (
            version.pathway.is_reference,
            "(reference: not an agreement of the Society)" in version.pathway.name_en,
            "（参考：非联合体协议）" in version.pathway.name_zh,
            version.note_en.startswith("For reference: not an agreement of the Society"),
            version.note_zh.startswith("仅供参考，非联合体协议"),
        )
        for version in PathwayVersion.objects.select_related("pathway")
    )

    assert by_marks == {(True,) * 5: 6, (False,) * 5: 9}


def test_seven_years_and_two_in_every_international_register(loaded):
    asked = Condition.objects.filter(least_years__isnull=False)

    assert Counter(asked.values_list("kind", "least_years")) == {
        ("experience", 7): 5,
        ("charge", 2): 5,
    }


def test_each_column_keeps_to_its_language(loaded):
    english, chinese = (lines(suffix) for suffix in SUFFIXES)

    assert [line for line in english if CHINESE.search(line)] == []
    assert [line for line in chinese if not CHINESE.search(line)] == []
    assert len(english) == len(chinese)


def test_the_texts_of_a_row_are_there_in_both_languages_or_in_none(loaded):
    for model, names in WRITTEN.items():
        for name in names:
            uneven = [
                row
                for row in model.objects.values_list(f"{name}_en", f"{name}_zh")
                if len(row[0].splitlines()) != len(row[1].splitlines())
            ]
            assert uneven == [], (model, name)
