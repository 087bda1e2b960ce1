"""`manage.py benchmark`: the speeds of docs/performance.md, in a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STREET_FILES = Path(settings.BASE_DIR).parent / "shared" / "data" / "police_uk" / "cleveland"


class Command(BaseCommand):
    help = "Measure the speeds that docs/performance.md promises, each beside its floor."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--runs", type=int, default=5)
        parser.add_argument("--street-files", type=Path, default=STREET_FILES)
        parser.add_argument("--doors", action="store_true", help="only the doors of files")
        parser.add_argument("--here", action="store_true", help="in the database of the settings")

    def handle(self, *, here: bool, **options) -> None:
        if here and options["doors"]:
            self._doors(options["street_files"])
        elif here:
            self._measure(**options)
        else:
            self._in_a_database_of_its_own(**options)

    def _in_a_database_of_its_own(self, *, street_files: Path, runs: int, **options) -> None:
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {
                "CSP_ENV": "test",
                "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
                "CSP_FILES": f"{folder}/files",
                "CSP_OUT": f"{folder}/out",
            }
            arguments = ["--here", f"--runs={runs}", f"--street-files={street_files}"]
            if options["json"]:
                arguments.append("--json")
            if options["doors"]:
                # As in production: work waits for its worker.
                environment["TASKS_AT_ONCE"] = "false"
                arguments.append("--doors")
            command = [sys.executable, "manage.py", "benchmark", *arguments]
            ended = subprocess.run(  # noqa: S603 - our own command line
                command, cwd=settings.BASE_DIR, env=environment, check=False
            )
        if ended.returncode:
            raise CommandError("a promise was not kept, or the benchmark could not be run")

    def _measure(self, *, street_files: Path, runs: int, **options) -> None:
        from csp_portal.benchmark import mapping, measuring, packs, pages
        from csp_portal.benchmark import national as benchmark_national

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo", verbosity=0)
        left_out = []
        speeds = []
        if any(street_files.glob("*-street.csv")):
            speeds.append(measuring.street_months(street_files, runs=runs))
        else:
            left_out.append(f"the street files: none in {street_files.name}/")
        speeds.extend(pages.pages_of_figures(runs=2 * runs))
        speeds.append(measuring.slides(runs=runs))
        speeds.extend(packs.formats(runs=runs))
        speeds.append(measuring.aim_screen(runs=4 * runs))
        speeds.extend(mapping.steps_of_mapping(runs=runs))
        speeds.append(benchmark_national.national_file())
        self._print(speeds, left_out, as_json=options["json"])
        if not all(speed.kept for speed in speeds):
            raise CommandError("a promise was not kept")

    def _doors(self, street_files: Path) -> None:
        from csp_portal.benchmark import doors

        for command in ("migrate", "createcachetable", "load_demo"):
            call_command(command, verbosity=0)
        kept = True
        for waited in doors.waits(street_files.parent.parent):
            kept = kept and waited.kept
            over = "" if waited.kept else "NOT KEPT"
            self.stdout.write(
                f"{waited.seconds:6.1f} s {waited.megabytes:7,.0f} MB {over:8} {waited.request}:"
                f" {waited.answer}"
            )
        if not kept:
            raise CommandError("a request took more than two seconds")

    def _print(self, speeds, left_out: list[str], *, as_json: bool) -> None:
        if as_json:
            rows = [asdict(speed) | {"ratio": speed.ratio} for speed in speeds]
            self.stdout.write(json.dumps({"speeds": rows, "left_out": left_out}, indent=2))
            return
        for speed in speeds:
            self.stdout.write(
                f"{speed.what}: {speed.seconds * 1000:,.0f} ms, {speed.ratio:.1f} times "
                f"{speed.floor} ({speed.floor_seconds * 1000:,.0f} ms); {speed.also}. "
                f"Promise: {speed.promise}: {'kept' if speed.kept else 'NOT KEPT'}."
            )
        for reason in left_out:
            self.stdout.write(f"left out: {reason}")
