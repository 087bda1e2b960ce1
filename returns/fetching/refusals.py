"""Why files could not be fetched, each with a sentence for the screen."""

from __future__ import annotations

from partnership.refusals import Refused


class NotFetched(Refused):
    """What the server sent is of no use, or it sent nothing: what was kept is thrown away."""


class BrokenOff(NotFetched):
    """The connection was lost, or the time was up: the next fetch goes on from there."""


class NotThere(NotFetched):
    """The server has no such file (404)."""
