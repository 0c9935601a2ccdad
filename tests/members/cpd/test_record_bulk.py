import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories


@pytest.fixture
def bulk(db):
    return reverse("members:cpd:record_bulk")


@pytest.fixture
def three(member) -> list[Record]:
    return [factories.make_record(member, title) for title in ("One", "Two", "Three")]


def chosen(*records: Record, **what) -> dict:
    return {"chosen": [record.pk for record in records], **what}


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def facts() -> list[tuple]:
    rows = Record.objects.order_by("pk")
    return [(record.kind, record.aspect, record.topics) for record in rows]


def test_bulk_sets_what_is_asked_of_the_chosen_alone(as_member, three, bulk):
    Record.objects.filter(pk=three[1].pk).update(topics=["law", "ethics"])
    what = {"kind": "article", "aspect": "ethics", "topic": "ethics"}

    response = as_member.post(bulk, chosen(*three[:2], **what), follow=True)

    assert facts() == [
        ("article", "ethics", ["ethics"]),
        ("article", "ethics", ["law", "ethics"]),
        ("seminar", "knowledge", []),
    ]
    assert said(response) == ["2 entries changed."]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"kind": "article"}, ("article", "knowledge", [])),
        ({"aspect": "ethics", "kind": ""}, ("seminar", "ethics", [])),
        ({"topic": "risk"}, ("seminar", "knowledge", ["risk"])),
    ],
)
def test_bulk_leaves_the_rest_as_it_is(as_member, three, bulk, what, expected):
    as_member.post(bulk, chosen(three[0], **what))

    assert facts()[0] == expected


def test_bulk_deletes_the_chosen_and_offers_to_undo_it(as_member, three, bulk):
    response = as_member.post(bulk, chosen(*three[:2], delete="1"), follow=True)

    assert [record.title for record in Record.objects.all()] == ["Three"]
    assert said(response) == ["2 entries deleted."]
    assert ">Undo</button>" in response.text


def test_bulk_leaves_what_the_society_has_decided(as_member, member, three, bulk):
    checked = factories.make_record(member, "Checked", state="verified")

    deleted = as_member.post(bulk, chosen(three[0], checked, delete="1"), follow=True)
    changed = as_member.post(bulk, chosen(three[1], checked, kind="article"), follow=True)

    checked.refresh_from_db()
    stayed = "1 entry stayed as it is: its period is closed, or it was decided on."
    assert (checked.deleted_at, checked.kind) == (None, "seminar")
    assert said(deleted) == ["Deleted: One", stayed]
    assert said(changed) == ["1 entry changed.", stayed]


def test_bulk_changes_nothing_of_another_member(as_stranger, three, bulk):
    as_stranger.post(bulk, chosen(*three, kind="article"), follow=True)
    response = as_stranger.post(bulk, chosen(*three, delete="1"), follow=True)

    assert Record.objects.filter(kind="seminar").count() == 3
    assert said(response) == ["Choose at least one entry."]


@pytest.mark.parametrize(
    ("posted", "answer"),
    [
        ({}, "Choose at least one entry."),
        ({"chosen": ["junk", "nul\x00", "9" * 400], "delete": "1"}, "Choose at least one entry."),
        ({"chosen": "mine"}, "Choose from the lists what is to be set."),
        ({"chosen": "mine", "kind": "party"}, "Choose from the lists what is to be set."),
        ({"chosen": "mine", "topic": "nul\x00"}, "Choose from the lists what is to be set."),
    ],
)
def test_bulk_answers_what_it_cannot_do(as_member, three, bulk, posted, answer):
    posted = {key: three[0].pk if one == "mine" else one for key, one in posted.items()}

    response = as_member.post(bulk, posted, follow=True)

    assert said(response) == [answer]
    assert facts() == [("seminar", "knowledge", [])] * 3


@pytest.mark.parametrize(
    ("query", "back"),
    [
        ("", ""),
        ("period=2024&kind=article&page=2", "?period=2024&kind=article&page=2"),
        ("//evil.example", "?%2F%2Fevil.example="),
        ("a=1\r\nX-Evil: 1", "?a=1%0D%0AX-Evil%3A+1"),
    ],
)
def test_bulk_leads_back_to_the_list_as_it_was(as_member, three, bulk, query, back):
    response = as_member.post(bulk, chosen(three[0], kind="article", query=query))

    assert response.headers["Location"] == f"{reverse('members:cpd:record_list')}{back}"


def test_bulk_takes_as_many_queries_for_one_as_for_three(
    as_member, three, bulk, django_assert_num_queries
):
    as_member.post(bulk, chosen(three[0], kind="article"))
    for records in (three[:1], three):
        with django_assert_num_queries(22):
            as_member.post(bulk, chosen(*records, kind="lecture"))


def test_entries_with_large_numbers_can_be_chosen(as_member, member):
    record = factories.make_record(member, pk=1_234_567)

    page = as_member.get(reverse("members:cpd:record_list")).text

    assert f'name="chosen" value="{record.pk}"' in page
