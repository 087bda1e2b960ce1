"""`manage.py fetch_street_files`: data.police.uk's new months as a return, by a timer."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from measures.periods import BadPeriod, Month
from partnership.people.at_the_machine import partnership_called, person_acting
from partnership.refusals import Refused
from returns.fetching import asking, running, words
from returns.models import StreetFetch


class Command(BaseCommand):
    help = (
        "Fetch the street files that are new from the address in STREET_FILES_ADDRESS, and make a"
        " return of them that waits to be sent. It ends with 0 where all went well, new or not, and"
        " with 1 where something failed: what came is kept, and the next run goes on from there. It"
        " acts as the person named with --as; without it, as the partnership's only manager."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument(
            "--from",
            dest="first_month",
            default="",
            metavar="MONTH",
            help="the first month, like 2026-04 (default: the one after the newest in use)",
        )
        parser.add_argument("--as", dest="email", default="", metavar="EMAIL")
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args, **options) -> None:
        first = _month(options["first_month"])
        try:
            partnership = partnership_called(options["partnership"])
            by = person_acting(options["email"], partnership)
            fetch = asking.ask(partnership=partnership, by=by, first_month=first, is_queued=False)
        except (Refused, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from refusal
        running.run(fetch.pk)
        fetch.refresh_from_db()
        self._say(fetch, as_json=options["json"])
        if fetch.status != StreetFetch.Status.DONE:
            raise SystemExit(1)

    def _say(self, fetch: StreetFetch, *, as_json: bool) -> None:
        if not as_json:
            is_running = fetch.status == StreetFetch.Status.RUNNING
            last = words.UNDER_WAY if is_running else fetch.problem
            self.stdout.write("\n".join(filter(None, (*fetch.lines, last))))
            return
        files = [
            {"name": file.name, "outcome": file.outcome, "sha256": file.sha256}
            for file in fetch.files.all()
        ]
        said = {
            "status": fetch.status,
            "lines": fetch.lines,
            "problem": fetch.problem,
            "return": fetch.of_return_id,
            "files": files,
        }
        self.stdout.write(json.dumps(said, indent=2))


def _month(written: str) -> Month | None:
    try:
        return Month.parse(written) if written else None
    except BadPeriod:
        raise CommandError(f"--from is “{written}”. {words.NO_SUCH_MONTH}.") from None
