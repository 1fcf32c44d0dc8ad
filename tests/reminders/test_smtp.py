"""Our way to speak SMTP, with relays that hang, trickle, or are late."""

import time

import pytest
from django.core.mail import EmailMessage

from progress.reminders.sending import smtp
from progress.reminders.sending.clock import running
from progress.reminders.sending.relay import Answer, hand_over
from tests.faults.relay import Relay

TO = "ada@cairn.example"
PATIENCE, SLACK = 0.5, 2  # seconds


@pytest.fixture
def relay_that(tmp_path):
    """Start one that misbehaves at a step."""
    relays = []

    def start(manner="", step=""):
        relay = Relay(tmp_path / f"{len(relays)}.log", manner, step)
        relay.start()
        relays.append(relay)
        return relay

    yield start
    for relay in relays:
        relay.stop()


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    monkeypatch.setattr(smtp, "PATIENCE", PATIENCE)
    monkeypatch.setattr(smtp, "PATIENCE_FOR_GOODBYE", PATIENCE)


def connection_to(relay):
    return smtp.EmailBackend(host="127.0.0.1", port=relay.port, timeout=20)


def mail(to=TO, **attributes):
    message = EmailMessage("Hello", "…", "Cairn <cairn@cairn.example>", [to], headers={"Message-ID": "<1@x>"})
    for name, value in attributes.items():
        setattr(message, name, value)
    return message


@pytest.mark.parametrize("manner", ["hang", "trickle"])
@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "rcpt", "data", "end"])
def test_nobody_waits_for_long(relay_that, manner, step):
    connection = connection_to(relay_that(manner, step))
    began = time.monotonic()

    outcome = hand_over(mail(), connection)

    connection.close()
    assert time.monotonic() - began < PATIENCE + SLACK
    assert outcome.answer == (Answer.UNKNOWN if step == "end" else Answer.LATER)
    assert outcome.broken


def test_connecting_and_sending_share_their_time(relay_that, monkeypatch):
    """A relay whose greeting comes a second late has that much less left for what follows."""
    monkeypatch.setattr(smtp, "PATIENCE", 2)
    connection = connection_to(relay_that("late", "greeting"))
    began = time.monotonic()

    hand_over(mail("hang.rcpt.1.ada@cairn.example"), connection)

    assert 2 < time.monotonic() - began < 2.9
    connection.close()


@pytest.mark.parametrize("manner", ["hang", "trickle"])
def test_a_mail_was_taken_whatever_the_goodbye(relay_that, manner):
    relay = relay_that(manner, "quit")
    connection = connection_to(relay)
    outcome = hand_over(mail(), connection)
    began = time.monotonic()

    connection.close()

    assert outcome.answer == Answer.TAKEN
    assert [taken["message_id"] for taken in relay.taken()] == ["<1@x>"]
    assert time.monotonic() - began < PATIENCE + SLACK


def test_it_is_not_sent_when_it_is_too_late(relay_that):
    relay = relay_that()
    connection = connection_to(relay)

    outcome = hand_over(mail(not_after=running() - 1), connection)

    connection.close()
    assert (outcome.answer, relay.taken()) == (Answer.LATER, [])


def test_what_takes_its_time_but_not_too_much_is_sent(relay_that):
    relay = relay_that()
    connection = connection_to(relay)

    outcomes = [hand_over(mail(), connection) for _ in range(3)]
    time.sleep(PATIENCE + smtp.LOOKS)
    outcomes.append(hand_over(mail(), connection))

    connection.close()
    assert {outcome.answer for outcome in outcomes} == {Answer.TAKEN}
    assert len(relay.taken()) == 4


def test_the_watchdog_goes_with_the_connection(relay_that):
    connection = connection_to(relay_that())
    connection.open()
    watchdog = connection._watchdog

    connection.close()

    watchdog.join(SLACK)
    assert not watchdog.is_alive()


@pytest.mark.parametrize(
    ("address", "in_envelope"),
    [
        ("ada@cairn.example", "ada@cairn.example"),
        ("Cairn <cairn@cairn.example>", "cairn@cairn.example"),
        ("Ada Löwe <ada@löwe.example>", "ada@xn--lwe-sna.example"),
    ],
)
def test_the_envelope_has_addresses_alone(address, in_envelope):
    assert smtp.in_envelope(address) == in_envelope


def test_an_address_that_would_add_a_command_is_refused(relay_that):
    connection = connection_to(relay_that())

    outcome = hand_over(mail("ada@cairn.example\r\nRCPT TO:<eve@x.example>"), connection)

    connection.close()
    assert outcome.answer == Answer.REFUSED
