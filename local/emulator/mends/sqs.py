"""SQS: long polling does not block other calls."""

from moto.sqs.models import Queue

from gateway.dispatch_lock import sleep_outside

POLL_SECONDS = 0.05


def apply() -> None:
    def wait_for_messages(self: Queue, timeout: int) -> None:
        sleep_outside(min(POLL_SECONDS, timeout))

    Queue.wait_for_messages = wait_for_messages
