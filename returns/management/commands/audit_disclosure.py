"""`audit_disclosure`: tries the disclosure rules on thousands of made-up tables."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

from django.core.management.base import BaseCommand, CommandError

from measures.disclosure.made_tables import changed, made_versions
from measures.disclosure.suppression import (
    CannotProtect,
    NhsRounding,
    Rule,
    Threshold,
    released,
    seen_together,
    undone,
)

RULES: dict[str, Rule] = {
    "below 5": Threshold(),
    "below 10": Threshold(10),
    "below 5, 8 apart": Threshold(margin=8),
    "below 5, zeros too": Threshold(shows_zero=False),
    "NHS rounding": NhsRounding(),
}


class Command(BaseCommand):
    help = (
        "Hide small counts in made-up tables of the shapes that are released, and again in a"
        " later version of each, and look for hidden cells that can be worked out from what is"
        " shown. It ends with an error where there is one."
    )

    def add_arguments(self, parser):
        parser.add_argument("--tables", type=int, default=10_000, help="how many; 10,000")
        parser.add_argument("--seed", type=int, default=1, help="for other tables")
        parser.add_argument("--json", action="store_true", help="what was found, as JSON")

    def handle(self, *, tables: int, seed: int, **options):
        if tables < 1:
            raise CommandError("--tables is the number of tables to try: 1 or more")
        names = list(RULES)
        found = {name: Counter[str]() for name in names[:tables]}
        for number in range(tables):
            name = names[number % len(names)]
            # Reproducible with the same seed; it is not a secret.
            random = Random(f"{seed}, {number}")  # noqa: S311
            found[name].update(_tried(RULES[name], random))
        self.stdout.write(_as_json(found) if options["json"] else _in_words(found))
        if lost := sum(counts["worked out"] for counts in found.values()):
            raise CommandError(f"{lost:,} hidden cells can be worked out from what is shown")


def _tried(rule: Rule, random: Random) -> Counter[str]:
    """Both versions of a table released, the first judged by itself and both together."""
    before, after = made_versions(random, most_cells=250)
    first = released(before, rule)
    lost = set(undone(first.counts, before.equations, rule, primary=first.primary))
    lost -= first.given_away
    counts = Counter(
        {
            "tables": 1,
            "cells": len(before.counts),
            "small": len(first.primary),
            "hidden besides": len(first.secondary),
            "hidden besides in later versions": 0,
            "later versions stopped": 0,
            "given away": 0,
        }
    )
    version = (first.counts, before.equations, changed(before, after))
    try:
        second = released(after, rule, already=[version])
    except CannotProtect:
        counts["later versions stopped"] = 1
    else:
        counts["hidden besides in later versions"] = len(second.secondary)
        seen, equations = seen_together(second.counts, after.equations, [version])
        together = set(undone(seen, equations, rule, primary=second.primary))
        counts["given away"] = len(second.given_away)
        lost |= together - second.given_away
    counts["worked out"] = len(lost)
    return counts


def _as_json(found: dict[str, Counter[str]]) -> str:
    return json.dumps(found, indent=2)


def _in_words(found: dict[str, Counter[str]]) -> str:
    return "\n".join(
        f"{name}: {'; '.join(f'{what} {number:,}' for what, number in counts.items())}"
        for name, counts in found.items()
    )
