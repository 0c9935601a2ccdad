"""Two windows with the same record."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories


def typed(form) -> dict:
    """What a browser sends of a form that was opened and not touched."""
    values = {name: form[name].value() for name in form.fields if name != "new_files"}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None and value is not False
    }


@pytest.fixture
def record(member):
    return factories.make_record(member, "Bridges", hours="2", done_on=date(2025, 6, 30))


@pytest.fixture
def held(member):
    return factories.make_qualification(member, issuer="Tianjin University")


@pytest.fixture
def period(member):
    return factories.make_period(member)


def edit(row) -> str:
    if hasattr(row, "kind") and hasattr(row, "issuer"):
        return reverse("members:qualifications:qualification_edit", args=[row.pk])
    return row.get_absolute_url()


CASES = [("record", "title"), ("held", "issuer"), ("period", "role")]


@pytest.mark.parametrize(("name", "field"), CASES)
def test_second_window_sees_both_versions_and_saves_nothing(as_member, request, name, field):
    row = request.getfixturevalue(name)
    first, second = (typed(as_member.get(edit(row)).context["form"]) for _window in range(2))
    as_member.post(edit(row), first | {field: "From the first"})

    answer = as_member.post(edit(row), second | {field: "From the second"})

    row.refresh_from_db()
    form = answer.context["form"]
    assert answer.status_code == 200
    assert getattr(row, field) == "From the first"
    assert form[field].value() == "From the second"
    assert [tuple(one)[1:] for one in form.differences] == [("From the first", "From the second")]
    assert "This was changed in another window" in answer.text
    assert f'href="{edit(row)}">Keep the other version</a>' in answer.text


@pytest.mark.parametrize(("name", "field"), CASES)
def test_second_window_may_save_once_it_has_seen_the_other(as_member, request, name, field):
    row = request.getfixturevalue(name)
    second = typed(as_member.get(edit(row)).context["form"]) | {field: "From the second"}
    first = typed(as_member.get(edit(row)).context["form"]) | {field: "From the first"}
    as_member.post(edit(row), first)
    shown = as_member.post(edit(row), second).context["form"]

    as_member.post(edit(row), second | {"read_at": shown["read_at"].value()})

    row.refresh_from_db()
    assert getattr(row, field) == "From the second"


def test_same_answer_from_two_windows_is_no_difference(as_member, record):
    opened = typed(as_member.get(edit(record)).context["form"])

    answers = [as_member.post(edit(record), opened | {"title": "Same"}) for _window in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_every_difference_is_told_as_the_page_calls_it(as_member, member, record):
    opened = typed(as_member.get(edit(record)).context["form"])
    file = factories.make_evidence(member, "proof.pdf")
    now = {
        "hours": "3.5",
        "kind": "article",
        "is_online": "on",
        "topics": ["law", "ethics"],
        "done_on": "2025-07-01",
        "evidence": [file.pk],
    }
    as_member.post(edit(record), opened | now)

    answer = as_member.post(edit(record), opened | {"provider": "Centre"})

    assert [tuple(one) for one in answer.context["form"].differences] == [
        ("Hours", "3.5", "2"),
        ("Date", "1 Jul 2025", "30 Jun 2025"),
        ("Kind", "Article or book", "Seminar"),
        ("Topics", "Ethics, Law and contracts", ""),
        ("It took place online", "Yes", "No"),
        ("Provider", "", "Centre"),
        ("Evidence you added before", "proof.pdf", ""),
    ]


def test_what_cannot_be_read_stands_beside_the_other_version_as_it_was_typed(as_member, record):
    opened = typed(as_member.get(edit(record)).context["form"])
    as_member.post(edit(record), opened | {"hours": "4"})

    form = as_member.post(edit(record), opened | {"hours": "3h30"}).context["form"]

    assert ("Hours", "4", "3h30") in [tuple(one) for one in form.differences]
    assert form.errors["hours"][0].endswith("Write 3.5.")


@pytest.mark.parametrize("read_at", ["", "junk", "nul\x00", "2020-01-01T00:00:00+00:00"])
def test_version_that_is_none_is_answered(as_member, record, read_at):
    changed = typed(as_member.get(edit(record)).context["form"]) | {"title": "Mine"}

    answer = as_member.post(edit(record), changed | {"read_at": read_at})

    assert answer.status_code == (302 if read_at == "" else 200)


def test_checked_period_that_is_saved_as_it_was_stays_checked(as_member, member):
    period = factories.make_period(member, "verified")
    opened = typed(as_member.get(edit(period)).context["form"])

    as_member.post(edit(period), opened)

    period.refresh_from_db()
    assert period.state == "verified"


def test_staff_who_changed_it_meanwhile_are_not_overwritten(as_member, record):
    opened = typed(as_member.get(edit(record)).context["form"])
    record.provider = "Corrected by staff"
    record.save()

    answer = as_member.post(edit(record), opened | {"title": "Mine"})

    assert [one.label for one in answer.context["form"].differences] == [
        "What did you do?",
        "Provider",
    ]
