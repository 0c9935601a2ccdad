"""One issue: several stories under one number, each with an anchor, and the PDF."""

from datetime import date

import pytest

from news.articles.models import Article
from tests.factories import make_article, make_newsletter, pdf_file, published

pytestmark = pytest.mark.django_db


def test_newsletter_detail_has_each_story_under_its_anchor(client):
    make_newsletter(54)

    text = client.get("/en/newsletters/54/").text

    assert 'href="#story-1">Story 1</a>' in text
    assert '<article class="block" id="story-2"><div class="prose"><h2>Story 2</h2>' in text
    assert "2 stories" in text


def test_newsletter_detail_offers_the_pdf_of_its_language_with_size_and_pages(client, media):
    make_newsletter(54, pdf_en=pdf_file("n54.pdf", size=1_240_000, pages=12))

    english, chinese = client.get("/en/newsletters/54/"), client.get("/zh-hans/newsletters/54/")

    assert "Download PDF, 1.2 MB, 12 pages</a>" in english.text
    assert ".pdf" not in chinese.text


def test_newsletter_detail_links_the_other_issues_that_are_public(client):
    make_newsletter(54)
    make_newsletter(53)
    make_newsletter(55, **published(days=1))

    newsletter = client.get("/en/newsletters/54/").context["newsletter"]

    assert [row["number"] for row in newsletter.other_rows] == [53]


MONTH = {"issued_on": date(2025, 3, 1), "issued_precision": "month"}


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [("en", "Mar 2025", "Issue of {}March 2025"), ("zh-hans", "2025年3月", "{}2025年3月")],
)
def test_issue_of_which_only_the_month_is_known_names_no_day(client, language, written, said):
    make_newsletter(52, **MONTH)
    make_newsletter(51, issued_on=date(2024, 5, 6))
    known = '<time datetime="2025-03">'

    issue = client.get(f"/{language}/newsletters/52/").text
    beside = client.get(f"/{language}/newsletters/51/").text
    lists = [client.get(f"/{language}/{path}").text for path in ["", "newsletters/"]]
    hits = client.get(f"/{language}/search/?q=52").text

    assert said.format(known) in issue
    assert '"datePublished": "2025-03"' in issue or '"datePublished":"2025-03"' in issue
    assert all(f"{known}{written}</time>" in page for page in [beside, *lists])
    assert "/newsletters/52/" in hits
    assert not any("2025-03-01" in page for page in [issue, beside, *lists, hits])


@pytest.mark.parametrize("number", ["55", "0", "99999999999999999999"])
def test_unknown_or_unpublished_issue_is_a_404(client, number):
    make_newsletter(55, **published(days=1))

    assert client.get(f"/en/newsletters/{number}/").status_code == 404


def test_newsletter_detail_needs_two_queries(client, count_queries):
    make_newsletter(54, stories=1)
    _, one = count_queries(client, "/en/newsletters/54/")
    make_newsletter(53, stories=3)
    make_newsletter(52, stories=3)

    _, three = count_queries(client, "/en/newsletters/53/")

    assert (len(one), len(three)) == (2, 2)


def test_newsletter_detail_leads_to_the_issues_before_and_after_that_are_public(client):
    for number in (52, 54, 55, 57):
        make_newsletter(number)
    make_newsletter(53, **published(days=2))

    text = client.get("/en/newsletters/54/").text

    assert '<a href="/en/newsletters/52/" rel="prev">No. 52: Six tasks</a>' in text
    assert '<a href="/en/newsletters/55/" rel="next">No. 55: Six tasks</a>' in text


def test_story_leads_to_its_full_article_once_that_is_public(client):
    article = make_article("full", **published(days=1))
    make_newsletter(54).stories.update(article=article)

    before = client.get("/en/newsletters/54/").text
    Article.objects.update(published_at_en=published()["published_at_en"])

    assert "The full article" not in before
    assert '<a href="/en/news/full/">The full article</a>' in client.get("/en/newsletters/54/").text
