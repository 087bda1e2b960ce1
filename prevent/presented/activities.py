"""What was done in a year: by kind, each in full, a project, and what went to the region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from partnership import clock
from partnership.models.groups import Group, GroupKind
from partnership.places import peers
from prevent.presented import activity_words as say
from prevent.presented.activity_words import Done
from prevent.register import REGISTER
from prevent.register_models import Activity, ActivityKind, Status
from reporting.content.description import Cell, Column, Row, Table
from reporting.content.panel_slides import Finding, Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import Bar, Bars, Card, Cards, Hub, Track, Tracks, Weight
from reporting.packs.presented_records import making
from reporting.packs.presented_records.headed import Headed, joined, written
from reporting.packs.sections.registry import Context, DataMissing, Presented

IN_FULL = "in-full"
# Two tables side by side.
MOST_IN_A_TABLE = 10
MOST_KINDS = 9
MOST_CARDS = 6
MOST_AROUND = 5
MOST_BOXES = 3
MOST_TRACKS = 2


def done(context: Context) -> Done:
    """What was done in the newest whole year before the figures' day, else in their own year.

    DataMissing where nothing is recorded for either.
    """
    day = clock.day_of(context.at)
    rows = REGISTER.kind("activities").in_force(context.partnership)
    every: list[Activity] = list(rows.filter(status=Status.DONE).order_by("pk"))
    for year in (day.year - 1, day.year):
        found = tuple(activity for activity in every if activity.year == year)
        if found:
            return Done(year, found, f"{context.key}/{IN_FULL}")
    raise DataMissing(say.nothing(day.year))


# --- By kind ---------------------------------------------------------------------------------
def by_kind(context: Context) -> Presented:
    """The number of each kind with three findings beside it, and each of them in the annex."""
    found = done(context)
    slide = PanelSlide(
        key="by-kind",
        layout=Layout.FINDINGS,
        line=say.kinds_line(found),
        title=say.kinds_title(found),
        shown=(_kinds(found),),
        findings=_findings(found),
        source=say.kinds_source(context, found),
        notes=say.kinds_notes(found),
    )
    return Presented((slide,), _in_full(context, found))


def _kinds(found: Done) -> Shown:
    counted = Counter(ActivityKind(activity.kind) for activity in found.activities)
    ordered = sorted(counted, key=lambda kind: (-counted[kind], say.KINDS[kind]))[:MOST_KINDS]
    bars = Bars(
        tuple(
            Bar(
                say.KINDS[kind],
                Cell(counted[kind]),
                Weight.MAIN if counted[kind] == counted[ordered[0]] else Weight.PLAIN,
            )
            for kind in ordered
        ),
        across="Kind",
    )
    return Shown(say.kinds_heading(found), bars, say.kinds_alternative(bars))


def _findings(found: Done) -> tuple[Finding, ...]:
    every = len(found.activities)
    counted = (
        (sum(bool(activity.partners) for activity in found.activities), say.SHARED),
        (sum(activity.for_region for activity in found.activities), say.FOR_REGION),
    )
    findings = [
        Finding(phrase(Cell(number), " of ", Cell(every)), phrase(words))
        for number, words in counted
        if number
    ]
    return (*findings, _reach(found))


def _reach(found: Done) -> Finding:
    """How many people were reached, as far as that was counted."""
    counted = found.counted
    if not counted:
        return Finding(phrase(say.NOT_RECORDED), phrase(say.REACH), needs_attention=True)
    made_up = found.reach_is_made_up
    every = len(found.activities)
    reached = making.number_cell(sum(activity.reach or 0 for activity in counted), made_up=made_up)
    if len(counted) == every:
        return Finding(phrase(reached, " people"), say.all_counted_words(found))
    if made_up:
        return Finding(phrase(reached, " people"), say.some_counted_words(found))
    return Finding(
        phrase(Cell(every - len(counted)), " of ", Cell(every)),
        say.not_counted_words(found, reached),
        needs_attention=True,
    )


def _in_full(context: Context, found: Done) -> tuple[PanelSlide, ...]:
    numbered = list(enumerate(found.activities, 1))
    groups = making.spread(numbered, 2 * MOST_IN_A_TABLE)
    return tuple(_of_annex(context, found, group, at) for at, group in enumerate(groups))


def _rows(activities: Sequence[Activity]) -> tuple[Row, ...]:
    titles = say.in_short([activity.title for activity in activities])
    kinds = map(say.kind_of, activities)
    return tuple(Row(entries) for entries in zip(titles, kinds, strict=True))


def _of_annex(
    context: Context, found: Done, group: Sequence[tuple[int, Activity]], number: int
) -> PanelSlide:
    rows = _rows([activity for _, activity in group])
    tables = [
        Table(
            slug=f"{context.key}-{part[0][0]}",
            title=say.part_heading(found, part[0][0], part[-1][0]),
            columns=tuple(map(Column, say.IN_FULL_COLUMNS)),
            rows=rows[part[0][0] - group[0][0] :][: len(part)],
        )
        for part in making.spread(group, MOST_IN_A_TABLE)
    ]
    return PanelSlide(
        key=making.keyed(IN_FULL, number),
        layout=Layout.ANNEX,
        line=say.kinds_line(found),
        title=say.in_full_title(found, group[0][0]),
        shown=tuple(Shown("", table, say.table_alternative(table)) for table in tables),
        source=say.kinds_source(context, found),
        notes=say.in_full_notes(found, group[0][0]),
    )


# --- One project -----------------------------------------------------------------------------
def project(context: Context) -> Presented:
    """The first project of the year, as the ways that it went to one message.

    The headings of the section's words are the ways; without any, they are whom it was for and
    where.
    """
    found = _of(done(context), lambda activity: activity.is_project)
    if not found:
        raise DataMissing(say.NO_PROJECT)
    told = found[0]
    words = written(context)
    tracks = tuple(_track(each) for each in words.headed[:MOST_TRACKS]) or _from_record(told)
    if not tracks:
        return Presented()
    outcome = Card(say.OUTCOME, joined(words.opening) or phrase(told.title))
    slide = PanelSlide(
        key="project",
        layout=Layout.PICTURE,
        line=say.PROJECT_LINE,
        title=say.project_title(told, len(tracks)),
        shown=(
            Shown(
                say.project_heading(told),
                Tracks(tracks, outcome, _facts(told)),
                say.tracks_alternative(tracks, outcome),
            ),
        ),
        source=say.project_source(told),
        notes=say.project_notes(told, tracks, are_own=bool(words.headed)),
    )
    return Presented((slide,))


def _track(told: Headed) -> Track:
    """Its first sentence says who walked it; the points are what it was made up of."""
    words = " ".join(sentence.text for sentence in told.sentences if not sentence.is_point)
    boxes = tuple(sentence.text for sentence in told.sentences if sentence.is_point)
    return Track(told.title, words, boxes[:MOST_BOXES])


def _from_record(told: Activity) -> tuple[Track, ...]:
    given = ((say.FOR, told.audiences), (say.WHERE, told.places))
    return tuple(
        Track(title, say.TRACK_WORDS[title], say.parts_of(text)[:MOST_BOXES])
        for title, text in given
        if text
    )


def _facts(told: Activity) -> tuple[Card, ...]:
    given = (
        (say.WHO, told.audiences),
        (say.WITH, told.partners),
        (say.REACHED, say.reach_of(told)),
    )
    return tuple(Card(title, phrase(text)) for title, text in given if text)


# --- For the region --------------------------------------------------------------------------
def region(context: Context) -> Presented:
    """What this place gave to the regional group, beside who else is of it."""
    every = done(context)
    found = _of(every, lambda activity: activity.for_region)
    if not found:
        raise DataMissing(say.NOTHING_FOR_REGION)
    group = Group.objects.filter(
        partnership=context.partnership,
        kind=GroupKind.PREVENT_REGIONAL,
        ended_on__isnull=True,
    ).first()
    titles = say.in_short([activity.title for activity in found])
    cards = tuple(
        Card(title, phrase(say.card_words(activity)))
        for title, activity in zip(titles, found, strict=True)
    )
    groups = making.spread(cards, MOST_CARDS)
    return Presented(
        tuple(
            _region_slide(context, every, group, part, number=number)
            for number, part in enumerate(groups)
        )
    )


def _region_slide(
    context: Context,
    every: Done,
    group: Group | None,
    cards: Sequence[Card],
    *,
    number: int,
) -> PanelSlide:
    around = _around(context, group)
    here = context.partnership.short_name
    name = group.name if group else say.REGIONAL_GROUP
    meets = group.frequency if group else ""
    found = _of(every, lambda activity: activity.for_region)
    proof = Hub(name, around, here, tuple(cards)) if around else Cards(tuple(cards))
    return PanelSlide(
        key=making.keyed("region", number),
        layout=Layout.PICTURE,
        line=say.region_line(name),
        title=say.region_title(found, name, every.year)
        if number == 0
        else say.further_region_title(cards),
        shown=(
            Shown(
                say.region_heading(here, every.year, number),
                proof,
                say.hub_alternative(name, around, cards),
            ),
        ),
        source=say.region_source(context, name),
        notes=say.region_notes(found, name, meets, around, here)
        if number == 0
        else say.further_region_notes(cards),
    )


def _around(context: Context, group: Group | None) -> tuple[str, ...]:
    """Who else is of the group: the partnerships of the police force area that it is named for."""
    force = context.partnership.police_force
    if group is None or force is None or force.name not in group.name:
        return ()
    names = tuple(peer.name for peer in peers.of_force(context.partnership))
    return names if 1 < len(names) <= MOST_AROUND else ()


def _of(found: Done, wanted: Callable[[Activity], bool]) -> tuple[Activity, ...]:
    return tuple(activity for activity in found.activities if wanted(activity))
