"""Work that waits in the queue, which keeps its name there: no name in this module ever changes."""

from __future__ import annotations

from django_tasks import task

from returns.lifecycle.receiving import reading


@task()
def read_upload(arrival_id: int) -> None:
    """Reads the file that the `Arrival` with that id has, and makes a return of it."""
    reading.read_arrival(arrival_id)
