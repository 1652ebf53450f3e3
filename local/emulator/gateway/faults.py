"""Faults that tests order: failures of AWS, in the protocol of the service."""

import json
import threading
import uuid
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from gateway.operations import SDK_NAMES, Call

KINDS = ("throttle", "error", "timeout", "delay", "lost-answer")
FOR_EVER = -1


@dataclass
class Fault:
    service: str
    operation: str | None
    kind: str
    delay_seconds: float
    times: int

    @staticmethod
    def of(ordered: dict[str, Any]) -> "Fault":
        kind = ordered.get("kind")
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
        if not ordered.get("service"):
            raise ValueError("a fault needs a service")
        service = ordered["service"].lower()
        return Fault(
            SDK_NAMES.get(service, service),
            ordered.get("operation"),
            kind,
            float(ordered.get("delayMs", 0)) / 1000,
            int(ordered.get("times", 1)),
        )

    def concerns(self, call: Call) -> bool:
        return (
            self.times != 0
            and self.service in (call.service, "*")
            and self.operation in (None, "", "*", call.operation)
        )


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def replace(self, ordered: list[dict[str, Any]]) -> None:
        faults = [Fault.of(each) for each in ordered]
        with self._lock:
            self._faults = faults

    def take(self, call: Call) -> Fault | None:
        """The first fault that concerns the call; this consumes one of its times."""
        with self._lock:
            fault = next((each for each in self._faults if each.concerns(call)), None)
            if fault and fault.times != FOR_EVER:
                fault.times -= 1
            return fault


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


def throttled(call: Call) -> Answer:
    if call.service == "dynamodb":
        return error_answer(call, 400, "ProvisionedThroughputExceededException", "Rate exceeded")
    if call.service == "s3":
        return error_answer(call, 503, "SlowDown", "Please reduce your request rate.")
    if call.service == "lambda":
        return error_answer(call, 429, "TooManyRequestsException", "Rate exceeded")
    if call.service == "ec2":
        return error_answer(call, 503, "RequestLimitExceeded", "Request limit exceeded.")
    if call.protocol in ("query", "rest-xml"):
        return error_answer(call, 400, "Throttling", "Rate exceeded")
    status = 429 if call.protocol == "rest-json" else 400
    return error_answer(call, status, "ThrottlingException", "Rate exceeded")


def failed(call: Call, message: str = "The request processing has failed.") -> Answer:
    code = "InternalError" if call.service == "s3" else "InternalFailure"
    return error_answer(call, 500, code, message)


def error_answer(call: Call, status: int, code: str, message: str) -> Answer:
    request_id = str(uuid.uuid4())
    headers = [("x-amzn-RequestId", request_id)]
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if call.protocol in ("json", "rest-json"):
        headers += [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-ErrorType", code)]
        body = json.dumps({"__type": code, "message": message})
    elif call.service == "s3":
        headers += [("Content-Type", "application/xml")]
        body = f"<Error>{error}<RequestId>{request_id}</RequestId></Error>"
    elif call.service == "ec2":
        headers += [("Content-Type", "text/xml")]
        body = (
            f"<Response><Errors><Error>{error}</Error></Errors>"
            f"<RequestID>{request_id}</RequestID></Response>"
        )
    else:
        headers += [("Content-Type", "text/xml")]
        side = "Receiver" if status >= 500 else "Sender"
        body = (
            f"<ErrorResponse><Error><Type>{side}</Type>{error}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
    return Answer(status, headers, body.encode())
