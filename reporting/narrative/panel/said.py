"""What is said to a slide about a measure in half a minute to a minute, and what may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from measures.baselines import Baseline
from measures.change import Change, Difference, Direction, Unjudged
from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import LikelyQuestion
from reporting.content.phrases import Phrase, phrase
from reporting.narrative import verdicts
from reporting.narrative.headlines import headline
from reporting.narrative.panel import ways
from reporting.narrative.panel.changes import (
    Told,
    how_much,
    is_about_the_same,
    of_how_many,
    rose_or_fell,
)
from reporting.narrative.panel.exactness import NOTHING_HATCHED, Hatched, said_of_splits
from reporting.narrative.panel.small_words import (
    first_sentence,
    in_time,
    of_sentence,
    place_named,
    subject,
    subject_inside,
    time_named,
)
from reporting.narrative.phrases import base_named, listed, noun_for
from reporting.narrative.ranks import is_record

# Half a minute to a minute of spoken English.
MOST_WORDS, MOST_SENTENCES = 120, 6


def short_enough(sentences: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """As many as can be said in a minute, in their order."""
    said: list[Phrase] = []
    words = 0
    for sentence in sentences:
        more = len(sentence.text.split())
        if sentence and words + more <= MOST_WORDS and len(said) < MOST_SENTENCES:
            said.append(sentence)
            words += more
    return tuple(said)


def of_measure(
    told: Told, *, parts: Iterable[Told] = (), hatched: Hatched = NOTHING_HATCHED
) -> Iterator[Phrase]:
    """What may be said to a measure, the weightiest first; of `hatched` years some is made up."""
    if told.is_made_up:
        yield from _of_made_up(told)
        return
    yield of_sentence(headline(told.figures, told.first, area=told.area))
    yield from _of_parts(parts)
    yield from verdict(told)
    yield from _difference(told)
    yield from _pre_covid(told)
    if hatched.years:
        yield phrase(ways.hatched(told.turn, _who(told), listed(hatched.years)))
    yield from said_of_splits(hatched)
    yield from _mean(told)
    yield from _record(told)
    yield definition(told)
    yield from _rate(told)
    yield whose(told)


def _who(told: Told) -> str:
    return subject_inside(told.figures, told.area)


def _of_parts(parts: Iterable[Told]) -> Iterator[Phrase]:
    """What became of the parts of a measure, in one sentence."""
    found: list[str | Cell] = []
    for part in parts:
        change = part.first.change
        if not part.is_real(part.first) or not isinstance(change, Difference):
            continue
        who, inside = subject(part.figures, part.area), _who(part)
        found += [", and " if found else "", inside if found else who]
        if is_about_the_same(change):
            found += [" stayed about the same at ", part.count]
            continue
        found += [f" {rose_or_fell(change)} ", *how_much(change, part)]
        found += [", from ", part.then(part.first), " to ", part.count]
    if found:
        yield phrase(*found, ".")


def _of_made_up(told: Told) -> Iterator[Phrase]:
    who = subject_inside(told.figures, told.area)
    yield phrase(
        "An illustration, not a finding: the chart ends with ",
        told.count,
        f" {noun_for(told.figures, told.count)} {in_time(told.first.period)}.",
    )
    yield phrase(
        f"We show {who} so that you see what this slide will hold once the real numbers are in use."
    )
    yield phrase(
        f"Nothing is concluded from these numbers of {who}: no direction, no rank and no reason."
    )
    yield definition(told)
    yield whose(told)
    yield phrase(f"If you want to follow {who}, ask us when the real numbers can be expected.")


def _difference(told: Told) -> Iterator[Phrase]:
    change, period = told.first.change, told.first.period
    if not told.is_real(told.first) or not isinstance(change, Difference):
        return
    if change.are_rounded or change.direction is Direction.LEVEL:
        return
    more = "more" if change.direction is Direction.UP else "fewer"
    much = Cell(abs(change.difference), nature=told.count.nature)
    noun = noun_for(told.figures, much)
    if period.months == 1 or len(told.first.periods) > 1:
        yield phrase("That makes ", much, f" {more} {noun}.")
        return
    now = told.figures.average_cell(period, area=told.area)
    then = told.figures.average_cell(told.first.periods[0], area=told.area)
    yield ways.difference(told.turn, much, f"{more} {noun}", now=now, then=then)


def _pre_covid(told: Told) -> Iterator[Phrase]:
    found = told.of(Baseline.PRE_COVID)
    if found is None or found.periods == told.first.periods:
        return
    change = found.change
    if isinstance(change, Difference) and change.told_percent is not None:
        yield ways.pre_covid(
            told.turn,
            told.then(found),
            time_named(found.periods[0]),
            now=time_named(found.period),
            much=_than_that(told, change),
        )


def _mean(told: Told) -> Iterator[Phrase]:
    found = told.of(Baseline.MEAN_3)
    change = found.change if found else None
    if found and isinstance(change, Difference) and change.told_percent is not None:
        then = told.then(found)
        if then.style is Style.SMALL_AVERAGE and abs(then.number or 0) >= _SAID_WHOLE:
            then = replace(then, style=Style.AVERAGE)
        is_whole = then.number is not None and float(then.number).is_integer()
        yield ways.mean(
            told.turn,
            base_named(found),
            phrase("" if is_whole else "about ", then),
            now=time_named(found.period),
            much=_than_that(told, change),
        )


# An average as large as that is said without its tenth.
_SAID_WHOLE = 100


def _than_that(told: Told, change: Difference) -> Phrase:
    """ "14.7% more than that", "about as many as that"."""
    if is_about_the_same(change):
        return phrase("about as many as that")
    percent = Cell(abs(change.told_percent or 0), Style.PERCENT, nature=told.count.nature)
    return phrase(percent, f" {'more' if change.direction is Direction.UP else 'fewer'} than that")


def _record(told: Told) -> Iterator[Phrase]:
    among = told.among
    if among and not among.ties and is_record(among, told.first.change):
        end = "highest" if among.rank.is_highest else "lowest"
        yield phrase(f"The number for {_who(told)} is the {end} ", *of_how_many(among).parts, ".")


def verdict(told: Told) -> Iterator[Phrase]:
    """Whether the change is beyond the usual ups and downs, or why that is not judged."""
    change, who = told.first.change, _who(told)
    if told.of_month is not None:
        yield phrase(f"On {who}: ", *told.of_month.parts)
    elif isinstance(change, Unjudged):
        yield phrase(ways.unjudged(told.turn, who, change))
    elif isinstance(change, Change) and change.direction is not Direction.LEVEL:
        judged = verdicts.sentence(change)
        yield phrase(f"For {who}: {judged[:1].lower()}{judged[1:]}")


def definition(told: Told) -> Phrase:
    """What is counted."""
    counted = first_sentence(told.figures.measure.definition)
    return phrase(ways.counted(told.turn, _who(told), f"{counted[:1].lower()}{counted[1:]}"))


def _rate(told: Told) -> Iterator[Phrase]:
    if told.figures.other_sources:
        return  # Two sources count differently: rates are those that stand beside others.
    rate = told.figures.rate_cell(told.first.period, area=told.area)
    if rate.number is not None and told.first.period.months == MONTHS_IN_A_YEAR:
        yield phrase(
            "That makes ",
            rate,
            f" {told.figures.measure.noun.plural} for each 1,000 residents"
            f" {in_time(told.first.period)}.",
        )


def whose(told: Told) -> Phrase:
    """Whose figures these are."""
    source, place = told.figures.source.title, place_named(told.figures, told.area)
    return phrase(ways.whose(told.turn, _who(told), source, place))


# --- Questions -------------------------------------------------------------------------------
def questions(
    told: Told,
    *,
    parts: Mapping[str, Told] = MappingProxyType({}),
    hatched: Sequence[str] = (),
) -> tuple[LikelyQuestion, ...]:
    """What members are likely to ask: whether it is unusual, what is counted, what is made up.

    `parts` are those drawn, by the name that each has on the slide.
    """
    who = _who(told)
    found = [] if told.is_made_up else [*_is_it_unusual(told)]
    if parts:
        names = listed(list(parts))
        meant = [
            f"{name}: {counted[:1].lower()}{counted[1:]}"
            for name, part in parts.items()
            if (counted := first_sentence(part.figures.measure.definition))
        ]
        found.append(LikelyQuestion(phrase(f"What is meant by {names}?"), phrase(" ".join(meant))))
    else:
        asked = phrase(ways.ask_what_is_counted(told.turn, who))
        definition_of = phrase(first_sentence(told.figures.measure.definition))
        found.append(LikelyQuestion(asked, definition_of))
    if hatched:
        question, answer = ways.why_hatched(told.turn, who, listed(hatched))
        found.append(LikelyQuestion(phrase(question), phrase(answer)))
    if isinstance(told.count.value, Gap):
        return tuple(found[-1:])
    return tuple(found[:3])


def _is_it_unusual(told: Told) -> Iterator[LikelyQuestion]:
    change, who = told.first.change, _who(told)
    if isinstance(change, Unjudged) and told.of_month is None:
        asked, answer = ways.is_it_unusual(told.turn, who, change.reason)
        yield LikelyQuestion(phrase(asked), phrase(answer))
        return
    for answered in verdict(told):
        yield LikelyQuestion(phrase(f"Is the change in {who} unusual?"), answered)
