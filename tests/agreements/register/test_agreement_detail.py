"""One entry of the register: what it gives, what it does not, who signed, what became of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from lxml import html

from agreements.register.dates import Precision
from agreements.register.models import Agreement, Party
from tests.factories import (
    make_agreement,
    make_article,
    make_body,
    make_event,
    make_grade,
    published,
)

pytestmark = pytest.mark.django_db


def test_agreement_detail_tells_what_it_gives_and_what_not(client):
    make_agreement(
        "pec",
        kind="mutual_recognition",
        opens="route",
        opens_note_en="Professional Engineers",
        gives_en="A shorter process\nAccepted standards",
        gives_not_en="Automatic registration",
    )

    response = client.get("/en/agreements/pec/")

    assert "<span>A shorter process</span>" in response.text
    assert "<span>Accepted standards</span>" in response.text
    assert "<span>Automatic registration</span>" in response.text
    assert "Professional Engineers" in response.text


@pytest.mark.parametrize("status", ["superseded", "ended"])
def test_what_is_over_is_not_said_to_give_anything(client, status):
    make_agreement(
        "pec",
        kind="mutual_recognition",
        status=status,
        opens="route",
        opens_note_en="Professional Engineers",
        gives_en="A shorter process",
    )

    entry = html.fromstring(client.get("/en/agreements/pec/").text)
    row = html.fromstring(client.get("/en/agreements/").text).xpath("//tbody/tr/td")

    heading, *lines = entry.xpath('//section[@aria-labelledby="gives"]//*[self::h2 or self::li]')
    assert heading.text_content() == "What it gave while it applied"
    assert [line.get("class") for line in lines] == ["is-quiet"]
    opened = entry.xpath('//dt[.="Opens a route for individuals"]/following-sibling::dd')
    assert opened[0].text_content() == "No longer"
    assert row[1].text_content() == "No longer"


def test_what_never_opened_anything_does_not_say_no_longer(client):
    make_agreement("iet", status="superseded", opens="none")

    assert "No longer" not in client.get("/en/agreements/iet/").text
    assert "No longer" not in client.get("/en/agreements/").text


def test_agreement_detail_names_exactly_who_signed(client):
    agreement = make_agreement("iet")
    center = make_body(name_en="CAST Center", name_zh="中国科协培训和人才服务中心")
    Party.objects.create(
        agreement=agreement, body=center, side=Party.Side.OURS, note_en="Before the Society"
    )

    response = client.get("/en/agreements/iet/")

    assert [(row["name"], row["role_name"]) for row in response.context["ours"]] == [
        ("CAST Center", "Signatory")
    ]
    assert "Before the Society" in response.text


@pytest.mark.parametrize("kind", ["memorandum", "memorandum_of_intent", "protocol", "declaration"])
def test_agreement_between_bodies_says_it_gives_a_person_nothing(client, kind):
    make_agreement("mou", kind=kind)

    response = client.get("/en/agreements/mou/")

    assert "This gives nothing to an individual" in response.text


@pytest.mark.parametrize("kind", ["memorandum", "memorandum_of_intent", "protocol", "declaration"])
def test_database_refuses_a_memorandum_that_opens_a_route(kind):
    with pytest.raises(IntegrityError):
        make_agreement(kind=kind, opens="route")


def test_membership_without_a_step_has_no_empty_cell(client):
    make_agreement("accord", kind="membership")

    assert "Step of membership" not in client.get("/en/agreements/accord/").text


def test_provisional_membership_says_that_it_gives_no_rights(client):
    make_agreement("ipea", kind="membership", membership="provisional", opens="not_yet")

    response = client.get("/en/agreements/ipea/")

    assert "Provisional gives no rights." in response.text


def test_agreement_without_published_rules_never_reads_as_a_route(client):
    make_agreement("hkie", kind="mutual_recognition", opens="unpublished")

    response = client.get("/en/agreements/hkie/")

    assert "The rules have not been published" in response.text
    assert "<dd>Rules not published</dd>" in response.text


@pytest.mark.parametrize(
    ("precision", "written", "machine"),
    [
        (Precision.DAY, "11 June 2025", "2025-06-11"),
        (Precision.MONTH, "June 2025", "2025-06"),
        (Precision.YEAR, "2025", "2025"),
        (Precision.CIRCA, "about 2025", ""),
    ],
)
def test_agreement_date_is_no_more_precise_than_known(client, precision, written, machine):
    make_agreement("x", signed_on=date(2025, 6, 11), signed_precision=precision)
    Agreement.objects.filter(slug="x").update(status_on=None)

    response = client.get("/en/agreements/x/")

    shown = f'<time datetime="{machine}">{written}</time>' if machine else written
    assert f"<dt>Signed</dt><dd>{shown}" in response.text


def test_lineage_links_both_ways_and_says_what_took_its_place(client):
    old = make_agreement("pec-2019", label_en="PEC, 2019", status=Agreement.Status.SUPERSEDED)
    make_agreement("pec-2025", label_en="PEC, 2025", predecessor=old)

    before, after = client.get("/en/agreements/pec-2019/"), client.get("/en/agreements/pec-2025/")

    assert '<a href="/en/agreements/pec-2025/">PEC, 2025</a>' in before.text
    assert "Took the place of this entry." in before.text
    assert '<a href="/en/agreements/pec-2019/">PEC, 2019</a>' in after.text


def test_history_is_told_oldest_first(client):
    agreement = make_agreement("x", status_since=date(2023, 5, 1))
    agreement.history.create(
        status="preparing", changed_on=date(2021, 1, 1), note_en="Talks.", note_zh="商谈。"
    )

    steps = client.get("/en/agreements/x/").context["timeline"]

    assert [step.text for step in steps] == ["Talks.", "Signed."]


def test_news_about_an_agreement_stands_on_its_page_once_published(client):
    agreement = make_agreement("pec")
    make_article("signed", title_en="It was signed").agreements.add(agreement)
    make_article("later", title_en="Still secret", **published(days=1)).agreements.add(agreement)

    response = client.get("/en/agreements/pec/")

    assert "It was signed" in response.text
    assert "Still secret" not in response.text


def test_unknown_agreement_is_a_404_in_the_portals_look(client):
    response = client.get("/en/agreements/atlantis/")

    assert response.status_code == 404
    assert "There is no page at this address" in response.text


def test_agreement_detail_needs_the_same_queries_for_any_number_of_rows(client, count_queries):
    agreement = make_agreement("x")
    _, one = count_queries(client, "/en/agreements/x/")
    for _ in range(2):
        Party.objects.create(agreement=agreement, body=make_body(), side=Party.Side.OURS)
        make_article().agreements.add(agreement)
        make_event().agreements.add(agreement)

    _, three = count_queries(client, "/en/agreements/x/")

    assert (len(one), len(three)) == (4, 4)
    assert three.writes == []


# --- Lineage -------------------------------------------------------------------------------------


def chain_of(*slugs: str) -> list[Agreement]:
    """Each follows on from the one before it, a year later; all but the last are superseded."""
    made, last = [], len(slugs) - 1
    for place, slug in enumerate(slugs):
        signed = date(2010 + place, 3, 1)
        status = Agreement.Status.IN_FORCE if place == last else Agreement.Status.SUPERSEDED
        since = signed if place == last else date(2011 + place, 3, 1)
        made.append(
            make_agreement(
                slug,
                label_en=slug.upper(),
                signed_on=signed,
                status=status,
                status_since=since,
                predecessor=made[-1] if made else None,
            )
        )
    return made


def told(response) -> list[tuple[str, str]]:
    return [(step.heading, step.text) for step in response.context["timeline"]]


def test_chain_of_five_is_told_from_its_middle_in_the_order_of_time(client, count_queries):
    chain_of("a", "b", "c", "d", "e")

    response, count = count_queries(client, "/en/agreements/c/")

    assert told(response) == [
        ("A", "Memorandum of understanding. Followed by: B."),
        ("B", "Memorandum of understanding. This entry follows on from it."),
        ("Superseded", "Signed."),
        ("D", "Memorandum of understanding. Took the place of this entry."),
        ("E", "Memorandum of understanding. Follows on from: D."),
    ]
    assert len(count) == 5


def test_fork_names_both_that_took_its_place(client):
    old = make_agreement("old", status="superseded")
    make_agreement("one", label_en="One", predecessor=old)
    make_agreement("two", label_en="Two", predecessor=old)

    response = client.get("/en/agreements/old/")

    assert [row.label for row in response.context["replaced"].direct] == ["One", "Two"]
    assert "What took its place:" in response.text


def test_what_follows_on_from_an_entry_in_force_takes_no_place(client):
    first = make_agreement("first")
    make_agreement("second", label_en="Second", predecessor=first)

    said = dict(told(client.get("/en/agreements/first/")))

    assert said["Second"] == "Memorandum of understanding. Follows on from this entry."


def test_entry_says_what_of_the_later_ones_is_in_force_today(client):
    chain_of("a", "b", "c")

    replaced = client.get("/en/agreements/a/").context["replaced"]

    assert [row.slug for row in replaced.direct] == ["b"]
    assert [row.slug for row in replaced.in_force] == ["c"]


def test_circle_is_refused_in_words():
    first, _second, third = chain_of("a", "b", "c")
    first.predecessor = third

    with pytest.raises(ValidationError) as refused:
        first.full_clean()

    assert list(refused.value.message_dict) == ["predecessor"]


def link_by_update(first, third):
    Agreement.objects.filter(pk=first.pk).update(predecessor=third)


def link_by_bulk_update(first, third):
    first.predecessor = third
    Agreement.objects.bulk_update([first], ["predecessor"])


def link_by_save(first, third):
    first.predecessor = third
    first.save()


def link_by_saving_one_column(first, third):
    first.predecessor = third
    first.save(update_fields=["predecessor"])


@pytest.mark.parametrize(
    "link", [link_by_save, link_by_saving_one_column, link_by_update, link_by_bulk_update]
)
@pytest.mark.parametrize("length", [2, 3, 25])
def test_circle_is_refused_whoever_writes_it(link, length):
    first, *_others, last = chain_of(*(f"a{number}" for number in range(length)))

    with pytest.raises(ValidationError), transaction.atomic():
        link(first, last)

    first.refresh_from_db()
    assert first.predecessor is None


def test_entry_that_names_itself_is_refused_by_the_database():
    agreement = make_agreement("a")

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement._base_manager.filter(pk=agreement.pk).update(predecessor=agreement)


def test_lineage_may_be_linked_anew_and_taken_apart():
    first, second, third = chain_of("a", "b", "c")

    third.predecessor = first
    third.save()
    Agreement.objects.filter(pk=second.pk).update(predecessor=third)

    second.refresh_from_db()
    assert (second.predecessor, third.predecessor) == (third, first)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_that_are_linked_at_the_same_time_make_no_circle():
    one, two = make_agreement("one"), make_agreement("two")

    def link(pair):
        try:
            link_by_save(*pair)
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "linked"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(link, [(one, two), (two, one)]))

    assert said == ["linked", "refused"]


def test_page_ends_even_where_rows_go_in_a_circle(client):
    first, second = chain_of("a", "b")
    Agreement._base_manager.filter(pk=first.pk).update(predecessor=second)

    response = client.get("/en/agreements/a/")

    assert response.status_code == 200
    assert [step.url for step in response.context["timeline"] if step.url] == ["/en/agreements/b/"]


# --- Lapse, term and checks ----------------------------------------------------------------------


def test_lapse_without_a_successor_says_that_nothing_took_its_place(client):
    make_agreement("vusta", status="ended", status_since=date(2012, 12, 5))

    response = client.get("/en/agreements/vusta/")

    assert 'Lapsed: <time datetime="2012-12-05">5 December 2012</time>' in response.text
    assert "Nothing in this register has taken its place" in response.text


def test_term_that_is_over_is_told_although_the_status_says_in_force(client):
    make_agreement("x", expires_on=timezone.localdate() - timedelta(days=1))

    assert "Its term ended on" in client.get("/en/agreements/x/").text


def test_entry_in_force_has_no_such_notice(client):
    make_agreement("x", expires_on=timezone.localdate())

    text = client.get("/en/agreements/x/").text

    assert "Its term ended on" not in text
    assert "taken its place" not in text


def test_page_tells_the_last_check_and_that_the_next_is_overdue(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_agreement("late", next_check_on=yesterday, last_checked_on=date(2024, 1, 15))
    make_agreement("due", next_check_on=timezone.localdate(), last_checked_on=date(2024, 1, 15))

    late, due = client.get("/en/agreements/late/"), client.get("/en/agreements/due/")

    assert '<time datetime="2024-01-15">15 January 2024</time>' in late.text
    assert "The check of this entry is overdue" in late.text
    assert "The check of this entry is overdue" not in due.text


def test_kept_copy_of_the_page_is_asked_anew_once_the_check_is_overdue(client):
    with time_machine.travel("2026-03-01T04:00:00Z", tick=False):
        make_agreement("x", next_check_on=date(2026, 3, 1))
        tag = client.get("/en/agreements/x/").headers["ETag"]
    with time_machine.travel("2026-03-01T15:59:59Z", tick=False):
        assert client.get("/en/agreements/x/", headers={"If-None-Match": tag}).status_code == 304
    with time_machine.travel("2026-03-01T16:00:00Z", tick=False):
        assert client.get("/en/agreements/x/", headers={"If-None-Match": tag}).status_code == 200


# --- Ladder, documents, titles, events -----------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "steps", "current"),
    [
        ("exploring", 4, 0),
        ("applicant", 4, 1),
        ("provisional", 4, 2),
        ("full", 4, 3),
        ("suspended", 5, 4),
        ("withdrawn", 5, 4),
    ],
)
def test_ladder_says_which_step_is_the_current_one(client, step, steps, current):
    make_agreement("ipea", kind="membership", membership=step)

    response = client.get("/en/agreements/ipea/")

    drawn = response.context["rungs"]
    assert [rung.is_current for rung in drawn].index(True) == current
    assert len(drawn) == steps
    assert response.text.count('aria-current="step"') == 1
    assert "this is the step today" in response.text


def test_document_tells_its_kind_size_and_language(client, media):
    agreement = make_agreement("x")
    agreement.documents.create(
        title_en="Agreement",
        title_zh="协议",
        language="zh",
        file=SimpleUploadedFile("agreement.pdf", b"%PDF-1.7" + b"x" * 620_000),
    )

    response = client.get("/en/agreements/x/")

    assert "<small>PDF, 620 kB, Chinese</small>" in response.text


def test_titles_it_concerns_are_named_with_their_body(client):
    grade = make_grade("PE", name_en="Professional Engineer")
    make_agreement("x", kind="mutual_recognition").grades.add(grade)

    response = client.get("/en/agreements/x/")

    assert [row["name"] for row in response.context["agreement"].grade_rows] == [
        "Professional Engineer"
    ]


def test_events_about_an_agreement_stand_on_its_page_once_published(client):
    agreement = make_agreement("pec")
    make_event(title_en="Signing day").agreements.add(agreement)
    make_event(title_en="Still secret", **published(days=1)).agreements.add(agreement)

    text = client.get("/en/agreements/pec/").text

    assert "Signing day" in text
    assert "Still secret" not in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_told_about_an_agreement_is_newest_first_and_bounded(client, language):
    agreement = make_agreement("pec")
    for number in range(8):
        days = published(days=number - 10)
        make_article(f"a{number}", **days).agreements.add(agreement)
        starts = datetime(2025, 6, 11 + number, 23, 30, tzinfo=UTC)
        event = make_event(f"e{number}", starts_at=starts, ends_at=starts + timedelta(hours=1))
        event.agreements.add(agreement)

    page = html.document_fromstring(client.get(f"/{language}/agreements/pec/").content.decode())
    told = page.xpath("//aside//ul[@class='story-list']")

    addresses = [[link.get("href") for link in one.iter("a")] for one in told]
    assert addresses == [
        [f"/{language}/news/a{number}/" for number in (7, 6, 5, 4, 3, 2)],
        [f"/{language}/events/e{number}/" for number in (7, 6, 5, 4, 3, 2)],
    ]
    first_day = next(told[1].iter("time"))
    assert first_day.get("datetime") == "2025-06-19"


def test_page_leads_to_following_comparing_and_reporting_without_a_cookie(client):
    make_agreement("x")

    response = client.get("/en/agreements/x/")

    assert 'data-band="/en/members/following/x/button/"' in response.text
    assert 'href="/en/members/following/x/"' in response.text
    assert 'href="/en/agreements/compare/?a=x"' in response.text
    assert 'href="/en/agreements/x/report/"' in response.text
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("slug", ["compare", "finder", "pathways"])
def test_entry_cannot_take_the_address_of_a_page(slug):
    agreement = make_agreement()
    agreement.slug = slug

    with pytest.raises(ValidationError):
        agreement.full_clean()
