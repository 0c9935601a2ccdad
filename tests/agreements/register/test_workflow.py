"""The status of an agreement is the newest step of its history."""

from datetime import date

import pytest

from agreements.register.workflow import settle_status
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def test_status_follows_the_newest_step_whatever_the_order_of_entry():
    agreement = make_agreement(status="superseded", status_since=date(2025, 6, 11))
    agreement.history.create(
        status="in_force", changed_on=date(2019, 11, 1), note_en="Signed.", note_zh="签署。"
    )

    settle_status(agreement)

    agreement.refresh_from_db()
    assert (agreement.status, agreement.status_on) == ("superseded", date(2025, 6, 11))


def test_officer_moves_the_status_by_adding_a_step(as_staff):
    agreement = make_agreement("x", status="in_force", status_since=date(2022, 6, 30))
    officer = as_staff("agreements officer")
    page = officer.get(f"/admin/agreements/agreement/{agreement.pk}/change/")
    form = page.context["adminform"].form
    data = {
        name: value
        for name, value in form.initial.items()
        if value is not None and name in form.fields
    }
    step = agreement.history.get()

    response = officer.post(
        f"/admin/agreements/agreement/{agreement.pk}/change/",
        data
        | {
            "parties-TOTAL_FORMS": 0,
            "parties-INITIAL_FORMS": 0,
            "documents-TOTAL_FORMS": 0,
            "documents-INITIAL_FORMS": 0,
            "checks-TOTAL_FORMS": 0,
            "checks-INITIAL_FORMS": 0,
            "history-TOTAL_FORMS": 2,
            "history-INITIAL_FORMS": 1,
            "history-0-id": step.pk,
            "history-0-agreement": agreement.pk,
            "history-0-status": "in_force",
            "history-0-changed_on": "2022-06-30",
            "history-0-precision": "day",
            "history-0-note_en": "Signed.",
            "history-0-note_zh": "已签署。",
            "history-1-agreement": agreement.pk,
            "history-1-status": "not_reconfirmed",
            "history-1-changed_on": "2026-01-05",
            "history-1-precision": "day",
            "history-1-note_en": "No answer.",
            "history-1-note_zh": "未获答复。",
        },
    )

    assert response.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.status, agreement.status_on) == ("not_reconfirmed", date(2026, 1, 5))
