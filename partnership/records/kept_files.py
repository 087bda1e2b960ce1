"""Files kept as evidence: which may be, and how they are known by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from partnership.refusals import UnusableFile

MOST_BYTES = 20_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# By ending: what the first bytes are. Formats that can hold macros are left out.
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
    "odt": _ZIP,
    "ods": _ZIP,
    "odp": _ZIP,
    "png": b"\x89PNG\r\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
ACCEPTED = tuple(ending.upper() for ending in _BEGINNINGS if ending != "jpeg")


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> Checked:
    """The file, if it is of a kind that is kept and what its name says; else BadFile."""
    plain = PurePath(name).name
    ending = plain.rpartition(".")[2].lower()
    if ending not in _BEGINNINGS:
        raise UnusableFile(f"{plain} cannot be kept: send one of {', '.join(ACCEPTED)}")
    if not content:
        raise UnusableFile(f"{plain} is empty")
    if len(content) > MOST_BYTES:
        raise UnusableFile(
            f"{plain} is larger than {MOST_BYTES // 1_000_000} MB: link to it instead"
        )
    if content.startswith(_OLE):
        raise UnusableFile(
            f"{plain} is password-protected or an old Office file. Save it without a password, in"
            " a new format"
        )
    if not content.startswith(_BEGINNINGS[ending]):
        raise UnusableFile(f"{plain} is not a {ending.upper()} file, whatever its name says")
    return Checked(plain, content)
