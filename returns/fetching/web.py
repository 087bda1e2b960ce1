"""The portal's only way out to the network: files of one host, in bounded requests."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from measures.whole_numbers import whole_number
from returns.fetching import words
from returns.fetching.refusals import BrokenOff, NotFetched, NotThere

# Where plain HTTP never leaves the machine.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AT_ONCE = 1 << 16
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(frozen=True)
class Bounds:
    """How much is asked of a server, and for how long; sizes in bytes, times in seconds.

    A month's archive has about 1.6 GB; what is read of it for one force has a few MB a month.
    """

    whole: int = 4_000_000_000
    ranges: int = 1_500_000_000
    silence: float = 30.0  # without a single byte
    total: float = 4 * 60 * 60.0
    redirects: int = 3
    attempts: int = 4
    pause: float = 2.0  # before the second attempt; longer before each further one


@dataclass(frozen=True)
class Answer:
    """The head of an answer: which bytes follow, of how many, and which state of the file."""

    status: int
    first: int
    length: int | None
    total: int | None
    state: str


@dataclass
class Web:
    """Asks for one address, and follows redirects on its own host alone.

    No proxy is taken from the environment: the address in the settings is where it goes. NotFetched
    and the classes below it for all that can go wrong. `deadline` is of `time.monotonic`;
    `progress` is told of the bytes as they come.
    """

    address: str
    bounds: Bounds = field(default_factory=Bounds)
    deadline: float = 0.0
    progress: Callable[[int], None] = lambda _: None

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
            raise NotFetched(words.NOT_SECURE)
        self.deadline = self.deadline or time.monotonic() + self.bounds.total

    @contextmanager
    def get(
        self, *, first: int | None = None, last: int | None = None
    ) -> Iterator[tuple[Answer, Iterator[bytes]]]:
        """The answer to one request, and its bytes as they come; closed afterwards.

        With `first` a range is asked for: the answer's status says whether the server knows them.
        """
        headers = {"Accept-Encoding": "identity", "User-Agent": "csp-portal"}
        if first is not None:
            headers["Range"] = f"bytes={first}-{'' if last is None else last}"
        address = self.address
        for _ in range(self.bounds.redirects + 1):
            connection = self._connection(address)
            try:
                response = self._asked(connection, address, headers)
                if response.status in REDIRECTS:
                    address = self._redirected(address, response)
                    continue
                answer = _head(response, first or 0, last)
                yield answer, self._bytes(connection, response, answer)
                return
            finally:
                connection.close()
        raise NotFetched(words.TOO_MANY_REDIRECTS)

    def _connection(self, address: str) -> http.client.HTTPConnection:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._patience())
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=self._patience(), context=context)

    def _patience(self) -> float:
        """How long to wait for the next byte; BrokenOff where the time is up."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise BrokenOff(words.TIME_IS_UP)
        return min(self.bounds.silence, left)

    def _asked(
        self, connection: http.client.HTTPConnection, address: str, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("GET", path, headers=headers)
            return connection.getresponse()
        except ssl.SSLCertVerificationError as why:
            raise NotFetched(words.not_trusted(parts.hostname or "")) from why
        except (OSError, http.client.HTTPException) as why:
            raise BrokenOff(words.no_answer(parts.hostname or "")) from why

    def _redirected(self, address: str, response: http.client.HTTPResponse) -> str:
        to = urljoin(address, response.headers.get("Location", ""))
        before, after = urlsplit(address), urlsplit(to)
        same = (before.scheme, before.hostname, before.port) == (
            after.scheme,
            after.hostname,
            after.port,
        )
        if not same:
            raise NotFetched(words.leads_elsewhere(before.hostname or "", after.hostname or ""))
        return to

    def _bytes(
        self,
        connection: http.client.HTTPConnection,
        response: http.client.HTTPResponse,
        answer: Answer,
    ) -> Iterator[bytes]:
        """Every byte that was promised, and no more; BrokenOff where fewer come."""
        came = 0
        while answer.length is None or came < answer.length:
            patience = self._patience()
            if connection.sock is not None:
                connection.sock.settimeout(patience)
            wanted = AT_ONCE if answer.length is None else min(AT_ONCE, answer.length - came)
            try:
                chunk = response.read1(wanted)
            except (OSError, http.client.HTTPException) as why:
                raise BrokenOff(words.BROKEN_OFF) from why
            if not chunk:
                break
            came += len(chunk)
            self.progress(len(chunk))
            yield chunk
        if answer.length is not None and came < answer.length:
            raise BrokenOff(words.BROKEN_OFF)


def _head(response: http.client.HTTPResponse, first: int, last: int | None) -> Answer:
    if response.status == 404:
        raise NotThere(words.NOT_THERE)
    if response.status not in (200, 206):
        raise NotFetched(words.answered(response.status))
    state = response.headers.get("ETag", "") or response.headers.get("Last-Modified", "")
    length = _number(response.headers.get("Content-Length"))
    if response.status == 200:
        return Answer(200, 0, length, length, state)
    found = _RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
    if found is None:
        raise NotFetched(words.LIES_ABOUT_LENGTH)
    begin, end, total = (int(number) for number in found.groups())
    is_as_asked = begin == first and end == (total - 1 if last is None else last)
    is_so = begin <= end < total and length in (None, end - begin + 1)
    if not (is_as_asked and is_so):
        raise NotFetched(words.LIES_ABOUT_LENGTH)
    return Answer(206, begin, end - begin + 1, total, state)


def _number(text: str | None) -> int | None:
    number = whole_number(text or "")
    return number if number is not None and number >= 0 else None
