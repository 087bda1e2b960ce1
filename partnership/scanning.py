"""Asks a ClamAV daemon about uploaded bytes, where one is set; whatever goes wrong, nothing passes.

The protocol is ClamAV's INSTREAM: the bytes in pieces, each after its length, and one answer.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import BinaryIO

from django.conf import settings

from partnership.refusals import UnusableFile

CHUNK = 1 << 16
# How long a scan may take: a beginning, and more for each megabyte, in seconds.
SECONDS = 5.0
SECONDS_PER_MEGABYTE = 0.2
# An answer is a line; nothing honest is longer.
LONGEST_ANSWER = 4_096

CLEAN = "stream: OK"
FOUND = " FOUND"


def scan(file: BinaryIO, *, name: str) -> None:
    """Read `file` from its beginning and return, if it is clean or no scanner is set.

    UnusableFile where malware was found, and where the scanner gave no answer: nothing of the file
    may be kept then.
    """
    if not settings.CLAMAV_SOCKET:
        return
    try:
        answer = _asked(settings.CLAMAV_SOCKET, file)
    except (OSError, ValueError):
        raise UnusableFile(not_scanned(name)) from None
    finally:
        file.seek(0)
    if answer.startswith("stream: ") and answer.endswith(FOUND):
        raise UnusableFile(infected(name))
    if answer != CLEAN:
        raise UnusableFile(not_scanned(name))


def infected(name: str) -> str:
    """The sentence for a file with malware in it."""
    return (
        f"“{name}” holds malware, so it was not kept. Don’t open it, and tell whoever sent it to"
        " you and your IT support."
    )


def not_scanned(name: str) -> str:
    """The sentence for a file about which the scanner gave no answer."""
    return f"“{name}” could not be scanned for malware, so it was not kept. Try again later."


def _asked(address: str, file: BinaryIO) -> str:
    """What the daemon says about the whole of `file`, in the time that it has."""
    size = file.seek(0, 2)
    file.seek(0)
    until = time.monotonic() + SECONDS + SECONDS_PER_MEGABYTE * size / 1_000_000
    with _connected(address, until) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            daemon.settimeout(_left(until))
            daemon.sendall(struct.pack(">I", len(chunk)) + chunk)
        daemon.sendall(struct.pack(">I", 0))
        return _answer(daemon, until)


def _connected(address: str, until: float) -> socket.socket:
    """`address` is the path of a socket, or a host and a port after a colon."""
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            daemon.settimeout(_left(until))
            daemon.connect(address)
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_left(until))


def _answer(daemon: socket.socket, until: float) -> str:
    """One line that ends with a zero byte, and nothing after it."""
    answer = b""
    while not answer.endswith(b"\0"):
        daemon.settimeout(_left(until))
        piece = daemon.recv(LONGEST_ANSWER)
        answer += piece
        if not piece or len(answer) > LONGEST_ANSWER or b"\0" in answer[:-1]:
            raise ConnectionError("no answer that can be relied on")
    return answer[:-1].decode("ascii")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
