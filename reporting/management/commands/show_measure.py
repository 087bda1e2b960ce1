"""`manage.py show_measure`: one measure as text or JSON, as a councillor would see it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures.periods import BadPeriod, Period
from partnership.models import Partnership
from partnership.permissions import AS_COUNCILLOR, Viewer
from partnership.queries import user_by_email
from reporting import as_json, pages, queries
from reporting.pages import MeasureShown
from reporting.queries import NoSuch
from reporting.selection import BadSelection, moment


class Command(BaseCommand):
    help = "Show a measure: its value, what it is compared with, and what it says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("measure", metavar="APP/MEASURE")
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument("--period", required=True, help="2022/23, 2022/23 Q3, 2022-10, …")
        parser.add_argument("--against", help="the year to compare with; else the year before")
        parser.add_argument("--area", default="", metavar="NAME-OR-CODE")
        parser.add_argument("--by", choices=["area", "category"])
        parser.add_argument("--source", metavar="SLUG")
        parser.add_argument("--as-at", default="", metavar="ISO")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="whose eyes to see with")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shown = _shown(options)
            answer = as_json.measure(shown)
            if options["by"]:
                answer["rows"] = as_json.rows(shown, by=options["by"])
        except (NoSuch, BadPeriod, BadSelection, PermissionDenied) as problem:
            raise CommandError(str(problem)) from None
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            rows = [as_json.row_in_words(row) for row in answer.get("rows", ())]
            self.stdout.write("\n".join((answer["sentence"], *answer["findings"], *rows)))


def _shown(options: dict[str, Any]) -> MeasureShown:
    partnership = Partnership.objects.filter(slug=options["partnership"]).first()
    if partnership is None:
        raise NoSuch(f"There is no partnership “{options['partnership']}”.")
    figures = queries.figures(
        options["measure"],
        partnership=partnership,
        viewer=_viewer(options["email"]),
        source=options["source"],
        as_at=moment(options["as_at"]),
        written_as_at=options["as_at"],
    )
    return pages.MeasureShown(
        figures=figures,
        # As asked: the page would show an unfinished year as far as it goes.
        period=Period.parse(options["period"]),
        against=Period.parse(options["against"]) if options["against"] else None,
        area=pages.part(queries.place(figures, options["area"])),
    )


def _viewer(email: str | None) -> Viewer:
    if not email:
        return AS_COUNCILLOR
    user = user_by_email(email)
    if user is None:
        raise NoSuch(f"Nobody signs in as {email}.")
    return user
