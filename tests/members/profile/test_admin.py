import pytest

from tests.factories import make_user


@pytest.mark.parametrize("lookup", ["password", "password__startswith", "password__regex"])
@pytest.mark.parametrize("group", ["membership officer", "auditor"])
def test_accounts_cannot_be_filtered_by_their_password(as_staff, group, lookup):
    account = make_user("chief@example.org")

    response = as_staff(group).get("/admin/members/user/", {lookup: account.password[:20]})

    assert response.status_code == 400


def test_accounts_can_be_filtered_by_what_the_list_offers(as_staff):
    response = as_staff("auditor").get("/admin/members/user/", {"is_active__exact": "1"})

    assert response.status_code == 200
