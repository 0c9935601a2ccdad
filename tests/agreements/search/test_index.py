"""Every way in which a public row is written keeps the index true."""

from io import StringIO

import pytest
from django.core.management import call_command

from agreements.register.models import Party
from agreements.search.hits import hits
from agreements.search.index import missing
from agreements.search.models import SearchEntry
from agreements.search.query import Query
from agreements.search.tokens import READING
from agreements.titles.models import Body
from news.articles.models import Article
from news.events.models import Event
from news.newsletters.models import Newsletter, Story
from tests.factories import (
    make_agreement,
    make_article,
    make_body,
    make_category,
    make_event,
    make_newsletter,
    make_page,
    published,
)

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [str(SearchEntry.objects.get(pk=key)) for key in hits(Query(words)).keys]


def test_saving_an_item_renews_it():
    article = make_article(title_en="Forum")
    article.title_en = "Congress"
    article.save()

    assert (found("forum"), found("congress")) == ([], ["Congress"])


def test_a_new_moment_of_publication_moves_it_in_the_order():
    old, _new = (make_article(title_en=f"Forum {n}", **published(-9 + n)) for n in (1, 2))
    old.published_at_en = published(-1)["published_at_en"]
    old.save()

    assert found("forum") == ["Forum 1", "Forum 2"]


def test_saving_a_story_renews_its_issue_and_moving_it_both():
    one, other = make_newsletter(1, stories=0), make_newsletter(2, stories=0)
    story = one.stories.create(position=1, title_en="Zebra")
    first = found("zebra"), SearchEntry.objects.get(title="Zebra").path
    story.newsletter = other
    story.save()

    assert first == (["Zebra"], "/en/newsletters/1/#story-1")
    assert SearchEntry.objects.get(title="Zebra").path == "/en/newsletters/2/#story-1"


def test_withdrawing_an_issue_takes_its_stories_along():
    newsletter = make_newsletter(1)
    newsletter.withdrawn_at = published()["published_at_en"]
    newsletter.save()

    assert found("story") == []


def test_a_new_alias_of_a_body_reaches_its_agreements():
    body = make_body()
    make_agreement(label_en="Pact", partner=body)
    body.aliases = "Zebra Council, 斑马会"
    body.save()

    assert found("zebra council") == found("斑马") == ["Pact"]


@pytest.mark.parametrize("side", Party.Side.values)
def test_a_party_that_joins_or_leaves_renews_its_agreement(side):
    agreement, body = make_agreement(label_en="Pact"), make_body(name_en="Zebra Board")
    party = agreement.parties.create(body=body, side=side)
    joined = found("zebra")
    party.delete()

    assert (joined, found("zebra")) == (["Pact"], [])


def test_bulk_writes_are_noticed():
    rows = [
        Article(
            slug=f"a{n}", title_en="Zebra", title_zh="斑马", category=make_category(), **published()
        )
        for n in (1, 2)
    ]
    Article.objects.bulk_create(rows)
    created = found("zebra")
    Article.objects.filter(slug="a1").update(slug="a3", title_en="Lion")
    updated = found("zebra"), found("lion")
    rows[1].title_en = "Tiger"
    Article.objects.bulk_update(rows[1:], ["title_en"])
    updated_each = found("zebra"), found("tiger")
    Article.objects.all().delete()

    assert created == ["Zebra", "Zebra"]
    assert updated == (["Zebra"], ["Lion"])
    assert updated_each == ([], ["Tiger"])
    assert not SearchEntry.objects.exists()


def test_bulk_writes_of_parts_are_noticed():
    newsletter = make_newsletter(1, stories=0)
    body = make_body(name_en="Zebra Board")
    make_agreement(label_en="Pact", partner=body)
    Story.objects.bulk_create([Story(newsletter=newsletter, title_en="Zebra told")])
    created = found("zebra")
    Story.objects.update(title_en="Lion told")
    Body.objects.filter(pk=body.pk).update(name_en="Lion Board")
    updated = found("lion")
    Story.objects.all().delete()
    Party.objects.all().delete()

    assert sorted(created) == ["Pact", "Zebra told"]
    assert sorted(updated) == ["Lion told", "Pact"]
    assert found("lion") == []


@pytest.mark.parametrize(
    "make", [make_article, make_newsletter, make_event, make_page, make_agreement]
)
def test_deleting_removes(make):
    make().delete()

    assert not SearchEntry.objects.exists()


def test_deleting_an_issue_with_its_stories_removes_them():
    make_newsletter(1)
    Newsletter.objects.all().delete()

    assert not SearchEntry.objects.exists()


def test_command_writes_all_anew():
    make_article(title_en="Zebra")
    make_newsletter(1, title_en="Zebra")
    make_agreement(label_en="Zebra")
    before = found("zebra")
    SearchEntry.objects.all().delete()
    lost = missing(Article), missing(Newsletter)
    call_command("index_search", stdout=StringIO(), stderr=StringIO())

    assert lost == (2, 2)
    assert found("zebra") == before
    assert missing(Article) == 0


def test_command_takes_away_what_has_no_row():
    make_article(title_en="Zebra")
    SearchEntry.objects.update(row=999_999)
    call_command("index_search", "--if-incomplete", stdout=StringIO(), stderr=StringIO())

    assert SearchEntry.objects.exclude(row=999_999).count() == 2
    assert SearchEntry.objects.count() == 2


@pytest.mark.parametrize("older", [None, READING - 1])
def test_command_reads_anew_what_was_read_otherwise(older):
    make_article(title_en="Zebra")
    make_event(title_en="Zebra")
    SearchEntry.objects.filter(kind="article").update(reading=older, title="Read otherwise")
    lacking = missing(Article), missing(Event)
    call_command("index_search", "--if-incomplete", stdout=StringIO(), stderr=StringIO())

    assert lacking == (2, 0)
    assert found("zebra") == ["Zebra", "Zebra"]
    assert missing(Article) == 0


def test_command_leaves_a_complete_index_alone():
    make_article(title_en="Zebra")
    SearchEntry.objects.update(title="As it was")
    said = StringIO()
    call_command("index_search", "--if-incomplete", stdout=said, stderr=StringIO())

    assert said.getvalue() == "The search index is complete: 2 entries.\n"
    assert set(SearchEntry.objects.values_list("title", flat=True)) == {"As it was"}
