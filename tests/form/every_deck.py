"""Every presentation that a test has drawn is judged when the test ends, by `drawn_faults`.

Whatever a test is about, what it draws must be in form: `watched` keeps what the portal writes as
a PPTX, and the fixture `every_deck_is_in_form` asks at the end of each test. Only a test that
draws what has no room or no sense on purpose is marked `odd_deck`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.form.faults import drawn_faults

_drawn: list[bytes] = []


@contextmanager
def watched() -> Iterator[None]:
    """Keeps every presentation that is written, as it is written."""
    from reporting.export.pptx import document

    write = document.with_moment

    def write_and_keep(*arguments: object) -> bytes:
        made = write(*arguments)  # type: ignore[arg-type]
        _drawn.append(made)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "with_moment", write_and_keep)
        yield


def taken() -> list[bytes]:
    """What has been drawn since this was asked last."""
    every = list(_drawn)
    _drawn.clear()
    return every


def faults_of_those_drawn() -> list[str]:
    """What is wrong with any that was drawn since this was asked last."""
    return [said for pptx in dict.fromkeys(taken()) for said in drawn_faults(pptx)]
