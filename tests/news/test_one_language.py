"""An item in one language: the page of the other says so, and nothing of what is to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_event, make_newsletter, make_page

pytestmark = pytest.mark.django_db
SECRET = "尚未公布的内容"
TEXTS = [
    (make_article, ["title_zh", "lead_zh", "body_zh", "place_zh", "source_zh"]),
    (make_newsletter, ["title_zh", "summary_zh"]),
    (make_event, ["title_zh", "summary_zh", "body_zh", "place_zh"]),
    (make_page, ["title_zh", "lead_zh", "body_zh"]),
]
MAKERS = [make for make, _names in TEXTS]


def chinese(item) -> str:
    return item.get_absolute_url().replace("/en/", "/zh-hans/")


def later():
    return timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(("make", "names"), TEXTS)
def test_text_that_is_only_scheduled_is_nowhere_in_its_page(client, make, names):
    item = make(published_at_zh=later(), **dict.fromkeys(names, SECRET))

    page = client.get(chinese(item))

    assert (page.status_code, SECRET in page.text) == (200, False)
    assert '<meta name="robots" content="noindex">' in page.text


@pytest.mark.parametrize("make", MAKERS)
def test_page_names_no_alternate_that_is_still_to_come(client, make):
    item = make(published_at_zh=later())

    page = client.get(item.get_absolute_url())

    assert '<link rel="alternate" hreflang=' not in page.text


@pytest.mark.parametrize("make", MAKERS)
def test_page_in_both_languages_names_each(client, make):
    item = make()

    page = client.get(item.get_absolute_url())

    assert page.text.count('<link rel="alternate" hreflang=') == 3  # and one for any other


@pytest.mark.parametrize("make", MAKERS)
def test_description_is_never_empty(client, make):
    item = make(**{"lead_en": ""} if make is make_article else {})

    page = client.get(item.get_absolute_url())

    assert '<meta name="description" content="">' not in page.text


@pytest.mark.parametrize("make", MAKERS)
def test_page_without_a_text_names_what_is_there_in_the_other_language(client, make):
    item = make(title_en="Forum of engineers", title_zh="", published_at_zh=None)

    page = client.get(chinese(item))

    assert 'lang="en" hreflang="en">Read it in English: Forum of engineers</a>' in page.text
