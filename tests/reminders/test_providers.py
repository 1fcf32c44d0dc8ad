"""Providers of mail: what they report, who may report it, and how mail reaches them."""

import hashlib
import hmac
import json
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from progress.reminders.addresses import suppress, suppressed
from progress.reminders.models import Kind, Mail, MailState, Suppression
from progress.reminders.sending.relay import Answer, hand_over
from roadmap_site.relays import settings_of
from tests.factories import make_learner

SECRET = "cairn:flat-stones"
ROBIN = "robin@cairn.example"
NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
BOUNCE, COMPLAINT = Suppression.Why.BOUNCE, Suppression.Why.COMPLAINT


def configure(settings, url, secret=SECRET):
    for name, value in settings_of(url, webhook_secret=secret).items():
        setattr(settings, name, value)


def authorized(secret=SECRET):
    return {"authorization": f"Basic {b64encode(secret.encode()).decode()}"}


def report(client, provider, told, headers=None):
    return client.post(
        f"/mail/events/{provider}/", json.dumps(told), "application/json", headers=headers or authorized()
    )


def postmark(record="Bounce", **told):
    return {
        "RecordType": record,
        "Email": ROBIN,
        "MessageID": "0f-1",
        "BouncedAt": "2026-07-07T18:00:00Z",
    } | told


def signed(key="k", **told):
    """As Mailgun does it."""
    signature = hmac.new(key.encode(), b"1234t", hashlib.sha256).hexdigest()
    data = {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "recipient": ROBIN,
        "timestamp": 1.5,
    }
    return {
        "signature": {"timestamp": "1234", "token": "t", "signature": signature},
        "event-data": data | {"user-variables": {}} | told,
    }


def resend(kind, said, **told):
    bounce = {"message": said} | told
    return {"type": f"email.{kind}", "data": {"email_id": "1", "to": [ROBIN], "bounce": bounce}}


REPORTS = [
    ("postmark", postmark(Type="HardBounce"), BOUNCE),
    ("postmark", postmark(Type="BadEmailAddress"), BOUNCE),
    ("postmark", postmark(Type="SoftBounce"), None),
    ("postmark", postmark(Type="Transient"), None),
    ("postmark", postmark(Type="Blocked"), None),
    ("postmark", postmark("SpamComplaint", Type="SpamComplaint"), COMPLAINT),
    ("postmark", postmark("Open"), None),
    ("mailgun", signed(), BOUNCE),
    ("mailgun", signed(severity="temporary"), None),
    ("mailgun", signed(event="complained"), COMPLAINT),
    ("mailgun", signed(event="opened"), None),
    ("brevo", {"event": "hard_bounce", "email": ROBIN, "ts_epoch": 1}, BOUNCE),
    ("brevo", {"event": "invalid_email", "email": ROBIN, "ts_epoch": 1}, BOUNCE),
    ("brevo", {"event": "soft_bounce", "email": ROBIN, "ts_epoch": 1}, None),
    ("brevo", {"event": "spam", "email": ROBIN, "ts_epoch": 1}, COMPLAINT),
    ("resend", resend("bounced", "The provider sent a hard bounce message", type="Permanent"), BOUNCE),
    ("resend", resend("bounced", "The provider sent a bounce message: full", type="Transient"), None),
    ("resend", resend("complained", ""), COMPLAINT),
]
URLS = {
    "postmark": "postmark://token",
    "mailgun": "mailgun://k@mg.cairn.example",
    "brevo": "brevo://key",
    "resend": "resend://key",
}


@pytest.fixture
def by_postmark(settings):
    configure(settings, "postmark://token")


def suppressions():
    return [(one.why, one.at) for one in Suppression.objects.all()]


@pytest.mark.parametrize(("provider", "told", "why"), REPORTS)
def test_bounces_for_good_and_complaints_suppress_the_address(client, db, settings, provider, told, why):
    configure(settings, URLS[provider], "k" if provider == "mailgun" else SECRET)

    assert report(client, provider, told).status_code == 200

    assert [reason for reason, _ in suppressions()] == ([why] if why else [])
    assert suppressed([ROBIN.upper()]) == ({ROBIN.upper()} if why else set())


def test_what_is_due_to_it_is_skipped(client, by_postmark, db):
    learner = make_learner(email=ROBIN)
    due = {"recipient": learner, "due_at": NOW, "expires_at": NOW}
    Mail.objects.create(kind=Kind.REMINDER, key="1", **due)
    Mail.objects.create(kind=Kind.ACCOUNT, key="2", told={"to": ROBIN, "asked_for": True}, **due)

    report(client, "postmark", postmark(Type="HardBounce"))

    states = dict(Mail.objects.values_list("kind", "state"))
    assert states == {Kind.REMINDER: MailState.SKIPPED, Kind.ACCOUNT: MailState.DUE}


def test_a_replayed_report_changes_nothing(client, by_postmark, db):
    report(client, "postmark", postmark("SpamComplaint", Type="SpamComplaint"))
    before = suppressions()

    assert report(client, "postmark", postmark("SpamComplaint", Type="SpamComplaint")).status_code == 200
    assert report(client, "postmark", postmark(Type="HardBounce")).status_code == 200

    assert suppressions() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"x": "y"},
        authorized("cairn:round-stones"),
        {"authorization": "Basic %%%"},
        {"authorization": "Bearer x"},
    ],
    ids=["none", "wrong", "garbled", "another"],
)
def test_who_does_not_prove_itself_changes_nothing(client, by_postmark, db, headers):
    answer = report(client, "postmark", postmark(Type="HardBounce"), headers)

    assert (answer.status_code, suppressions()) == (403, [])


def test_a_wrong_signature_changes_nothing(client, db, settings):
    configure(settings, URLS["mailgun"], "k")

    answers = [report(client, "mailgun", told) for told in (signed(key="x"), {"event-data": {}}, [])]

    assert [answer.status_code for answer in answers] == [403, 403, 400]
    assert suppressions() == []


@pytest.mark.parametrize("secret", ["", SECRET])
def test_only_the_provider_that_sends_may_report_and_only_with_a_secret(client, db, settings, secret):
    configure(settings, "postmark://token", secret)
    providers = ("postmark", "brevo", "mailgun", "ses", "nobody")

    statuses = [report(client, provider, postmark(Type="HardBounce")).status_code for provider in providers]

    assert statuses == ([200] if secret else [404]) + [404] * 4


@pytest.mark.parametrize("told", ["", "{", "[]", "null", '{"RecordType": 7}', '{"RecordType": "Inbound"}'])
def test_a_report_without_sense_is_refused(client, by_postmark, db, told):
    answer = client.post("/mail/events/postmark/", told, "application/json", headers=authorized())

    assert answer.status_code in (200, 400)
    assert suppressions() == []


@pytest.mark.parametrize(
    "address", [None, "", "nobody", "ro\0bin@cairn.example", "a@b.example, c@d.example", 7, []]
)
def test_a_report_without_an_address_suppresses_none(client, by_postmark, db, address):
    answer = report(client, "postmark", postmark(Type="HardBounce", Email=address))

    assert answer.status_code in (200, 400)
    assert suppressions() == []


def test_nobody_reads_there(client, by_postmark, db):
    assert client.get("/mail/events/postmark/", headers=authorized()).status_code == 405


def name_of(mail, host="127.0.0.1"):
    return f"<reminder-{mail.pk}@{host}>"


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (MailState.UNKNOWN, MailState.SENT),
        (MailState.SENDING, MailState.SENT),  # its sender may have died
        (MailState.DUE, MailState.DUE),
        (MailState.FAILED, MailState.FAILED),
    ],
)
def test_what_was_delivered_was_sent(client, by_postmark, db, state, after):
    mail = Mail.objects.create(
        recipient=make_learner(), kind=Kind.SAMPLE, key="1", state=state, told={}, due_at=NOW, expires_at=NOW
    )

    report(client, "postmark", postmark("Delivery", Metadata={"mail": name_of(mail, "other.example")}))
    assert Mail.objects.get().state == state
    report(client, "postmark", postmark("Delivery", Metadata={"mail": name_of(mail)}))

    assert Mail.objects.get().state == after


ANSWERS = {
    200: (0, "OK"),
    422: (300, "Invalid 'From' address: 'x'."),
    422406: (406, "Found inactive addresses: 422406@cairn.example.\nInactive recipients are ones that"),
}


class Provider(BaseHTTPRequestHandler):
    """Postmark's interface, which answers as an address asks: `451@…` gets that status."""

    asked: list[dict] = []

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        (told,) = told if isinstance(told, list) else [told]
        self.asked.append(told)
        status = int(told["To"].partition("@")[0])
        code, words = ANSWERS.get(status, (10, "No"))
        status = int(str(status)[:3])
        answer = json.dumps(
            {"ErrorCode": code, "Message": words, "MessageID": "1", "To": told["To"]}
        ).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@contextmanager
def serving(handler) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def handed_over(to="200@cairn.example", **parts):
    message = EmailMultiAlternatives(
        "Hello", "Text", to=[to], headers={"Message-ID": "<reminder-7@127.0.0.1>"}
    )
    message.attach_alternative("<p>HTML</p>", "text/html")
    for name, value in parts.items():
        setattr(message, name, value)
    connection = get_connection()
    try:
        return hand_over(message, connection)
    finally:
        connection.close()


@pytest.fixture
def provider(settings, by_postmark):
    Provider.asked.clear()
    with serving(Provider) as address:
        settings.ANYMAIL |= {"POSTMARK_API_URL": address}
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        yield Provider


def test_mail_reaches_a_provider_whole_with_our_name_and_untracked(provider):
    assert handed_over().answer == Answer.TAKEN

    (told,) = provider.asked
    assert (told["Subject"], told["TextBody"], told["HtmlBody"]) == ("Hello", "Text", "<p>HTML</p>")
    assert told["Metadata"] == {"mail": "<reminder-7@127.0.0.1>"}
    assert (told["TrackOpens"], told["TrackLinks"]) == (False, "None")


@pytest.mark.parametrize(
    ("status", "answer", "broken"),
    [
        (422, Answer.REFUSED, False),  # this mail, for good
        (422406, Answer.REFUSED, False),  # this address
        (500, Answer.LATER, False),
        (401, Answer.LATER, True),  # the key is wrong: whatever is sent
        (429, Answer.LATER, True),
    ],
)
def test_a_providers_answer_is_understood(provider, status, answer, broken):
    outcome = handed_over(to=f"{status}@cairn.example")

    assert (outcome.answer, outcome.broken) == (answer, broken)


def test_what_cannot_be_told_is_refused(provider):
    assert handed_over(extra_headers={"X-Stone": object()}).answer == Answer.REFUSED


def test_a_provider_that_is_not_there_has_taken_nothing(provider, settings):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings.ANYMAIL |= {"POSTMARK_API_URL": f"http://127.0.0.1:{port}/"}

    outcome = handed_over()

    assert (outcome.answer, outcome.broken) == (Answer.LATER, True)


def test_a_provider_that_never_answers_has_perhaps_taken_it(provider, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.ANYMAIL |= {
            "POSTMARK_API_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/",
            "REQUESTS_TIMEOUT": (1, 1),
        }

        outcome = handed_over()

    assert (outcome.answer, outcome.broken) == (Answer.UNKNOWN, True)


def test_no_provider_is_waited_for_longer_than_a_server(settings):
    connecting, answering = settings_of("postmark://token")["ANYMAIL"]["REQUESTS_TIMEOUT"]

    assert connecting + answering < 25


def test_suppressing_again_keeps_the_first_reason(db):
    suppress(ROBIN, why=COMPLAINT, at=NOW)

    suppress(ROBIN, why=BOUNCE, at=timezone.now() + timedelta(1))

    assert suppressions() == [(COMPLAINT, NOW)]
