"""EventBridge: PutEvents succeeds whatever the targets are; a failed delivery does not fail the caller."""

from functools import cache
from typing import Any

from moto.events.models import Rule
from moto.utilities.arns import parse_arn

DELIVERED_BY_MOTO = ("logs", "events", "sqs")


def apply() -> None:
    deliver = Rule.send_to_targets

    def send_to_targets(self: Rule, *args: Any, **kwargs: Any) -> None:
        parse_each_path_once()
        # moto raises for Lambda and other targets it cannot reach, which fails PutEvents.
        targets = self.targets
        self.targets = [
            each for each in targets if parse_arn(each["Arn"]).service in DELIVERED_BY_MOTO
        ]
        try:
            deliver(self, *args, **kwargs)
        finally:
            self.targets = targets

    Rule.send_to_targets = send_to_targets


@cache
def parse_each_path_once() -> None:
    """moto builds a parser for each of eight paths of each event: a second of work on a busy machine.

    Done with the first delivery, since the import alone would make every start slower.
    """
    from jsonpath_ng import ext

    ext.parse = cache(ext.parse)
