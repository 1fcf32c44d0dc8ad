"""What programs read of a mail: RFC 2369, 2919, 3834, 8058."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives

from progress.reminders.letters import write
from progress.reminders.letters.headers import message_id
from progress.reminders.models import CHOSEN, Kind
from progress.reminders.tokens import read_token
from tests.reminders.letters.made import AT, CASES, SITE, claimed, elsewhere, html_of, written

ONE_OF_EACH = {case.kind: name for name, case in CASES.items()}
ACCOUNT = {"to": "noor@example.org", "subject": "123456 is your code", "text": "Enter it:\n\n    123456\n"}


def parsed(message):
    return message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=policy.default)


def headers_but_the_boundary(mail):
    return sorted((name, value.strip()) for name, value in mail.items() if name != "Content-Type")


@pytest.mark.parametrize("kind", [*CHOSEN, Kind.SAMPLE])
def test_a_program_can_stop_it_by_one_click(kind):
    mail = parsed(written(CASES[ONE_OF_EACH[kind]]))
    address = mail["List-Unsubscribe"].removeprefix(f"<{SITE}/mail/stop/").removesuffix("/>")

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with elsewhere():
        assert read_token(address) == (7, Kind.REMINDER if kind == Kind.SAMPLE else kind)


@pytest.mark.parametrize("kind", [*CHOSEN, Kind.SAMPLE])
def test_it_says_of_which_list_it_is_and_that_no_person_wrote_it(kind):
    mail = parsed(written(CASES[ONE_OF_EACH[kind]]))

    assert mail["List-Id"].endswith(f"<{kind.value.replace('_', '-')}.learn.example.org>")
    assert mail["Auto-Submitted"] == "auto-generated"


def test_its_id_is_the_same_however_often_it_is_tried():
    mail = parsed(written(CASES["reminder"]))

    with elsewhere():
        assert mail["Message-ID"] == message_id(42) == "<reminder-42@learn.example.org>"


def test_it_goes_to_one_person_and_says_from_whom_and_when():
    mail = parsed(written(CASES["reminder"]))

    assert (mail["To"], mail["From"]) == ("noor@example.org", "Cairn <cairn@learn.example.org>")
    assert mail["Date"].datetime == AT


def test_a_header_stands_on_one_line_so_that_every_program_finds_it():
    head = written(CASES["reminder"]).message().as_bytes().partition(b"\n\n")[0]

    assert b"\nList-Unsubscribe: <https://learn.example.org/mail/stop/" in head


def test_programs_read_text_and_html_as_they_were_written():
    message = written(CASES["digest"])
    mail = parsed(message)

    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(["plain"]).get_content().replace("\r\n", "\n") == message.body
    assert mail.get_body(["html"]).get_content().replace("\r\n", "\n") == html_of(message)


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_message_that_django_would_make(name):
    message = written(CASES[name])
    plain = EmailMultiAlternatives(
        message.subject, message.body, message.from_email, message.to, headers=message.extra_headers
    )
    plain.attach_alternative(html_of(message), "text/html")
    ours, theirs = parsed(message), parsed(plain)

    assert headers_but_the_boundary(ours) == headers_but_the_boundary(theirs)
    assert [part.get_content() for part in ours.iter_parts()] == [
        part.get_content() for part in theirs.iter_parts()
    ]


def test_a_mail_about_the_account_says_what_it_was_told_to():
    told = ACCOUNT | {"headers": {"X-Kept": "yes"}}
    mail = parsed(write(claimed(Kind.ACCOUNT, told=told), {}, AT, done_today=False))

    assert (mail["Subject"], mail["To"]) == (ACCOUNT["subject"], ACCOUNT["to"])
    assert mail.get_content().replace("\r\n", "\n") == ACCOUNT["text"]
    assert mail["X-Kept"] == "yes"


def test_a_mail_about_the_account_has_no_list():
    mail = parsed(write(claimed(Kind.ACCOUNT, told=ACCOUNT), {}, AT, done_today=False))

    assert mail["List-Unsubscribe"] is None
    assert mail["Message-ID"].startswith("<reminder-42@")


def test_a_mail_about_the_account_can_have_html():
    told = ACCOUNT | {"html": "<p>123456</p>"}
    mail = parsed(write(claimed(Kind.ACCOUNT, told=told), {}, AT, done_today=False))

    assert mail.get_body(["html"]).get_content().strip() == "<p>123456</p>"
