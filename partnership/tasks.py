"""Work that waits in the queue, which keeps its name there: no name in this module ever changes."""

from __future__ import annotations

from django_tasks import task

from partnership.file_work import working
from partnership.notices import mailing


@task()
def mail_notices(keys: list[str]) -> None:
    """The mails about the notices with those keys, to whoever wants them at once."""
    mailing.mail_at_once(keys)


@task()
def do_file_work(work_id: int) -> None:
    """What the `FileWork` with that id asks for."""
    working.do(work_id)
