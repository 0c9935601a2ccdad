"""An item that gets another address is still found at its former ones."""

import pytest
from django.db import IntegrityError, transaction

from news.articles.models import Article, ArticleFormerName
from tests.factories import (
    make_agreement,
    make_article,
    make_category,
    make_event,
    make_newsletter,
    make_page,
    published,
)

pytestmark = pytest.mark.django_db


def rename(item, name) -> None:
    setattr(item, item.NAME, name)
    item.save()


def where(client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


ITEMS = {
    "agreements/{}/": (make_agreement, "first", "second"),
    "news/{}/": (make_article, "first", "second"),
    "events/{}/": (make_event, "first", "second"),
    "events/{}/calendar.ics": (make_event, "first", "second"),
    "pages/{}/": (make_page, "first", "second"),
    "newsletters/{}/": (make_newsletter, 54, 55),
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("pattern", "item"), ITEMS.items(), ids=ITEMS)
def test_former_address_leads_to_the_present_one_in_its_language(client, language, pattern, item):
    make, first, second = item
    rename(make(first), second)
    path = f"/{language}/{pattern}"

    assert where(client, path.format(first)) == (301, path.format(second))
    assert where(client, path.format(second)) == (200, "")


def test_address_that_changed_twice_leads_to_the_newest_in_one_hop(client):
    article = make_article("first")
    rename(article, "second")
    rename(article, "third")

    assert where(client, "/en/news/first/") == (301, "/en/news/third/")
    assert where(client, "/en/news/second/") == (301, "/en/news/third/")


def test_address_that_was_changed_back_works(client):
    article = make_article("first")
    rename(article, "second")
    rename(article, "first")

    assert where(client, "/en/news/first/") == (200, "")
    assert where(client, "/en/news/second/") == (301, "/en/news/first/")


def test_address_that_another_item_takes_belongs_to_that_one(client):
    old = make_article("first")
    rename(old, "second")
    new = make_article("first", title_en="The new one")

    assert "The new one" in client.get("/en/news/first/").text
    rename(new, "elsewhere")
    assert where(client, "/en/news/first/") == (301, "/en/news/elsewhere/")


def test_two_items_that_swap_their_addresses_never_loop(client):
    one, two = make_article("one"), make_article("two")
    rename(one, "between")
    rename(two, "one")
    rename(one, "two")

    assert where(client, "/en/news/one/") == (200, "")
    assert where(client, "/en/news/two/") == (200, "")
    assert where(client, "/en/news/between/") == (301, "/en/news/two/")


def test_query_travels_along(client):
    rename(make_article("first"), "second")

    assert where(client, "/en/news/first/?print=1") == (301, "/en/news/second/?print=1")


HIDDEN = {
    "draft": {"published_at_en": None, "published_at_zh": None},
    "scheduled": published(days=1),
    "withdrawn": {"withdrawn_at": published(days=-0.5)["published_at_en"]},
    "for members": {"members_only": True},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_former_address_tells_nothing_of_what_the_public_may_not_read(client, fields):
    article = make_article("first")
    rename(article, "second")
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()

    assert where(client, "/en/news/first/") == (404, "")


def test_address_of_a_draft_is_not_kept(client):
    draft = make_article("first", **HIDDEN["draft"])

    rename(draft, "second")

    assert not ArticleFormerName.objects.exists()


def test_redirect_leaves_no_cookie_and_is_kept_shortly(client):
    rename(make_article("first"), "second")

    response = client.get("/en/news/first/")

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=10"


def test_post_to_a_former_address_goes_nowhere(client):
    rename(make_article("first"), "second")

    assert client.post("/en/news/first/").status_code in {404, 405}


def test_name_is_former_of_one_item_only():
    one, two = make_article(), make_article()
    ArticleFormerName.objects.create(name="first", item=one)

    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFormerName.objects.create(name="first", item=two)


def test_saving_other_columns_keeps_no_address():
    article = make_article("first")
    article.slug = "second"

    article.save(update_fields=["title_en"])

    assert not ArticleFormerName.objects.exists()


def test_renaming_costs_pages_that_are_there_nothing(client, count_queries):
    make_article("first")
    _, before = count_queries(client, "/en/news/first/")
    rename(Article.objects.get(), "second")

    _, after = count_queries(client, "/en/news/second/")
    _, redirected = count_queries(client, "/en/news/first/")

    assert len(before) == len(after)
    assert len(redirected) == len(after) + 1


# --- In the administration -----------------------------------------------------------------------


def form_of(article_fields: dict) -> dict:
    inlines = {
        f"{prefix}-{name}": value
        for prefix in ("pictures", "attachments")
        for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
    }
    return {
        "title_en": "A new one",
        "kind": "report",
        "category": make_category().pk,
        **inlines,
        **article_fields,
    }


def test_editor_is_told_that_an_address_leads_elsewhere_and_may_take_it(as_staff, client):
    rename(make_article("first", title_en="The <old> one"), "second")
    editor, address = as_staff("editor"), "/admin/news/article/add/"

    told = editor.post(address, form_of({"slug": "first"}))

    assert told.status_code == 200
    assert "Old links with this address lead to “The &lt;old&gt; one” today." in told.text
    assert 'value="A new one"' in told.text
    assert Article.objects.count() == 1

    editor.post(address, form_of({"slug": "first", "takes": "first"}))

    assert Article.objects.get(slug="first").title_en == "A new one"
    assert not ArticleFormerName.objects.exists()


def test_editor_who_takes_back_an_own_address_is_not_asked(as_staff):
    article = make_article("first", **HIDDEN["draft"])
    ArticleFormerName.objects.create(name="before", item=article)

    as_staff("editor").post(
        f"/admin/news/article/{article.pk}/change/", form_of({"slug": "before"})
    )

    assert Article.objects.get().slug == "before"


def test_address_that_another_item_has_is_refused_beside_the_field(as_staff):
    make_article("first")

    response = as_staff("editor").post("/admin/news/article/add/", form_of({"slug": "first"}))

    assert response.context["adminform"].form.errors["slug"] == [
        "Article with this Short name in the address already exists."
    ]
