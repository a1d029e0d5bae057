"""A small HTTP server on this machine, for the real clients of services to talk to.

It writes down what arrives and answers with what it is told to answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple


class Arrival(NamedTuple):
    """A request as it came over the wire; a body that is JSON, read."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Loopback:
    """A server for the time of a with block; `arrived` holds the requests in their order."""

    def __init__(self, answer: Callable[[Arrival], object]) -> None:
        self.arrived: list[Arrival] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.arrived, answer))
        # Joined by server_close, so that no thread and no socket outlives a test.
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(
    arrived: list[Arrival], answer: Callable[[Arrival], object]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            arrival = Arrival(self.command, self.path, headers, json.loads(sent) if sent else None)
            arrived.append(arrival)
            told = json.dumps(answer(arrival)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_PATCH = do_DELETE = _take  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
