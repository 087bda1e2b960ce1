"""A second reading of RFC 5545, written for the tests: small, strict, and apart from the writer."""

from __future__ import annotations

import re

NAME = re.compile(rb"[A-Z0-9-]+")


def read(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties and its events'; AssertionError where the file is not right.

    Property names keep their parameters: "DTSTART;VALUE=DATE".
    """
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert all(b"\r" not in line and b"\n" not in line for line in physical), "a bare line break"
    assert all(len(line) <= 75 for line in physical), "a line of more than 75 octets"
    for line in physical:
        line.decode()  # a character is never cut in two
    calendar: dict[str, str] = {}
    events: list[dict[str, str]] = []
    open_blocks: list[str] = []
    for line in _unfolded(physical):
        name, value = line.split(":", 1)
        assert NAME.fullmatch(name.split(";")[0].encode()), name
        if name == "BEGIN":
            open_blocks.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_blocks.pop() == value
        else:
            held = events[-1] if open_blocks[-1] == "VEVENT" else calendar
            assert name not in held, f"{name} twice"
            held[name] = value
    assert open_blocks == []
    return calendar, events


def _unfolded(physical: list[bytes]) -> list[str]:
    logical: list[bytes] = []
    for line in physical:
        if line.startswith((b" ", b"\t")):
            logical[-1] += line[1:]
        else:
            logical.append(line)
    return [line.decode() for line in logical]


def text(value: str) -> str:
    """A TEXT value as it was before it was escaped; a stray comma or semicolon is an error."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), value
    signs = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";"}
    return re.sub(r"\\(.)", lambda escaped: signs[escaped[1]], value)
