"""A period that is over is declared: once, with its sum, in the edition that was read."""

import re
from copy import copy
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation

from members.cpd import wording, year_end
from members.cpd.declarations import PeriodDeclaration
from members.cpd.models import Record
from tests import factories

SHORT = {"shortfall": "leave", "explanation": "Parental leave from May on."}


@pytest.fixture
def page(closing):
    return reverse("members:cpd:declare", args=[closing.slug, "2025-12-31"])


@pytest.fixture
def enough(member, term) -> None:
    factories.make_record(member, "Course", hours="42", done_on=date(2025, 6, 30))
    factories.make_record(member, "Later", hours="9", done_on=date(2026, 1, 2))


def seal(response) -> dict:
    return {"seal": re.search(r'name="seal" value="(\w+)"', response.text)[1]}


def press(client, address: str, **typed):
    return client.post(address, seal(client.get(address)) | typed, follow=True)


# --- What is shown, and what is kept -------------------------------------------------------------


def test_page_shows_the_sum_the_wording_and_the_day_it_is_due(
    as_member, page, enough, january, closing
):
    response = as_member.get(page)

    assert "42 of 40 credit hours" in response.text
    assert "The entries of this period are true and complete" in response.text
    assert f"code of conduct of the {closing.body.name}" in response.text
    assert '<time datetime="2026-03-01">' in response.text
    assert "explanation" not in response.text
    assert PeriodDeclaration.objects.count() == 0


def test_declaring_keeps_the_sum_as_it_stands(as_member, member, page, enough, january, closing):
    response = press(as_member, page)

    kept = PeriodDeclaration.objects.get()
    assert response.redirect_chain == [(page, 302)]
    assert "Your CPD as you declared it" in response.text
    assert (kept.member, kept.requirement, kept.version) == (
        member,
        closing,
        closing.versions.get(),
    )
    assert (kept.first_on, kept.last_on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (kept.declared_on, kept.edition) == (january, "2026-1")
    assert (kept.verdict, kept.total, kept.target, kept.entries) == ("met", 42, 40, 1)
    assert (kept.shortfall, kept.explanation) == ("", "")


def test_what_was_declared_stays_readable_after_a_correction(as_member, page, enough, january):
    press(as_member, page)
    before = as_member.get(page)
    Record.objects.filter(title="Course").update(hours=30)
    after = as_member.get(page)

    assert "The sum has changed" not in before.text
    assert "42 of 40 credit hours" in after.text
    assert "The sum has changed since you declared it: 30 of 40 credit hours" in after.text


def test_declared_entries_are_closed(as_member, page, enough, january):
    press(as_member, page)
    entry = Record.objects.get(title="Course")

    response = as_member.get(reverse("members:cpd:record_edit", args=[entry.pk]))

    assert "You declared the period from 1 January 2025 to 31 December 2025" in response.text
    assert 'name="title"' not in response.text


def test_receipt_is_mailed_once(as_member, page, enough, january, mailoutbox,
                                django_capture_on_commit_callbacks):  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        press(as_member, page)

    (mail,) = mailoutbox
    assert mail.to == ["li.wei@example.org"]
    assert mail.subject == "Your CPD for the period to 31 December 2025 is declared"
    assert "42 of 40 credit hours" in mail.body
    assert "The entries of this period are true and complete" in mail.body
    assert page in mail.body


def test_receipt_is_in_the_language_of_the_member(as_member, member, page, enough, january,
                                mailoutbox, django_capture_on_commit_callbacks):  # fmt: skip
    type(member).objects.filter(pk=member.pk).update(language="zh-hans")

    with django_capture_on_commit_callbacks(execute=True):
        press(as_member, page)

    assert mailoutbox[0].subject == "截至2025年12月31日的持续职业发展周期声明已收到"
    assert "The entries" not in mailoutbox[0].body


def test_page_warns_of_entries_that_wait(as_member, member, page, enough, january):
    factories.make_record(member, "Seen", done_on=date(2025, 3, 3), state="to_confirm")

    assert "1 entry of this period waits for you to confirm it" in as_member.get(page).text


# --- A shortfall ---------------------------------------------------------------------------------


def test_shortfall_is_declared_with_its_explanation(as_member, term, page, january):
    press(as_member, page, **SHORT)

    kept = PeriodDeclaration.objects.get()
    assert (kept.verdict, kept.missing) == ("short", 40)
    assert (kept.shortfall, kept.explanation) == ("leave", SHORT["explanation"])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"shortfall", "explanation"}),
        ({"shortfall": "leave"}, {"explanation"}),
        ({"shortfall": "leave", "explanation": "  "}, {"explanation"}),
        ({"shortfall": "leave", "explanation": "x" * 1001}, {"explanation"}),
        ({"shortfall": "junk", "explanation": "Long project."}, {"shortfall"}),
    ],
)
def test_shortfall_without_an_explanation_is_refused_beside_the_field(
    as_member, term, page, january, typed, wrong
):
    response = press(as_member, page, **typed)

    assert response.context["form"].errors.keys() == wrong
    assert typed.get("explanation", "") in response.text
    assert PeriodDeclaration.objects.count() == 0


def test_explanation_is_not_kept_where_nothing_is_missing(as_member, page, enough, january):
    press(as_member, page, **SHORT)

    assert PeriodDeclaration.objects.get().explanation == ""


# --- Once, and what was read ---------------------------------------------------------------------


def test_second_press_declares_nothing_more(as_member, page, enough, january):
    read = seal(as_member.get(page))
    as_member.post(page, read)

    response = as_member.post(page, read, follow=True)

    assert "This period was declared already." in response.text
    assert PeriodDeclaration.objects.count() == 1


def test_verb_returns_the_one_that_stands(member, closing, term):
    first = factories.make_period_declaration(member, closing)
    again = PeriodDeclaration.objects.get()
    again.pk = None

    assert year_end.declare(again) == first
    assert PeriodDeclaration.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_at_once_declare_once(member, closing):
    made = factories.make_period_declaration(member, closing)
    PeriodDeclaration.objects.all().delete()
    both, found = Barrier(2), []

    def press_at_once():
        mine = copy(made)
        mine.pk = None
        both.wait()
        try:
            found.append(year_end.declare(mine).pk)
        finally:
            connection.close()

    threads = [Thread(target=press_at_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [PeriodDeclaration.objects.get().pk] * 2


@pytest.mark.parametrize("sent", [{}, {"seal": "junk"}, {"seal": "\x00" * 9000}])
def test_press_on_something_else_than_what_stands_is_refused(
    as_member, page, enough, january, sent
):
    response = as_member.post(page, sent)

    assert response.status_code == 200
    assert "The sum or the wording has changed. Read it again, then declare." in response.text
    assert PeriodDeclaration.objects.count() == 0


def test_sum_that_changed_meanwhile_is_read_again(as_member, page, enough, january):
    read = seal(as_member.get(page))
    Record.objects.filter(title="Course").update(hours=41)

    response = as_member.post(page, read)

    assert "The sum or the wording has changed." in response.text
    assert "41 of 40 credit hours" in response.text
    assert PeriodDeclaration.objects.count() == 0


def test_new_wording_is_read_again_and_leaves_what_was_agreed(
    as_member, member, page, enough, january, closing, monkeypatch
):
    old = factories.make_period_declaration(member, closing)
    read = seal(as_member.get(page))
    newer = wording.STATEMENTS | {"2027-1": "Another wording."}
    monkeypatch.setattr(wording, "STATEMENTS", newer)

    refused = as_member.post(page, read)
    press(as_member, page)

    assert "The sum or the wording has changed." in refused.text
    assert "are true and complete" in old.statement
    assert [one.edition for one in PeriodDeclaration.objects.all()] == ["2027-1", "2026-1"]


def test_every_edition_reads_as_it_always_did():
    found = {edition: wording.statement(edition, "Body") for edition in wording.STATEMENTS}

    assert found == {
        "2026-1": (
            "The entries of this period are true and complete: each activity took place as it is "
            "written, and I can show it. In my engineering work in this period I kept to the code "
            "of conduct of the Body: I put the safety of the public first, worked within my "
            "competence, and was honest about what I did and know."
        )
    }


# --- When, and for whom --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "status"),
    [((2025, 12, 31, 15, 59), 404), ((2025, 12, 31, 16, 0), 200), ((2026, 11, 28, 4, 0), 200)],
    ids=["last day in Beijing", "first after it", "overdue"],
)
def test_period_is_declared_once_it_is_over(as_member, page, enough, moment, status):
    with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
        assert as_member.get(page).status_code == status


@pytest.mark.parametrize(
    "last", ["2025-12-30", "2020-12-31", "2199-12-31", "2025-02-31", "0000-00-00"]
)
def test_days_that_end_no_period_are_not_there(as_member, closing, term, january, last):
    path = reverse("members:cpd:declare", args=[closing.slug, "2025-12-31"])

    assert as_member.get(path.replace("2025-12-31", last)).status_code == 404


def test_requirement_that_asks_for_none_has_no_page(as_member, annual, term, january):
    address = reverse("members:cpd:declare", args=[annual.slug, "2025-12-31"])

    assert as_member.get(address).status_code == 404


def test_stranger_has_no_period_of_the_requirement(as_stranger, page, enough, january):
    assert as_stranger.get(page).status_code == 404
    assert as_stranger.post(page, {}).status_code == 404


def test_declaration_stays_readable_when_the_term_is_gone(as_member, member, page, january):
    closing = PeriodDeclaration.requirement.field.related_model.objects.get()
    factories.make_period_declaration(
        member, closing, last_on=date(2025, 12, 31), declared_on=date(2026, 1, 2)
    )

    assert "Your CPD as you declared it" in as_member.get(page).text


def test_withdrawn_declaration_shows_its_reason_and_is_made_anew(
    as_member, member, page, enough, january, closing
):
    factories.make_period_declaration(
        member,
        closing,
        first_on=date(2025, 1, 1),
        last_on=date(2025, 12, 31),
        declared_on=date(2026, 1, 2),
        withdrawn_by=factories.make_user(is_staff=True),
    )

    shown = as_member.get(page).text
    press(as_member, page)

    assert "An entry is missing." in shown
    assert PeriodDeclaration.objects.standing().get().total == 42


# --- Where it is asked for -----------------------------------------------------------------------


def test_home_asks_for_it_by_its_day(as_member, page, enough, january):
    response = as_member.get(reverse("members:home"))

    assert "Declare your CPD by <time" in response.text
    assert "1 Mar 2026" in response.text
    assert f'href="{page}"' in response.text


def test_home_says_that_it_is_overdue(as_member, page, enough):
    with time_machine.travel(datetime(2026, 3, 1, 16, tzinfo=UTC), tick=False):
        assert "Declare your CPD: it was due by" in as_member.get(reverse("members:home")).text


def test_home_asks_no_more_once_it_is_declared(as_member, page, enough, january):
    press(as_member, page)

    assert "Declare your CPD" not in as_member.get(reverse("members:home")).text


def test_home_asks_for_the_newest_period_alone(as_member, page, enough, january):
    assert as_member.get(reverse("members:home")).text.count("Declare your CPD") == 1


def test_counted_page_leads_to_it_and_says_when_it_was_declared(
    as_member, closing, page, enough, january
):
    counted = reverse("members:cpd:counted", args=[closing.slug]) + "?on=2025-12-31"

    before = as_member.get(counted).text
    press(as_member, page)
    after = as_member.get(counted).text

    assert f'href="{page}"' in before
    assert "Your declaration is due by" in before
    assert "as it stood then: 42 of 40 credit hours" in after


def test_counted_page_of_today_lists_declared_years(as_member, member, closing, enough, january):
    factories.make_period_declaration(member, closing)
    counted = reverse("members:cpd:counted", args=[closing.slug])

    page = " ".join(as_member.get(counted).text.split())

    assert "Declared on <time" in page
    assert reverse("members:cpd:declare", args=[closing.slug, "2025-12-31"]) in page


def test_page_costs_the_same_for_one_entry_and_for_three(
    as_member, member, page, enough, january, count_queries
):
    _, one = count_queries(as_member, page)
    for day in (1, 2):
        factories.make_record(member, done_on=date(2025, 7, day))

    response, three = count_queries(as_member, page)

    assert response.status_code == 200
    assert len(three) == len(one)
    assert set(three.repeated) == set(one.repeated)


def test_page_speaks_chinese_alone(as_member, term, closing, january):
    with translation.override("zh-hans"):
        page = reverse("members:cpd:declare", args=[closing.slug, "2025-12-31"])

    text = as_member.get(page).text

    assert "作出持续职业发展声明" in text
    assert "I declare" not in text


# --- What the database holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"last_on": date(2023, 1, 1)}, "declared_when_over"),
        ({"declared_on": date(2024, 12, 31)}, "declared_when_over"),
        ({"verdict": "fine"}, "verdict_known"),
        ({"edition": ""}, "has_wording"),
        ({"explanation": "None needed."}, "shortfall_explained"),
        ({"verdict": "short", "explanation": ""}, "shortfall_explained"),
        ({"verdict": "short", "shortfall": ""}, "shortfall_explained"),
        ({"verdict": "short", "shortfall": "never"}, "shortfall_known"),
        ({"reason": "Unsigned."}, "withdrawn_with_reason"),
    ],
)
def test_database_refuses_what_cannot_be(member, closing, wrong, constraint):
    with pytest.raises(IntegrityError, match=f"cpd_period_{constraint}"), transaction.atomic():
        factories.make_period_declaration(member, closing, **wrong)


def test_database_refuses_a_withdrawal_without_a_reason_and_in_ones_own_case(member, closing):
    officer = factories.make_user(is_staff=True)

    with pytest.raises(IntegrityError, match="with_reason"), transaction.atomic():
        factories.make_period_declaration(member, closing, withdrawn_by=officer, reason="")
    with pytest.raises(IntegrityError, match="own_case"), transaction.atomic():
        factories.make_period_declaration(member, closing, withdrawn_by=member.user)


def test_database_keeps_one_standing_declaration_of_a_period(member, closing):
    factories.make_period_declaration(
        member, closing, withdrawn_by=factories.make_user(is_staff=True)
    )
    factories.make_period_declaration(member, closing)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_period_declaration(member, closing)
