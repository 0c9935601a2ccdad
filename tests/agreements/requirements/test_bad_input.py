"""What an agreements officer types wrong is told beside it, whatever was sent."""

import pytest

from agreements.requirements.models import Version
from tests.agreements.requirements.typed import (
    WINDOW,
    change,
    page,
    rows,
    version_form,
    window_form,
)
from tests.factories import make_requirement, make_version, make_window

pytestmark = pytest.mark.django_db

NUMBER = "Enter a number."
DAYS = "Write days between 1990 and 2199."
NOT_ON_LIST = "Select a valid choice. {} is not one of the available choices."
CATEGORY = {
    "position": "1", "code": "c", "name_en": "C", "name_zh": "类", "factor": "1", "per": "hour"
}  # fmt: skip
TARGET = {"position": "1", "amount": "40", "per_extra_field": "0"}
SHARE = {
    "position": "1", "code": "s", "name_en": "S", "name_zh": "项", "least": "5",
    "least_activities": "0", "is_audited": "on",
}  # fmt: skip


def numbered(row: dict, wrong: list) -> list[dict]:
    """A row for each, all with codes of their own."""
    return [
        row | {"code": f"{row['code']}-{place}"} | changes
        for place, (changes, _message) in enumerate(wrong)
    ]


def told(response) -> list[tuple[str, str]]:
    """What the page says beside which field; beside a whole row it is "__all__"."""
    assert response.status_code == 200
    inlines = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form, *(form for one in inlines for form in one.forms)]
    return [
        (field, message)
        for form in forms
        for field, messages in form.errors.items()
        for message in messages
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("effective_from", "0001-01-01", ("__all__", DAYS)),
        ("effective_from", "9999-12-31", ("__all__", DAYS)),
        ("effective_from", "2025-02-29", "Enter a valid date."),
        ("step", "0", ("__all__", "Targets are rounded to a step above zero.")),
        ("step", "NaN", NUMBER),
        ("step", "1e30", "Ensure that there are no more than 4 digits in total."),
        ("carry_over_cap", "Infinity", NUMBER),
        ("carry_over_cap", "-1", ("__all__", "A limit on what is carried over is above zero, "
                                             "and needs windows to use it in.")),
        ("carry_over_cap", "10", ("__all__", "A limit on what is carried over is above zero, "
                                             "and needs windows to use it in.")),
        ("carry_over_windows", "-1", "Ensure this value is greater than or equal to 0."),
        ("shortfall", "forgive", NOT_ON_LIST.format("forgive")),
    ],
)  # fmt: skip
def test_version_is_told(as_officer, field, value, message):
    form = version_form(make_requirement(), WINDOW, **{field: value})

    response = as_officer.post(page("version_add"), form)

    assert told(response) == [message if isinstance(message, tuple) else (field, message)]
    assert Version.objects.count() == 0


WINDOWS = [
    ({"years": "0"}, ("__all__", "A window covers at least one year.")),
    ({"years": "-1"}, ("years", "Ensure this value is greater than or equal to 0.")),
    ({"years": "1.5"}, ("years", "Enter a whole number.")),
    ({"start_month": "13"}, ("__all__", "A month is a number from 1 to 12.")),
    ({"start_month": "0"}, ("__all__", "A month is a number from 1 to 12.")),
    ({"kind": "cycle"}, ("__all__", "A cycle and a single span need their first day.")),
    ({"kind": "lunar"}, ("kind", NOT_ON_LIST.format("lunar"))),
    ({"kind": "once", "first_day": "2025-01-01", "last_day": "2025-01-01"},
     ("__all__", "A single span needs a last day after its first.")),
    ({"kind": "once", "first_day": "0001-01-01", "last_day": "9999-12-31"},
     ("__all__", DAYS)),
    ({"kind": "cycle", "first_day": "0001-01-01"}, ("__all__", DAYS)),
    ({"first_day": "2025-06-31"}, ("first_day", "Enter a valid date.")),
    ({"code": "no spaces"}, ("code", "Enter a valid “slug” consisting of letters, numbers, "
                                     "underscores or hyphens.")),
    ({"name_en": "\x00"}, ("name_en", "Null characters are not allowed.")),
    ({"name_en": "x" * 121},
     ("name_en", "Ensure this value has at most 120 characters (it has 121).")),
]  # fmt: skip


def test_windows_are_told(as_officer):
    wrong = numbered(WINDOW, WINDOWS)

    response = as_officer.post(page("version_add"), version_form(make_requirement(), *wrong))

    assert told(response) == [message for _changes, message in WINDOWS]
    assert Version.objects.count() == 0


def test_window_is_told_on_its_own_page_too(as_officer):
    window = make_version().windows.get()

    response = as_officer.post(
        page("countingwindow_change", window.pk), window_form(start_month="13")
    )

    assert told(response) == [("__all__", "A month is a number from 1 to 12.")]


CATEGORIES = [
    ({"factor": "0"}, ("__all__", "A factor must be above zero.")),
    ({"factor": "-2"}, ("__all__", "A factor must be above zero.")),
    ({"factor": "NaN"}, ("factor", NUMBER)),
    ({"factor": "1e30"}, ("factor", "Ensure that there are no more than 6 digits in total.")),
    ({"cap": "0"}, ("__all__", "A cap must be above zero, or empty.")),
    ({"cap": "-5"}, ("__all__", "A cap must be above zero, or empty.")),
    ({"cap": "Infinity"}, ("cap", NUMBER)),
    ({"kinds": ["training", "golf"]}, ("kinds", NOT_ON_LIST.format("golf"))),
    ({"aspects": ["humour"]}, ("aspects", NOT_ON_LIST.format("humour"))),
    ({"topics": ["<b>"]}, ("topics", NOT_ON_LIST.format("<b>"))),
    ({"per": "week"}, ("per", NOT_ON_LIST.format("week"))),
]


def test_categories_are_told(as_officer):
    wrong = rows("categories", *numbered(CATEGORY, CATEGORIES))

    response = as_officer.post(page("version_add"), version_form(make_requirement()) | wrong)

    assert told(response) == [message for _changes, message in CATEGORIES]
    assert Version.objects.count() == 0


TARGETS = [
    ({"amount": "0"}, ("__all__", "An amount must be above zero, or empty.")),
    ({"amount": "-40"}, ("__all__", "An amount must be above zero, or empty.")),
    ({"amount": "NaN"}, ("amount", NUMBER)),
    ({"amount": "Infinity"}, ("amount", NUMBER)),
    ({"amount": "1e30"}, ("amount", "Ensure that there are no more than 7 digits in total.")),
    ({"amount": "40.005"}, ("amount", "Ensure that there are no more than 2 decimal places.")),
    ({"age_from": "70", "age_to": "60"}, ("__all__", "The ages are the wrong way round.")),
    ({"statuses": ["asleep"]}, ("statuses", NOT_ON_LIST.format("asleep"))),
    ({"grades": ["4711"]}, ("grades", "Select a valid choice. 4711 is not one of the "
                                      "available choices.")),
]  # fmt: skip


def test_targets_are_told(as_officer):
    window = make_window(make_version(amount=None))
    wrong = [TARGET | changes for changes, _message in TARGETS]

    response = as_officer.post(page("countingwindow_change", window.pk), window_form(*wrong))

    assert told(response) == [message for _changes, message in TARGETS]
    assert window.targets.count() == 0


SHARES = [
    ({"least": "0"}, ("__all__", "A sub-minimum asks for an amount or for activities.")),
    ({"least": ""}, ("__all__", "A sub-minimum asks for an amount or for activities.")),
    ({"least": "-1"}, ("__all__", "A sub-minimum asks for an amount or for activities.")),
    ({"least": "NaN"}, ("least", NUMBER)),
    ({"least": "", "least_activities": "1", "is_each_area": "on"},
     ("__all__", "What is asked in every area of practice is an amount.")),
    ({"kinds": ["golf"]}, ("kinds", NOT_ON_LIST.format("golf"))),
]  # fmt: skip


def test_shares_are_told(as_officer):
    window = make_window(make_version(amount=None))
    wrong = rows("shares", *numbered(SHARE, SHARES))

    response = as_officer.post(page("countingwindow_change", window.pk), window_form() | wrong)

    assert told(response) == [message for _changes, message in SHARES]
    assert window.shares.count() == 0


def test_two_windows_with_one_code_are_told(as_officer):
    response = as_officer.post(
        page("version_add"), version_form(make_requirement(), WINDOW, WINDOW)
    )

    assert response.status_code == 200
    assert "Please correct the duplicate data for code." in response.content.decode()
    assert Version.objects.count() == 0


def test_windows_that_change_their_codes_are_told_not_lost(as_officer):
    version = make_version()
    pair = [version.windows.get(), make_window(version, "other")]
    sent = [
        WINDOW | {"id": one.pk, "version": version.pk, "code": other.code}
        for one, other in zip(pair, reversed(pair), strict=True)
    ]

    response = as_officer.post(change(version), version_form(version.requirement, *sent, before=2))

    taken = ("__all__", "This version has a window with this code already.")
    assert told(response) == [taken, taken]
