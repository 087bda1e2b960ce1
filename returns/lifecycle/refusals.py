"""Why something cannot be done to a return now, each with a sentence for the screen."""

from __future__ import annotations

from partnership.refusals import Refused
from returns.catalogue.findings import Report


class UploadRefused(Refused):
    """The file was not stored: it can't be read, isn't a return, or holds personal data."""

    def __init__(self, report: Report) -> None:
        super().__init__(" ".join(finding.message for finding in report.errors))
        self.report = report
