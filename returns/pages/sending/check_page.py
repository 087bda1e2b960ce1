"""The check page as plain words and rows: what was found, what is left, what the file says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from measures.counts import Count, Gap
from measures.periods import Month
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import Permission, may
from partnership.people.recipients import holders_of
from returns.catalogue.disclosure_rules import Rule
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.registry import datasets
from returns.checking.preview import Line, Preview
from returns.checking.published_preview import PublishedPreview
from returns.disclosure.released import rule_in_force
from returns.lifecycle import supplying, words
from returns.lifecycle.before_sending import repairing
from returns.lifecycle.schedule.expectations import expected
from returns.models import Part, Return
from returns.pages import presenting
from returns.pages.sending import check_words, course_drawing

# More than this of one file are in the workbook with the cells marked, and not on the page.
SHOWN = presenting.ERRORS_SHOWN
MOST_IN_A_SENTENCE = 3
# The next are offered when these are put right: each holds a list of all wards.
MOST_REPAIRED_AT_ONCE = 10


@dataclass(frozen=True)
class Card:
    """Something to put right: `target` is its id on the page. With `repair`, here and now."""

    target: str
    heading: str
    value: str
    todo: str
    choices: tuple[str, ...] = ()
    repair: Repair | None = None


@dataclass(frozen=True)
class Repair:
    """How cells are put right on the page: the words of `check_words.Asks`, around an `Offer`."""

    offer: repairing.Offer
    suggests: str
    asks: str
    does: str


@dataclass(frozen=True)
class Named:
    """A check by its short name, and what there is to say of it."""

    name: str
    says: str


@dataclass(frozen=True)
class FileTable:
    """What the file says beside the figures in use, those waiting, and a year before."""

    slug: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[presenting.TableRow, ...]
    link: str = ""


@dataclass(frozen=True)
class PartPanel:
    """What one part says: by month beside the findings, the rest below."""

    title: str
    sentence: str
    months: FileTable
    details: tuple[FileTable, ...]
    drawing: str = ""


@dataclass(frozen=True)
class FilePanel:
    """One file of the page. `to_confirm` are questions that can't be answered yet."""

    heading: str
    facts: tuple[str, ...]
    illustrative: str
    to_put_right: tuple[Card, ...]
    left_out: int
    to_confirm: tuple[str, ...]
    not_tested: tuple[Named, ...]
    passed: str
    passed_count: int
    about_checks: tuple[Named, ...]
    notes: tuple[str, ...]
    tested: str


def heading(of_return: Return) -> str:
    """ "Cleveland Police quarterly return, Q4 2022/23"; the file's name where nothing was read."""
    if not of_return.here:
        return f"“{of_return.name}”" if not of_return.layout else words.layout(of_return)
    parts = of_return.here
    named = dict.fromkeys(words.source(part) for part in parts)
    sources = words.in_words(tuple(named))
    force = _published_by(of_return)
    whose = f" of {force}" if force else ""
    return f"{sources[:1].upper()}{sources[1:]}{whose}, {words.months(parts[0])}"


def _published_by(of_return: Return) -> str:
    """Whose published figures they are, as the file says: a force, or blank."""
    names = (part.origin_name for part in of_return.here if not of_return.supplied_by)
    return words.in_words(tuple(dict.fromkeys(filter(None, names))))


def file_panel(
    of_return: Return, report: Report, *, due: str, may_repair: bool = False
) -> FilePanel:
    """`may_repair` where the viewer may put small mistakes right on the page."""
    errors, untested = sorted(report.errors, key=lambda found: found.row or 0), report.not_tested
    alike = _alike(errors)
    cards = tuple(
        _card(of_return, number, found, may_repair=may_repair)
        for number, found in enumerate(alike[:SHOWN])
    )
    reasons = tuple(dict.fromkeys(_untested(found) for found in untested))
    rows = sum(part.row_count for part in of_return.here)
    return FilePanel(
        heading=heading(of_return),
        facts=(
            of_return.name,
            *([check_words.rows(rows)] if rows else []),
            *([check_words.due(due)] if due else []),
            *check_words.states(of_return),
        ),
        illustrative=of_return.illustrative,
        to_put_right=cards,
        left_out=max(0, len(alike) - SHOWN),
        to_confirm=tuple(found.message for found in report.queries) if errors else (),
        not_tested=reasons,
        passed=check_words.joined([check_words.CALLED[check] for check in report.passed]),
        passed_count=len(report.passed),
        about_checks=_about(report),
        notes=tuple(found.message for found in report.of(Severity.NOTE)),
        tested=check_words.tested(len(report.passed), len(_checks(untested))),
    )


def supplier(of_return: Return) -> str:
    """Whose figures they are; published ones are nobody's here."""
    if of_return.supplied_by:
        return words.supplier(of_return)
    is_asked = supplying.kind_missing(of_return) is not None
    return (
        check_words.NOT_KNOWN_YET if is_asked else check_words.no_supplier(_published_by(of_return))
    )


@dataclass(frozen=True)
class NoSupplier:
    """That nobody is named, and what to do: `may_add` whether the viewer may add an agency."""

    sentence: str
    may_add: bool


def no_supplier(of_return: Return, partnership: Partnership, viewer: User) -> NoSupplier | None:
    """What to do where figures of a local agency are nobody's yet; None where they are not."""
    kind = supplying.kind_missing(of_return)
    if kind is None:
        return None
    is_there = Agency.objects.filter(partnerships=partnership, kind=kind).exists()
    may_add = may(viewer, Permission.MANAGE_AREAS, partnership=partnership)
    asked = () if may_add else holders_of(Permission.MANAGE_AREAS, partnership)
    names = words.in_words(tuple(str(person) for person in asked))
    sentence = check_words.who_supplied(kind, is_there=is_there, may_add=may_add, ask=names)
    return NoSupplier(sentence, may_add and not is_there)


def _checks(found: Sequence[Finding]) -> set[Check]:
    return {finding.check for finding in found}


def _untested(found: Finding) -> Named:
    return Named(check_words.CALLED[found.check], found.message)


def _about(report: Report) -> tuple[Named, ...]:
    """Each check that was made, or could not be, with what a pass of it means."""
    spoken = {*report.made, *_checks(report.not_tested), *_checks(report.findings)}
    return tuple(
        Named(check_words.CALLED[check], check.value) for check in Check if check in spoken
    )


def _alike(errors: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    """One name spelt one way is one thing to put right, in however many rows it stands."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for error in errors:
        found.setdefault((repairing.alike(error), error.message), []).append(error)
    return [tuple(alike) for alike in found.values()]


def _card(of_return: Return, number: int, alike: tuple[Finding, ...], *, may_repair: bool) -> Card:
    found = alike[0]
    where = words.where(found.file, found.sheet, found.row, found.column)
    others = check_words.and_others(len(alike) - 1)
    may_offer = may_repair and number < MOST_REPAIRED_AT_ONCE
    offer = repairing.offer(of_return, found) if may_offer else None
    choices = () if offer else _choices(found.todo)
    return Card(
        target=f"put-right-{of_return.pk}-{number}",
        heading=f"{where}{others}: {found.message}" if found.row or found.column else found.message,
        value="" if found.value and found.value in found.message else found.value,
        todo="" if choices or (offer and offer.choices) else found.todo,
        choices=choices,
        repair=_repair(offer, found) if offer else None,
    )


def _repair(offer: repairing.Offer, found: Finding) -> Repair:
    asks = check_words.ASKS[found.check]
    suggests = check_words.use(offer.likely) if offer.likely else ""
    return Repair(offer, suggests, asks.for_what, asks.button)


def _choices(todo: str) -> tuple[str, ...]:
    """What there is to choose from, where the advice is a list of more than a sentence can hold."""
    named = re.split(r" is | knows ", todo.removesuffix("."), maxsplit=1)[-1].split("; ")
    return tuple(named) if len(named) > MOST_IN_A_SENTENCE else ()


# --- What the file says --------------------------------------------------------------------------
def part_panel(part: Part, seen: Preview | PublishedPreview) -> PartPanel:
    if isinstance(seen, PublishedPreview):
        shown = presenting.preview_panel(part, seen)
        (table,) = shown.tables
        months = FileTable(table.slug, table.caption, table.head, table.rows)
        return PartPanel(shown.title, shown.sentence, months, ())
    lines = [*seen.months, *([seen.whole] if seen.whole else [])]
    title = words.title(part)
    tables = (
        _table(f"wards-{part.pk}", f"{title} by ward", "Ward", seen.wards, seen),
        *(
            [_table(f"types-{part.pk}", f"{title} by type", "Type", seen.kinds, seen)]
            if seen.kinds
            else []
        ),
        *_rows_as_read(part, seen),
    )
    return PartPanel(
        title=title,
        sentence=presenting.sentence(part, seen),
        months=_table(f"months-{part.pk}", f"{title} by month", "Month", lines, seen),
        details=tables,
        drawing=_drawing(part, seen),
    )


def _drawing(part: Part, seen: Preview) -> str:
    """Nothing of a source with a rule, or of made-up figures, which carry no finding."""
    dataset = datasets[part.dataset]
    rule = rule_in_force(part.partnership, dataset, dataset.source(part.source))
    if rule.rule is not Rule.NONE or part.of_return.illustrative:
        return ""
    whole = seen.whole or seen.months[0]
    title = check_words.course(whole.new, whole.year_before, whole.percent_on_year)
    return course_drawing.drawn(seen.course, title=title, slug=f"course-{part.pk}")


def _rows_as_read(part: Part, seen: Preview) -> list[FileTable]:
    if not seen.as_read:
        return []
    head, *lines = seen.as_read
    rows = tuple(presenting.TableRow(first, tuple(rest)) for first, *rest in lines)
    caption = check_words.rows_as_read(len(rows), part.row_count)
    return [FileTable(f"rows-{part.pk}", caption, head, rows, link="The rows as read")]


def _table(slug: str, caption: str, first: str, lines: Sequence[Line], seen: Preview) -> FileTable:
    waits = ("Waiting",) if seen.has_waiting else ()
    return FileTable(
        slug=slug,
        link=f"By {first.lower()}",
        caption=caption,
        head=(first, "In this file", "In use", *waits, "A year before", "Change on the year"),
        rows=tuple(
            presenting.TableRow(line.label, _cells(line, has_waiting=seen.has_waiting))
            for line in lines
        ),
    )


def _cells(line: Line, *, has_waiting: bool) -> tuple[str, ...]:
    percent = line.percent_on_year
    waits = [_or_none(line.waiting)] if has_waiting else []
    change = "" if percent is None else f"{presenting.signed(percent, places=1)}%"
    return (
        presenting.number(line.new),
        _or_none(line.in_use),
        *waits,
        _or_none(line.year_before),
        change,
    )


def _or_none(count: Count) -> str:
    """ "none" where there are no figures, which is no zero."""
    return "none" if count is Gap.NOT_SUPPLIED else presenting.number(count)


def due_of(of_return: Return, partnership: Partnership) -> str:
    """ "30 June 2023": by when its last period is asked for, where one is; four queries."""
    if not of_return.here or not of_return.supplied_by:
        return ""
    part = of_return.here[0]
    if datasets[part.dataset].source(part.source).published:
        return ""
    last = Month.parse(part.months[-1])
    asked_for = expected(partnership, among=[of_return.supplied_by], through=last.last_day)
    days = [
        asked.by
        for asked in asked_for
        if (asked.dataset.slug, asked.source.slug) == (part.dataset, part.source)
        and last in asked.period.each_month
    ]
    return words.day(days[0]) if days else ""
