"""`manage.py check_sentences`: reads the portal's own sentences and holds them to the facts."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checks.sentences import reader
from checks.sentences.pages import Read
from csp_portal.sentences.checking import check

# As many as an issue of the portal is checked by, within ten minutes.
MOST = 10_000


class Command(BaseCommand):
    help = "Read sentences of the portal back, and hold them against the facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drawn", type=int, default=MOST, help="how many sentences at least")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drawn"] < 1:
            raise CommandError("--drawn takes a number above zero")
        found = check(drawn=options["drawn"], seed=options["seed"])
        if options["json"]:
            answer = {
                "drawn": found.drawn,
                "read": found.drawn - found.unread,
                "unread": found.unread,
                "wrong": len(found.faults),
                "sentences": [_described(fault) for fault in found.faults],
            }
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for fault in found.faults:
                self.stdout.write("\n".join(_lines(fault)))
            self.stdout.write(
                f"{found.drawn} drawn, {found.drawn - found.unread} read,"
                f" {found.unread} unread, {len(found.faults)} wrong (unread ones among them)"
            )
        if found.faults:
            raise CommandError(f"{len(found.faults)} of {found.drawn} sentences are wrong.")


def _described(fault: Read) -> dict[str, object]:
    return {
        "says": fault.text,
        "facts": _facts(fault),
        "where": fault.slot,
        "address": fault.address,
        "unread": fault.is_unread,
    }


def _lines(fault: Read) -> tuple[str, ...]:
    return (
        f"“{fault.text}”",
        *(f"  {each}" for each in _facts(fault)),
        f"  {fault.slot}, {fault.address}",
    )


def _facts(fault: Read) -> list[str]:
    return [reader.UNREAD] if fault.is_unread else list(fault.problems)
