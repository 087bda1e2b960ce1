"""The check report: which checks a file passed, and what was found where; plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, Self


class Severity(Enum):
    ERROR = "error"  # to put right: the file can't be sent
    QUERY = "query"  # may be right: the sender says why
    NOTE = "note"  # good to know
    UNTESTED = "untested"  # the check could not be made; the message says why


class Check(Enum):
    """Every screener check, in the order of the report; the value is what a pass means."""

    READABLE = "The file can be opened and is safe to read"
    RECOGNISED = "The headings belong to a return we know"
    HEADINGS = "Every column we need is there, once"
    NOT_PERSONAL = "No column looks like personal data"
    MONTHS = "Every month can be read, and none is in the future"
    AREAS = "Every area is one of ours"
    CATEGORIES = "Every category is in the source's list"
    DEFINED = "Every count is under a definition that the partnership has recorded"
    NATIONAL = "Every national figure is for the whole nation"
    CITED = "Every published figure says where it was published"
    COUNTS = "Every count is a whole number"
    ONCE = "No area, month and category appears twice"
    TOTALS = "Total rows agree with the rows they add up"
    COMPLETE = "Every area has every month and category"
    NEGATIVE = "No count is below zero"
    PLACED = "Nearly all rows fall in a ward"
    USUAL = "Every month is near the month before or the same month a year before"
    SHARES = "Every ward and type has about its usual share of the month"
    OWN_MONTHS = "No month has the figures of another month"
    REPLACES = "No figure is replaced for only some of its months"
    CHANGES = "No figure that is in use changes"
    NEW = "The same file or figures are not in use, and do not wait"
    # Of lists of records, such as recommendations.
    FILLED = "Nothing that is needed is blank"
    DAYS = "Every date exists"
    WHOLE = "Every number is a whole number"
    CHOSEN = "Every choice is one of those offered"
    FITS = "Nothing is too long"
    APART = "No record appears twice"
    KNOWN = "Every body, panel, group and measure named is known here"
    NOT_HELD = "No record is in the portal already"


@dataclass(frozen=True)
class Finding:
    """One thing to put right, to confirm or to know.

    `row` is the row as the spreadsheet numbers it, `column` the heading they typed, `value`
    what they typed under it; `todo` says what to do about it.
    """

    check: Check
    severity: Severity
    message: str
    todo: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def key(self) -> str:
        """The key of a confirmation of this query: the same finding has the same key."""
        return "|".join((self.check.name, self.file, self.sheet, str(self.row or ""), self.message))

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"check": self.check.name, "severity": self.severity.value}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        return cls(
            **fields | {"check": Check[fields["check"]], "severity": Severity(fields["severity"])}
        )


@dataclass(frozen=True)
class Report:
    """The findings of one file, and the checks that were made of it.

    `not_tested` are checks that could not be made of the file, or of some of its months: the
    message says why.
    """

    findings: tuple[Finding, ...]
    made: tuple[Check, ...]
    not_tested: tuple[Finding, ...] = ()

    @classmethod
    def of_all(cls, found: Iterable[Finding], made: tuple[Check, ...]) -> Self:
        """Of what was found, those apart that say that a check could not be made."""
        every = tuple(found)
        return cls(
            tuple(finding for finding in every if finding.severity is not Severity.UNTESTED),
            made,
            tuple(finding for finding in every if finding.severity is Severity.UNTESTED),
        )

    @property
    def as_stored(self) -> list[dict[str, Any]]:
        """All that there is to say; `of_all` takes it apart again."""
        return [finding.as_json() for finding in (*self.findings, *self.not_tested)]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return self.of(Severity.ERROR)

    @property
    def queries(self) -> tuple[Finding, ...]:
        return self.of(Severity.QUERY)

    @property
    def passed(self) -> tuple[Check, ...]:
        """Checks that were made of something and found nothing to put right or to confirm."""
        failed = {f.check for f in self.findings if f.severity is not Severity.NOTE}
        failed |= {finding.check for finding in self.not_tested}
        return tuple(check for check in self.made if check not in failed)


def untested(check: Check, why: str, *, file: str = "") -> Finding:
    """`check` could not be made, because of `why`: words that go on after a colon."""
    return Finding(check, Severity.UNTESTED, why, file=file)


class Unreadable(Exception):
    """The file can't be read at all; `finding` says why, and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding

    @classmethod
    def because(cls, message: str, *, todo: str, file: str) -> Self:
        return cls(Finding(Check.READABLE, Severity.ERROR, message, todo=todo, file=file))


@dataclass(frozen=True)
class Wrong:
    """What was written means nothing to us: the sentence, and what to do."""

    message: str
    todo: str = ""
