"""Work that waits in the queue, which keeps its name there: no name in this module ever changes."""

from __future__ import annotations

from django_tasks import task

from reporting.packs import files as pack_files


@task()
def make_files(making_id: int) -> None:
    """The files that the `Making` with that id asks for."""
    pack_files.make_files(making_id)
