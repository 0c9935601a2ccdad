"""What the checks are told of rows: names of agreements, parts of an item, texts of stories."""

import pytest
from django.utils import translation

from agreements.register.models import Party
from news.articles.models import Attachment, Picture
from news.publishing.checks import Gap
from news.publishing.facts import all_findings
from tests.factories import make_agreement, make_article, make_body, make_event, make_newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture
def pec():
    names = {"name_en": "Pakistan Engineering Council", "name_zh": "巴基斯坦工程理事会"}
    return make_agreement(
        "pec", partner=make_body(abbreviation="PEC", **names), label_en="Pakistan, 2025"
    )


def gaps(item) -> list[tuple[Gap, str]]:
    return [(one.gap, one.subject) for one in all_findings(item)]


def test_partner_named_by_its_abbreviation_is_not_linked(pec):
    article = make_article(kind="notice", body_zh="<p>与PEC&nbsp;会谈。</p>")

    with translation.override("zh-hans"):
        in_chinese = gaps(article)

    assert gaps(article) == [(Gap.AGREEMENT, "Pakistan Engineering Council")]
    assert in_chinese == [(Gap.AGREEMENT, "巴基斯坦工程理事会")]


def test_agreement_named_by_its_label_is_not_linked(pec):
    event = make_event(
        summary_en="On Pakistan, 2025.", summary_zh="x", body_en="<p>x</p>", body_zh="<p>x</p>"
    )

    assert gaps(event) == [(Gap.AGREEMENT, "Pakistan, 2025")]


def test_partner_of_a_linked_agreement_is_linked_with_all_its_agreements(pec):
    partner = pec.parties.get().body
    make_agreement("pec-2019", partner=partner)
    article = make_article(kind="notice", body_en="<p>The PEC met.</p>")
    article.agreements.add(pec)

    assert gaps(article) == []


def test_our_own_side_is_no_partner(pec):
    ours = make_body(name_en="Chinese Society of Engineers", abbreviation="CSE")
    Party.objects.create(agreement=pec, body=ours, side=Party.Side.OURS)
    make_agreement("other", partner=ours)
    article = make_article(kind="notice", body_en="<p>The CSE met.</p>")

    assert gaps(article) == []


def test_pictures_files_and_links_are_read(pec):
    article = make_article(body_en='<p><a href="/en/news/none/">Here</a></p>')
    Picture.objects.bulk_create([Picture(article=article, file="a.webp", alt_en="A", alt_zh="")])
    Attachment.objects.bulk_create(
        [Attachment(article=article, file="a.pdf", title_en="", title_zh="甲")]
    )

    assert gaps(article) == [
        (Gap.PICTURE, "a.webp"),
        (Gap.DEAD_LINK, "/en/news/none/"),
        (Gap.EVENT_DAY, ""),
        (Gap.FILE, "a.pdf"),
    ]


def test_texts_of_a_newsletter_are_those_of_its_stories():
    whole = make_newsletter(54, summary_en="x", summary_zh="x")
    empty = make_newsletter(55, stories=0, summary_en="x", summary_zh="x")
    whole.stories.filter(position=1).update(body_en='<p><a href="/en/news/none/">Here</a></p>')

    assert gaps(whole) == [(Gap.DEAD_LINK, "/en/news/none/")]
    assert gaps(empty) == [(Gap.STORIES, ""), (Gap.ISSUE, ""), (Gap.ISSUE, "")]


def test_checks_cost_the_same_for_one_partner_and_for_three(pec, django_assert_num_queries):
    article = make_article(kind="notice")
    for number in range(3):
        make_agreement(partner=make_body(abbreviation=f"ABC{number}"))

    with django_assert_num_queries(5):
        all_findings(article)
