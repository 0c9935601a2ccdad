import pytest

from agreements.titles.models import Grade
from tests.factories import make_grade

pytestmark = pytest.mark.django_db


def posted(scheme, *grades: tuple[Grade | None, str]) -> dict:
    """The form of the scheme, with these codes below it; None is a new grade."""
    kept = [grade for grade, _code in grades if grade]
    fields = {"slug": scheme.slug, "body": scheme.body_id, "name_en": "S", "name_zh": "体系"}
    fields |= {"grades-TOTAL_FORMS": len(grades), "grades-INITIAL_FORMS": len(kept)}
    for place, (grade, code) in enumerate(grades):
        row = {"id": grade.pk if grade else "", "scheme": scheme.pk, "code": code}
        row |= {"name_en": "Grade", "name_zh": "等级", "rank": 1}
        fields |= {f"grades-{place}-{name}": value for name, value in row.items()}
    return fields


def test_code_that_somebody_else_added_meanwhile_is_told(as_staff):
    scheme = make_grade("PE").scheme

    response = as_staff("agreements officer").post(
        f"/admin/agreements/scheme/{scheme.pk}/change/", posted(scheme, (None, "PE"))
    )

    assert response.status_code == 200
    assert "This scheme has a grade with this code already." in response.text


def test_codes_that_change_places_are_told_not_lost(as_staff):
    first = make_grade("AE")
    second = make_grade("PE", scheme=first.scheme)

    response = as_staff("agreements officer").post(
        f"/admin/agreements/scheme/{first.scheme_id}/change/",
        posted(first.scheme, (first, "PE"), (second, "AE")),
    )

    assert response.status_code == 200
    assert "This scheme has a grade with this code already." in response.text


def test_new_scheme_takes_its_grades(as_staff):
    body = make_grade().scheme.body
    fields = {"slug": "new", "body": body.pk, "name_en": "S", "name_zh": "体系"}
    fields |= {"grades-TOTAL_FORMS": 1, "grades-INITIAL_FORMS": 0, "grades-0-code": "PE"}
    fields |= {"grades-0-name_en": "G", "grades-0-name_zh": "等级", "grades-0-rank": 1}

    response = as_staff("agreements officer").post("/admin/agreements/scheme/add/", fields)

    assert response.status_code == 302
    assert Grade.objects.filter(scheme__slug="new", code="PE").exists()
