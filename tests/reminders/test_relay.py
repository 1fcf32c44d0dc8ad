"""What the relay's answers mean, and what is kept of them."""

import smtplib

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from progress.reminders.sending.relay import Answer, hand_over

TO = "ada@cairn.example"


class Faulty(BaseEmailBackend):
    """A connection over which a mail meets with a fault; `may_be_taken` as our own backend tells it."""

    def __init__(self, fault, *, may_be_taken=False):
        super().__init__()
        self.fault, self.may_be_taken = fault, may_be_taken

    def send_messages(self, messages):
        raise self.fault


def outcome(fault, **options):
    return hand_over(EmailMessage("Hello", "…", "cairn@cairn.example", [TO]), Faulty(fault, **options))


def refused(code, words):
    return smtplib.SMTPRecipientsRefused({TO: (code, words)})


@pytest.mark.parametrize(
    ("fault", "answer", "broken"),
    [
        (refused(550, b"no such user"), Answer.REFUSED, False),
        (refused(451, b"try later"), Answer.LATER, False),
        (smtplib.SMTPDataError(554, b"spam"), Answer.REFUSED, False),
        (smtplib.SMTPDataError(452, b"full"), Answer.LATER, False),
        (smtplib.SMTPSenderRefused(421, b"closing", "cairn"), Answer.LATER, True),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Answer.REFUSED, False),
        (smtplib.SMTPServerDisconnected("gone"), Answer.LATER, True),
        (TimeoutError("timed out"), Answer.LATER, True),
    ],
)
def test_what_an_answer_means(fault, answer, broken):
    told = outcome(fault)

    assert (told.answer, told.broken) == (answer, broken)


def test_a_connection_that_breaks_after_the_end_of_a_mail_leaves_it_unknown():
    assert outcome(TimeoutError("timed out"), may_be_taken=True).answer == Answer.UNKNOWN


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (refused(550, b"5.1.1 <ada@cairn.example>:\r\n unknown user"), "550 5.1.1 <…>: unknown user"),
        (smtplib.SMTPDataError(554, "rejected for ada@cairn.example, sorry"), "554 rejected for … sorry"),
        (ValueError("Invalid address ada@cairn.example"), "ValueError: Invalid address …"),
    ],
)
def test_no_address_is_kept_of_what_was_said(fault, words):
    assert outcome(fault).words == words


class Taking(BaseEmailBackend):
    def send_messages(self, messages):
        return len(messages)


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("o'brien+cairn@cairn.example", Answer.TAKEN),
        ('"john doe"@cairn.example', Answer.TAKEN),
        ("ada@bücher.example", Answer.TAKEN),  # its host has another form
        ('weird"quote@cairn.example', Answer.REFUSED),
        ("(ada)bob@cairn.example", Answer.REFUSED),
        ("jörg@cairn.example", Answer.REFUSED),
        ("ada@cairn.example(bob)", Answer.REFUSED),
        ("ada@cairn.example, bob@cairn.example", Answer.REFUSED),
    ],
)
def test_no_mail_goes_to_another_address_than_its_own(address, answer):
    message = EmailMessage("Hello", "…", "cairn@cairn.example", [address])

    assert hand_over(message, Taking()).answer == answer
