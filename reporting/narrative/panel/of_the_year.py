"""What the slide with a whole year says: what rose and what fell, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from measures.baselines import Baseline
from measures.change import Difference, Direction, Unjudged
from measures.counts import Nature
from measures.periods import Period
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import LikelyQuestion
from reporting.content.phrases import Phrase, phrase
from reporting.narrative import verdicts
from reporting.narrative.panel import ways
from reporting.narrative.panel.changes import (
    Told,
    Went,
    how_much,
    is_about_the_same,
    of_how_many,
    rose_or_fell,
    verdict_in_short,
)
from reporting.narrative.panel.exactness import Exactness, Fit
from reporting.narrative.panel.small_words import (
    LONGEST_SOURCE,
    LONGEST_TITLE,
    fitting,
    in_time,
    time_named,
)
from reporting.narrative.panel.sources import as_at
from reporting.narrative.phrases import capital, listed
from reporting.narrative.ranks import is_record
from reporting.narrative.titles import in_a_sentence

MOST_SENTENCES = 3


def title(every: Sequence[Told]) -> Phrase:
    """Which rose, which fell, by name; by their number where names take too much room."""
    went, when = Went.among(every), in_time(every[0].first.period)
    clauses = [
        (verb, some)
        for verb, some in (
            ("rose", went.rose),
            ("fell", went.fell),
            ("stayed about the same", went.same),
        )
        if some
    ]
    if not clauses:
        return phrase(f"{capital(_names(every))} {when}: no comparison with the year before")
    first, *others = [_clause(verb, some) for verb, some in clauses]
    head = phrase(capital(str(first.parts[0])), *first.parts[1:], f" {when}")
    counted: list[str | Cell] = ["Of ", Cell(len(every)), f" measures {when} "]
    for number, (verb, some) in enumerate(clauses):
        counted += [", " if number else "", Cell(len(some)), f" {verb}"]
    return fitting(
        LONGEST_TITLE,
        phrase(*head.parts, *_after(others)),
        phrase(*head.parts, *_after(others[:1])),
        phrase(*counted),
    )


def _clause(verb: str, some: Sequence[Told]) -> Phrase:
    """ "crime and violence rose"; of one alone by how much."""
    words = f"{_names(some)} {verb}"
    change = some[0].first.change
    if len(some) > 1 or not isinstance(change, Difference) or is_about_the_same(change):
        return phrase(words)
    return phrase(f"{words} ", *how_much(change, some[0]))


def _after(clauses: Sequence[Phrase]) -> Iterator[str | Cell]:
    for clause in clauses:
        yield "; "
        yield from (part for part in clause.parts if isinstance(part, str | Cell))


def _names(some: Sequence[Told]) -> str:
    return listed([in_a_sentence(told.figures.measure.title) for told in some])


def _worked_back(every: Sequence[Told]) -> list[Told]:
    """Those of which one of both numbers was worked back."""
    return [
        told
        for told in every
        if Nature.WORKED_BACK in {told.count.nature, told.then(told.first).nature}
    ]


def heading(where: str, period: Period, elsewhere: str) -> str:
    """Where and when, and of what place the last tile is."""
    last = f"; last tile: {elsewhere}" if elsewhere else ""
    return f"{where}, {time_named(period)}{last}"


def source(every: Sequence[Told], suppliers: Sequence[str]) -> str:
    """Whose the numbers are, and which of them were worked back from percentages."""
    moment = every[0].figures.at
    line = f"{listed(list(dict.fromkeys(suppliers)))}, {as_at(moment)}."
    worked_back = _worked_back(every)
    if not worked_back:
        return line
    names, several = _names(worked_back), _of_several(worked_back)
    wordings = (
        *(
            [f"Worked back: {names}; one of several that fit: {_names(several)}."]
            if several
            else ()
        ),
        *(["Some are worked back, of several that fit."] if several else ()),
        *(["Some worked back, of several that fit."] if several else ()),
        f"Worked back from percentages: {names}.",
        "Some are worked back from percentages.",
    )
    lines = (f"{line} {each}" for each in wordings)
    return next((each for each in lines if len(each) <= LONGEST_SOURCE), line)


def _of_several(every: Sequence[Told]) -> list[Told]:
    """Those of which a number is one of several that fit what was published."""
    return [
        told
        for told in every
        if Exactness.of(told.figures, (told.first.period, *told.first.periods), told.area).that_are(
            Fit.SEVERAL
        )
    ]


# --- Sentences below the tiles ---------------------------------------------------------------
def sentences(every: Sequence[Told], parts: Sequence[Told]) -> tuple[tuple[str, Phrase], ...]:
    """Three at most: records, parts that went another way, years before Covid; the verdict last."""
    closing = tuple(_verdict(every))
    room = MOST_SENTENCES - len(closing)
    made = [
        *_records(every),
        *_against_their_whole(every, parts),
        *_pre_covid(every),
        *_averages(every),
    ]
    return (*made[:room], *closing)


def _records(every: Sequence[Told]) -> Iterator[tuple[str, Phrase]]:
    for told in every:
        among = told.among
        if among is None or told.is_made_up or not is_record(among, told.first.change):
            continue
        if not among.ties:
            end = "highest" if among.rank.is_highest else "lowest"
            yield (
                told.figures.measure.title,
                phrase(f"had its {end} count ", *of_how_many(among).parts),
            )


def _against_their_whole(
    every: Sequence[Told], parts: Sequence[Told]
) -> Iterator[tuple[str, Phrase]]:
    """Parts of a measure that moved while the whole did not, or the other way."""
    for part in parts:
        whole = next(
            (told for told in every if told.figures.dataset.slug == part.figures.dataset.slug), None
        )
        if whole is None or not part.is_real(part.first) or not whole.is_real(whole.first):
            continue
        change, of_whole = part.first.change, whole.first.change
        if not isinstance(change, Difference) or not isinstance(of_whole, Difference):
            continue
        moves_apart = change.direction is not of_whole.direction or is_about_the_same(of_whole)
        if is_about_the_same(change) or not moves_apart:
            continue
        stayed = "stayed about the same" if is_about_the_same(of_whole) else rose_or_fell(of_whole)
        yield (
            part.figures.measure.title,
            phrase(
                f"{rose_or_fell(change)} from ",
                part.then(part.first),
                " to ",
                part.count,
                f" while their total {stayed}",
            ),
        )


def _pre_covid(every: Sequence[Told]) -> Iterator[tuple[str, Phrase]]:
    for told in every:
        found = told.of(Baseline.PRE_COVID)
        change = found.change if found else None
        if found is None or not isinstance(change, Difference) or change.told_percent is None:
            continue
        if found.periods == told.first.periods or is_about_the_same(change):
            continue
        side = "above" if change.direction is Direction.UP else "below"
        much = Cell(abs(change.told_percent), Style.PERCENT, nature=told.count.nature)
        base = f" {side} {time_named(found.periods[0])}, the last year before Covid"
        yield told.figures.measure.title, phrase("was ", much, base)


def _averages(every: Sequence[Told]) -> Iterator[tuple[str, Phrase]]:
    for told in every:
        period, first = told.first.period, told.first
        if not told.is_real(first) or len(first.periods) > 1 or period.months == 1:
            continue
        now = told.figures.average_cell(period, area=told.area)
        then = told.figures.average_cell(first.periods[0], area=told.area)
        yield (
            told.figures.measure.title,
            phrase("came to ", now, " a month on average, against ", then),
        )


def _verdict(every: Sequence[Told]) -> Iterator[tuple[str, Phrase]]:
    """Once where it is the same of all; else it stands on each tile."""
    if not same_verdict(every):
        return
    change = every[0].first.change
    if isinstance(change, Unjudged):
        yield _THESE, phrase(f"are {verdicts.not_judged(change)}")
    else:
        yield _THESE, phrase(f"are {verdict_in_short(every[0])}")


_THESE = "These changes"


def same_verdict(every: Sequence[Told]) -> bool:
    """Whether there is one verdict and it is that of all that are compared."""
    found = {verdict_in_short(told) for told in every if told.is_real(told.first)}
    return len(found) == 1 and "" not in found


# --- What is said ----------------------------------------------------------------------------
def said(
    every: Sequence[Told], below: Sequence[tuple[str, Phrase]], national: Phrase | None
) -> Iterator[Phrase]:
    went = Went.among(every)
    when = in_time(every[0].first.period)
    for verb, some in (("rose", went.rose), ("fell", went.fell)):
        if some:
            parts: list[str | Cell] = [f"What {verb} {when}: "]
            for number, told in enumerate(some):
                name = in_a_sentence(told.figures.measure.title)
                before = "" if not number else ", and " if number == len(some) - 1 else ", "
                parts += [f"{before}{name} from ", told.then(told.first), " to ", told.count]
            yield phrase(*parts, ".")
    for told in went.same:
        name = told.figures.measure.title
        yield phrase(f"{name} stayed about the same: ", told.count, f" {when}.")
    if national:
        yield national
    for name, words in reversed(below):
        yield phrase(f"{name} ", *words.parts, ".")
    where = every[0].figures.partnership
    yield phrase(
        f"All but the last of these tiles is about {where} {when}, and each measure has a slide of"
        " its own that says what is counted and by whom."
        if national
        else f"All of this is about {where} {when}, and each measure has a slide of its own that"
        " says what is counted and by whom."
    )


def questions(every: Sequence[Told]) -> tuple[LikelyQuestion, ...]:
    return (
        LikelyQuestion(
            phrase("Which of these should worry us most?"),
            phrase(_ranked(every)),
        ),
        *(
            [
                LikelyQuestion(
                    phrase("Are all of these numbers as they were published?"),
                    phrase(_not_as_published(worked_back)),
                )
            ]
            if (worked_back := _worked_back(every))
            else []
        ),
    )


def _ranked(every: Sequence[Told]) -> str:
    """Why measures are not ranked by how much they should worry."""
    changes = [told.first.change for told in every if told.is_real(told.first)]
    reasons = {change.reason for change in changes if isinstance(change, Unjudged)}
    if len(reasons) == 1 and all(isinstance(change, Unjudged) for change in changes):
        return f"We can’t rank them: {ways.why(reasons.pop())}."
    return f"We don’t rank them. The slides on {_names(every)} say of each whether it is unusual."


def _not_as_published(worked_back: Sequence[Told]) -> str:
    """Which numbers were worked back, and which of these are one of several that fit."""
    said = f"Not those worked back from percentages: {_names(worked_back)}."
    several = _of_several(worked_back)
    return f"{said} Of {_names(several)} each is one of several that fit." if several else said
