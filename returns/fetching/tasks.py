"""Fetches that wait in the queue, which keeps their name there: no name in this module changes."""

from __future__ import annotations

from django_tasks import task

from returns.fetching import running


@task()
def fetch_street_files(fetch_id: int) -> None:
    """The fetch with that id."""
    running.run(fetch_id)
