"""The pages about returns as plain words and rows, ready for a template; asks no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from measures.counts import Count, Gap
from measures.periods import Month
from measures.rates import round_half_up
from partnership.page_parts import Row
from returns.catalogue.declarations import Source
from returns.catalogue.definitions import definable
from returns.catalogue.disclosure_rules import Rule
from returns.catalogue.findings import Finding, Report, Severity
from returns.catalogue.main_sources import Stretch
from returns.catalogue.registry import datasets
from returns.checking.preview import Line, Preview
from returns.checking.published_preview import PublishedPreview
from returns.disclosure import words as disclosure_words
from returns.disclosure.released import rule_in_force
from returns.lifecycle import queries, words
from returns.lifecycle.before_sending import repairing
from returns.models import Definition, Part, Return

MINUS = "−"
# More than this of one file are in the workbook with the cells marked, and not on the page.
ERRORS_SHOWN = 100


@dataclass(frozen=True)
class Problem:
    """A finding as a line of the error table."""

    where: str
    value: str
    message: str
    todo: str


@dataclass(frozen=True)
class ReportPanel:
    """The check report of one return in words.

    `to_be_asked` are the queries that will stand once the errors are put right: the sender sees
    everything at once. Without errors they are the fields of a form instead.
    """

    passed: tuple[str, ...]
    not_tested: tuple[str, ...]
    errors: tuple[Problem, ...]
    errors_left_out: int
    to_be_asked: tuple[str, ...]
    notes: tuple[str, ...]
    passed_summary: str
    error_summary: str
    query_summary: str


def report_panel(report: Report) -> ReportPanel:
    errors, queried = report.errors, report.queries
    return ReportPanel(
        passed=tuple(check.value for check in report.passed),
        not_tested=tuple(
            dict.fromkeys(f"{found.check.value}: {found.message}" for found in report.not_tested)
        ),
        errors=tuple(_problem(found) for found in errors[:ERRORS_SHOWN]),
        errors_left_out=max(0, len(errors) - ERRORS_SHOWN),
        to_be_asked=tuple(found.message for found in queried) if errors else (),
        notes=tuple(found.message for found in report.of(Severity.NOTE)),
        passed_summary=words.passed(len(report.passed)),
        error_summary=words.to_put_right(len(errors)) if errors else "",
        query_summary=words.to_confirm(len(queried)) if queried else "",
    )


def _problem(found: Finding) -> Problem:
    return Problem(
        where=words.where(found.file, found.sheet, found.row, found.column),
        value=found.value,
        message=found.message,
        todo=found.todo,
    )


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PreviewTable:
    """Totals in the return beside those in use and a year before; `slug` is unique on a page."""

    slug: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class PreviewPanel:
    title: str
    sentence: str
    tables: tuple[PreviewTable, ...]


COLUMNS = ("New", "In use now", "Change", "A year before", "New against a year before")


def preview_panel(part: Part, seen: Preview | PublishedPreview) -> PreviewPanel:
    title = words.title(part)
    if isinstance(seen, PublishedPreview):
        return _published_panel(part, seen)
    return PreviewPanel(
        title=f"{title}, {words.months(part)}",
        sentence=sentence(part, seen),
        tables=(
            _table(f"months-{part.pk}", f"{title} by month", "Month", seen.months),
            _table(f"wards-{part.pk}", f"{title} by ward, all its months", "Ward", seen.wards),
        ),
    )


def sentence(part: Part, seen: Preview) -> str:
    """What acceptance does; and that this page is before the gate, where the source has a rule."""
    effect = words.effect(is_unchanged=seen.is_unchanged, replaces=seen.replaces)
    dataset = datasets[part.dataset]
    rule = rule_in_force(part.partnership, dataset, dataset.source(part.source))
    return effect if rule.rule is Rule.NONE else f"{effect} {disclosure_words.AS_THEY_CAME}"


PUBLISHED_COLUMNS = ("Figure", "Of", "New", "In use now", "Published in")


def _published_panel(part: Part, seen: PublishedPreview) -> PreviewPanel:
    title = words.title(part)
    rows = tuple(
        TableRow(line.of, (line.when, line.new, line.in_use, line.publication))
        for line in seen.lines
    )
    table = PreviewTable(f"figures-{part.pk}", title, PUBLISHED_COLUMNS, rows)
    return PreviewPanel(title=title, sentence=words.NOTHING_IS_REPLACED, tables=(table,))


def _table(slug: str, caption: str, first: str, lines: Iterable[Line]) -> PreviewTable:
    return PreviewTable(
        slug=slug,
        caption=caption,
        head=(first, *COLUMNS),
        rows=tuple(TableRow(line.label, _cells(line)) for line in lines),
    )


def _cells(line: Line) -> tuple[str, ...]:
    percent = line.percent_on_year
    return (
        number(line.new),
        number(line.in_use),
        "" if line.change is None else signed(line.change),
        number(line.year_before),
        "" if percent is None else f"{signed(percent, places=1)}%",
    )


def number(count: Count) -> str:
    """ "26,450", or the shorthand of a gap."""
    if isinstance(count, Gap):
        return count.shorthand
    return f"{MINUS if count < 0 else ''}{abs(count):,}"


def signed(value: float, *, places: int = 0) -> str:
    """ "+1,499", "−12", "0"."""
    rounded = round_half_up(value, places)
    sign = MINUS if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"


# --- One return ------------------------------------------------------------------------------
def about(of_return: Return) -> tuple[Row, ...]:
    """Where a return came from, and what was put right in it, for a summary list."""
    return (
        Row("Supplied by", words.supplier(of_return)),
        Row("Received", words.day(of_return.received_on)),
        Row("How it came", of_return.get_supplied_how_display()),
        Row(
            "Uploaded by",
            f"{of_return.uploaded_by}, {words.moment(of_return.uploaded_at)}",
        ),
        Row("Recognised as", words.layout(of_return)),
        Row("Size", words.size(of_return.size)),
        Row("SHA-256", of_return.sha256),
        *(
            Row(
                "Put right on the page",
                f"{repairing.said(repair)}, by {repair.by}, {words.moment(repair.at)}",
            )
            for repair in repairing.repairs_of(of_return)
        ),
    )


@dataclass(frozen=True)
class PartPanel:
    """What a return holds for one partnership and dataset, and what became of it."""

    pk: int
    title: str
    rows: tuple[Row, ...]
    tag: str
    colour: str
    may_recall: bool
    may_withdraw: bool


COLOURS = {
    Part.State.CHECKED: "grey",
    Part.State.SENT: "yellow",
    Part.State.ACCEPTED: "green",
    Part.State.REJECTED: "red",
    Part.State.WITHDRAWN: "grey",
    Part.State.RECALLED: "orange",
}


def part_panel(part: Part, *, in_use: Sequence, may_recall: bool, may_withdraw: bool) -> PartPanel:
    state = Part.State(part.state)
    is_replaced = state is Part.State.ACCEPTED and not in_use
    return PartPanel(
        pk=part.pk,
        title=f"{words.title(part)} in this return",
        rows=(
            Row("Source", words.source(part)),
            Row("Months", words.months(part)),
            Row("Counts", f"{part.row_count:,}"),
            Row("Total", number(Gap.NOT_SUPPLIED if part.total is None else part.total)),
            Row("Figures in use", words.standing(part, tuple(in_use))),
            *_life(part),
        ),
        tag="Replaced" if is_replaced else state.label,
        colour="grey" if is_replaced else COLOURS[state],
        may_recall=may_recall,
        may_withdraw=may_withdraw,
    )


def _life(part: Part) -> Iterable[Row]:
    if part.sent_at:
        yield Row("Sent by", f"{part.sent_by}, {words.moment(part.sent_at)}")
    if part.decided_at:
        verb = "Rejected" if part.state == Part.State.REJECTED else "Accepted"
        yield Row(f"{verb} by", f"{part.decided_by}, {words.moment(part.decided_at)}")
    if part.reason:
        yield Row("Reason given", part.reason)
    if part.ended_at:
        verb = Part.State(part.state).label
        yield Row(f"{verb} by", f"{part.ended_by}, {words.moment(part.ended_at)}")
    if part.ended_because:
        yield Row("Recalled because", part.ended_because)


# --- Lists -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class ListRow:
    """One return in a list."""

    pk: int
    name: str
    holds: tuple[str, ...]
    supplied_by: str
    received: str
    uploaded: str
    tags: tuple[tuple[str, str], ...]
    standing: tuple[str, ...]
    batch: str
    is_open: bool


def list_row(line: queries.Line) -> ListRow:
    of_return = line.of_return
    standing = (
        words.why_rejected(part)
        if part.state == Part.State.REJECTED
        else words.standing(part, line.in_use.get(part.pk, ()))
        for part in line.parts
        # Of the others the tag says all.
        if part.state in (Part.State.ACCEPTED, Part.State.REJECTED)
    )
    tags = (_tag(part, line) for part in line.parts)
    is_open = any(part.state == Part.State.CHECKED for part in line.parts)
    return ListRow(
        pk=of_return.pk,
        name=of_return.name,
        holds=tuple(f"{words.title(part)}, {words.months(part)}" for part in line.parts),
        supplied_by=str(of_return.supplied_by or words.NOBODY_NAMED),
        received=words.day(of_return.received_on),
        uploaded=f"{of_return.uploaded_by}, {words.day(of_return.uploaded_at)}",
        # Several parts of a return are often alike, which is said once.
        tags=tuple(dict.fromkeys(tags)) or ((words.HAS_ERRORS, "red"),),
        standing=tuple(dict.fromkeys(standing)),
        batch=str(of_return.batch),
        is_open=is_open or not line.parts,
    )


def _tag(part: Part, line: queries.Line) -> tuple[str, str]:
    state = Part.State(part.state)
    if state is Part.State.CHECKED and line.errors:
        return words.HAS_ERRORS, "red"
    if state is Part.State.ACCEPTED:
        return ("In use", "green") if line.in_use.get(part.pk) else ("Replaced", "grey")
    return state.label, COLOURS[state]


@dataclass(frozen=True)
class WaitingRow:
    """A return that waits for acceptance."""

    pk: int
    name: str
    holds: tuple[str, ...]
    supplied_by: str
    sent: str
    may_tick: bool
    why_not: str


def waiting_row(waiting: queries.Waiting) -> WaitingRow:
    first = waiting.parts[0]
    return WaitingRow(
        pk=waiting.of_return.pk,
        name=waiting.of_return.name,
        holds=tuple(f"{words.title(part)}, {words.months(part)}" for part in waiting.parts),
        supplied_by=str(waiting.of_return.supplied_by or words.NOBODY_NAMED),
        sent=sent_by(first),
        may_tick=waiting.may_accept and not waiting.is_own,
        why_not=words.why_not_ticked(may_accept=waiting.may_accept, is_own=waiting.is_own),
    )


def sent_by(part: Part) -> str:
    """ "Priya Raine, 9 June 2023 at 14:05"; blank of what was never sent."""
    return f"{part.sent_by}, {words.moment(part.sent_at)}" if part.sent_at else ""


@dataclass(frozen=True)
class Typed:
    """What stands in a field of a row, with what is wrong with it."""

    typed: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChoiceRow:
    """A source, and what the partnership chose about it.

    `main_for` says for which months it is the main one, or is blank.
    """

    dataset: str
    dataset_slug: str
    source: str
    source_slug: str
    main_for: str
    is_always_main: bool
    allows_own: bool
    own: str
    asks: str
    is_definable: bool
    from_month: Typed
    months: Typed
    reason: Typed


def choice_row(choice: queries.Choice, *, wrong: Mapping[str, Typed] | None = None) -> ChoiceRow:
    """A source as it stands; `wrong` are the fields that were filled in wrongly, by name."""
    wrong = wrong or {}
    return ChoiceRow(
        dataset=choice.dataset.title,
        dataset_slug=choice.dataset.slug,
        source=choice.source.title,
        source_slug=choice.source.slug,
        main_for="; ".join(words.main_for(stretch) for stretch in choice.main_for),
        is_always_main=any(stretch.is_endless for stretch in choice.main_for),
        allows_own=choice.allows_own,
        own=words.own_acceptance(
            allows=choice.allows_own,
            published=choice.source.published,
            reason=choice.ruling.reason if choice.ruling else "",
            by=str(choice.ruling.set_by) if choice.ruling else "",
        ),
        asks=words.why_own_acceptance(allows=choice.allows_own),
        is_definable=bool(definable(choice.source)),
        from_month=wrong.get("from_month", Typed()),
        months=wrong.get("months", Typed(str(choice.provisional_months))),
        reason=wrong.get("reason", Typed()),
    )


def main_sources(made: Sequence[queries.Choice]) -> tuple[Row, ...]:
    """The main sources of each dataset, oldest months first."""
    by_dataset: dict[str, list[Stretch]] = {}
    for choice in made:
        by_dataset.setdefault(choice.dataset.title, []).extend(choice.main_for)
    return tuple(
        Row(title, "; ".join(map(words.main_source, sorted(main, key=_begins))))
        for title, main in by_dataset.items()
    )


def _begins(stretch: Stretch) -> str:
    return stretch.first.code if stretch.first else ""


@dataclass(frozen=True)
class DefinitionPanel:
    """A recorded definition, line by line."""

    title: str
    rows: tuple[Row, ...]


def definition_panel(definition: Definition, source: Source) -> DefinitionPanel:
    lines = (
        ("Of", words.what_is_defined(source, definition.category)),
        ("Counted in", definition.counted_in),
        ("Left out", definition.left_out),
        ("Agreed by", f"{definition.agreed_by}, {words.day(definition.agreed_on)}"),
        ("From", Month.containing(definition.first_month).label),
        ("Recorded by", f"{definition.recorded_by}, {words.day(definition.recorded_at)}"),
    )
    rows = tuple(Row(key, value) for key, value in lines if value)
    return DefinitionPanel(str(definition), rows)
