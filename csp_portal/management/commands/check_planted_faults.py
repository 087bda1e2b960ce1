"""`manage.py check_planted_faults`: what the checks of a return see of faults planted into it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

RETURNS = 200


class Command(BaseCommand):
    help = (
        "Plants faults into real months, and counts how many the checks ask about, and how many"
        " real returns without a fault raise a question."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--returns", type=int, default=RETURNS, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--data",
            type=Path,
            metavar="FOLDER",
            help="street-level files of data.police.uk (the counts in fixtures/ by default)",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, returns: int, seed: int, **options: Any) -> None:
        import numpy as np

        from csp_portal import real_files
        from csp_portal.planted_faults import report, trials

        if returns < 1 or seed < 0:
            raise CommandError("--returns takes a number above zero, --seed zero or more")
        months = [*real_files.street_months(options["data"]), *real_files.months_in_use()]
        if not months:
            raise CommandError("There are no real months to plant faults into.")
        rates = [
            *trials.asked_about(months, returns=returns, by=np.random.default_rng(seed)),
            *trials.false_questions(months),
        ]
        if options["json"]:
            self.stdout.write(json.dumps([report.as_row(rate) for rate in rates], indent=2))
        else:
            self.stdout.write(report.in_words(rates))
        if missed := [rate for rate in rates if not rate.is_kept]:
            raise CommandError(f"Missed: {', '.join(report.called(rate) for rate in missed)}")
