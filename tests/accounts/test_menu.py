from roadmap_site.accounts import menu
from tests.accounts.test_providers import KEYS, providers_with


def test_the_open_page_is_marked_and_so_are_pages_below_it():
    assert menu.current("/settings/").url_name == "settings"
    assert menu.current("/accounts/2fa/totp/activate/").url_name == "mfa_index"
    assert menu.current("/roadmaps/backend/") is None


def test_registering_again_changes_nothing():
    before = menu.groups()

    menu.register("Again", "settings")

    assert menu.groups() == before


def test_other_ways_in_are_shown_where_there_are_any(client, learner, settings):
    client.force_login(learner)
    assert "Other ways in" not in client.get("/settings/").text

    settings.SOCIALACCOUNT_PROVIDERS = providers_with(**KEYS)

    assert "Other ways in" in client.get("/settings/").text


def test_every_page_of_the_settings_has_the_menu(client, learner):
    client.force_login(learner)

    for _, entries in menu.groups():
        for entry in entries:
            page = client.get(entry.url, follow=True).text
            assert f'<a href="{entry.url}" aria-current="page">' in page or "Is it still you?" in page
