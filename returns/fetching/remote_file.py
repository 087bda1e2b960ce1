"""A file on a server as if it lay here: read by ranges, each block kept as it comes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from returns.fetching import words
from returns.fetching.refusals import BrokenOff, NotFetched
from returns.fetching.web import Answer, Web

BLOCK = 1 << 18
# What a ZIP's list of members, or one of its members, may have at most.
LONGEST_READ = 64 << 20


def with_patience(web: Web, act: Callable[[], bool]) -> None:
    """Do `act` until it says that it is done, again after the connection was lost.

    BrokenOff when nothing more came in `Bounds.attempts` attempts one after the other.
    """
    lost = 0
    while True:
        try:
            if act():
                return
            lost = 0
        except BrokenOff:
            lost += 1
            if lost >= web.bounds.attempts:
                raise
            time.sleep(min(web.bounds.pause * lost, max(web.deadline - time.monotonic(), 0)))


class RangedFile(io.RawIOBase):
    """The bytes of a file on a server that answers ranges, of which blocks are kept in `folder`.

    NotFetched where the file becomes another between two requests, and beyond the bounds.
    """

    def __init__(self, web: Web, *, folder: str, answer: Answer) -> None:
        self._web, self._folder, self._answer = web, folder, answer
        self._size = answer.total or 0
        self._at = 0
        self._came = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readall(self) -> bytes:
        return self.read(max(self._size - self._at, 0)) or b""

    def readinto(self, buffer) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        self.fetch(self._at, end)
        block, within = divmod(self._at, BLOCK)
        content = _content(self._name(block))[within : within + end - self._at]
        # A block at a time: whoever wants more asks again.
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def read(self, size: int = -1) -> bytes:
        """As many bytes as are asked for, unless the file ends before."""
        if size < 0:
            return self.readall()
        size = min(size, max(self._size - self._at, 0))
        if size > LONGEST_READ:
            raise NotFetched(words.TOO_LARGE)
        if size:
            self.fetch(self._at, self._at + size)
        parts = []
        while size > 0 and (part := super().read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def fetch(self, begin: int, end: int) -> None:
        """Have all blocks from byte `begin` up to `end` here, in as few requests as that takes."""
        last = (min(end, self._size) - 1) // BLOCK

        def once() -> bool:
            missing = [
                block
                for block in range(begin // BLOCK, last + 1)
                if not default_storage.exists(self._name(block))
            ]
            if missing:
                self._ask(missing[0], _end_of_run(missing))
            return not missing

        with_patience(self._web, once)

    def _ask(self, first: int, last: int) -> None:
        """Keep the blocks from `first` to `last`; those before a break are whole, and stay."""
        stop = min((last + 1) * BLOCK, self._size)
        with self._web.get(first=first * BLOCK, last=stop - 1) as (answer, chunks):
            now = (answer.status, answer.total, answer.state)
            if now != (206, self._size, self._answer.state):
                raise NotFetched(words.CHANGED_MEANWHILE)
            block = first
            for content in _in_blocks(chunks):
                self._came += len(content)
                if self._came > self._web.bounds.ranges:
                    raise NotFetched(words.TOO_LARGE)
                _keep(self._name(block), content)
                block += 1

    def _name(self, block: int) -> str:
        return f"{self._folder}/{block:06d}"


def _end_of_run(blocks: list[int]) -> int:
    """The last of the blocks that follow the first without a break."""
    last = blocks[0]
    for block in blocks[1:]:
        if block != last + 1:
            break
        last = block
    return last


def _in_blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= BLOCK:
            yield bytes(waiting[:BLOCK])
            del waiting[:BLOCK]
    if waiting:
        yield bytes(waiting)


def _keep(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def whole_file(web: Web, *, folder: str, answer: Answer) -> str:
    """The name in the storage of the whole file, fetched from where an earlier fetch broke off.

    A server that can't go on in the middle begins anew.
    """
    if answer.total is not None and answer.total > web.bounds.whole:
        raise NotFetched(words.TOO_LARGE)
    name = f"{folder}/whole"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b""))

    def once() -> bool:
        here = default_storage.size(name)
        if answer.total is not None and here >= answer.total:
            return True
        _continue(web, name, here, answer)
        return answer.total is None

    with_patience(web, once)
    return name


def _continue(web: Web, name: str, here: int, answer: Answer) -> None:
    with web.get(first=here or None) as (now, chunks):
        if (now.total, now.state) != (answer.total, answer.state):
            raise NotFetched(words.CHANGED_MEANWHILE)
        # A server that knows no ranges sends everything again.
        with default_storage.open(name, "ab" if now.first else "wb") as file:
            size = now.first
            for chunk in chunks:
                size += len(chunk)
                if size > web.bounds.whole:
                    raise NotFetched(words.TOO_LARGE)
                file.write(chunk)


def answer_to(web: Web) -> Answer:
    """What the server says of the file: whether it knows ranges, how long it is, its state."""
    found: list[Answer] = []

    def once() -> bool:
        with web.get(first=0, last=0) as (answer, _):
            found.append(answer)
        return True

    with_patience(web, once)
    return found[0]


def throw_away(folder: str) -> None:
    """Delete all that is kept below `folder`."""
    try:
        folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        throw_away(f"{folder}/{name}")
    default_storage.delete(folder)
