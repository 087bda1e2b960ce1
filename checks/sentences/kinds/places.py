"""Sentences that set places beside one another: how many went which way, and which most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import bases, changes, judging, saying, spans
from checks.sentences.changes import Changed
from checks.sentences.facts import Where
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds import years
from checks.sentences.kinds.charts import of_kind
from checks.sentences.pages import Asked

_NUMBER = r"\d[\d,]*(?:\.\d)?"
# As “Ayresome (275 to 396)”.
_FROM_TO = re.compile(
    rf"(?P<name>[A-Z][^()]*?) \((?P<then>{_NUMBER})(?: \[\w+\])*"
    rf" to (?P<now>{_NUMBER})(?: \[\w+\])*\)"
)


def beside(asked: Asked, places: list[Where], back: int = 0) -> dict[str, Changed]:
    """What became of each place that can be judged, by its name; `back` years before."""
    span, base = bases.compared(asked.span, asked.against)
    found = {
        place.name: changes.changed(
            asked.history, place, span.back(back), tuple(each.back(back) for each in base)
        )
        for place in places
    }
    return {name: each for name, each in found.items() if not each.refused and not each.is_made_up}


def _went(found: dict[str, Changed], way: str) -> dict[str, Changed]:
    wanted = 1 if way in ("rose", "risen") else -1
    return {name: each for name, each in found.items() if each.way == wanted}


def went(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many rose or fell of how many, and that most went the way that is named first."""
    places = of_kind(asked, claim["places"])
    found = beside(asked, places)
    if claim.get("of") is not None and claim["of"] != len(found):
        yield f"{len(found)} of {len(places)} can be compared"
    if (len(found) < len(places)) is not bool(claim.get("shown")):
        yield f"{len(found)} of {len(places)} are shown"
    up, down = _went(found, "rose"), _went(found, "fell")
    mine = up if claim["went"] == "rose" else down
    said = claim["many"] if claim.get("many") is not None else len(found)
    if said != len(mine):
        yield f"it {claim['went']} in {len(mine)} of {len(found)}"
    if len(mine) < max(len(up), len(down)):
        yield f"it rose in {len(up)} and fell in {len(down)}"
    level = len(found) - len(up) - len(down)
    if (claim.get("level") or 0) != level:
        yield f"it is unchanged in {level}"


def named_with_it(asked: Asked, claim: Claim) -> Iterator[str]:
    """Which place moved most, and which went against the others."""
    found = beside(asked, of_kind(asked, claim["places"]))
    if claim.get("most") is not None:
        yield from _most(claim["most"], _went(found, claim["went"]))
    others = _went(found, "fell" if claim["went"] == "rose" else "rose")
    if claim.get("against") is not None:
        if claim["against_went"] == claim["went"] or claim["against"] != len(others):
            yield f"{len(others)} went the other way"
        if claim.get("against_most") is not None:
            yield from _most(claim["against_most"], others)
    elif claim.get("few") is not None:
        yield from _few(claim["few"], others)
    elif others:
        yield f"{len(others)} went the other way"


def beyond(asked: Asked, claim: Claim) -> Iterator[str]:
    """In how many the change is beyond the usual ups and downs."""
    found = beside(asked, of_kind(asked, claim["places"]))
    true = sum(each.verdict == judging.BEYOND for each in found.values())
    said = claim.get("beyond")
    if claim.get("beyond_none"):
        said = 0
    elif claim.get("beyond_all"):
        said = len(found)
    if said is not None and said != true:
        yield f"in {true} the change is beyond the usual ups and downs"


def unchanged(asked: Asked, claim: Claim) -> Iterator[str]:
    found = beside(asked, of_kind(asked, claim["places"]))
    moved = [name for name, each in found.items() if each.way]
    if moved:
        yield f"it moved in {moved[0]}"


def _most(text: str, moved: dict[str, Changed]) -> Iterator[str]:
    """That the place named moved most, alone, and from what to what."""
    named = list(_FROM_TO.finditer(text))
    if len(named) != 1:
        yield f"“{text}” names {len(named)} places"
        return
    name = named[0]["name"]
    if name not in moved:
        yield f"{name} did not go that way"
        return
    far = max(abs(each.difference) for each in moved.values())
    most = [each for each in moved if abs(moved[each].difference) > far - 1e-9]
    if name not in most:
        yield f"{most[0]} moved most"
    elif len(most) > 1:
        yield f"{' and '.join(most)} moved as much"
    yield from _counts(named[0], moved[name])


def _few(text: str, moved: dict[str, Changed]) -> Iterator[str]:
    named = {found["name"]: found for found in _FROM_TO.finditer(text)}
    names = {re.sub(r"^(?:and |, )", "", name) for name in named}
    if names != set(moved):
        yield f"they are {', '.join(sorted(moved)) or 'none'}"
        return
    for name, found in named.items():
        yield from _counts(found, moved[re.sub(r"^(?:and |, )", "", name)])


def _counts(found: re.Match[str], changed: Changed) -> Iterator[str]:
    for what, true in (("then", changed.then), ("now", changed.after)):
        yield from saying.average(
            f"the count {what} of {found['name']}",
            float(found[what].replace(",", "")),
            true,
            beside_a_percentage=True,
        )


def exceptions(asked: Asked, claim: Claim) -> Iterator[str]:
    """The few that went against the others a year before, and what became of them since."""
    places = of_kind(asked, claim["places"])
    before, now = beside(asked, places, back=1), beside(asked, places)
    span, _ = bases.compared(asked.span, asked.against)
    if claim["now"] != span:
        yield f"the period is {spans.written(span)}"
    if claim["when"] != span.back():
        yield f"the year before is {spans.written(span.back())}"
    few, most = _went(before, claim["few_went"]), _went(before, claim["most_went"])
    if set(_names(claim["few"], few)) != set(few):
        yield f"it {claim['few_went']} only in {', '.join(few)}"
    if (claim["many"], claim["of"]) != (len(most), len(before)):
        yield f"it {claim['most_went']} in {len(most)} of {len(before)}"
    for found in re.finditer(
        rf"(?P<way>rose|fell|stood still)?(?P<again> again)?(?: in )?{_FROM_TO.pattern}",
        claim["since"],
    ):
        name = re.sub(r"^(?:and |, )", "", found["name"])
        if name not in now:
            yield f"{name} can't be compared"
            continue
        way = {"rose": 1, "fell": -1, "stood still": 0}.get(found["way"] or "")
        if way is not None and way != now[name].way:
            yield f"{name} went from {now[name].then:g} to {now[name].after}"
        if found["again"] and now[name].way != before[name].way:
            yield f"{name} did not go that way before"
        yield from _counts(found, now[name])


def _names(text: str, wanted: dict[str, Changed]) -> list[str]:
    """The names in a list; a name may hold an “and” of its own."""
    return [
        name
        for name in wanted
        if re.search(rf"(?:^|, | and ){re.escape(name)}(?=$|, | and )", text)
    ]


def localities(asked: Asked, claim: Claim) -> Iterator[str]:
    """Localities that rose in every year since, and those that fell in every year."""
    for text, gone in ((claim["few"], claim["gone"]), (claim["others"], claim["others_gone"])):
        for found in _FROM_TO.finditer(text):
            name = re.sub(r"^(?:and |, )", "", found["name"])
            place = asked.history.named(name)
            if place is None:
                yield f"there is no {name}"
                continue
            here = Asked(asked.history, place, asked.span, asked.against)
            before = years.run(here)
            told = {"went": gone, "first": claim["since"], "last": claim["until"]}
            yield from years.trend(here, told)
            if before:
                yield from saying.number(
                    "the first", float(found["then"].replace(",", "")), before[0][1]
                )
                yield from saying.number(
                    "the last", float(found["now"].replace(",", "")), before[-1][1]
                )


def had_most(asked: Asked, claim: Claim) -> Iterator[str]:
    """The locality with the most, alone, of how many, and its share."""
    span, _ = bases.compared(asked.span, asked.against)
    counts = {
        place.name: asked.history.count(span, place) for place in asked.history.of_kind("locality")
    }
    mine, whole = counts.get(claim["place"]), asked.history.count(span)
    yield from saying.number("the count", claim["now"], mine)
    yield from saying.number("the whole", claim["whole"], whole)
    if mine is None or not whole:
        return
    yield from saying.number("the share", claim["share"], 100 * mine / whole, places=1)
    most = max(count for count in counts.values() if count is not None)
    if mine != most or list(counts.values()).count(most) > 1:
        yield f"the localities have {counts}"
    if asked.history.is_made_up(span) or any(
        place.is_made_up for place in asked.history.of_kind("locality")
    ):
        yield "the figures are made up"


_PLACES = r"{places:kinds}(?P<shown> whose figures are shown)?"
_ONE = r"[A-Z][^()]*? \([^()]+\)"
_BEYOND = (
    r"(?:\. In (?:(?P<beyond_none>none)|(?P<beyond_all>every) (?:ward|locality)|{beyond:number})"
    r"(?: is)? the change(?: is)? beyond the usual ups and downs(?: of its months)?)?"
)
_LEVEL = r"(?:\. It did not change in {level:number})?"

KINDS = (
    kind(
        "places: how many went which way",
        r"The number {went} in (?:(?:all |{many:number} of ){of:number}|(?P<both>both))"
        rf" {_PLACES}"
        rf"(?:, (?:most in )?(?P<most>{_ONE}))?"
        rf"(?:\. It {{against_went:went}} in {{against:number}}"
        rf"(?:, (?:most in )?(?P<against_most>{_ONE}))?)?"
        rf"(?:\. It {{few_went:went}} in (?P<few>{_ONE}(?:(?:, | and ){_ONE})*))?{_LEVEL}"
        rf"{_BEYOND}\.",
        went,
        named_with_it,
        beyond,
    ),
    kind(
        "places: unchanged",
        rf"The number did not change in any {_PLACES}\.",
        unchanged,
    ),
    kind(
        "places: last year’s exceptions",
        r"{when:during} the number {few_went:went} only in (?P<few>.+?)\. It {most_went:went}"
        r" in {many:number} of {of:number} {places:kinds}\. {now:during} it (?P<since>.+)\.",
        exceptions,
    ),
    kind(
        "localities: apart",
        rf"(?P<few>{_ONE}(?:(?:, | and ){_ONE})*) {{gone:went}} every year from {{since:span}} to"
        rf" {{until:span}}\. (?P<others>{_ONE}(?:(?:, | and ){_ONE})*)"
        r" {others_gone:went} every year\.",
        localities,
    ),
    kind(
        "localities: the most",
        r"{place} had the most, {now:number} of {whole:number} or {share:percent}\.",
        had_most,
    ),
)
