"""Every sentence about fetching street files; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from measures.periods import Month
from returns.in_use.coverage import labels_of

NOT_SET_UP = (
    "Fetching street files isn’t set up here. Whoever runs the portal sets STREET_FILES_ADDRESS;"
    " until then, download the files from data.police.uk and send them as a return."
)
NO_MONTH_IN_ADDRESS = (
    "STREET_FILES_ADDRESS must hold {month}, as in https://data.police.uk/data/archive/{month}.zip."
)
NOT_SECURE = "STREET_FILES_ADDRESS must begin with https://."
TOO_MANY_REDIRECTS = "The server redirects too many times."
TIME_IS_UP = (
    "The fetch took longer than it may. What came is kept: fetch again, and it goes on from there."
)
BROKEN_OFF = "The connection broke off. What came is kept: fetch again, and it goes on from there."
NOT_THERE = "The server has no such file."
LIES_ABOUT_LENGTH = (
    "The server gives a wrong length for the file, so it can’t be fetched. No return was made. Try"
    " again tomorrow, or download the file yourself and send it as a return."
)
CHANGED_MEANWHILE = (
    "The publisher replaced the file while it was being fetched. No return was made: fetch it"
    " again."
)
TOO_LARGE = (
    "The file is larger than the portal fetches. Download the months you need from data.police.uk"
    " and send them as a return."
)
NO_FORCE = (
    "No police force is named for this partnership, so the portal doesn’t know whose files to"
    " fetch. Name its police force area, or add the force as an agency, in Set up."
)
SOMETHING_WENT_WRONG = "Something went wrong in the portal. What came is kept: fetch again."
NOT_WHOLE = (
    "What the server sent is not a complete ZIP file, so it was deleted: fetch it again, or"
    " download the file yourself and send it as a return."
)
TITLE = "Fetch street files"
ASKED = "The street files are being fetched."
NO_SUCH_MONTH = "Enter a month, like 2026-09"
MONTH_TO_COME = "Enter a month that has ended"
UNDER_WAY = "A fetch is already under way."
NOTHING_NEW = "Nothing new: no return was made."


def no_answer(host: str) -> str:
    return (
        f"{host} didn’t answer, or the connection was lost. What came is kept: fetch again later."
    )


def not_trusted(host: str) -> str:
    return (
        f"{host} can’t prove that it is the publisher: its certificate isn’t valid. Nothing was"
        " fetched. Tell whoever runs the portal."
    )


def answered(status: int) -> str:
    return f"The server refused the file (answer {status}). Try again later."


def leads_elsewhere(host: str, other: str) -> str:
    return (
        f"{host} redirects to another host, {other}, which the portal doesn’t ask. If the publisher"
        f" keeps its files at {other}, set STREET_FILES_ADDRESS to the address there."
    )


def damaged(name: str) -> str:
    return f"“{name}” arrived damaged, so it was deleted and no return was made: fetch it again."


def too_large(name: str, size: int) -> str:
    return (
        f"“{name}” would unpack to {size / 1e6:,.0f} MB, more than the portal reads. No return was"
        " made of it."
    )


def not_a_street_file(name: str) -> str:
    return f"“{name}” is not a street-level crime file, whatever its name says. No return was made."


def other_months(name: str, months: Iterable[Month]) -> str:
    held = ", ".join(labels_of(month.first_day for month in months))
    return f"“{name}” holds {held}, which isn’t the month of its name. No return was made."


# --- What became of it -----------------------------------------------------------------------
def not_published(first: Month) -> str:
    return f"No archive with {first.label} or a later month is published yet. {NOTHING_NEW}"


def no_archive(earliest: Month) -> str:
    return (
        f"The server has no archive of {earliest.label} or a later month. Check"
        " STREET_FILES_ADDRESS."
    )


def none_of_ours(archive: Month, forces: Iterable[str], first: Month | None) -> str:
    since = f" from {first.label} on" if first else ""
    return (
        f"The archive of {archive.label} holds no street file{since} of {', '.join(forces)}."
        f" {NOTHING_NEW}"
    )


def is_new(name: str) -> str:
    return f"{name}: new"


def only_outcomes(name: str) -> str:
    return f"{name}: only outcomes changed. Every count equals the figure in use."


def fetched_before(name: str) -> str:
    return f"{name}: nothing new. It is the file that an earlier return holds."


def no_rows(name: str) -> str:
    return f"{name}: no row lies in this partnership."


def begins_later(first: Month, archive: Month, earliest: Month) -> str:
    return (
        f"The archive of {archive.label} begins with {earliest.label}. For months from"
        f" {first.label} on, download them from data.police.uk and send them as a return."
    )


def of_return(name: str, *, is_clean: bool) -> str:
    if is_clean:
        return f"Made a return of it, “{name}”. It is checked, and waits to be sent."
    return f"Made a return of it, “{name}”. Something in it has to be put right before it is sent."


def return_name(months: Iterable[Month], force: str) -> str:
    """The name of a return of several files."""
    first, *_ = several = sorted(months)
    span = first.code if first == several[-1] else f"{first.code} to {several[-1].code}"
    return f"Street files {span}, {force}.zip"


def progress(done: int, of: int, size: int) -> str:
    files = f"{done} of {of} files read, " if of else ""
    return f"{files}{size / 1e6:,.1f} MB fetched."
