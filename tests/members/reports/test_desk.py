"""Reports of readers in the administration: the list is what waits for the officer."""

import pytest

from members.reports.models import ChangeReport
from tests.factories import make_agreement, make_change_report

LIST = "/admin/members/changereport/"
pytestmark = pytest.mark.django_db


def listed(response) -> set[str]:
    return {report.reference for report in response.context["cl"].result_list}


def test_officer_sees_what_waits_and_can_ask_for_the_rest(as_staff):
    made = {state: make_change_report(state=state) for state in ChangeReport.State}
    officer = as_staff("agreements officer")

    waiting = listed(officer.get(LIST))

    assert waiting == {made["new"].reference, made["taken"].reference}
    assert listed(officer.get(f"{LIST}?state=settled")) == {made["settled"].reference}
    assert len(listed(officer.get(f"{LIST}?state=all"))) == 4


def test_officer_takes_a_report_and_settles_it(as_staff):
    report = make_change_report(make_agreement("pec"))
    officer = as_staff("agreements officer")

    page = officer.get(f"{LIST}{report.pk}/change/")
    officer.post(f"{LIST}{report.pk}/decide/take/")
    officer.post(f"{LIST}{report.pk}/decide/settle/", {"answer": "Put right."})

    report.refresh_from_db()
    assert f"/admin/agreements/agreement/{report.agreement_id}/change/" in page.text
    assert (report.state, report.answer) == ("settled", "Put right.")
    assert report.decided_by.email == "agreements.officer@example.org"


def test_decision_without_an_answer_is_asked_for_one(as_staff):
    report = make_change_report(state="taken")

    response = as_staff("agreements officer").post(f"{LIST}{report.pk}/decide/decline/")

    assert "Write the answer." in response.text
    assert ChangeReport.objects.get(pk=report.pk).state == "taken"


def test_report_that_somebody_took_meanwhile_is_told_to_the_second(as_staff):
    report = make_change_report(state="taken")

    response = as_staff("agreements officer").post(f"{LIST}{report.pk}/decide/take/", follow=True)

    assert "This stands at “Being looked at” already." in response.text


@pytest.mark.parametrize("group", ["editor", "reviewer", "membership officer"])
def test_others_of_the_staff_see_no_report(as_staff, group):
    report = make_change_report()

    assert as_staff(group).get(f"{LIST}{report.pk}/change/").status_code == 403


def test_auditor_looks_and_decides_nothing(as_staff):
    report = make_change_report()
    auditor = as_staff("auditor")

    assert auditor.get(f"{LIST}{report.pk}/change/").status_code == 200
    assert auditor.post(f"{LIST}{report.pk}/decide/take/").status_code == 403


def test_list_needs_the_same_queries_for_any_number(as_staff, count_queries):
    officer = as_staff("agreements officer")
    make_change_report()
    _, one = count_queries(officer, LIST)
    make_change_report(state="taken")
    make_change_report()

    _, three = count_queries(officer, LIST)

    assert len(one) == len(three)


def test_front_page_counts_what_nobody_has_taken_for_those_who_settle_it(as_staff):
    for state in ChangeReport.State:
        make_change_report(state=state)
    make_change_report()

    of_officer, of_auditor = (
        as_staff(g).get("/admin/").text for g in ("agreements officer", "auditor")
    )

    said = "Reports of readers that nobody has taken: 2"
    assert f'<a href="/admin/members/changereport/?state=new">{said}</a>' in of_officer
    assert "Waiting for you" not in of_auditor
