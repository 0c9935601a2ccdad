import pytest
from django.urls import reverse

from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def profile(db):
    return reverse("members:profile:profile_detail")


def test_profile_shows_names_language_and_zone(as_member, member, profile):
    member.number = "CSE-7"
    member.time_zone = "Asia/Karachi"
    member.save()

    page = as_member.get(profile).content.decode()

    for fact in ("Li Wei", "李伟", "CSE-7", "English", "Asia/Karachi", "li.wei@example.org"):
        assert fact in page


def test_profile_leads_to_addresses_password_and_second_step(as_member, profile):
    page = as_member.get(profile).content.decode()

    for target in ("account_email", "account_change_password", "mfa_index"):
        assert f'href="{reverse(target)}"' in page


def test_profile_says_that_an_example_is_invented(as_member, member, profile):
    real = as_member.get(profile).content.decode()
    member.is_demonstration = True
    member.save()

    invented = as_member.get(profile).content.decode()

    assert "This person does not exist." not in real
    assert "This person does not exist." in invented


def test_profile_of_a_person_without_names_shows_the_address(db, profile):
    member = factories.make_member("nameless@example.org", family_name="", given_name="")

    response = logged_in(member.user).get(profile)

    assert response.status_code == 200
    assert "nameless@example.org</a>" in response.content.decode()


def test_profile_takes_two_queries(as_member, profile, count_queries):
    _, count = count_queries(as_member, profile)

    assert len(count) == 2
