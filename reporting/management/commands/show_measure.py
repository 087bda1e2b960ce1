"""`manage.py show_measure`: one measure as text or JSON, as a councillor would see it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures import baselines
from measures.periods import BadPeriod, Period, period_or_day
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR, Viewer
from partnership.setup.queries import user_by_email
from reporting.analysis.national import check_area
from reporting.analysis.signals import Screened
from reporting.content.selection import BadSelection, moment
from reporting.pages.measure import as_json
from reporting.pages.measure import page as pages
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.page import MeasureShown
from reporting.pages.national import as_json as published_json
from reporting.pages.national.page import PublishedShown
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published, published
from reporting.queries.places import place_named
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens


class Command(BaseCommand):
    help = "Show a measure: its value, what it is compared with, and what it says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("measure", metavar="APP/MEASURE")
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument("--period", required=True, help="2022/23, 2022/23 Q3, 2022-10, …")
        parser.add_argument("--against", help="what to compare with; else the year before")
        parser.add_argument("--area", default="", metavar="NAME-OR-CODE")
        parser.add_argument("--by", choices=["area", "category"])
        parser.add_argument("--source", metavar="SLUG")
        parser.add_argument("--as-at", default="", metavar="ISO")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="whose eyes to see with")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = _national(options) if is_published(options["measure"]) else _answer(options)
        except (NoSuch, BadPeriod, BadSelection, PermissionDenied) as problem:
            raise CommandError(str(problem)) from None
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            rows = [as_json.row_in_words(row) for row in answer.get("rows", ())]
            first = next(iter(answer["baselines"]), {"warnings": ()})
            cautions = [f"Compare with care: {warning}." for warning in first["warnings"]]
            lines = (answer["sentence"], *cautions, *answer["findings"], *rows)
            self.stdout.write("\n".join(lines))


def _answer(options: dict[str, Any]) -> dict[str, Any]:
    shown = _shown(options)
    answer = as_json.measure(shown)
    if options["by"]:
        answer["rows"] = as_json.rows(shown, by=options["by"])
    return answer


def _national(options: dict[str, Any]) -> dict[str, Any]:
    """A measure of national figures: the same whichever partnership asks."""
    found = published(
        options["measure"],
        partnership=_partnership(options["partnership"]),
        viewer=_viewer(options["email"]),
        as_at=moment(options["as_at"]),
        written_as_at=options["as_at"],
    )
    check_area(found, options["area"])
    if options["source"] and options["source"] != found.dataset.sources[0].slug:
        raise NoSuch(f"{found.measure.title} has no source “{options['source']}”.")
    if options["by"] == "area":
        raise NoSuch(f"{found.measure.title} is national: it has no areas.")
    against = options["against"]
    shown = PublishedShown(
        found, period_or_day(options["period"]), period_or_day(against) if against else None
    )
    answer = published_json.measure(shown)
    if options["by"]:
        answer["rows"] = published_json.rows(shown)
    return answer


def _shown(options: dict[str, Any]) -> MeasureShown:
    partnership = _partnership(options["partnership"])
    period = Period.parse(options["period"])
    reading = queries.reading(
        options["measure"],
        partnership=partnership,
        viewer=_viewer(options["email"]),
        source=options["source"],
        period=period,
        as_at=moment(options["as_at"]),
        written_as_at=options["as_at"],
    )
    shown = pages.MeasureShown(
        figures=reading.figures,
        # As asked: the page would show an unfinished year as far as it goes.
        period=period,
        against=baselines.read(options["against"]) if options["against"] else None,
        area=pages.part(place_named(reading.figures, options["area"])),
        screened=_screened(partnership, reading, period, options),
    )
    return with_breakdowns(shown, reading)


def _screened(
    partnership: Partnership, reading: Reading, period: Period, options: dict[str, Any]
) -> Screened | None:
    """The screen of a single month, by which it is judged."""
    if period.months > 1:
        return None
    screens = Screens(
        partnership, _viewer(options["email"]), moment(options["as_at"]), options["as_at"]
    )
    return screens.having(reading.figures, period.start)


def _partnership(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuch(f"There is no partnership “{slug}”.")
    return found


def _viewer(email: str | None) -> Viewer:
    if not email:
        return AS_COUNCILLOR
    user = user_by_email(email)
    if user is None:
        raise NoSuch(f"Nobody signs in as {email}.")
    return user
