"""What pages of many measures, of one place and of two figures say, of what is held."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl

from checks.sentences import bases
from checks.sentences.pages import Asked, Page, Said
from checks.sentences.spans import Span
from csp_portal.sentences.drawing import (
    Held,
    Store,
    draw_against,
    draw_place,
    draw_span,
    month_of,
    months_held,
    period_of,
    span_of,
    where_of,
)
from csp_portal.sentences.measure_pages import of_chart, of_row, said
from measures import baselines
from measures.periods import Period
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.analysis.pairs import Side
from reporting.analysis.places import Place
from reporting.content.description import Sentence
from reporting.content.selection import Selection
from reporting.narrative.facts import who_stands_out
from reporting.pages.benchmarks.page import benchmarks_shown
from reporting.pages.briefing.page import briefing
from reporting.pages.compare import page as compare
from reporting.pages.compare.asked import Asked as AskedToCompare
from reporting.pages.compare.asked import SideAsked
from reporting.pages.map.page import map_shown
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import measure_shown
from reporting.pages.overview.page import in_order
from reporting.pages.places.in_full import Multiple, place_in_full
from reporting.pages.places.page import Main, place_shown
from reporting.pages.places.types import Types
from reporting.pages.priorities.board import board
from reporting.pages.priorities.measure_rows import MeasureSays
from reporting.queries import figures as queries
from reporting.queries.benchmarks import comparable
from reporting.queries.measures import NoSuch
from scrutiny.questions import suggested_words
from scrutiny.questions.suggested import suggestions, worth_asking


# --- The overview ----------------------------------------------------------------------------
def of_overview(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """Every row, and the finding over all of them."""
    span = draw_span(chance, months_held(held.figures))
    against = draw_against(chance, span)
    every = queries.main_readings(partnership=held.partnership, viewer=AS_COUNCILLOR)
    made = (
        measure_in_full(
            read,
            period=period_of(span) if chance.random() < 0.7 else newest_period(read.figures),
            against=baselines.read(against) if against else None,
        )
        for read in every
    )
    shown = in_order(measure for measure in made if measure)
    asked = [store.asked(measure, held.partnership, against) for measure in shown]
    texts: list[Said] = []
    for measure, of_measure in zip(shown, asked, strict=True):
        texts += of_row(measure, of_measure)
    finding = narrative.at_a_glance(
        [(measure.figures, measure.headline_comparison) for measure in shown]
    )
    if finding:
        about = next((one for one in asked if finding.startswith(one.history.title)), asked[0])
        texts += said("the finding", finding, replace(about, every=tuple(asked)))
    for measure, of_measure in zip(shown, asked, strict=True):
        if measure.told.months > 1:
            lead = who_stands_out(measure.figures, measure.ward_rows)
            texts += said("the lead", lead, of_measure)
    for ask in worth_asking(held.partnership, [one for one in shown if one.told.months > 1], ()):
        if ask.why in (suggested_words.PLACE, suggested_words.TYPE):
            texts += said("worth asking", ask.text, replace(asked[0], every=tuple(asked)))
    yield Page("overview", f"/{held.partnership.slug}/overview/", tuple(texts))


# --- A ward or a locality --------------------------------------------------------------------
def of_place(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """The page of a ward or a locality with all its measures, and the short one."""
    place = draw_place(chance, held.figures)
    if place is None:
        return
    span = draw_span(chance, months_held(held.figures))
    against = draw_against(chance, span)
    selection = Selection(
        period=period_of(span), against=baselines.read(against) if against else None
    )
    yield _short(held, place, Selection() if chance.random() < 0.5 else selection, store)
    shown = place_in_full(
        held.partnership, place.kind, place.code, viewer=AS_COUNCILLOR, asked=selection
    )
    texts: list[Said] = []
    every: list[Asked] = []
    for multiple in shown.multiples:
        asked = store.asked(multiple.shown, held.partnership, against)
        texts += of_multiple(multiple, asked)
        every.append(asked)
    if every:
        all_of_it = replace(every[0], every=tuple(every))
        for ask in shown.asks:
            texts += said("a question", ask.question, all_of_it)
            texts += said("why it is asked", ask.why, all_of_it)
    yield Page("place", f"/{held.partnership.slug}/{place.to}?{selection.query}", tuple(texts))


def _short(held: Held, place: Place, selection: Selection, store: Store) -> Page:
    """The short page: its heading and lead, its main measures and its types."""
    shown = place_shown(
        held.partnership, place.kind, place.code, viewer=AS_COUNCILLOR, asked=selection
    )
    against = selection.against.code if selection.against else ""
    every = [store.asked(main.shown, held.partnership, against) for main in shown.main]
    texts: list[Said] = []
    if every:
        first = replace(every[0], every=tuple(every))
        texts += said("heading of a place", shown.heading, first)
        for main, asked in zip(shown.main, every, strict=True):
            texts += [
                text
                for sentence in shown.lead
                if _is_of(sentence, main)
                for text in said("lead of a place", sentence, asked)
            ]
            texts += said("number of a place", main.beside, asked)
            texts += said("judged of a place", main.shape.words, asked)
        texts += said("ranked of a place", shown.ranked, every[0])
        if shown.types:
            of_types = next(each for each in every if each.history.types)
            rows = _rows(shown.types)
            texts += said("number of a type", rows, of_types)
            texts += said("notes of the types", shown.types.notes, first)
    return Page(
        "place in short",
        f"/{held.partnership.slug}/{place.to}?{selection.query}",
        tuple(texts),
    )


def _is_of(sentence: Sentence, main: Main) -> bool:
    """Whether a sentence of the lead is of this measure: its numbers say where they come from."""
    named = {cell.provenance.measure for cell in sentence.cells if cell.provenance}
    return named == {main.shown.figures.measure_id} or (
        not named and sentence == main.shown.headline
    )


def _rows(types: Types) -> tuple[str, ...]:
    """The types as the table has them, read across."""
    return (
        *(
            f"{row.label}: {row.now.text}, {row.then.text}, {row.change.text}, {row.shape.words}"
            for row in types.rows
        ),
        *(
            f"{row.label}: Rare, so by year: {row.now.text} in {types.year}, {row.then.text} in"
            f" {types.year_before}, {row.change.text}, {row.shape.words}"
            for row in types.rare
        ),
    )


def of_multiple(multiple: Multiple, asked: Asked) -> Iterator[Said]:
    """One measure of a place, in its small chart."""
    for slot in ("number", "changed", "judged", "ranked", "beside_rest"):
        yield from said(f"{slot} of a place", getattr(multiple, slot), asked)
    if multiple.chart is not None:
        yield from of_chart("a place", multiple.chart, asked)


# --- Two figures -----------------------------------------------------------------------------
def of_pair(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """Two figures of one measure set side by side."""
    figures = held.figures
    left, right = (
        SideAsked(
            figures.measure_id,
            period_of(span).code,
            place.code if place else "",
            figures.source.slug,
        )
        for span, place in _two(chance, figures)
    )
    asked = AskedToCompare(left, right)
    shown = compare.pair_shown(held.partnership, viewer=AS_COUNCILLOR, asked=asked)
    if shown is None:
        return
    sides = [_side(side, held, store) for side in shown.sides]
    both = replace(sides[0], other=sides[1])
    texts: list[Said] = []
    for slot in ("title", "headline", "verdict", "refusal", "cautions"):
        texts += said(f"{slot} of a pair", getattr(shown, slot), both)
    yield Page("compare", f"/{held.partnership.slug}/compare/?{asked.query}", tuple(texts))


def _two(chance: random.Random, figures: Figures):
    span, place = draw_span(chance, months_held(figures)), draw_place(chance, figures)
    if chance.random() < 0.6:
        _, base = bases.compared(span, draw_against(chance, span))
        return (span, place), (base[-1], place)
    return (span, place), (span, draw_place(chance, figures))


def _side(side: Side, held: Held, store: Store) -> Asked:
    history = store.behind(side.figures, held.partnership)
    return Asked(history, where_of(history, side.area), span_of(side.period))


# --- The briefing ----------------------------------------------------------------------------
def of_briefing(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """What stands out in a month."""
    month = month_of(chance.choice(months_held(held.figures)))
    source = chance.choice(("", held.figures.source.slug))
    shown = briefing(
        held.partnership, viewer=AS_COUNCILLOR, month=month.code, source=source, asked=Selection()
    )
    if shown is None:
        return
    history = store.behind(held.figures, held.partnership)
    asked = Asked(
        history,
        history.whole,
        span_of(Period(month, 1)),
        screened=store.groups(held.partnership, month, source=source),
    )
    texts: list[Said] = []
    for slot in ("title", "looked_at", "left_out"):
        texts += said(f"{slot} of the briefing", getattr(shown, slot), asked)
    for exceptional in shown.found:
        texts += said("what stands out", exceptional.sentence, asked)
    address = f"/{held.partnership.slug}/briefing/?month={month.code}&source={source}"
    yield Page("briefing", address, tuple(texts))


# --- Benchmarks ------------------------------------------------------------------------------
def of_benchmarks(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """The partnership beside others."""
    period = period_of(draw_span(chance, months_held(held.figures)))
    named = {f"{dataset.app}/{measure.slug}" for dataset, measure, _ in comparable()}
    if held.figures.measure_id not in named:
        return
    shown = benchmarks_shown(
        held.partnership,
        viewer=AS_COUNCILLOR,
        measure=held.figures.measure_id,
        group="",
        asked=Selection(period=period),
    )
    if shown is None:
        return
    history = store.behind(shown.figures, held.partnership)
    asked = Asked(
        history,
        history.whole,
        span_of(shown.benchmarks.period),
        peers=tuple(
            store.behind(shown.figures, peer)
            for peer in Partnership.objects.exclude(pk=held.partnership.pk)
        ),
    )
    texts: list[Said] = []
    for slot in ("title", "headline", "findings", "notes"):
        texts += said(f"{slot} of benchmarks", getattr(shown, slot), asked)
    yield Page("benchmarks", f"/{held.partnership.slug}/benchmarks/", tuple(texts))


# --- The map ---------------------------------------------------------------------------------
def of_map(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """A measure ward by ward, on a map."""
    figures = held.figures
    span = draw_span(chance, months_held(figures))
    against, colour = draw_against(chance, span), chance.choice(("change", "change", "rate"))
    asked = Selection(
        period=period_of(span),
        against=baselines.read(against) if against else None,
        source=figures.source.slug,
    )
    try:
        shown = map_shown(
            held.partnership,
            viewer=AS_COUNCILLOR,
            asked=asked,
            wanted={"measure": figures.measure_id, "colour": colour},
        )
    except NoSuch:
        return
    if shown.map is None or shown.shown is None:
        return
    about = store.asked(shown.shown, held.partnership, against)
    texts = [
        *said("title of the map", shown.map.title, about),
        *said("subtitle of the map", shown.map.subtitle, about),
    ]
    for ward in shown.map.wards:
        texts += said("a ward on the map", ward.finding, about)
    query = f"measure={figures.measure_id}&colour={colour}&{asked.query}"
    yield Page("map", f"/{held.partnership.slug}/map/?{query}", tuple(texts))


# --- Priorities and questions ----------------------------------------------------------------
def of_board(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """What becomes of each priority's measures."""
    shown = board(held.partnership, viewer=AS_COUNCILLOR)
    if not shown.objectives:
        return
    asked = {says.measure_id: _asked_of(says, held, store) for says in shown.measures}
    texts: list[Said] = []
    for says in shown.measures:
        about = asked[says.measure_id]
        if says.sentence is not None:
            texts += said("status of the board", says.says.value, about)
            texts += said("row of the board", says.sentence, about)
            texts += said("why of the board", says.because, about)
    history = store.behind(held.figures, held.partnership)
    of_all = Asked(
        history,
        history.whole,
        draw_span(chance, months_held(held.figures)),
        objectives=tuple(
            tuple(asked[says.measure_id] for says in each.measures) for each in shown.objectives
        ),
    )
    texts += said("finding of the board", shown.finding, of_all)
    texts += said("lead of the board", shown.not_judged, of_all)
    yield Page("board", f"/{held.partnership.slug}/priorities/", tuple(texts))


def _asked_of(says: MeasureSays, held: Held, store: Store) -> Asked:
    """What the row of a measure asks for, by its own address; the newest month without one."""
    app_and_measure, _, query = says.to.partition("/?")
    selection = Selection.read(dict(parse_qsl(query)))
    figures = queries.figures(
        app_and_measure.rstrip("/"),
        partnership=held.partnership,
        viewer=AS_COUNCILLOR,
        source=selection.source or None,
        period=selection.period,
    )
    shown = measure_shown(figures, period=selection.period)
    if shown is not None:
        return store.asked(shown, held.partnership)
    history = store.behind(figures, held.partnership)
    return Asked(history, history.whole, Span(max(months_held(held.figures)), 1))


def of_questions(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """The questions that are suggested to the panel, of changes and of months."""
    found = suggestions(held.partnership, viewer=AS_COUNCILLOR, on=clock.today())
    texts: list[Said] = []
    for suggestion in found.changed:
        figures = queries.figures(
            suggestion.about, partnership=held.partnership, viewer=AS_COUNCILLOR
        )
        shown = measure_shown(figures)
        if shown is not None:
            asked = store.asked(shown, held.partnership)
            texts += said("a question", suggestion.text, asked)
            texts += said("why it is asked", suggestion.why, asked)
    yield Page("questions", f"/{held.partnership.slug}/scrutiny/questions/", tuple(texts))
