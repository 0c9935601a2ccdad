"""Two editors at once: the second is told who was faster, sees both texts, and loses nothing."""

import threading

import pytest
from django.db import connections

from news.articles.models import Article, Picture
from news.versions.workflow import versions_of
from tests.factories import (
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    picture_file,
)

from .editing import address, save, sent

pytestmark = pytest.mark.django_db


def with_picture(article: Article, **texts) -> Picture:
    words = {"alt_en": "A bridge", "alt_zh": "一座桥"} | texts
    return Picture.objects.create(article=article, file=picture_file(), **words)


@pytest.mark.parametrize("make", [make_article, make_newsletter, make_event, make_page])
def test_second_save_is_refused_and_says_who_was_faster(editor, colleague, make):
    item = make()
    mine = sent(editor.get(address(item)))
    save(colleague, item, title_zh="别的标题")

    response = editor.post(address(item), mine | {"title_en": "Mine, typed with care"})

    assert response.status_code == 200
    assert "Zhao Min saved this at" in response.text
    assert "Beijing time, after you had opened it." in response.text
    assert "Mine, typed with care" in response.text
    item.refresh_from_db()
    assert (item.title_en == "Mine, typed with care", item.title_zh) == (False, "别的标题")


def test_both_texts_stand_side_by_side_and_whose_change_is_whose(editor, colleague):
    article = make_article(body_en="<p>The bridge opens in May.</p>", lead_en="A lead.")
    mine = sent(editor.get(address(article)))
    save(colleague, article, body_en="<p>The bridge opens in June.</p>", lead_zh="新导语。")

    response = editor.post(
        address(article), mine | {"body_en": "<p>The bridge opens in July.</p>", "lead_en": "Mine."}
    )

    told = response.context["overtaking"]
    assert told.both == ["Text in English"]
    assert told.theirs == ["Lead in Chinese"]
    assert told.mine == ["Lead in English"]
    assert "<del>" in response.text
    assert "June" in response.text
    assert "Changed by them, and lost if you save anyway:" in response.text


def test_editor_saves_anyway_and_the_other_text_stays_a_version(editor, colleague):
    page = make_page()
    mine = sent(editor.get(address(page))) | {"title_en": "Mine"}
    save(colleague, page, title_en="Theirs")
    refused = editor.post(address(page), mine)

    response = editor.post(address(page), mine | {"_anyway": refused.context["overtaking"].anyway})

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.title_en == "Mine"
    listed = editor.get(address(page, "versions/")).text
    assert "Saved over the version:" in listed
    assert "Zhao Min" in listed


def test_save_anyway_is_refused_when_a_third_save_came_in_between(editor, colleague):
    page = make_page()
    mine = sent(editor.get(address(page))) | {"title_en": "Mine"}
    save(colleague, page, title_en="Theirs")
    refused = editor.post(address(page), mine)
    save(colleague, page, title_en="Theirs again")

    response = editor.post(address(page), mine | {"_anyway": refused.context["overtaking"].anyway})

    assert response.status_code == 200
    assert "Theirs again" in response.text
    page.refresh_from_db()
    assert page.title_en == "Theirs again"


@pytest.mark.parametrize("seen", ["made up", "2026-13-45", "9" * 5000])
def test_made_up_mark_is_refused_like_an_old_one(editor, seen):
    page = make_page()

    response = save(editor, page, seen=seen)

    assert response.status_code == 200
    assert "after you had opened it" in response.text


def test_picture_that_the_other_removed_keeps_what_was_typed_and_comes_back(
    editor, colleague, media
):
    article = make_article()
    picture = with_picture(article)
    mine = sent(editor.get(address(article))) | {"pictures-0-caption_en": "Typed with care"}
    save(colleague, article, **{"pictures-0-DELETE": "on"})
    assert not article.pictures.exists()

    refused = editor.post(address(article), mine)

    assert "Typed with care" in refused.text
    assert "Picture “A bridge”" in refused.text
    assert not article.pictures.exists()
    anyway = {"_anyway": refused.context["overtaking"].anyway}
    assert editor.post(address(article), mine | anyway).status_code == 302
    back = article.pictures.get()
    assert (back.pk, back.caption_en, back.file.name) == (
        picture.pk,
        "Typed with care",
        picture.file.name,
    )


def test_picture_that_the_other_added_stays(editor, colleague, media):
    article = make_article()
    mine = sent(editor.get(address(article)))
    added = {
        "pictures-TOTAL_FORMS": 1,
        "pictures-0-file": picture_file(),
        "pictures-0-alt_en": "A tower",
        "pictures-0-alt_zh": "一座塔",
        "pictures-0-position": 0,
    }
    save(colleague, article, **added)

    refused = editor.post(address(article), mine)

    assert "Picture “A tower”" in refused.text
    editor.post(address(article), mine | {"_anyway": refused.context["overtaking"].anyway})
    assert article.pictures.count() == 1


def test_new_row_with_a_file_asks_to_choose_it_again(editor, colleague, media):
    article = make_article()
    mine = sent(editor.get(address(article)))
    save(colleague, article, title_en="Theirs")
    chosen = {
        "pictures-TOTAL_FORMS": 1,
        "pictures-0-file": picture_file(),
        "pictures-0-alt_en": "A tower of mine",
        "pictures-0-alt_zh": "一座塔",
        "pictures-0-position": 0,
    }

    refused = editor.post(address(article), mine | chosen)

    assert "Choose your files again" in refused.text
    assert 'value="A tower of mine"' in refused.text
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "999999"},
        {"tags": ["999999"]},
        {"published_at_en_0": "2026-06-31", "published_at_en_1": "25:00"},
        {"pictures-TOTAL_FORMS": "many"},
        {"pictures-TOTAL_FORMS": 1, "pictures-0-id": "9" * 30, "pictures-INITIAL_FORMS": 1},
        {"event_on": "yesterday", "attachments-0-position": "first"},
    ],
)
def test_overtaken_and_wrong_at_once_is_told_without_an_error_page(editor, colleague, wrong):
    article = make_article()
    mine = sent(editor.get(address(article)))
    save(colleague, article, title_en="Theirs")

    response = editor.post(address(article), mine | wrong)

    assert response.status_code == 200
    assert "Zhao Min saved this at" in response.text


def test_tags_and_topics_are_named_in_both_texts(editor, colleague):
    article = make_article()
    tag = make_tag("ethics")
    mine = sent(editor.get(address(article)))
    save(colleague, article, tags=[tag.pk])

    response = editor.post(address(article), mine)

    change = next(iter(response.context["overtaking"].comparison.changes))
    assert change.label == "Tags"
    assert change.before[0].pieces[0].text == "Ethics"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_in_one_moment_one_is_refused(editor, colleague):
    page = make_page()
    forms = [(client, sent(client.get(address(page)))) for client in (editor, colleague)]
    answers, ready = [], threading.Barrier(2)

    def press(client, values, title):
        ready.wait()
        answers.append(client.post(address(page), values | {"title_en": title}).status_code)
        connections.close_all()

    pressed = [
        threading.Thread(target=press, args=(client, values, f"Title {place}"))
        for place, (client, values) in enumerate(forms)
    ]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()

    assert sorted(answers) == [200, 302]
    assert versions_of(page).count() == 2
