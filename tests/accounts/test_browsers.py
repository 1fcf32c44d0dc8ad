import pytest

from roadmap_site.accounts.templatetags.browsers import browser


@pytest.mark.parametrize(
    "user_agent, words",
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18.5 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.15.0", "curl/8.15.0"),  # as it is
        ("", "An unknown browser"),
    ],
)
def test_browser(user_agent, words):
    assert browser(user_agent) == words
