"""The messages of local mode: one thread publishes, as beat does, and another receives."""

from collections.abc import Iterator
from threading import Thread

import pytest
from kombu import Connection

from roadmap_site.broker import broker_settings

MANY = 2_000


@pytest.fixture
def local(settings) -> dict:
    settings.REDIS_URL = ""
    return broker_settings()


def connection(local: dict) -> Connection:
    return Connection(local["broker_url"], transport_options=local.get("broker_transport_options", {}))


def publish(local: dict) -> None:
    with connection(local) as sender, sender.SimpleQueue("test") as queue:
        for number in range(MANY):
            queue.put(number)


def received(local: dict) -> Iterator[int]:
    """The channel is asked again and again, without the pauses between two polls."""
    with connection(local) as receiver, receiver.SimpleQueue("test") as queue:
        while True:
            try:
                message = queue.get_nowait()
            except queue.Empty:
                continue
            message.ack()
            yield message.payload


def test_every_message_arrives_whole_while_others_are_published(local):
    sender = Thread(target=publish, args=[local], daemon=True)
    arriving = received(local)
    sender.start()

    assert [next(arriving) for _ in range(MANY)] == [*range(MANY)]
