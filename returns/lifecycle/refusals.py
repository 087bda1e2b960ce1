"""Why something cannot be done to a return now, each with a sentence for the screen."""

from __future__ import annotations

from partnership.refusals import Refused
from returns.catalogue.findings import Report


class UploadRefused(Refused):
    """The file was not stored: it can't be read, isn't a return, or holds personal data."""

    def __init__(self, report: Report) -> None:
        said = (part for finding in report.errors for part in (finding.message, finding.todo))
        # What is wrong in ten places is put right in one way.
        super().__init__(" ".join(dict.fromkeys(filter(None, said))))
        self.report = report
