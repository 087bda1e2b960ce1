"""What slides about national figures say; nothing of it is local."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from measures.change import Difference, Direction
from measures.counts import Gap
from reporting.analysis.national import Published, PublishedComparison
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import Finding, LikelyQuestion
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.narrative.national import (
    NOT_JUDGED,
    breaks,
    headline,
    more_or_fewer,
)
from reporting.narrative.panel.small_words import (
    LONGEST_TITLE,
    first_sentence,
    fitting,
    in_time,
    of_sentence,
)
from reporting.narrative.phrases import capital
from returns.catalogue.published import When
from returns.catalogue.vintages import used

NOT_LISTED = "Not listed"


def title_of_years(found: Published, when: When, comparison: PublishedComparison) -> Phrase:
    """ "Referrals to Prevent rose 6.4% in 2022/23, to 6,817"."""
    now, noun = found.cell(when), capital(found.measure.noun.plural)
    change = comparison.change
    if not isinstance(change, Difference) or change.told_percent is None:
        return phrase(
            now, f" {found.measure.noun.plural} were {found.measure.noun.verb} ", in_time(when)
        )
    if change.direction is Direction.LEVEL:
        return phrase(f"{noun} stayed the same {in_time(when)}, at ", now)
    went = "rose" if change.direction is Direction.UP else "fell"
    return phrase(
        f"{noun} {went} ",
        Cell(abs(change.told_percent), Style.PERCENT),
        f" {in_time(when)}, to ",
        now,
    )


# What short forms in the words of publications stand for.
_SHORT_FORMS = {"CT": "counter-terrorism"}


def short_forms(labels: Iterable[str]) -> Phrase:
    """ "CT is counter-terrorism."; nothing where no label has one."""
    words = {word.strip(",;.()") for label in labels for word in label.split()}
    meant = [f"{short} is {long}." for short, long in _SHORT_FORMS.items() if short in words]
    return phrase(" ".join(meant))


def of_all(found: Published, by: str) -> Phrase:
    """That shares beside cases are of everybody, and not of the cases."""
    of = found.measure.share_of or found.measure.noun.plural
    return phrase(f"Shares by {by} are of {of}, not of these cases.")


def title_of_part(found: Published, when: When) -> Phrase:
    """ "645 of 6,817 referrals were adopted as a Channel case in 2022/23"."""
    share = found.share(when)
    noun = found.measure.noun
    part = Cell(found.count(when), provenance=found.provenance(when))
    if isinstance(share, Gap) or share.known is None:
        return phrase(part, f" {noun.plural} were {noun.verb} {in_time(when)}")
    whole = Cell(share.known, provenance=found.provenance(when))
    shown = Cell(share.percent, Style.PERCENT, provenance=found.provenance(when))
    were = phrase(part, " of ", whole, f" {noun.plural} were {noun.verb} {in_time(when)}")
    return fitting(LONGEST_TITLE, phrase(*were.parts, ", or ", shown), were)


def title_of_shares(found: Published, when: When, label: str, cell: Cell) -> Phrase:
    """ "“Islamist-extremist” was the largest group of people in custody …: 65%"."""
    return fitting(
        LONGEST_TITLE,
        phrase(cell, f" of {found.measure.share_of} {in_time(when)} were “{label}”"),
        phrase(cell, f" were “{label}” {in_time(when)}, the largest group listed"),
    )


def differs(found: Published, when: When, comparison: PublishedComparison) -> Finding | None:
    """ "+411, on the 6,406 of 2021/22 (+6.4%)"."""
    change = comparison.change
    if not isinstance(change, Difference) or change.told_percent is None:
        return None
    then = found.cell(comparison.then_when)
    percent = Cell(change.told_percent, Style.CHANGE)
    words = phrase("on the ", then, f" of {comparison.then_when.label} (", percent, ")")
    return Finding(phrase(Cell(change.difference, Style.DIFFERENCE)), words)


def listed_shares(found: Published, when: When, shares: Sequence[tuple[str, Cell]]) -> Phrase:
    """ "Of people in custody in Great Britain at 30 June 2023, 65% were Islamist-extremist, …"."""
    if not shares:
        return NOTHING
    of = found.measure.share_of or found.measure.noun.plural
    begun = f"Of {of} in {found.series.extent} {in_time(when)}, "
    whole = phrase(begun, *_each_share(shares), ".")
    if len(whole.text.split()) <= MOST_WORDS or len(shares) < 2:
        return whole
    first, *others = shares
    also = _each_with(others)
    return phrase(begun, *_each_share([first]), ". Also listed are ", *also, ".")


# Of a sentence that is said.
MOST_WORDS = 25


def _each_share(shares: Sequence[tuple[str, Cell]]) -> Iterator[str | Cell]:
    """ "65% were Islamist-extremist, 27% Extreme right-wing and 8% Other ideology"."""
    for number, (label, cell) in enumerate(shares):
        yield "" if not number else " and " if number == len(shares) - 1 else ", "
        yield cell
        yield f"{'' if number else ' were'} {_named(label)}"


def _named(label: str) -> str:
    """A label within a sentence, in quotation marks where it would not read as a name."""
    is_name = len(label.split()) <= 3 and not any(map(str.isdigit, label))
    return label if is_name else f"“{label}”"


def _each_with(shares: Sequence[tuple[str, Cell]]) -> Iterator[str | Cell]:
    """ "Islamist with 11% and “15 to 20” with 32%"."""
    for number, (label, cell) in enumerate(shares):
        yield "" if not number else " and " if number == len(shares) - 1 else ", "
        yield f"{_named(label)} with "
        yield cell


# --- What is said ----------------------------------------------------------------------------
def said(found: Published, when: When, comparison: PublishedComparison) -> Iterator[Phrase]:
    """The figure and its change, what is left out of it, and that it is national."""
    yield of_sentence(headline(found, when, comparison))
    yield from _of_other_figures(found, when)


def _of_other_figures(found: Published, when: When) -> Iterator[Phrase]:
    """That another figure was published too, and where what is counted changed."""
    who, vintages = found.series.title, found.vintages(when)
    now = used(vintages)
    for vintage in vintages:
        if vintage is now or isinstance(vintage.value, Gap) or found.is_share:
            continue
        if now is not None and vintage.value != now.value:
            became = "is disputed" if vintage.is_disputed else "has been revised"
            yield phrase(
                f"Of “{who}” another figure, ",
                Cell(vintage.value),
                f", {became}; we use ",
                found.cell(when),
                ".",
            )
    for sentence in breaks(found, when):
        yield phrase(f"Of “{who}”: ", *sentence.parts)


def said_of_part(found: Published, when: When) -> Iterator[Phrase]:
    """What part of one series another is."""
    were = title_of_part(found, when)
    yield phrase(f"In {found.series.extent} ", *were.parts, ".")


def shares_of(found: Published, when: When, known: Sequence[tuple[str, Cell]]) -> Phrase:
    """ "As shares of 645: Extreme right-wing 45.9%, …"; nothing where the whole is not known."""
    whole = found.count(when)
    if isinstance(whole, Gap) or not whole:
        return NOTHING
    parts: list[str | Cell] = [
        "As shares of ",
        Cell(whole, provenance=found.provenance(when)),
        ": ",
    ]
    for number, (label, cell) in enumerate(known):
        share = Cell(100 * (cell.number or 0) / whole, Style.PERCENT)
        parts += [", " if number else "", f"{label} ", share]
    return phrase(*parts, ".")


def said_of_counts(
    found: Published, when: When, known: Sequence[tuple[str, Cell]]
) -> Iterator[Phrase]:
    """The categories of a count, and what no list has."""
    if known:
        parts: list[str | Cell] = ["Of them "]
        for number, (label, cell) in enumerate(known):
            before = "" if not number else " and " if number == len(known) - 1 else ", "
            parts += [before, cell, f" were “{label}”"]
        whole = found.count(when)
        left = 0 if isinstance(whole, Gap) else whole - int(sum(c.number or 0 for _, c in known))
        rest = (". The list leaves out ", Cell(left), " of them") if left > 0 else ()
        yield phrase(*parts, *rest, ".")
    yield from _of_other_figures(found, when)


def said_of_shares(
    found: Published, when: When, shares: Sequence[tuple[str, Cell]]
) -> Iterator[Phrase]:
    """The shares of a measure that has no number of its own."""
    yield listed_shares(found, when, shares)


def closing(found: Published, when: When, *, is_of_cases: bool) -> Iterator[Phrase]:
    """What kind of figures these are, told by the first measure."""
    counted = first_sentence(found.measure.definition)
    who = found.series.title
    if is_of_cases:
        yield phrase(f"We count {counted[:1].lower()}{counted[1:]}")
        yield phrase(
            f"These cases are of {found.series.extent} {in_time(when)}; nothing on this slide tells"
            " how many came from here."
        )
        return
    yield phrase(f"What stands behind “{who}”: {counted[:1].lower()}{counted[1:]}")
    yield phrase(f"“{who}” is told for {found.series.extent} as a whole; none of it is ours.")


def questions(
    found: Published, part: Published | None = None, when: When | None = None
) -> tuple[LikelyQuestion, ...]:
    """Whether there are local ones, and whether the change is unusual; of cases, what became."""
    who = found.series.title
    if part is not None and when is not None:
        return _of_cases(found, part, when)
    return (
        LikelyQuestion(
            phrase(f"How many of “{who}” are from here?"),
            phrase(
                f"“{who}” is national: none of it is for this partnership, so that nobody can be"
                " recognised in it."
            ),
        ),
        LikelyQuestion(
            phrase(f"Is the number of “{who}” unusual?"),
            phrase(f"{capital(NOT_JUDGED)} (“{who}”)."),
        ),
    )


def _of_cases(found: Published, part: Published, when: When) -> tuple[LikelyQuestion, ...]:
    whole, count = part.share(when), part.count(when)
    others: tuple[LikelyQuestion, ...] = ()
    if not isinstance(whole, Gap) and whole.known is not None and not isinstance(count, Gap):
        left = Cell(whole.known - count, provenance=part.provenance(when))
        others = (
            LikelyQuestion(
                phrase("What became of the others?"),
                phrase(left, " were not adopted; these figures do not say what was done for them."),
            ),
        )
    return (
        *others,
        LikelyQuestion(
            phrase("Can we hear of local cases?"),
            phrase(
                f"No: “{found.series.title}” is told for {found.series.extent} alone, so that"
                " nobody is recognised."
            ),
        ),
    )


def change_in_short(comparison: PublishedComparison) -> Phrase:
    """ "▲ 6.4% more"; nothing where nothing is compared."""
    change = comparison.change
    if not isinstance(change, Difference) or change.direction is Direction.LEVEL:
        return NOTHING
    sign = "▲ " if change.direction is Direction.UP else "▼ "
    return phrase(sign, *more_or_fewer(change))
