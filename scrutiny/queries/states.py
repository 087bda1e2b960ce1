"""How a question or a recommendation stands."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """How a question or a recommendation stands."""

    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    WITHHELD = "withheld"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
