"""Titles, subtitles and words instead of charts: what is drawn, of when and where, and its ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checks.sentences import bases, changes, saying, spans
from checks.sentences.facts import Where
from checks.sentences.grammar import Claim, kind
from checks.sentences.of_years import named
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

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


def months_above(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many of the months drawn lie above the line that they stand beside."""
    yield from named(asked, claim)
    year, before = drawn_year(asked), base_years(asked)
    if claim["when"] is not None and claim["when"] != year:
        yield f"the months are those of {spans.written(year)}"
    if isinstance(claim.get("base"), Span):
        if (claim["base"],) != before:
            yield f"they stand beside {bases.listed(before)}"
    elif claim.get("years") is not None and claim["years"] != len(before):
        yield f"they stand beside {bases.listed(before)}"
    length = 3 if claim["each"] == "quarter" else 1
    pairs = []
    for offset in range(0, 12, length):
        now = asked.history.count(Span(year.start + offset, length), asked.place)
        then = asked.history.together(
            [Span(each.start + offset, length) for each in before], asked.place
        )
        if now is not None and then is not None:
            pairs.append(now > then / len(before))
    if (claim["above"], claim["of"]) != (sum(pairs), len(pairs)):
        yield f"{sum(pairs)} of {len(pairs)} are above"


def neutral(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from named(asked, claim)


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


def subtitle_when(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["year"] != drawn_year(asked):
        yield f"the year drawn is {spans.written(drawn_year(asked))}"


def subtitle_same(asked: Asked, claim: Claim) -> Iterator[str]:
    if (claim.get("same") or asked.span) != asked.span:
        yield f"the months are those of {spans.written(asked.span)}"
    if claim.get("same") is None and not asked.span.is_year:
        yield "it is of part of each year"


def subtitle_compared(asked: Asked, claim: Claim) -> Iterator[str]:
    span, _ = bases.compared(asked.span, asked.against)
    yield from saying.when(claim["when"], span)


# --- Words instead ---------------------------------------------------------------------------
def _values(text: str) -> list[tuple[str, str]]:
    return [
        (found[1], found[2])
        for found in re.finditer(rf"(.+?) ({_VALUE})(?:; |\.$)", text.removesuffix(".") + ".")
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

    def of_year(label: str) -> int | None:
        shifted = asked.span.back(asked.span.year - spans.read(label).year)
        return asked.history.count(shifted, asked.place)

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
    """From where to where a line runs, and in which months its ends lie."""
    label = claim["label"]
    several = re.match(r"[Mm]ean of (\d) years", label)
    years = base_years(asked) if several else (spans.read(label),)
    found: dict[Span, float] = {}
    length = 3 if claim["low_at"].startswith("Q") else 1
    for start in range(years[-1].start, years[-1].last + 1, length):
        each = [Span(start - (years[-1].start - year.start), length) for year in years]
        total = asked.history.together(each, asked.place)
        if total is not None:
            found[each[-1]] = total / len(years)
    if not found:
        yield f"{label} has no figures"
        return
    low, high = min(found.values()), max(found.values())
    for end, value, at in (("least", low, "low"), ("most", high, "high")):
        yield from saying.number(f"the {end}", claim[at], value)
        month = _month_of(claim[f"{at}_at"], years[-1])
        if month not in found or abs(found[month] - value) > 1e-9:
            yield f"the {end} is not in {claim[f'{at}_at']}"
    if low == high:
        yield f"every one has {low:g}"


def _month_of(written: str, year: Span) -> Span:
    if found := re.fullmatch(r"Q([1-4])", written):
        return Span(year.start + 3 * (int(found[1]) - 1), 3)
    if written in spans.MONTHS:
        return Span(year.start + (spans.MONTHS.index(written) - 3) % 12, 1)
    return spans.read(written)


def all_alike(asked: Asked, claim: Claim) -> Iterator[str]:
    years = base_years(asked) if claim["label"].lower().startswith("mean") else None
    each = years or (spans.read(claim["label"]),)
    values = set()
    for offset in range(12):
        total = asked.history.together([Span(year.start + offset, 1) for year in each], asked.place)
        if total is not None:
            values.add(total / len(each))
    if len(values) != 1:
        yield "the months are not all alike"
    else:
        yield from saying.number("each month", claim["all"], values.pop())


def no_line(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["label"].lower().startswith("mean"):
        years = base_years(asked)
    else:
        years = (spans.read(claim["label"]),)
    for offset in range(12):
        each = [Span(year.start + offset, 1) for year in years]
        if asked.history.together(each, asked.place) is not None:
            yield f"there is a figure for {spans.written(each[-1])}"


def no_figure(asked: Asked, claim: Claim) -> Iterator[str]:
    """The parts named have no figure."""
    for written in re.split(r", | and ", claim["parts"]):
        try:
            span = spans.read(written)
        except spans.Unreadable:
            yield f"“{written}” is no month"
            return
        if asked.history.count(span, asked.place) is not None:
            yield f"there is a figure for {written}"


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
    """How many places rose, or fell; a title names the way that most went."""
    yield from named(asked, claim)
    yield from _ways(asked, claim)


def _ways(asked: Asked, claim: Claim) -> Iterator[str]:
    span, base = bases.compared(asked.span, asked.against)
    found = [
        changes.changed(asked.history, place, span, base)
        for place in of_kind(asked, claim["places"])
    ]
    known = [each for each in found if not each.refused and not each.is_made_up]
    up, down = (sum(each.way == way for each in known) for way in (1, -1))
    if (claim.get("all_places") is None) and claim["of"] != len(known):
        yield f"{len(known)} of {len(found)} can be compared"
    for name, count in (("rose", up), ("fell", down)):
        if claim.get(name) is not None and claim[name] != count:
            yield f"it {name} in {count}"
    rose, fell = claim.get("rose"), claim.get("fell")
    if rose is not None and fell is None and down > up:
        yield f"it fell in {down}, and so in most"
    if fell is not None and rose is None and up > down:
        yield f"it rose in {up}, and so in most"
    if claim.get("level") is not None and (up or down):
        yield f"it rose in {up} and fell in {down}"


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


_PLACES = r"{places:kinds}(?: whose figures are shown)?"

KINDS = (
    kind(
        "title of months: how many above",
        r"{title:words}: {above:number} of {of:number} (?P<each>month|quarter)s"
        r"(?: {when:during})? (?:was|were) above (?:{base:span}|the mean of {years:number} years)",
        months_above,
    ),
    kind(
        "title of months: neutral", r"{title:words} (?:month by month|quarter by quarter)", neutral
    ),
    kind(
        "subtitle of months",
        r"{what:words} each (?:month|quarter) in (?:{place}, )?{partnership:place},"
        r" {year:span} and earlier years",
        subtitle,
        subtitle_when,
    ),
    kind(
        "subtitle of years",
        r"{what:words} a year in (?:{place}, )?{partnership:place}"
        r"(?:, the same months as (?:the )?{same:span})?",
        subtitle,
        subtitle_same,
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
    kind("columns in words", r"Column chart: (?P<values>.+)", columns),
    kind("bars in words", r"Bar chart: (?P<values>.+)", bars),
    kind("lines in words", r"Line chart of {noun:words} a (?:month|quarter)\.", lines),
    kind(
        "a line in words",
        r"(?P<label>[Mm]ean of \d years|\d\d\d\d/\d\d) runs from {low:number} in {low_at:part} to"
        r" {high:number} in {high_at:part}\.",
        one_line,
    ),
    kind(
        "a line in words: all alike",
        r"(?P<label>[Mm]ean of \d years|\d\d\d\d/\d\d): {all:number} in every (?:month|quarter)\.",
        all_alike,
    ),
    kind("parts without a figure", r"No figure for (?P<parts>[^.]+)\.", no_figure),
    kind(
        "a line without a figure",
        r"(?P<label>[Mm]ean of \d years|\d\d\d\d/\d\d): no (?:month|quarter) has a figure\.",
        no_line,
    ),
    kind(
        "title of places: the way most went",
        r"{title:words} (?:rose in {rose:number}|fell in {fell:number}) of {of:number}"
        rf" {_PLACES}",
        went_in,
    ),
    kind(
        "title of places: both ways",
        r"{title:words} rose in {rose:number} and fell in {fell:number} of {of:number}"
        rf" {_PLACES}",
        went_in,
    ),
    kind(
        "title of places: unchanged",
        rf"{{title:words}} is (?P<level>unchanged) in all {{of:number}} {_PLACES}",
        went_in,
    ),
    kind("title of places: neutral", r"{title:words} by (?:ward|locality)", neutral),
    kind(
        "title of types: the largest", r"{label:words} was the largest type {when:during}", largest
    ),
    kind("title of types: neutral", r"By {list:words} {when:during}", by_types),
)
