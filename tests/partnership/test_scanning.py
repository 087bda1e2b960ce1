"""Uploads are scanned by ClamAV where one is set, and nothing passes that could not be."""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership import scanning
from partnership.refusals import UnusableFile
from partnership.upload_fields import UploadField

CONTENT = b"Month,Ward\n" * 20_000
EICAR = b"infected:" + CONTENT


def _received(daemon: socket.socket) -> bytes:
    """What was sent by INSTREAM, checked to be whole."""
    file = daemon.makefile("rb")
    assert file.read(10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack(">I", file.read(4))[0]:
        content += file.read(size)
    return content


def honest(daemon: socket.socket) -> None:
    found = _received(daemon).startswith(b"infected:")
    daemon.sendall(b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0")


def _says(answer: bytes) -> Callable[[socket.socket], None]:
    def say(daemon: socket.socket) -> None:
        _received(daemon)
        daemon.sendall(answer)

    return say


def hangs(daemon: socket.socket) -> None:
    _received(daemon)
    time.sleep(1.5)


def drips(daemon: socket.socket) -> None:
    _received(daemon)
    for _ in range(15):
        daemon.sendall(b"s")
        time.sleep(0.1)


def dies_in_the_middle(daemon: socket.socket) -> None:
    daemon.recv(20)


@pytest.fixture
def clamav(settings, monkeypatch) -> Iterator[Callable]:
    """`clamav(server)` has that one answer at the address of the settings."""
    monkeypatch.setattr(scanning, "SECONDS", 0.6)
    threads, sockets = [], []

    def start(server: Callable[[socket.socket], None]) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        sockets.append(listening)
        settings.CLAMAV_SOCKET = f"127.0.0.1:{listening.getsockname()[1]}"

        def serve() -> None:
            daemon, _ = listening.accept()
            with daemon:
                try:
                    server(daemon)
                except OSError:
                    return

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()

    yield start
    for each in sockets:
        each.close()
    for each in threads:
        each.join(5)


def test_nothing_is_asked_where_no_scanner_is_set(settings):
    settings.CLAMAV_SOCKET = ""
    file = io.BytesIO(EICAR)
    scanning.scan(file, name="a.csv")
    assert file.tell() == 0


def test_a_clean_file_passes_and_is_at_its_beginning_again(clamav):
    clamav(honest)
    file = io.BytesIO(CONTENT)
    file.seek(7)
    scanning.scan(file, name="a.csv")
    assert file.tell() == 0


def test_malware_is_refused_by_name(clamav):
    clamav(honest)
    with pytest.raises(UnusableFile, match="holds malware, so it was not kept"):
        scanning.scan(io.BytesIO(EICAR), name="a.csv")


@pytest.mark.parametrize(
    "server",
    [
        hangs,
        drips,
        dies_in_the_middle,
        _says(b""),
        _says(b"\0"),
        _says(b"OK\0"),
        _says(b"stream: OK"),
        _says(b"stream: OK\0stream: Eicar FOUND\0"),
        _says(b"INSTREAM size limit exceeded. ERROR\0"),
        _says(b"\xff\xfe\0"),
        _says(b"x" * 10_000),
    ],
)
def test_without_an_answer_to_rely_on_nothing_passes(clamav, server):
    clamav(server)
    begun = time.monotonic()
    with pytest.raises(UnusableFile, match="could not be scanned for malware, so it was not kept"):
        scanning.scan(io.BytesIO(CONTENT), name="a.csv")
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nonsense", "host:port"])
def test_a_scanner_that_is_not_there_lets_nothing_pass(settings, address):
    settings.CLAMAV_SOCKET = address
    with pytest.raises(UnusableFile, match="Try again later"):
        scanning.scan(io.BytesIO(CONTENT), name="a.csv")


class OneFile(forms.Form):
    file = UploadField()


def test_the_field_of_every_form_has_its_file_scanned(clamav):
    clamav(honest)
    form = OneFile({}, {"file": SimpleUploadedFile("a.csv", EICAR)})
    assert not form.is_valid()
    assert "holds malware" in form.errors["file"][0]
