"""Links in a text: which lead to something of ours that is there."""

import pytest
from django.utils import timezone

from news.publishing.checks import Leads
from news.publishing.links import Pointers, leads
from tests.factories import make_agreement, make_article, make_event, make_newsletter, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def _rows():
    make_article("forum")
    make_article("later", **published(days=1))
    make_article("chinese", published_at_en=None)
    make_article("withdrawn", withdrawn_at=timezone.now())
    make_article("for-members", members_only=True)
    make_newsletter(54)
    make_event("congress")
    make_agreement("pec")


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://example.org/en/news/none/", Leads.THERE),
        ("mailto:office@example.org", Leads.THERE),
        ("#part", Leads.THERE),
        ("relative/", Leads.THERE),
        ("//example.org/", Leads.THERE),
        ("/media/article/x/a.pdf", Leads.THERE),
        ("/en/news/forum/", Leads.THERE),
        ("/en/news/forum/?a=1#b", Leads.THERE),
        ("http://127.0.0.1:8000/en/news/forum/", Leads.THERE),
        ("/en/newsletters/54/", Leads.THERE),
        ("/en/events/congress/", Leads.THERE),
        ("/en/agreements/pec/", Leads.THERE),
        ("/en/agreements/", Leads.THERE),
        ("/news/forum/", Leads.THERE),
        ("/feeds/en/news.atom", Leads.THERE),
        ("/en/news/none/", Leads.NOWHERE),
        ("/en/news/later/", Leads.NOWHERE),
        ("/en/news/chinese/", Leads.NOWHERE),
        ("/en/news/withdrawn/", Leads.NOWHERE),
        ("/en/news/for-members/", Leads.NOWHERE),
        ("/en/newsletters/55/", Leads.NOWHERE),
        ("/en/agreements/none/", Leads.NOWHERE),
        ("/en/nothing/of/this/", Leads.NOWHERE),
        ("http://127.0.0.1:8000/en/news/none/", Leads.NOWHERE),
        ("/zh-hans/news/forum/", Leads.OTHER_LANGUAGE),
    ],
)
def test_where_a_link_in_an_english_text_leads(address, where):
    assert leads(address, "en") is where


@pytest.mark.usefixtures("_rows")
def test_chinese_text_asks_for_what_is_published_in_chinese():
    assert leads("/zh-hans/news/chinese/", "zh") is Leads.THERE
    assert leads("/zh-hans/news/later/", "zh") is Leads.NOWHERE
    assert leads("/en/news/forum/", "zh") is Leads.OTHER_LANGUAGE


def test_pointers_are_read_from_the_text():
    found = Pointers(
        '<p><a href="/en/">Home</a> <a>nothing</a></p>'
        '<figure><img src="/media/x/a.webp" alt="A bridge"><figcaption>B</figcaption></figure>'
        '<img src="/media/x/b.webp" alt=" "><img src="c.webp">'
    )

    assert found.links == ["/en/"]
    assert found.unseen == ["b.webp", "c.webp"]


@pytest.mark.parametrize(
    ("html", "is_bare"),
    [
        ("<table><tr><td>a</td></tr></table>", True),
        ("<table><tr><th>a</th></tr></table>", False),
        ("<table><tr><th><table><tr><td>a</td></tr></table></th></tr></table>", True),
        ("<table><tr><td><table><tr><th>a</th></tr></table></td></tr></table>", True),
        ("</table><th>", False),
    ],
)
def test_table_without_headings_is_noticed(html, is_bare):
    assert Pointers(html).has_bare_table is is_bare


def test_pictures_that_a_text_calls_for_are_read():
    assert Pointers('<figure data-picture="12"></figure>').called == [12]
