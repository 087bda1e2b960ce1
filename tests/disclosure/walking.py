"""Walks through the portal as somebody, and finds numbers in whatever it answers with."""

from __future__ import annotations

import html
import io
import re
import subprocess
import tempfile
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

ZIPPED = b"PK\x03\x04"
PDF = b"%PDF"


# --- What is in an answer --------------------------------------------------------------------
def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every text in `content`, with where it stands; files in files too."""
    for begins, read in READERS.items():
        if content.startswith(begins):
            yield from read(name, content)
            return
    yield name, html.unescape(content.decode("utf-8", errors="replace"))


def _zipped(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for member in packed.namelist():
            yield from texts(f"{name}!{member}", packed.read(member))


def _pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        said = subprocess.run(
            ["pdftotext", "-layout", file.name, "-"],
            capture_output=True,
            check=True,
        )
    yield name, said.stdout.decode()


# A format that is read in another way is one line here; XLSX, PPTX and ODS are zipped.
READERS: Mapping[bytes, Callable[[str, bytes], Iterator[tuple[str, str]]]] = {
    ZIPPED: _zipped,
    PDF: _pdf,
}

# Beside letters and digits it is part of a code or of a hash.
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)")


def numbers(text: str) -> set[str]:
    """The numbers in a text, without the commas between thousands."""
    return {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}


def found_in(answers: Iterable[tuple[str, bytes]], wanted: Collection[str]) -> dict[str, set[str]]:
    """Which of the numbers `wanted` stand where."""
    held = set(wanted)
    return {
        where: there
        for name, content in answers
        for where, text in texts(name, content)
        if (there := numbers(text) & held)
    }


# --- The walk --------------------------------------------------------------------------------
_LINK = re.compile(r"""(?:href|src|hx-get|data-src|action)=["']([^"']+)["']""")
_OPTIONS = re.compile(r"<select[^>]*name=[\"']([^\"']+)[\"'][^>]*>(.*?)</select>", re.DOTALL)
_OPTION = re.compile(r"<option[^>]*value=[\"']([^\"']*)[\"']")


def walk(
    client: Client, start: Iterable[str], *, most: int, leave_out: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """Every answer from `start` on, following links and choices, `most` times through each door."""
    todo, seen, passed = deque(start), set(start), Counter[str]()
    named = set(todo)
    while todo:
        address = todo.popleft()
        door = _door(address)
        if door is None or leave_out(address) or (passed[door] >= most and address not in named):
            continue
        passed[door] += 1
        response = client.get(address, HTTP_ACCEPT="*/*")
        if response.status_code != 200:
            continue
        content = b"".join(response.streaming_content) if response.streaming else response.content
        yield address, content
        if response.get("Content-Type", "").startswith("text/html"):
            for found in _leads_to(address, content.decode()):
                if found not in seen:
                    seen.add(found)
                    todo.append(found)


def _door(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return None


def _leads_to(address: str, page: str) -> Iterator[str]:
    for link in _LINK.findall(page):
        found = urldefrag(urljoin(address, html.unescape(link)))[0]
        if found.startswith("/"):
            yield found
    path = urlsplit(address).path
    for name, options in _OPTIONS.findall(page):
        for value in _OPTION.findall(options):
            yield f"{path}?{name}={html.unescape(value)}"
