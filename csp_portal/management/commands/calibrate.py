"""`manage.py calibrate`: how often the portal's verdicts err (docs/methods.md)."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

# Enough for a standard error of 0.8 percentage points at the promised rate.
DRAWN = 1000


class Command(BaseCommand):
    help = "How often verdicts err, on simulated and on real months, and what changes they find."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--drawn",
            type=int,
            default=DRAWN,
            metavar="N",
            help="verdicts for each simulated rate (%(default)s; fewer for what takes long)",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, seed: int, drawn: int, **options: Any) -> None:
        import numpy as np

        from csp_portal import real_months
        from csp_portal.calibration import power, real, report, simulated

        if drawn < 1:
            raise CommandError("--drawn takes a number above zero")
        if seed < 0:
            raise CommandError("--seed takes zero or a number above it")
        # A stream of luck for each, so that real months do not move what is simulated.
        of_simulated, of_real, of_power = np.random.default_rng(seed).spawn(3)
        months = list(real_months.latest())
        calibrated = report.Calibrated(
            simulated=tuple(simulated.every_rate(of_simulated, drawn_each=drawn)),
            real=tuple(real.every_rate(months, by=of_real)),
            power=tuple(power.every_rate(of_power, drawn_each=drawn)),
            partnerships=tuple(sorted({each.partnership for each in months})),
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(calibrated), indent=2))
            self.stderr.write(report.about_real(calibrated))
        else:
            self.stdout.write(report.in_words(calibrated))
        if calibrated.not_kept:
            raise CommandError(report.verdict(calibrated))
        if not options["json"]:
            self.stdout.write(f"\n{report.verdict(calibrated)}")
