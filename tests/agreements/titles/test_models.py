"""How long a term is and when it is renewed: staff enter it, and impossible numbers are refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from agreements.titles.models import Scheme
from tests.factories import TERMS, make_scheme

pytestmark = pytest.mark.django_db

REFUSED = {
    "scheme_terms_are_whole": {"grace_days": None},
    "scheme_term_possible": {"term_years": 0, "renewal_opens_days": 0},
    "scheme_renewal_opens_in_second_half": {"term_years": 1, "renewal_opens_days": 181},
    "scheme_grace_possible": {"grace_days": 731},
}


@pytest.mark.parametrize("fields", [{}, TERMS, {**TERMS, "term_years": 2, "grace_days": 730}])
def test_scheme_says_all_of_its_terms_or_nothing(fields):
    scheme = make_scheme(**fields)

    assert Scheme.objects.get() == scheme


@pytest.mark.parametrize(("name", "change"), REFUSED.items(), ids=REFUSED)
def test_database_refuses_terms_that_cannot_be(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_scheme(**(TERMS | change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"grace_days": None}, "write all three or none"),
        ({"term_years": 51}, "A term has between 1 and 50 years."),
        ({"term_years": 1, "renewal_opens_days": 181}, "at most 180 days before the end"),
        ({"grace_days": 731}, "There are at most 730 days of grace."),
    ],
)
def test_staff_are_told_what_is_wrong_with_the_terms(change, said):
    scheme = make_scheme(**TERMS)
    for name, value in change.items():
        setattr(scheme, name, value)

    with pytest.raises(ValidationError) as refusal:
        scheme.full_clean()

    assert said in str(refusal.value)


def test_agreements_officer_enters_the_terms_of_a_scheme(as_staff):
    scheme = make_scheme()
    rows = {f"grades-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    texts = {"slug": scheme.slug, "body": scheme.body_id, "name_en": "S", "name_zh": "体系"}

    as_staff("agreements officer").post(
        reverse("admin:agreements_scheme_change", args=[scheme.pk]), texts | rows | TERMS
    )

    scheme.refresh_from_db()
    assert (scheme.term_years, scheme.renewal_opens_days, scheme.grace_days) == (3, 90, 30)
