"""Why something cannot be done to a return now, each with a sentence for the screen."""

from __future__ import annotations

from returns.catalogue.findings import Report
from returns.in_use.coverage import Refused


class NotKept(Refused):
    """The file was not kept: it can't be read, isn't a return, or holds personal data."""

    def __init__(self, report: Report) -> None:
        super().__init__(" ".join(finding.message for finding in report.errors))
        self.report = report


class NotReady(Refused):
    """Errors stand, queries are unexplained or a reason is missing; the message says which."""


class AlreadyDecided(Refused):
    """Somebody else was first, or the return is past this; the message says who and when."""


class OwnUpload(Refused):
    """One may not decide on one's own upload of this source."""
