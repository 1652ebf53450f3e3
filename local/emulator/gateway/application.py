"""The WSGI application: names each call, injects a fault if a test ordered one, lets moto answer, records the call."""

import io
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from gateway.admin import AdminApi
from gateway.dispatch_lock import dispatching
from gateway.faults import Answer, Faults, failed, throttled
from gateway.operations import Call, identify

REMEMBERED_CALLS = 10_000
NO_ANSWER = 0

# Only browsers send the origin of a request, on behalf of a page; and moto would let any page read its answers.
NO_WEB_PAGES = Answer(403, [("Content-Type", "text/plain")], b"No web page may ask this.\n")


class CallLog:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._total = 0
            self._calls: deque[dict[str, Any]] = deque(maxlen=REMEMBERED_CALLS)

    def add(self, call: Call, status: int, started: float) -> None:
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        entry = {
            "service": call.service,
            "operation": call.operation,
            "status": status,
            "ms": milliseconds,
        }
        with self._lock:
            self._total += 1
            self._calls.append(entry)

    def as_json(self) -> dict[str, Any]:
        with self._lock:
            return {"total": self._total, "calls": list(self._calls)}


class EmulatorApplication:
    def __init__(self, moto_version: str) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._log = CallLog()
        self._faults = Faults()
        self._admin = AdminApi(moto_version, self._log, self._faults)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        path = environ["PATH_INFO"]
        if "HTTP_ORIGIN" in environ:
            answer: Answer | None = NO_WEB_PAGES
        elif path.startswith("/_emulator"):
            answer = self._admin.answer(environ, body)
        elif path.startswith("/moto-api"):
            answer = self._serve(Call("moto-api", path, "rest-json"), environ)
        else:
            answer = self._answer(identify(environ, body), environ)
        if answer is None:
            return None
        status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
        start_response(status, answer.headers)
        return [answer.body]

    def _answer(self, call: Call, environ: dict[str, Any]) -> Answer | None:
        started = time.perf_counter()
        answer = self._disturbed(call, environ)
        self._log.add(call, answer.status if answer else NO_ANSWER, started)
        return answer

    def _disturbed(self, call: Call, environ: dict[str, Any]) -> Answer | None:
        fault = self._faults.take(call)
        if fault is None:
            return self._serve(call, environ)
        # Waits happen before the dispatch lock is taken, so that parallel callers wait together.
        time.sleep(fault.delay_seconds)
        match fault.kind:
            case "throttle":
                return throttled(call)
            case "error":
                return failed(call)
            case "timeout":
                return None
            case "lost-answer":
                self._serve(call, environ)
                return None
            case _:
                return self._serve(call, environ)

    def _serve(self, call: Call, environ: dict[str, Any]) -> Answer:
        captured: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None):
            captured.update(status=int(status.split(" ", 1)[0]), headers=headers)

        try:
            with dispatching():
                chunks = self._moto(environ, start_response)
                body = b"".join(chunks)
                if hasattr(chunks, "close"):
                    chunks.close()
        except Exception as failure:  # moto raises through Flask when it cannot handle a call
            print(f"{call.service} {call.operation} failed in moto:", file=sys.stderr)
            traceback.print_exc(file=sys.stderr)
            return failed(call, f"moto: {type(failure).__name__}: {failure}")
        return Answer(captured["status"], list(captured["headers"]), body)
