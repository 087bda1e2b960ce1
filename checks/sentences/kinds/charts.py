"""Titles, subtitles and words instead of charts: what is drawn, of when and where, and its ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checks.sentences import bases, changes, judging, saying, spans
from checks.sentences.facts import Where
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds.years import PART, named
from checks.sentences.pages import Asked
from checks.sentences.spans import SPAN, Span

_VALUE = r"(?:[\d,]+(?:\.\d+)?(?: \[[a-z0-9]{1,2}\])*|\[[a-z]{1,2}\])"


# --- Months ----------------------------------------------------------------------------------
def drawn_year(asked: Asked) -> Span:
    """The financial year whose months are drawn: that of the last month compared."""
    span, _ = bases.compared(asked.span, asked.against)
    return spans.year((span.last - 3) // 12)


def base_years(asked: Asked) -> tuple[Span, ...]:
    """The years whose months stand beside it: those of the base, else the year before."""
    year = drawn_year(asked)
    _, base = bases.compared(asked.span, asked.against)
    found = dict.fromkeys(spans.year((each.last - 3) // 12) for each in base)
    return tuple(each for each in found if each != year) or (year.back(),)


def months_beside(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many of the months drawn lie above, or below, the line that they stand beside.

    A title that says so stands under the verdict on all of them together.
    """
    yield from named(asked, claim)
    year, before = drawn_year(asked), base_years(asked)
    told = claim["line"].removeprefix("the ")
    if told != bases.listed(before).removeprefix("the "):
        yield f"they stand beside {bases.listed(before)}"
    length = 3 if claim["each"] == "quarter" else 1
    moved = []
    for offset in range(0, 12, length):
        now = asked.history.count(Span(year.start + offset, length), asked.place)
        then = asked.history.together(
            [Span(each.start + offset, length) for each in before], asked.place
        )
        if now is not None and then is not None:
            sign = 1 if claim["side"] == "above" else -1
            moved.append(sign * (now - then / len(before)) > 0)
    said = (claim["all"], claim["all"]) if claim.get("all") else (claim["moved"], claim["of"])
    if said != (sum(moved), len(moved)):
        yield f"{sum(moved)} of {len(moved)} are {claim['side']}"
    if 2 * sum(moved) <= len(moved):
        yield f"no more than half are {claim['side']}"
    span, base, found = saying.of_asked(asked)
    if (span.start, span.months) != (year.start, length * len(moved)):
        yield f"the headline is of {spans.named(span)}"
    elif found.verdict != judging.BEYOND:
        yield f"beside {bases.listed(base)} the verdict is “{found.verdict}”"


def neutral(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from named(asked, claim)


def neutral_when(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim.get("when") is not None:
        yield from saying.when(claim["when"], bases.compared(asked.span, asked.against)[0])


# --- Subtitles -------------------------------------------------------------------------------
def subtitle(asked: Asked, claim: Claim) -> Iterator[str]:
    """What is counted and where; when is looked at by kind."""
    noun = asked.history.noun
    what = f"{noun.many[:1].upper()}{noun.many[1:]} {noun.verb}"
    if claim["what"] != what:
        yield f"it is of {what}"
    place, partnership = claim.get("place"), claim.get("partnership")
    if partnership is not None and partnership != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
    if "place" in claim and (place or asked.history.partnership) != asked.place.name:
        yield f"the place is {asked.place.name}"


def subtitle_lines(asked: Asked, claim: Claim) -> Iterator[str]:
    """The year drawn comes first, and then those that it stands beside."""
    year = spans.written(drawn_year(asked))
    if not re.match(rf"{year}(?:,| and |$)", claim["lines"]):
        yield f"the year drawn is {year}"
    for line in re.findall(SPAN, claim["lines"])[1:]:
        if not _has_any(asked, spans.read(line)):
            yield f"{line} has no figure"


def _has_any(asked: Asked, year: Span) -> bool:
    return any(
        asked.history.count(Span(year.start + offset, length), asked.place) is not None
        for length in (1, 3)
        for offset in range(0, 12, length)
    )


def subtitle_part(asked: Asked, claim: Claim) -> Iterator[str]:
    said, true = (claim.get("part") or "").removeprefix("the "), bases.part_of(asked.span)
    if said != true.removeprefix("the "):
        yield f"it is of {true or 'whole years'}"


def subtitle_compared(asked: Asked, claim: Claim) -> Iterator[str]:
    span, _ = bases.compared(asked.span, asked.against)
    yield from saying.when(claim["when"], span)


# --- Words instead ---------------------------------------------------------------------------
def _values(text: str) -> list[tuple[str, str]]:
    return [
        (found[1], found[2])
        for found in re.finditer(rf"(.+?) ({_VALUE})(?:\. |\.$)", text.removesuffix(".") + ".")
    ]


def _is(written: str, count: int | None) -> bool:
    bare = re.sub(r" \[[a-z0-9]{1,2}\]", "", written)
    if bare.startswith("["):
        return count is None
    return count is not None and bare == f"{count:,}"


def _each(asked: Asked, claim: Claim, of: Callable[[str], int | None]) -> Iterator[str]:
    for label, value in _values(claim["values"]):
        count = of(label)
        if not _is(value, count):
            yield f"{label} is {'not known' if count is None else f'{count:,}'}"


def columns(asked: Asked, claim: Claim) -> Iterator[str]:
    """Each year's column; of part of a year, the same months of each."""
    by_label = {
        bases.year_of(asked.span.back(back)): asked.span.back(back) for back in range(-30, 31)
    }

    def of_year(label: str) -> int | None:
        return asked.history.count(by_label[label], asked.place) if label in by_label else None

    yield from _each(asked, claim, of_year)


def bars(asked: Asked, claim: Claim) -> Iterator[str]:
    """The bars of places, or of types, for the period compared; the largest come first."""
    span, _ = bases.compared(asked.span, asked.against)
    history = asked.history
    labels = [label for label, _ in _values(claim["values"])]
    is_of_types = all(label in history.types for label in labels)

    def of_bar(label: str) -> int | None:
        if is_of_types:
            return history.count(span, asked.place, of_type=label)
        place = history.named(label)
        return None if place is None else history.count(span, place)

    yield from _each(asked, claim, of_bar)
    counts = [count for label in labels if (count := of_bar(label)) is not None]
    if counts != sorted(counts, reverse=True):
        yield "the bars are not in the order of their size"
    if not is_of_types:
        wanted = {place.name for place in history.places if place.kind in ("ward", "locality")}
        if unknown := sorted(set(labels) - wanted):
            yield f"there is no {unknown[0]}"


def lines(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["noun"] != asked.history.noun.many:
        yield f"what is counted are {asked.history.noun.many}"


def one_line(asked: Asked, claim: Claim) -> Iterator[str]:
    """From where to where a line runs, and in which months its ends lie; all alike is said so."""
    years = _years_of(asked, claim["label"])
    found = _points(asked, years, 3 if _is_of_quarters(claim) else 1)
    if not found:
        yield f"{claim['label']} has no figures"
        return
    low, high = min(found.values()), max(found.values())
    if claim.get("only") is not None:
        if len(found) > 1:
            yield f"there are {len(found)} figures"
        yield from _end_of_line(claim["only"], claim["only_at"], low, found, years[-1])
    elif claim.get("all") is not None:
        if low != high:
            yield f"it runs from {low:g} to {high:g}"
        yield from saying.average("each", claim["all"], low)
    else:
        if low == high:
            yield f"every one has {low:g}"
        yield from _end_of_line(claim["low"], claim["low_at"], low, found, years[-1])
        yield from _end_of_line(claim["high"], claim["high_at"], high, found, years[-1])


def _years_of(asked: Asked, label: str) -> tuple[Span, ...]:
    return base_years(asked) if "verage" in label else (spans.read(label),)


def _is_of_quarters(claim: Claim) -> bool:
    named = claim.get("low_at") or claim.get("only_at") or claim.get("each") or ""
    return named.startswith(("Q", "quarter"))


def _points(asked: Asked, years: tuple[Span, ...], length: int) -> dict[Span, float]:
    """What is drawn of a year, or of the average of several, by its month or quarter."""
    found: dict[Span, float] = {}
    for offset in range(0, 12, length):
        each = [Span(year.start + offset, length) for year in years]
        total = asked.history.together(each, asked.place)
        if total is not None:
            found[each[-1]] = total / len(years)
    return found


def _end_of_line(
    said: float, at: str, true: float, found: dict[Span, float], year: Span
) -> Iterator[str]:
    yield from saying.average("an end of the line", said, true)
    month = _month_of(at, year)
    if month not in found or abs(found[month] - true) > 1e-9:
        yield f"{true:g} is not in {at}"


def _month_of(written: str, year: Span) -> Span:
    if found := re.fullmatch(r"Q([1-4])", written):
        return Span(year.start + 3 * (int(found[1]) - 1), 3)
    if written in spans.MONTHS:
        return Span(year.start + (spans.MONTHS.index(written) - 3) % 12, 1)
    return spans.read(written)


def no_line(asked: Asked, claim: Claim) -> Iterator[str]:
    for span in _points(asked, _years_of(asked, claim["label"]), 1):
        yield f"there is a figure for {spans.written(span)}"


def no_figure(asked: Asked, claim: Claim) -> Iterator[str]:
    """The parts named have no figure."""
    for written in re.split(r", | and ", claim["parts"]):
        # Of an average of years a month is named without its year.
        first = written.partition(" to ")[0]
        is_of_average = first in spans.MONTHS or re.fullmatch(r"Q[1-4]", first)
        years = base_years(asked) if is_of_average else (drawn_year(asked),)
        try:
            by_year = [_parts_of(written, year) for year in years]
        except spans.Unreadable:
            yield f"“{written}” is no month"
            return
        for same in zip(*by_year, strict=True):
            if asked.history.together(same, asked.place) is not None:
                yield f"there is a figure for {spans.written(same[0])}"


def _parts_of(written: str, year: Span) -> list[Span]:
    """One month or quarter, or each of a row that is named by its ends."""
    first, _, last = written.partition(" to ")
    start, end = _month_of(first, year), _month_of(last or first, year)
    return [Span(each, start.months) for each in range(start.start, end.last + 1, start.months)]


# --- Places and types ------------------------------------------------------------------------
def places(asked: Asked) -> list[Where]:
    """The places that a page lists by the kind that is named."""
    wards = asked.history.of_kind("ward")
    if asked.place.kind == "locality":
        return [ward for ward in wards if ward.code in asked.place.wards]
    return list(wards)


def of_kind(asked: Asked, plural: str) -> list[Where]:
    if plural.startswith("localit"):
        return list(asked.history.of_kind("locality"))
    return places(asked)


def went_in(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many places rose and fell; the way of more than half of them is a title by itself."""
    yield from named(asked, claim)
    if claim.get("when") is not None:
        yield from _compared(asked, claim)
    span, base = bases.compared(asked.span, asked.against)
    found = [
        changes.changed(asked.history, place, span, base)
        for place in of_kind(asked, claim["places"])
    ]
    known = [each for each in found if not each.refused and not each.is_made_up]
    up, down = (sum(each.way == way for each in known) for way in (1, -1))
    if claim.get("of") is not None and claim["of"] != len(known):
        yield f"{len(known)} of {len(found)} can be compared"
    if claim.get("both") is not None and len(known) != 2:
        yield f"there are {len(known)}"
    if (len(known) < len(found)) is not bool(claim.get("shown")):
        yield f"{len(known)} of {len(found)} are shown"
    yield from _all_went(claim, up, down, len(known))
    said = {name: claim.get(name) for name in ("rose", "fell")}
    for (name, count), true in zip(said.items(), (up, down), strict=True):
        if count is not None and (0 if count == "none" else int(count)) != true:
            yield f"it {name} in {true}"
    alone = [true for count, true in zip(said.values(), (up, down), strict=True) if count]
    if len(alone) == 1 and 2 * alone[0] <= len(known):
        yield f"it rose in {up} and fell in {down}"
    if claim.get("level") is not None and (up or down):
        yield f"it rose in {up} and fell in {down}"


def _all_went(claim: Claim, up: int, down: int, of: int) -> Iterator[str]:
    """That where all went one way, none went another."""
    if claim.get("went") is None:
        return
    went = up if claim["went"] == "rose" else down
    if went != of or claim.get("all") not in (None, went):
        yield f"it rose in {up} and fell in {down} of {of}"


def _compared(asked: Asked, claim: Claim) -> Iterator[str]:
    span, base = bases.compared(asked.span, asked.against)
    yield from saying.when(claim["when"], span)
    yield from saying.base_named(claim, base)


def largest(asked: Asked, claim: Claim) -> Iterator[str]:
    """The largest type, and a single one."""
    span, _ = bases.compared(asked.span, asked.against)
    yield from saying.when(claim["when"], span)
    counts = {
        label: asked.history.count(span, asked.place, of_type=label)
        for label in asked.history.types
    }
    mine = counts.get(claim["label"])
    if mine is None:
        yield f"{claim['label']} has no figure"
        return
    alike = [counts[label] for label in siblings(asked, claim["label"])]
    most = max(count for count in alike if count is not None)
    if mine != most:
        yield f"another has {most}"
    elif alike.count(most) > 1:
        yield f"{alike.count(most)} types have {most}"
    elif not most:
        yield "there were none"


def siblings(asked: Asked, label: str) -> list[str]:
    """The types of the same list: those that add up with it to the whole."""
    return next(
        (list(labels) for labels in asked.history.lists.values() if label in labels),
        list(asked.history.types),
    )


def by_types(asked: Asked, claim: Claim) -> Iterator[str]:
    span, _ = bases.compared(asked.span, asked.against)
    yield from saying.when(claim["when"], span)


_PLACES = r"{places:kinds}(?P<shown> whose figures are shown)?"
_COMPARED = r"(?: {when:during}, against (?:(?:the )?{base:span}|the {means:means}))?"
_LABEL = r"(?P<label>(?:The )?[Aa]verage of \d\d\d\d[^:.]*?|\d\d\d\d/\d\d)"

KINDS = (
    kind(
        "title of months: how many beside a line",
        r"{title:title}: (?:{moved:number} of {of:number}|all {all:number})"
        r" (?P<each>month|quarter)s were (?P<side>above|below)"
        r" (?P<line>the average of .+|\d\d\d\d/\d\d)",
        months_beside,
    ),
    kind(
        "title of months: neutral", r"{title:title} (?:month by month|quarter by quarter)", neutral
    ),
    kind(
        "subtitle of months",
        r"{what:words} each (?:month|quarter) in (?:{place}, )?{partnership:place},"
        r" (?P<lines>\d\d\d\d/\d\d.*)",
        subtitle,
        subtitle_lines,
    ),
    kind(
        "subtitle of years",
        rf"{{what:words}}(?: (?:in|from) {PART} of)? each year,"
        r" (?:{place}, )?{partnership:place}",
        subtitle,
        subtitle_part,
    ),
    kind(
        "subtitle of places",
        r"{what:words} by (?:ward|locality) {when:during}, {partnership:place}",
        subtitle,
        subtitle_compared,
    ),
    kind(
        "subtitle of types",
        r"{what:words} by {list:words} {when:during}, (?:{place}, )?{partnership:place}",
        subtitle,
        subtitle_compared,
    ),
    kind("columns in words", r"Column chart\. (?P<values>.+)", columns),
    kind("bars in words", r"Bar chart\. (?P<values>.+)", bars),
    kind("lines in words", r"Line chart of {noun:words} a (?:month|quarter)\.", lines),
    kind(
        "a line in words",
        rf"{_LABEL} runs from {{low:number}} in {{low_at:part}} to {{high:number}} in"
        r" {high_at:part}\.",
        one_line,
    ),
    kind(
        "a line in words: all alike",
        rf"{_LABEL} has {{all:number}} in every (?P<each>month|quarter)(?: with a figure)?\.",
        one_line,
    ),
    kind(
        "a line in words: one point",
        rf"{_LABEL} has {{only:number}} in {{only_at:part}}\.",
        one_line,
    ),
    kind("parts without a figure", r"No figure for (?P<parts>[^.]+)\.", no_figure),
    kind(
        "a line without a figure",
        rf"{_LABEL}: no (?:month|quarter) has a figure\.",
        no_line,
    ),
    kind(
        "title of places: the way most went",
        r"{title:title} (?:rose in (?P<rose>\d+)|fell in (?P<fell>\d+)) of {of:number}"
        rf" {_PLACES}{_COMPARED}",
        went_in,
    ),
    kind(
        "title of places: all went one way",
        r"{title:title} {went} in (?:all {all:number}|(?P<both>both))"
        rf" {_PLACES}{_COMPARED}",
        went_in,
    ),
    kind(
        "title of places: both ways",
        r"{title:title} rose in (?P<rose>\d+|none) and fell in (?P<fell>\d+|none) of {of:number}"
        rf" {_PLACES}{_COMPARED}",
        went_in,
    ),
    kind(
        "title of places: unchanged",
        rf"{{title:title}} did (?P<level>not change) in any {_PLACES}{_COMPARED}",
        went_in,
    ),
    kind(
        "title of places: neutral",
        r"{title:title} by (?:ward|locality)(?: {when:during})?",
        neutral,
        neutral_when,
    ),
    kind(
        "title of types: the largest", r"{label:words} was the largest type {when:during}", largest
    ),
    kind("title of types: neutral", r"By {list:words} {when:during}", by_types),
)
