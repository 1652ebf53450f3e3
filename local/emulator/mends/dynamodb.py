"""DynamoDB: transactions with a client token happen once, and batches have their limits."""

import json
import time

from moto.core.responses import ActionResult
from moto.dynamodb import responses
from moto.dynamodb.exceptions import DynamodbException, MockValidationException
from moto.dynamodb.responses import DynamoHandler

TOKENS_STAY_SECONDS = 600
BATCH_WRITE_ITEMS = 25
TRANSACTION_ITEMS = 100


class IdempotentParameterMismatch(DynamodbException):
    def __init__(self) -> None:
        super().__init__(
            "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
            "Idempotent parameter mismatch: the client token was used with another request.",
        )


def apply() -> None:
    transact, batch_write = DynamoHandler.transact_write_items, DynamoHandler.batch_write_item
    responses.TRANSACTION_MAX_ITEMS = TRANSACTION_ITEMS  # moto: 25, which AWS raised in 2022

    def transact_write_items(self: DynamoHandler) -> ActionResult:
        if not 1 <= len(self.body["TransactItems"]) <= TRANSACTION_ITEMS:
            raise MockValidationException(
                "1 validation error detected: Value at 'transactItems' failed to satisfy"
                f" constraint: Member must have length less than or equal to {TRANSACTION_ITEMS}"
            )
        token = self.body.get("ClientRequestToken")
        if not token:
            return transact(self)
        done = self.dynamodb_backend.__dict__.setdefault("transaction_tokens", {})
        asked = json.dumps(self.body["TransactItems"], sort_keys=True)
        since, before = done.get(token, (float("-inf"), None))
        if time.monotonic() - since < TOKENS_STAY_SECONDS:
            if before != asked:
                raise IdempotentParameterMismatch()
            return ActionResult({})
        result = transact(self)
        done[token] = (time.monotonic(), asked)
        return result

    def batch_write_item(self: DynamoHandler) -> ActionResult:
        writes = sum(len(requests) for requests in self.body["RequestItems"].values())
        if not 1 <= writes <= BATCH_WRITE_ITEMS:
            raise MockValidationException(
                "1 validation error detected: Value at 'requestItems' failed to satisfy constraint:"
                f" Member must have length less than or equal to {BATCH_WRITE_ITEMS}, Member must"
                " have length greater than or equal to 1"
            )
        return batch_write(self)

    DynamoHandler.transact_write_items = transact_write_items
    DynamoHandler.batch_write_item = batch_write_item
