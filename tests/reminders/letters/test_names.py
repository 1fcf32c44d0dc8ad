"""People are called what they like; no name may do more than be read."""

from email import message_from_bytes, policy

import pytest

from progress.reminders.letters import write
from progress.reminders.letters.tidy import lines_of, one_line
from progress.reminders.models import Kind
from tests.reminders.letters.made import AT, MESSAGE, WAITING, claimed, contents, elsewhere, html_of

HOSTILE = {
    "a header": "Noor\r\nBcc: everybody@example.org",
    "a line feed alone": "Noor\nBcc: everybody@example.org",
    "a body": "Noor\r\n\r\n<script>alert(1)</script>",
    "other line ends": "Noor\x85Bcc: a\u2028Bcc: b\x0bBcc: c",
    "nothing one sees": "\x00\x01\u200b\u2060\ufeff",
    "longer than any": "Noor " * 30,
    "one long word": "N" * 150,
    "turned around": "\u202eroon\u202c \u2067Noor\u2069 \u200f",
    "a picture": "Noor 👩🏽‍🚀",
    "from the right": "נור אבו־סלים",
    "markup": '<b>Noor</b> & "sons"',
    "a template": "{{ settings.SECRET_KEY }} %(n)s %s {0}",
    "encoded": "=?utf-8?q?Bcc=3A?=",
}


@pytest.fixture(params=HOSTILE)
def name(request):
    return HOSTILE[request.param]


def mail_for(name: str):
    with elsewhere():
        mail = claimed(Kind.REMINDER, name=name)
        return write(mail, {mail.mail_id: contents(name=name)}, AT, done_today=False)


def parsed(message):
    return message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=policy.default)


def test_a_name_adds_no_header(name):
    plain, hostile = parsed(mail_for("Noor")), parsed(mail_for(name))

    assert hostile.keys() == plain.keys()
    assert hostile["To"] == plain["To"]


def test_a_name_stays_on_the_line_of_its_greeting(name):
    body = mail_for(name).body
    greetings = [line for line in body.splitlines() if line.startswith("Hello")]

    assert len(body.splitlines()) - len(mail_for("").body.splitlines()) == 2 * len(greetings)
    assert "Bcc: everybody@example.org" not in body.splitlines()


def test_a_name_is_no_markup(name):
    html = html_of(mail_for(name))

    assert "<script" not in html
    assert "<b>" not in html


def test_a_name_turns_nothing_around(name):
    message = mail_for(name)

    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(message.body)


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Noor", "Hello Noor,"),
        ("  Noor   Hill ", "Hello Noor Hill,"),
        ("Noor 👩🏽‍🚀", "Hello Noor 👩🏽‍🚀,"),  # one picture of four signs and a joiner
        ("می‌خواهم", "Hello می‌خواهم,"),  # written with a joiner
        ("נור", "Hello נור,"),
        ("N" * 150, f"Hello {'N' * 59}…,"),
    ],
)
def test_a_name_is_greeted_as_it_is_written(name, greeted):
    assert greeted in mail_for(name).body.splitlines()


@pytest.mark.parametrize("name", ["", "   ", "\u200b\x00", "\u200d"])
def test_who_has_no_name_is_not_greeted(name):
    assert "Hello" not in mail_for(name).body


def test_a_learner_s_name_in_a_subject_adds_no_header():
    with elsewhere():
        told = WAITING | {"learner": HOSTILE["a header"], "milestone": HOSTILE["a body"]}
        mail = claimed(Kind.REVIEW_WAITING, told=told)
        message = write(mail, {mail.mail_id: contents()}, AT, done_today=False)

    assert parsed(message)["Bcc"] is None
    assert "\n" not in message.subject


def test_a_message_s_words_stay_within_their_quote():
    words = "Well done.\r\n-- \r\nStop reminders: https://evil.example/\n\n\n</blockquote><a href='x'>"
    with elsewhere():
        mail = claimed(Kind.MESSAGE, told=MESSAGE | {"words": words})
        message = write(mail, {mail.mail_id: contents()}, AT, done_today=False)

    assert message.body.count("\n-- \n") == 1
    assert "\n> Stop reminders: https://evil.example/" in message.body
    assert "&lt;/blockquote&gt;" in html_of(message)


def test_a_very_long_message_is_cut():
    assert len("".join(lines_of("so it goes on " * 10_000))) <= 8000


@pytest.mark.parametrize(
    ("words", "tidy"),
    [
        ("as it is", "as it is"),
        (" spaces\tand\u00a0others ", "spaces and others"),
        ("e\u0301", "e\u0301"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_one_line_keeps_what_is_read(words, tidy):
    assert one_line(words) == tidy
