"""Threaded HTTP/1.1 server with keep-alive on the loopback interface."""

import io
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class KeepAliveHandler(WSGIRequestHandler):
    """Werkzeug's handler closes every connection; SDK clients pool theirs, so this one keeps them.

    That is safe because each request's body is read to its end before it is answered.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        body = self._read_body(environ)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        answer: dict[str, Any] = {}

        def start_response(status, headers, exc_info=None):
            answer.update(status=status, headers=headers)

        chunks = self.server.app(environ, start_response)
        if chunks is None:  # an injected fault: the answer never arrives
            self.close_connection = True
            return
        self._send(answer["status"], answer["headers"], b"".join(chunks))

    def _read_body(self, environ: dict[str, Any]) -> bytes:
        if environ.get("wsgi.input_terminated"):
            environ.pop("HTTP_TRANSFER_ENCODING", None)
            return environ["wsgi.input"].read()
        return self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0))

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        is_head = self.command == "HEAD"
        for name, value in headers:
            # HEAD describes the length of what GET would send.
            if name.lower() != "content-length" or is_head:
                self.send_header(name, value)
        if not is_head and code not in ("204", "304"):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not is_head and code not in ("204", "304"):
            self.wfile.write(body)

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        pass


def listen(port: int, application: Any) -> BaseWSGIServer:
    return make_server(
        "127.0.0.1", port, application, threaded=True, request_handler=KeepAliveHandler
    )
