"""A publisher's server on loopback, as honest as a test wants it; and archives for it to serve."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)


def street_file(
    month: str,
    *,
    force: str = "Cleveland Police",
    counts: dict[str, int] | None = None,
    outcome: str = "Under investigation",
    lsoa: tuple[str, str] = ("E01012069", "Middlesbrough 001A"),
) -> bytes:
    """A street file with so many rows of each type, all of one LSOA."""
    rows = [
        f"{force[:3]}{month}{kind}{number},{month},{force},{force},-1.23,54.57,On or near Park,"
        f"{lsoa[0]},{lsoa[1]},{kind},{'' if kind == 'Anti-social behaviour' else outcome},"
        for kind, many in (counts or {"Burglary": 7, "Anti-social behaviour": 5}).items()
        for number in range(many)
    ]
    return "\n".join([HEADINGS, *rows, ""]).encode()


def archive(members: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of `members`, by "2024-11-cleveland" or by a whole file name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as into:
        for name, content in members.items():
            called = name if name.endswith(".csv") else f"{name}-street.csv"
            into.writestr(f"{called[:7]}/{called}", content)
    return packed.getvalue()


@dataclass
class Publisher:
    """What the server serves, by path, and how; `asked` are the paths and ranges asked for.

    It breaks off after `breaks_after` bytes of a body, so often as `breaks` says. `adds_to_length`
    is what its Content-Length is too long by. `knows_ranges` says whether it answers them.
    `whole_length` is the length that it claims in Content-Range.
    """

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    knows_ranges: bool = True
    breaks: int = 0
    breaks_after: int = 0
    adds_to_length: int = 0
    whole_length: int | None = None
    sent: int = 0
    etag: str = '"one"'

    def publish(self, month: str, content: bytes) -> None:
        self.files[f"/{month}.zip"] = content

    @property
    def template(self) -> str:
        return self.address + "/{month}.zip"


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher

    def do_GET(self) -> None:
        publisher, wanted = self.publisher, self.headers.get("Range", "")
        publisher.asked.append((self.path, wanted))
        if to := publisher.redirects.get(self.path):
            self.send_response(302)
            self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        content = publisher.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        span = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted) if publisher.knows_ranges else None
        if span:
            first = int(span[1])
            last = min(int(span[2] or len(content) - 1), len(content) - 1)
            body = content[first : last + 1]
            self.send_response(206)
            whole = publisher.whole_length or len(content)
            self.send_header("Content-Range", f"bytes {first}-{last}/{whole}")
        else:
            body = content
            self.send_response(200)
        self.send_header("Content-Length", str(len(body) + publisher.adds_to_length))
        self.send_header("ETag", publisher.etag)
        self.end_headers()
        self._send(body)

    def _send(self, body: bytes) -> None:
        publisher = self.publisher
        if publisher.breaks and len(body) > publisher.breaks_after:
            publisher.breaks -= 1
            body = body[: publisher.breaks_after]
        publisher.sent += len(body)
        # Whoever asks may have heard enough.
        with suppress(ConnectionError):
            self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *args) -> None:
        """Says nothing."""


@contextmanager
def served() -> Iterator[Publisher]:
    """A server on a free port of this machine, until the block ends."""
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
