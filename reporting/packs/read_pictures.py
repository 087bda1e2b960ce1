"""The pictures of a section's slides, for the page on which it is read."""

from __future__ import annotations

from reporting.content.frozen import FrozenPack
from reporting.export.report_figures import Message, messages
from reporting.rendering.slides.setting import TooFull


def messages_of(pack: FrozenPack, key: str, *, is_public: bool = False) -> tuple[Message, ...]:
    """What the panel saw of the section of that key; empty where it saw none of it."""
    report = pack.report(is_public=is_public)
    section = next((one for one in report.sections if one.key == key), None)
    if section is None:
        return ()
    try:
        return messages(section, report.numbers, first=1, with_notes=False)
    except TooFull:
        # Frozen before its slides were measured: the parts of the report say all of it.
        return ()
