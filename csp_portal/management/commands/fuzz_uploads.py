"""`manage.py fuzz_uploads`: damaged files at every door, in a database of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

FILES = 1_000
SHOWN = 20


class Command(BaseCommand):
    help = "Leave damaged files at every door: nothing may break, grow or change."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--files", type=int, default=FILES)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--here", action="store_true", help="in the database of the settings")

    def handle(self, *, here: bool, files: int, seed: int, **options) -> None:
        if here:
            self._fuzz(files=files, seed=seed, as_json=options["json"])
        else:
            self._in_a_database_of_its_own(files=files, seed=seed, as_json=options["json"])

    def _in_a_database_of_its_own(self, *, files: int, seed: int, as_json: bool) -> None:
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {
                "CSP_ENV": "test",
                "DATABASE_URL": f"sqlite:///{folder}/fuzz.sqlite3",
                "CSP_FILES": f"{folder}/files",
                "CSP_OUT": f"{folder}/out",
                "CLAMAV_SOCKET": "",
            }
            command = [sys.executable, "manage.py", "fuzz_uploads", "--here"]
            command += [f"--files={files}", f"--seed={seed}", *(["--json"] if as_json else [])]
            ended = subprocess.run(  # noqa: S603 - our own command line
                command, cwd=settings.BASE_DIR, env=environment, check=False
            )
        if ended.returncode:
            raise CommandError("a door did not hold, or could not be tried")

    def _fuzz(self, *, files: int, seed: int, as_json: bool) -> None:
        from csp_portal.fuzzing.running import fuzz

        if not settings.IN_TEST:
            raise CommandError("only where CSP_ENV is test: never in a database that is in use")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
        # Every refusal would be a line.
        logging.disable(logging.ERROR)
        outcome = fuzz(files=files, seed=seed)
        if as_json:
            found = {
                "files": outcome.files,
                "doors": outcome.by_door,
                "slowest_seconds": round(outcome.slowest, 2),
                "growth_bytes": outcome.growth,
                "faults": outcome.faults,
            }
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            self._print(outcome)
        if outcome.faults:
            raise CommandError(f"{len(outcome.faults)} faults")

    def _print(self, outcome) -> None:
        for door, counts in outcome.by_door.items():
            said = ", ".join(f"{number:,} {what}" for what, number in counts.items())
            self.stdout.write(f"{door}: {said}")
        self.stdout.write(
            f"{outcome.files:,} files; the slowest took {outcome.slowest:.1f} s of the processor;"
            f" memory grew by {outcome.growth / 1e6:,.0f} MB; {len(outcome.faults)} faults."
        )
        for fault in outcome.faults[:SHOWN]:
            self.stdout.write(f"  {fault}")
