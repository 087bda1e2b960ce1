"""Damage as it happens to files, and as somebody makes it on purpose; the same seed, the same."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

# What stands in a cell and is no number, though Python may think so, or is too much of one.
ODD = (
    "²",
    "٣",
    "--5",
    "-",
    "5" * 5_000,
    "1e999",
    "nan",
    "inf",
    "1_000",
    "9" * 25,
    "-9223372036854775809",
    "0x1f",
    "1.5.2",
    "=1+1",
    "\0",
    "\ufeff",
    "\ud7ff",
    "9999-99-99",
    "0000-00",
    "31 February 2024",
    '"',
    '""",',
    "\n",
    "\r",
    "a" * 70_000,
    "<script>",
    "{{ 7 * 7 }}",
    "../../etc/passwd",
)
LARGE = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

Mutation = Callable[[bytes, Random], bytes]


def mutated(content: bytes, random: Random) -> bytes:
    """`content` with one to four kinds of damage, one after the other."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        content = random.choice(_MUTATIONS)(content, random)
    return content


def _flip(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 4, 32))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut_short(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _take_out(content: bytes, random: Random) -> bytes:
    begin, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:begin] + content[end:]


def _repeat(content: bytes, random: Random) -> bytes:
    begin, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[begin:end] * random.choice((1, 3)) + content[end:]


def _noise(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.randbytes(random.choice((1, 16, 700))) + content[at:]


def _number(content: bytes, random: Random) -> bytes:
    """A number of two or four bytes, as sizes and offsets are, that is very large or none."""
    form = random.choice(("<H", "<I", ">I"))
    size = struct.calcsize(form)
    if len(content) < size:
        return content
    at = random.randrange(len(content) - size + 1)
    number = random.choice(LARGE) & (2 ** (8 * size) - 1)
    return content[:at] + struct.pack(form, number) + content[at + size :]


def _odd_cell(content: bytes, random: Random) -> bytes:
    """One value of a table in text, or within an archive, in place of another."""
    if content.startswith(b"PK"):
        return _within_archive(content, random, _odd_cell)
    marks = [at for at, byte in enumerate(content) if byte in b',\n>"']
    if len(marks) < 2:
        return random.choice(ODD).encode()
    at = random.randrange(len(marks) - 1)
    return content[: marks[at] + 1] + random.choice(ODD).encode() + content[marks[at + 1] :]


def _lie(content: bytes, random: Random) -> bytes:
    """A header of an archive that says something else than there is."""
    heads = [
        at
        for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
        for at in _places(content, mark)
    ]
    if not heads:
        return _number(content, random)
    at = random.choice(heads) + random.randrange(4, 46)
    lie = struct.pack("<I", random.choice(LARGE))[: random.choice((1, 2, 4))]
    return content[:at] + lie + content[at + len(lie) :]


def _within(content: bytes, random: Random) -> bytes:
    """Damage to one member of an archive that is packed whole again."""
    if not content.startswith(b"PK"):
        return _flip(content, random)
    return _within_archive(content, random, random.choice((_flip, _cut_short, _take_out, _repeat)))


def _within_archive(content: bytes, random: Random, mutation: Mutation) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - it is damaged already
        return content
    if not members:
        return content
    wanted = random.randrange(len(members))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, (name, held) in enumerate(members):
            damaged = mutation(held, random) if number == wanted else held
            archive.writestr(zipfile.ZipInfo(name), damaged, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _places(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 1)
    return found


_MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _cut_short,
    _take_out,
    _repeat,
    _noise,
    _number,
    _odd_cell,
    _odd_cell,
    _lie,
    _within,
)
