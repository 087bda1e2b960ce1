"""How the text of a table is encoded, and what to say about it."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from returns.catalogue.findings import Check, Finding, Severity, Unreadable
from returns.files.text_guards import not_a_table


@dataclass(frozen=True)
class Encoding:
    """The name of an encoding as Python has it, and the note that it is not UTF-8."""

    name: str
    findings: tuple[Finding, ...] = ()


def encoding_of(opener: Callable[[], BinaryIO], *, file: str) -> Encoding:
    """UTF-8 with or without its mark, else UTF-16 by its mark, else what Windows writes."""
    head = opener().read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if not _decodes(opener, file, "utf-16"):
            raise _wrong_encoding(file)
        return Encoding("utf-16", (_note(file, "UTF-16"),))
    if _decodes(opener, file, "utf-8"):
        return Encoding("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8")
    if _decodes(opener, file, "cp1252"):
        return Encoding("cp1252", (_note(file, "Windows-1252"),))
    raise _wrong_encoding(file)


def _decodes(opener: Callable[[], BinaryIO], file: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    opened = opener()
    try:
        while chunk := opened.read(1 << 20):
            if "\0" in decoder.decode(chunk):
                raise not_a_table(file, "not text at all")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _note(file: str, encoding: str) -> Finding:
    return Finding(
        Check.READABLE,
        Severity.NOTE,
        f"“{file}” is written in {encoding} and not in UTF-8, and was read so.",
        todo="Look whether names with accents came through.",
        file=file,
    )


def _wrong_encoding(file: str) -> Unreadable:
    return Unreadable.because(
        f"The letters of “{file}” are written in an encoding that the portal cannot tell.",
        todo="Save it as “CSV UTF-8”, and upload that.",
        file=file,
    )
