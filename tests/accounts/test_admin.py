import pytest

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD, sign_in


@pytest.fixture
def staff(client, db):
    user = User.objects.create_superuser("kim@cairn.example", PASSWORD)
    client.force_login(user)
    return user


def test_who_is_added_in_the_admin_may_sign_in_at_once(client, staff):
    form = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/accounts/user/add/", {"email": "Noor@Cairn.Example", "name": ""} | form)
    client.logout()

    sign_in(client, "noor@cairn.example")

    assert client.session["_auth_user_id"] == str(User.objects.get(email="noor@cairn.example").pk)


def test_an_account_is_switched_off_and_never_deleted(client, staff, learner):
    page = client.get(f"/admin/accounts/user/{learner.pk}/change/").text

    assert 'name="is_active"' in page
    assert "deletelink" not in page
    assert client.post(f"/admin/accounts/user/{learner.pk}/delete/", {"post": "yes"}).status_code == 403
