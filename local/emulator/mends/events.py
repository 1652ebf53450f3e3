"""EventBridge: PutEvents succeeds whatever the targets are; delivery is no caller's concern."""

from typing import Any

from moto.events.models import Rule
from moto.utilities.arns import parse_arn

DELIVERED_BY_MOTO = ("logs", "events", "sqs")


def apply() -> None:
    deliver = Rule.send_to_targets

    def send_to_targets(self: Rule, *args: Any, **kwargs: Any) -> None:
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
