import pytest
from django.urls import reverse

from tests import factories


def test_report_is_withdrawn_by_its_member(as_member, member):
    report = factories.make_missing_report(member)

    response = as_member.post(
        reverse("members:attendance:report_withdraw", args=[report.pk]), follow=True
    )

    report.refresh_from_db()
    assert report.state == "withdrawn"
    assert "Your report is withdrawn." in response.text


@pytest.mark.parametrize(("state", "word"), [("accepted", "Accepted"), ("refused", "Refused")])
def test_report_that_was_decided_meanwhile_is_told(as_member, member, state, word):
    report = factories.make_missing_report(member, state=state)

    response = as_member.post(
        reverse("members:attendance:report_withdraw", args=[report.pk]), follow=True
    )

    report.refresh_from_db()
    assert report.state == state
    assert f"This stands at “{word}”, from where it cannot become “Withdrawn”." in response.text
