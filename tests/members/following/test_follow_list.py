"""What a member follows: only their own, with what changed since they began to."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agreements.register.workflow import settle_status
from members.following.models import Follow
from tests.factories import make_agreement, make_follow

ADDRESS = "/en/members/following/"
pytestmark = pytest.mark.django_db


def test_follow_list_shows_mine_and_of_nobody_else(as_member, member, stranger):
    make_follow(member, make_agreement(label_en="Mine"))
    make_follow(stranger, make_agreement(label_en="Theirs"))

    text = as_member.get(ADDRESS).text

    assert "Mine" in text
    assert "Theirs" not in text


def test_follow_list_tells_what_changed_since_and_nothing_from_before(as_member, member):
    changed, still = make_agreement("changed"), make_agreement("still")
    make_follow(member, changed)
    make_follow(member, still)
    changed.history.create(
        status="ended", changed_on=date(2026, 1, 5), note_en="Terminated.", note_zh="已终止。"
    )
    settle_status(changed)

    response = as_member.get(ADDRESS)

    newest = {one.agreement.slug: one.newest and one.newest["note"] for one in follows(response)}
    assert newest == {"changed": "Terminated.", "still": None}
    assert "Changed since you follow it:" in response.text
    assert "Nothing has changed since you began to follow it" in response.text


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["This entry was taken out of the register on ", "do not rely on what it said"]),
        ("zh-hans", ["已于", "合作方"]),
    ],
)
def test_follow_list_tells_what_was_taken_out_and_what_that_means(
    as_member, member, language, sentences
):
    agreement = make_agreement("pec", label_en="Partner", label_zh="合作方")
    make_follow(member, agreement)
    make_follow(member, make_agreement())
    agreement.delete()

    text = as_member.get(f"/{language}/members/following/").text

    assert f'href="/{language}/agreements/pec/"' in text
    assert [sentence for sentence in sentences if sentence not in text] == []
    assert "None" not in text


def test_follow_list_costs_the_same_for_one_that_was_taken_out_and_for_three(
    as_member, member, count_queries
):
    def taken_out():
        agreement = make_agreement()
        make_follow(member, agreement)
        agreement.delete()

    taken_out()
    _, one = count_queries(as_member, ADDRESS)
    taken_out()
    taken_out()

    response, three = count_queries(as_member, ADDRESS)

    assert len(follows(response)) == 3
    assert len(three) == len(one)


def test_staff_who_take_an_entry_out_are_not_told_who_follows_it(as_admin, member):
    agreement = make_agreement()
    make_follow(member, agreement)

    text = as_admin.get(f"/admin/agreements/agreement/{agreement.pk}/delete/").text

    assert "Li Wei" not in text
    assert "ollowed" not in text


def follows(response) -> list[Follow]:
    return response.context["follows"]


def test_follow_list_without_any_leads_to_the_register(as_member):
    text = as_member.get(ADDRESS).text

    assert "You follow no agreement" in text
    assert 'href="/en/agreements/"' in text


def test_follow_list_in_chinese_has_chinese_labels(as_member, member):
    make_follow(member, make_agreement(label_zh="合作方", label_en="Partner"))

    text = as_member.get("/zh-hans/members/following/").text

    assert "合作方" in text
    assert "Partner" not in text


def test_follow_list_needs_the_same_queries_for_any_number(as_member, member, count_queries):
    make_follow(member)
    _, one = count_queries(as_member, ADDRESS)
    make_follow(member)
    make_follow(member)

    _, three = count_queries(as_member, ADDRESS)

    assert len(one) == len(three)
    assert three.writes == []


def test_database_refuses_a_second_row(member):
    agreement = make_agreement()
    make_follow(member, agreement)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_follow(member, agreement)
