"""National figures on a slide: years or shares side by side, what no list has as a pale bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.counts import Gap
from measures.periods import PointInTime
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Bar, Bars, Columns, Layer, Weight
from reporting.narrative import national as words
from reporting.narrative.panel import of_nation, said, sources
from reporting.narrative.panel.small_words import LONGEST_HALF_HEADING, heading
from reporting.narrative.phrases import capital
from reporting.packs.presented.parts import picture
from reporting.packs.sections.national import shown_of
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.national.page import PublishedShown

_MOST_YEARS = 6
# A share that is higher by no more, in percentage points, does not stand out.
_CLEARLY = 1
# Three lines below two pictures.
_MOST_LETTERS_BELOW = 220


@dataclass(frozen=True)
class _Drawn:
    """A picture of one measure; `largest` is its greatest category, and `across` what these are."""

    of: PublishedShown
    shown: Shown
    across: str = ""
    largest: tuple[str, Cell] | None = None


def present(context: Context) -> Presented:
    """One slide of the measures chosen: two pictures, and the others in words below them."""
    chosen = context.settings.get("measures", [])
    if not chosen:
        raise DataMissing("No national measure has been chosen for this section yet.")
    every = [shown_of(context.numbers, measure, context.settings) for measure in chosen]
    drawn = _in_order(every)
    pictures, rest = drawn[:2], drawn[2:]
    if not pictures:
        return Presented()
    first = every[0]
    part = next((shown for shown in every if shown.found.measure.of), None)
    source = sources.many(dict.fromkeys(sources.of_published(shown.found) for shown in every))
    return Presented(
        slides=(
            PanelSlide(
                key="national",
                layout=Layout.TWO_PICTURES if len(pictures) > 1 else Layout.PICTURE,
                line=f"National figures: {first.found.series.extent}, {first.when.label}",
                title=_title(every, pictures),
                shown=tuple(each.shown for each in pictures),
                under=tuple(_under(pictures, rest)),
                source=source,
                notes=SpeakerNotes(
                    say=said.short_enough(_said(every)),
                    questions=of_nation.questions(
                        first.found, part.found if part else None, part.when if part else None
                    ),
                    source=sources.in_notes(*(shown.source_line for shown in every)),
                ),
            ),
        )
    )


# --- Pictures --------------------------------------------------------------------------------
def _in_order(every: Sequence[PublishedShown]) -> list[_Drawn]:
    """Years first, then shares of a year, then those of one day; a measure's own counts too."""
    years: list[_Drawn] = []
    of_year: list[_Drawn] = []
    of_day: list[_Drawn] = []
    has_part = any(shown.found.measure.of for shown in every)
    for shown in every:
        if shown.found.measure.of:
            continue
        categories = _categories(shown)
        has_years = not shown.found.is_share and len(_years(shown)) > 1
        # Where a section tells what part of one series another is, it is about what that is of.
        has_years = has_years and not (has_part and categories)
        if has_years:
            years.append(_Drawn(shown, _of_years(shown)))
        elif categories:
            target = of_day if isinstance(shown.when, PointInTime) else of_year
            target.append(_of_categories(shown, categories))
    return [*years, *of_year, *of_day]


def _years(shown: PublishedShown) -> list[tuple[str, Cell]]:
    known = [
        (when, shown.found.cell(when))
        for when in shown.years
        if when.first_day <= shown.when.first_day
    ]
    return [(when.label, cell) for when, cell in known if cell.number is not None][-_MOST_YEARS:]


def _of_years(shown: PublishedShown) -> Shown:
    years = _years(shown)
    noun = shown.found.measure.noun
    layer = Layer(phrase(capital(noun.plural)), tuple(cell for _, cell in years), Weight.MAIN)
    columns = Columns(tuple(label for label, _ in years), (layer,), main=shown.when.label)
    series = shown.found.series
    named = heading(
        LONGEST_HALF_HEADING,
        f"{capital(noun.plural)} {noun.verb} each year to 31 March, {series.extent}",
        f"{series.title} each year to March, {series.extent}",
        f"{series.title} each year, {series.extent}",
        f"{series.title} each year",
    )
    return picture(named, columns)


def _categories(shown: PublishedShown) -> list[tuple[str, Cell]]:
    """The first breakdown that has numbers, the largest first, with what no list has."""
    found = shown.found
    for breakdown in found.measure.breakdowns:
        known = [
            (category.label, cell)
            for category in found.categories(breakdown, shown.when)
            if (cell := found.cell(shown.when, breakdown=breakdown, category=category.slug)).number
            is not None
        ]
        if len(known) > 1:
            return known
    return []


def _rest(shown: PublishedShown, known: Sequence[tuple[str, Cell]]) -> Cell | None:
    """What is not among the categories, so that shares add up; None where nothing is left."""
    together = sum(cell.number or 0 for _, cell in known)
    if shown.found.is_share:
        left: float = round(100 - together, 1)
        return Cell(left, Style.SHARE) if left > 0 else None
    whole = shown.found.count(shown.when)
    if isinstance(whole, Gap) or whole <= together:
        return None
    return Cell(whole - int(together))


def _of_categories(shown: PublishedShown, known: Sequence[tuple[str, Cell]]) -> _Drawn:
    counts = [cell.number or 0 for _, cell in known]
    highest, second = sorted(counts, reverse=True)[:2]
    is_single = highest - second > (_CLEARLY if shown.found.is_share else 0)
    largest = known[counts.index(max(counts))] if is_single else None
    rows = [
        Bar(label, cell, Weight.MAIN if (label, cell) == largest else Weight.PLAIN)
        for label, cell in known
    ]
    if (left := _rest(shown, known)) is not None:
        rows.append(Bar(of_nation.NOT_LISTED, left, Weight.REST))
    across = _across(shown)
    by = f"{across[:1].lower()}{across[1:]}"
    named = heading(
        LONGEST_HALF_HEADING,
        *_of_what(shown, by),
    )
    return _Drawn(shown, picture(named, Bars(tuple(rows), across=across)), across, largest)


def _of_what(shown: PublishedShown, by: str) -> tuple[str, ...]:
    found, when = shown.found, shown.when.label
    if not found.is_share:
        return (f"{found.series.title} by {by}, {when}", f"By {by}, {when}")
    of = found.measure.share_of
    return (
        *_where_known(of, when),
        *([f"Share of {of}, {found.series.extent}, {when}"] if of else []),
        *([f"Share of {of}, {when}"] if of else []),
        f"Share of {found.measure.noun.plural} by {by}, {when}",
        f"Share by {by}, {found.series.extent}, {when}",
        f"Share by {by}, {when}",
    )


def _where_known(of: str, when: str) -> Iterator[str]:
    """ "Referrals to Prevent by age, where known, 2022/23", of shares among the known ones."""
    whom, is_among_known, what = of.partition(" with a known ")
    if is_among_known:
        known = f"by {what}, where known"
        yield from (f"{capital(who)} {known}, {when}" for who in (whom, whom.split()[0]))
        yield f"{capital(whom)} {known}"


def _across(shown: PublishedShown) -> str:
    found = shown.found
    for breakdown in found.measure.breakdowns:
        dated = found.list_for(breakdown, shown.when)
        if dated is not None:
            return dated.title
    return "group"


# --- Words -----------------------------------------------------------------------------------
def _title(every: Sequence[PublishedShown], pictures: Sequence[_Drawn]) -> Phrase:
    part = next((shown for shown in every if shown.found.measure.of), None)
    first = pictures[0]
    if part is not None:
        return of_nation.title_of_part(part.found, part.when)
    if not first.of.found.is_share:
        told = (first.of.found, first.of.when, first.of.comparisons[0])
        return of_nation.title_of_years(*told)
    if first.largest is None:
        return phrase(words.title_of_categories(first.of.found, first.of.when, ()))
    return of_nation.title_of_shares(first.of.found, first.of.when, *first.largest)


def _under(pictures: Sequence[_Drawn], rest: Sequence[_Drawn]) -> Iterator[Phrase]:
    """What stands below the pictures, as far as they leave room; the report has all of it."""
    letters = 0
    for said_below in _in_words(pictures, rest):
        letters += len(said_below.text)
        if letters > _MOST_LETTERS_BELOW:
            return
        yield said_below


def _in_words(pictures: Sequence[_Drawn], rest: Sequence[_Drawn]) -> Iterator[Phrase]:
    """Short forms, counts as shares, and the measures that no picture has room for."""
    bars = [each.shown.proof for each in pictures if isinstance(each.shown.proof, Bars)]
    if meant := of_nation.short_forms(row.label for proof in bars for row in proof.rows):
        yield meant
    are_cases = any(not each.of.found.is_share for each in pictures) and len(bars) > 1
    for each in pictures:
        if are_cases and each.of.found.is_share:
            yield of_nation.of_all(each.of.found, each.across[:1].lower() + each.across[1:])
    for each in pictures:
        if not each.of.found.is_share and isinstance(each.shown.proof, Bars):
            known = [(row.label, row.cell) for row in each.shown.proof.rows]
            yield of_nation.shares_of(each.of.found, each.of.when, known)
    for each in rest:
        proof = each.shown.proof
        if isinstance(proof, Bars):
            shares = [(row.label, row.cell) for row in proof.rows]
            yield of_nation.listed_shares(each.of.found, each.of.when, shares)


def _said(every: Sequence[PublishedShown]) -> Iterator[Phrase]:
    has_part = any(shown.found.measure.of for shown in every)
    for shown in sorted(every, key=lambda shown: not shown.found.measure.of):
        if shown.found.measure.of:
            yield from of_nation.said_of_part(shown.found, shown.when)
        elif has_part and not shown.found.is_share:
            yield from of_nation.said_of_counts(shown.found, shown.when, _categories(shown))
        elif shown.found.is_share:
            yield from of_nation.said_of_shares(shown.found, shown.when, _categories(shown))
        else:
            yield from of_nation.said(shown.found, shown.when, shown.comparisons[0])
    yield from of_nation.closing(every[0].found, every[0].when, is_of_cases=has_part)
