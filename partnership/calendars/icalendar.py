"""All-day events as a calendar file, as RFC 5545 has it; knows nothing of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
PRODUCT = "-//Community safety portal//Due dates//EN"


@dataclass(frozen=True)
class Event:
    """Something that is on one day.

    `uid` stays while the event is the same, whatever becomes of its day; `stamp` is when it was
    last changed, and aware.
    """

    uid: str
    on: date
    title: str
    about: str
    stamp: datetime


def calendar(events: Iterable[Event], *, name: str) -> bytes:
    """The events as a file: UTF-8, lines folded at 75 octets and ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """`text` as a value: backslash, semicolon, comma and line break are escaped."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def folded(line: str) -> Iterator[bytes]:
    """`line` in parts of at most 75 octets, each but the first begun by a space.

    A character is never cut: some programs unfold before they decode, and some after.
    """
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            yield part
            part = b" "
        part += octets
    yield part


def _event(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.about)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
