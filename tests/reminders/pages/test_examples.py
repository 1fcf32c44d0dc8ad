"""An example of each mail with its colours, under a policy that allows its own styles and no others."""

import pytest

from progress.reminders.letters.examples import style_hashes
from progress.reminders.models import CHOSEN

PATH = "/settings/mail/example/{}/"


@pytest.mark.parametrize("kind", CHOSEN)
def test_each_is_shown_with_its_own_styles_allowed(client, kind):
    answer = client.get(PATH.format(kind.value))

    directives = answer["Content-Security-Policy"].split("; ")
    policy = dict(directive.split(" ", 1) for directive in directives)
    assert answer.status_code == 200
    assert set(policy["style-src"].split()) == {"'unsafe-hashes'", *style_hashes(answer.text)}
    assert policy["default-src"] == "'self'"
    assert "<script" not in answer.text


@pytest.mark.parametrize("name", ["sample", "account", "no-such", "Reminder"])
def test_what_nobody_chooses_has_no_example(client, db, name):
    assert client.get(PATH.format(name)).status_code == 404


def test_its_links_stop_nothing(client):
    assert "/mail/stop/" not in client.get(PATH.format("reminder")).text
