"""A member renews when all is in order: three clicks through the pages, two from the home."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.membership.models import Term
from tests.browser.conftest import is_wide_enough
from tests.factories import TERMS, make_grade, make_member, make_scheme, make_society, make_term


@pytest.fixture
def term(transactional_db):
    """Renewal is open, and the end is further away than what the home reminds of."""
    member = make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")
    return make_term(
        member,
        make_grade(scheme=make_scheme(**TERMS)),
        society=make_society(),
        starts_on=date(2020, 1, 1),
        ends_on=timezone.localdate() + timedelta(days=80),
    )


def declare(journey):
    """The last click, and what is said then."""
    wide_enough = is_wide_enough(journey.page)
    journey.click(journey.button("Declare and renew", "声明并续期"))
    expect(journey.text("Your membership is renewed to", "您的会籍已续期至")).to_be_visible()
    assert (wide_enough, is_wide_enough(journey.page)) == (True, True)


def test_membership_is_renewed_with_three_clicks_and_no_field(journey, term, log_in):
    log_in(journey.page, term.member.user)
    journey.open("members/")

    journey.click(journey.link("Membership", "会籍", exact=True))
    journey.click(journey.link("Renew Professional Engineer", "续期 专业工程师"))
    declare(journey)

    added = Term.objects.get(renews=term)
    assert added.starts_on == term.ends_on + timedelta(days=1)
    assert journey.spent == (3, 0, 0)


def test_home_reminds_of_the_renewal_and_saves_a_click(journey, term, log_in):
    Term.objects.update(ends_on=timezone.localdate() + timedelta(days=30))
    log_in(journey.page, term.member.user)
    journey.open("members/")

    journey.click(journey.link("Renew Professional Engineer", "续期 专业工程师"))
    declare(journey)

    assert Term.objects.filter(renews=term).count() == 1
    assert journey.spent == (2, 0, 0)
