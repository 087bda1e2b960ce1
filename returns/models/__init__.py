"""Every record of returns, for Django to find and others to import; knows no dataset by name."""

from returns.models.arrivals import Arrival
from returns.models.coverage import Coverage, MainSource, OwnAcceptance, ProvisionalMonths, Revision
from returns.models.definitions import Definition
from returns.models.facts import Fact, GapKind, fact_constraints
from returns.models.fetching import FetchedFile, StreetFetch
from returns.models.lists import ListFile
from returns.models.manual_entry import TypedGrid
from returns.models.mapping import MappedReturn, SavedMapping
from returns.models.recording import RecordingChange
from returns.models.released import ReleasedVersion
from returns.models.returns import (
    MAPPED,
    CoveringEmail,
    GivenTotal,
    Part,
    Return,
    RowsPlaced,
    where_bytes_go,
    where_emails_go,
)
from returns.models.schedule import (
    AgreedDate,
    CalendarAddress,
    LatenessShown,
    Reminder,
)

__all__ = [
    "MAPPED",
    "AgreedDate",
    "Arrival",
    "CalendarAddress",
    "Coverage",
    "CoveringEmail",
    "Definition",
    "Fact",
    "FetchedFile",
    "GapKind",
    "GivenTotal",
    "LatenessShown",
    "ListFile",
    "MainSource",
    "MappedReturn",
    "OwnAcceptance",
    "Part",
    "ProvisionalMonths",
    "RecordingChange",
    "ReleasedVersion",
    "Reminder",
    "Return",
    "Revision",
    "RowsPlaced",
    "SavedMapping",
    "StreetFetch",
    "TypedGrid",
    "fact_constraints",
    "where_bytes_go",
    "where_emails_go",
]
