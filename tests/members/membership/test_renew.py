import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from members.membership.models import Term
from tests import factories as make
from tests.conftest import logged_in

DETAIL = "members:membership:membership_detail"


@pytest.fixture
def term(member, grade, society) -> Term:
    """Ends on 31 December 2027: renewal is open from 2 October 2027 to 30 January 2028."""
    return make.make_term(member, grade, society=society)


@pytest.fixture
def on(member):
    """A client of 李伟, logged in at noon in Beijing on that day."""
    travels = []

    def at(year: int, month: int, day: int):
        moment = datetime(year, month, day, 4, tzinfo=UTC)
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()
        return logged_in(member.user)

    yield at
    for travel in reversed(travels):
        travel.stop()


def address(term) -> str:
    return reverse("members:membership:renew", args=[term.pk])


def days(term) -> tuple[date, date]:
    return term.starts_on, term.ends_on


def test_renewal_takes_three_clicks_and_no_field(on, term):
    client = on(2027, 12, 1)

    home = client.get(reverse("members:home")).text
    membership = client.get(reverse(DETAIL)).text
    declared = client.get(address(term))
    response = client.post(address(term), follow=True)

    assert f'href="{reverse(DETAIL)}"' in home
    assert f'href="{address(term)}"' in membership
    asked = set(re.findall(r'<(?:input|select|textarea)[^>]*name="(\w+)"', declared.text))
    assert asked == {"q", "csrfmiddlewaretoken"}
    assert "By renewing I declare that I am still an individual member" in declared.text
    assert "Your membership is renewed to 31 December 2030." in response.text
    added = Term.objects.get(renews=term)
    assert days(added) == (date(2028, 1, 1), date(2030, 12, 31))
    assert (added.grade, added.society) == (term.grade, term.society)
    assert added.declared_at == datetime(2027, 12, 1, 4, tzinfo=UTC)


def test_renewal_posted_again_adds_nothing_and_says_the_same(
    on, term, django_capture_on_commit_callbacks
):
    client = on(2027, 12, 1)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(term))
        again = client.post(address(term), follow=True)
    later = on(2028, 1, 5).post(address(term), follow=True)

    assert "Your membership is renewed to 31 December 2030." in again.text
    assert "Your membership is renewed to 31 December 2030." in later.text
    assert Term.objects.count() == 2
    assert len(mail.outbox) == 1


def test_term_that_was_added_is_not_open_to_renewal(on, term):
    client = on(2027, 12, 31)
    client.post(address(term))
    added = Term.objects.get(renews=term)

    response = client.post(address(added))

    assert response.status_code == 409
    assert "This term cannot be renewed today" in response.text
    assert address(added) not in client.get(reverse(DETAIL)).text


def test_late_renewal_begins_today_and_says_so_before(on, term):
    client = on(2028, 1, 30)

    page = " ".join(client.get(address(term)).text.split())
    client.post(address(term))
    drawn = client.get(reverse(DETAIL)).context["stretches"]

    assert "The next term begins today" in page
    assert "31 December 2027</time> stay in your record as days without a term." in page
    added = Term.objects.get(renews=term)
    assert days(added) == (date(2028, 1, 30), date(2031, 1, 29))
    assert [(one.heading, one.text) for one in drawn][1] == (
        "No membership",
        "29 days without a term.",
    )


def test_renewal_on_the_day_after_the_end_leaves_no_gap_and_speaks_of_none(on, term):
    client = on(2028, 1, 1)

    page = client.get(address(term)).text
    client.post(address(term))

    assert "The next term begins today" not in page
    assert days(Term.objects.get(renews=term)) == (date(2028, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("day", [(2027, 10, 1), (2028, 1, 31)])
def test_renewal_outside_its_days_is_refused(on, term, day):
    client = on(*day)

    response = client.post(address(term))

    assert response.status_code == 409
    assert "This term cannot be renewed today" in client.get(address(term)).text
    assert Term.objects.count() == 1


@pytest.mark.parametrize("day", [(2027, 10, 2), (2028, 1, 30)])
def test_renewal_is_open_on_its_first_and_on_its_last_day(on, term, day):
    on(*day).post(address(term))

    assert Term.objects.count() == 2


def test_suspended_membership_is_not_renewed(on, member, term):
    make.make_suspension(member)
    client = on(2027, 12, 1)

    response = client.post(address(term))

    assert response.status_code == 409
    assert address(term) not in client.get(reverse(DETAIL)).text
    assert Term.objects.count() == 1


def test_renewal_follows_the_days_of_the_members_own_zone(on, member, term):
    """30 January in Los Angeles is still the last day of grace when it is over in Beijing."""
    type(member).objects.update(time_zone="America/Los_Angeles")

    on(2028, 1, 31).post(address(term))

    assert Term.objects.get(renews=term).starts_on == date(2028, 1, 30)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2027, 10, 31), None),
        ((2027, 11, 1), 'Renew your membership by <time datetime="2027-12-31">'),
        ((2027, 12, 31), 'Renew your membership by <time datetime="2027-12-31">'),
        ((2028, 1, 1), 'Renew your membership by <time datetime="2028-01-30">'),
        ((2028, 1, 31), None),
    ],
)
def test_home_asks_for_it_within_sixty_days_of_the_end_and_in_grace(on, term, day, said):
    page = " ".join(on(*day).get(reverse("members:home")).text.split())

    assert ("Renew your membership" in page) == bool(said)
    assert (said or "") in page
    assert (f'href="{address(term)}"' in page) == bool(said)


def test_home_asks_no_more_once_it_is_renewed(on, term):
    client = on(2027, 12, 1)
    client.post(address(term))

    assert "Renew your membership" not in client.get(reverse("members:home")).text
