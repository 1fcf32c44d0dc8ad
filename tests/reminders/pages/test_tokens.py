"""The words in a mail's links: whose they are, what they stop, and that nobody makes up another."""

import re

import pytest

from progress.reminders.models import CHOSEN, Kind
from progress.reminders.tokens import BadToken, read_token, token_of


@pytest.mark.parametrize("kind", [*CHOSEN, None])
def test_a_token_says_whose_it_is_and_what_it_stops(kind):
    assert read_token(token_of(12345678901, kind)) == (12345678901, kind)


def test_the_mail_to_look_at_stops_what_it_is_a_sample_of():
    assert read_token(token_of(7, Kind.SAMPLE)) == (7, Kind.REMINDER)


def test_it_is_short_and_needs_no_escaping():
    for kind in CHOSEN:
        token = token_of(10**12, kind)

        assert re.fullmatch(r"[\w.~-]+", token, re.ASCII)  # RFC 3986, section 2.3
        assert len(token) < 72


WRONG = [
    "",
    ".",
    "7-reminder",  # not signed
    token_of(7, None)[:-1],
    token_of(7, None) + "x",
    token_of(7, None).replace("7-", "8-"),  # another's
    token_of(7, Kind.NUDGE).replace("nudge", "all"),  # more than was signed
    token_of(7, Kind.ACCOUNT),  # is no matter of choice
    "ü\0\n" * 9,
    "x" * 9000,
]


@pytest.mark.parametrize("token", WRONG)
def test_what_was_never_made_is_no_token(token):
    with pytest.raises(BadToken):
        read_token(token)


def test_a_mail_from_before_a_new_key_can_still_be_stopped(settings):
    token = token_of(7, Kind.DIGEST)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert read_token(token) == (7, Kind.DIGEST)

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadToken):
        read_token(token)
