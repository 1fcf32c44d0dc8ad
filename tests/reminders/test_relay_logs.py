"""What is read from a relay's log: lines as the programs write them."""

import pytest

from progress.reminders.sending.relay_logs import RelayLog

NAME = "reminder-7@learn.example.org"
POSTFIX = """\
Jul  7 18:00:01 mx postfix/smtpd[811]: 4W9xYz1Abc: client=web.example.org[10.0.0.7]
Jul  7 18:00:01 mx postfix/cleanup[814]: 4W9xYz1Abc: message-id=<reminder-7@learn.example.org>
"""
QUEUED = (
    "Jul  7 18:00:01 mx postfix/qmgr[90]: 4W9xYz1Abc: from=<cairn@learn.example.org>, size=9150, nrcpt=1"
    " (queue active)\n"
)
DELIVERED = (
    "Jul  7 18:00:02 mx postfix/smtp[815]: 4W9xYz1Abc: to=<ada@example.net>, relay=mx.example.net:25,"
    " delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F2)\n"
)
EXIM = (
    "2026-07-07 18:00:01 1uYk2B-00000004abc-1Def <= cairn@learn.example.org H=(web) [10.0.0.7] P=esmtps"
    " X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=9150 id=reminder-7@learn.example.org\n"
)
OTHER = "Jul  7 18:00:01 mx filter[3]: looks like spam: <reminder-7@learn.example.org>\n"
MAILGUN = '{"event": "delivered", "message": {"headers": {"message-id": "reminder-7@learn.example.org"}}}\n'
SENDGRID = '{"event":"processed","smtp-id":"\\u003creminder-7@learn.example.org\\u003e"}\n'
SES = (
    '{"eventType": "Bounce", "mail": {"headers": [{"name": "Message-ID",'
    ' "value": "<reminder-7@learn.example.org>"}]}}\n'
)


def read(text):
    log = RelayLog(text.splitlines(keepends=True))
    return list(log.taken()), log.doubtful


@pytest.mark.parametrize(
    "text",
    [
        POSTFIX + QUEUED,
        POSTFIX + DELIVERED,
        EXIM,
        MAILGUN,
        SENDGRID,
        SES,
        "<reminder-7@learn.example.org>\n",
        "  reminder-7@learn.example.org",
        "Message-ID: <reminder-7@learn.example.org>\r\n",
    ],
    ids=[
        *("postfix", "postfix without qmgr", "exim", "mailgun", "sendgrid", "ses"),
        *("a list", "a bare list", "headers"),
    ],
)
def test_what_was_taken_is_found(text):
    assert read(text) == ([NAME], set())


@pytest.mark.parametrize(
    "text",
    [
        POSTFIX,  # the connection broke, or a filter refused it
        POSTFIX + QUEUED.replace("4W9xYz1Abc", "4W9xYz2Abc"),  # of another
        '{"event": "rejected", "message": {"headers": {"message-id": "reminder-7@learn.example.org"}}}',
        "Jul  7 18:00:01 mx postfix/qmgr[90]: 4W9xYz1Abc: removed",
        "<other-7@learn.example.org>",
        "",
    ],
)
def test_what_was_not_taken_is_not(text):
    assert read(text) == ([], set())


@pytest.mark.parametrize("text", [OTHER, '{"event": "delivered", <reminder-7@learn.example.org>'])
def test_what_is_not_understood_is_doubtful(text):
    assert read(text) == ([], {NAME})


def test_what_is_named_again_when_it_is_delivered_comes_once():
    assert read(POSTFIX + QUEUED + DELIVERED) == ([NAME], set())


def test_lines_of_several_mails_may_be_mixed():
    second = POSTFIX.replace("4W9xYz1Abc", "4W9xYz2Abc").replace("reminder-7@", "reminder-8@")

    taken, _ = read(POSTFIX + second + QUEUED.replace("1Abc", "2Abc") + QUEUED)

    assert taken == ["reminder-8@learn.example.org", NAME]


def test_nothing_is_kept_of_what_became_clear():
    log = RelayLog((POSTFIX + QUEUED).splitlines())
    list(log.taken())

    assert (log.read, log._reading) == (3, {})
