"""What is said of partnerships side by side; only wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from measures.change import Difference, Direction
from measures.counts import Gap
from measures.periods import Period
from measures.ranks import RankOfRate, Reach
from reporting import narrative
from reporting.analysis.benchmarks import Benchmarked, Benchmarks
from reporting.analysis.peers import Otherwise
from reporting.content.description import Cell, Sentence, Style, written
from reporting.narrative import levels
from reporting.narrative.phrases import ordinal
from reporting.narrative.verdicts import BEYOND_BOTH, NOT_JUDGED, UPS_AND_DOWNS

NO_FIGURES = "No figures of other partnerships are in use yet"
NO_FIGURES_WHO = (
    "They appear when the Home Office’s open data by partnership has been sent and accepted. They"
    " also appear when another partnership here has accepted the same published figures"
)
COUNT_ONLY = "Residents are not known, so there is a count and no rate"
BELOW_ZERO = "The count is below zero, as corrections of earlier ones, so there is no rate"
RESIDENTS = (
    "Rates are for residents. Where many people come to work, shop or go out, there are more"
    " offences for each resident. Rates alone cannot tell how safe a resident is."
)
HOW_RANKS = levels.how_ranks("partnerships")
# How the picture of rates is called in addresses.
RATES = "rates"
TOGETHER = "All"
ABOUT_DOTS = (
    "Dot: the rate. Line: its 95% interval, as wide as the scatter of its own months makes it."
    " Dashed: all of them together."
)
HOW_HIGH = "How high a rate is gets no verdict: places differ by nature."
HOW_OTHERWISE = (
    f"{HOW_HIGH} What is judged is whether the"
    f" change of one differs from that of all the others together, {BEYOND_BOTH}."
)
AS_RECORDED = (
    "Forces differ in how they record crime, so a difference between forces can be one of"
    " recording."
)


def in_force(name: str) -> str:
    """The title of the group that is always there."""
    return f"the {name} police force area"


def headline(benchmarks: Benchmarks, *, group: str) -> Sentence:
    """ "Middlesbrough recorded 183.8 crimes for each 1,000 residents in 2022/23, …"."""
    ours, noun = benchmarks.ours, benchmarks.figures.measure.noun
    name = benchmarks.figures.partnership
    if ours is None or isinstance(ours.count, Gap):
        return Sentence((f"There is no figure for {name} {narrative.during(benchmarks.period)}.",))
    if ours.rank is None:
        why = COUNT_ONLY if ours.residents is None else BELOW_ZERO
        return Sentence(
            (
                f"{name} had ",
                _count(benchmarks, ours),
                f" {noun.plural} {narrative.during(benchmarks.period)}. {why}.",
            )
        )
    if ours.rank.is_of_none and ours.rank.is_joint:
        during = narrative.during(benchmarks.period)
        return Sentence((f"{name} had no {noun.plural} {during}, {_alike(ours.rank, group)}.",))
    return Sentence(
        (
            f"{name} had ",
            rate(benchmarks, ours),
            f" {noun.plural} for each 1,000 residents {_during(benchmarks.period)}, ",
            f"{_among(ours.rank, group)}.",
        )
    )


def _among(rank: RankOfRate, group: str) -> str:
    if rank.of == 1:
        return f"and no other partnership of {group} can be compared with it"
    if rank.could_be_any:
        return f"too close to rank among the {rank.of} partnerships of {group}"
    if rank.is_highest and rank.is_lowest:
        return _alike(rank, group)
    return f"{_place(rank)} of the {rank.of} partnerships of {group}"


def _alike(rank: RankOfRate, group: str) -> str:
    others = rank.of - 1
    as_many = "all" if rank.equal == others else f"{rank.equal} of"
    return f"like {as_many} the other partnerships of {group}"


def _during(period: Period) -> str:
    if period.months == 12:
        return narrative.during(period)
    return f"{narrative.during(period)} alone"


def _count(benchmarks: Benchmarks, benchmarked: Benchmarked) -> Cell:
    provenance = benchmarks.figures.provenance(benchmarks.period) if benchmarked.is_ours else None
    return Cell(benchmarked.count, provenance=provenance)


def rate(benchmarks: Benchmarks, benchmarked: Benchmarked) -> Cell:
    provenance = benchmarks.figures.provenance(benchmarks.period) if benchmarked.is_ours else None
    return Cell(benchmarked.rate, style_of_rates(benchmarks), provenance=provenance)


def style_of_rates(benchmarks: Benchmarks) -> Style:
    """With a second decimal where two rates that differ would else be written the same."""
    rates = {row.rate for row in benchmarks.ranked if isinstance(row.rate, float)}
    shown = {written(rate, Style.RATE) for rate in rates}
    return Style.RATE if len(shown) == len(rates) else Style.FINE_RATE


def _place(rank: RankOfRate) -> str:
    joint = "joint " if rank.is_joint else ""
    if rank.is_highest:
        return f"the {joint}highest"
    if rank.is_lowest:
        return f"the {joint}lowest"
    return f"the {joint}{ordinal(rank.place)} highest"


def rank(rank_of_rate: RankOfRate | None) -> str:
    """ "2nd", "joint 2nd", or "2nd (1st to 3rd)"; words where there is none."""
    if rank_of_rate is None:
        return "not ranked"
    if rank_of_rate.could_be_any:
        return "too close to rank"
    joint = "joint " if rank_of_rate.is_joint else ""
    return f"{joint}{ordinal(rank_of_rate.place)}{levels.reach(rank_of_rate)}"


def findings(benchmarks: Benchmarks) -> tuple[Sentence, ...]:
    """Which rates ours is above and below, and between which places its rank lies."""
    ours = benchmarks.ours
    if ours is None or ours.rank is None:
        return ()
    return (
        *_beside_others(benchmarks, ours),
        *_could_move(ours.rank),
        *_otherwise(benchmarks, ours),
    )


def _beside_others(benchmarks: Benchmarks, ours: Benchmarked) -> Iterable[Sentence]:
    """Which rates are lower and which higher, and no verdict: places differ by nature."""
    others = [row for row in benchmarks.ranked if not row.is_ours]
    mine, shown = _rate_of(ours), rate(benchmarks, ours).bare_text
    alike = [row for row in others if rate(benchmarks, row).bare_text == shown]
    unlike = [row for row in others if row not in alike]
    sides = {
        "higher than": [row for row in unlike if _rate_of(row) < mine],
        "lower than": [row for row in unlike if _rate_of(row) > mine],
        "the same as": [row for row in alike if _rate_of(row) == mine],
        "the same, to two decimals, as": [row for row in alike if _rate_of(row) != mine],
    }
    for called, rows in sides.items():
        if rows:
            yield Sentence(
                (
                    f"{benchmarks.figures.partnership}’s rate is {called} ",
                    *_with_rates(benchmarks, rows),
                    ".",
                )
            )


def _rate_of(benchmarked: Benchmarked) -> float:
    assert isinstance(benchmarked.rate, float)  # noqa: S101 - what is ranked has a rate
    return benchmarked.rate


def _with_rates(benchmarks: Benchmarks, rows: Sequence[Benchmarked]) -> Iterator[str | Cell]:
    """ "those of Hartlepool (146.1) and Stockton-on-Tees (114.9)"."""
    yield "that of " if len(rows) == 1 else "those of "
    for number, row in enumerate(rows):
        if number:
            yield " and " if number == len(rows) - 1 else ", "
        yield f"{row.name} ("
        yield rate(benchmarks, row)
        yield ")"


def _could_move(rank: RankOfRate) -> Iterable[Sentence]:
    if rank.reach is None or not rank.could_move:
        return
    yield Sentence((f"By {UPS_AND_DOWNS} its place could be {_any_of(rank, rank.reach)}.",))


def _any_of(rank: RankOfRate, reach: Reach) -> str:
    """ "1st or 2nd of 4", "anywhere from 1st to 3rd of 4", "any of the 4"."""
    if reach.worst == reach.best + 1:
        return f"{levels.between(reach)} of {rank.of}"
    if rank.could_be_any:
        return f"any of the {rank.of}"
    return f"anywhere from {levels.between(reach)} of {rank.of}"


def _otherwise(benchmarks: Benchmarks, ours: Benchmarked) -> Iterable[Sentence]:
    """Whether its change differs from that of all the others together."""
    found, change = ours.otherwise, ours.change
    if found is None or change is None:
        return
    name, base = benchmarks.figures.partnership, benchmarks.period.year_earlier
    yield Sentence(
        (
            f"Compared with {narrative.named(base)}, {name} had ",
            *_more_or_fewer(change),
            ", the others together ",
            *_more_or_fewer(found.others),
            f". {_how_they_differ(found)}.",
        )
    )


def _more_or_fewer(change: Difference) -> tuple[str | Cell, ...]:
    """ "5.1% fewer", "12 more", "the same number"."""
    return ("the same number",) if change.direction is Direction.LEVEL else levels.moved(change)


def _how_they_differ(found: Otherwise) -> str:
    if found.differs:
        return f"The two changes differ {BEYOND_BOTH}"
    return f"The two changes do not differ {BEYOND_BOTH}"


CHANGE_COLUMN = "Change"
OTHERWISE_COLUMN = "Beside the others’ change"


def about_changes(benchmarks: Benchmarks) -> tuple[str, ...]:
    """What the changes are since, and that they are by the day where they are."""
    changes = [row.change for row in benchmarks.ranked if row.change]
    if not changes:
        return ()
    since = f"Changes are those since {narrative.named(benchmarks.period.year_earlier)}"
    by_day = any(change.is_by_day for change in changes)
    return (f"{since}, by the day: one of the Februaries has a 29th." if by_day else f"{since}.",)


def no_changes(benchmarks: Benchmarks) -> tuple[Sentence, ...]:
    """That nobody's change is known, where that is so."""
    if any(row.change for row in benchmarks.ranked):
        return ()
    since = narrative.named(benchmarks.period.year_earlier)
    return (Sentence((f"No partnership’s change since {since} is known.",)),)


def otherwise(benchmarked: Benchmarked) -> str:
    """Under its heading in the table."""
    found = benchmarked.otherwise
    if found is None:
        return NOT_JUDGED
    return levels.side(differs=found.differs, is_above=found.is_above)


def title_of_dots(benchmarks: Benchmarks) -> str:
    """The finding of the dots, in a few words."""
    ours, name = benchmarks.ours, benchmarks.figures.partnership
    if ours is None or ours.rank is None:
        return f"{benchmarks.figures.measure.title} for each 1,000 residents"
    if ours.rank.of == 1:
        return f"{name} alone has a rate"
    if ours.rank.could_be_any:
        return f"{name}’s rate is too close to the others to rank"
    if ours.rank.is_highest and ours.rank.is_lowest:
        return f"{name} has the same rate as the others"
    return f"{name} has {_place(ours.rank)} rate of {ours.rank.of}"


def subtitle(benchmarks: Benchmarks, *, group: str) -> str:
    """What, when, where and in what unit."""
    noun = benchmarks.figures.measure.noun
    what = f"{noun.plural[:1].upper()}{noun.plural[1:]} {noun.verb}"
    return f"{what} for each 1,000 residents {_during(benchmarks.period)}, {group}"


def source_line(benchmarks: Benchmarks) -> str:
    """Source and as-at day."""
    figures, at = benchmarks.figures, narrative.london(benchmarks.figures.at)
    sentences = (
        f"Source: {figures.source.title}.",
        f"As at {at.day} {at:%B %Y}.",
        figures.source.attribution,
    )
    return " ".join(sentence for sentence in sentences if sentence)


def of_period(period: Period) -> tuple[str, ...]:
    """What to bear in mind of rates of less than a year."""
    if period.months == 12:
        return ()
    caution = (
        f"These are rates of {period.label} alone, and not for a year: they are set beside rates"
        " of the same months only."
    )
    return (caution,)


def of_forces(benchmarks: Benchmarks) -> tuple[str, ...]:
    """Who is not compared, because files of further forces are in use for one and not the other."""
    unlike = [row.name for row in benchmarks.standings if row.count is Gap.NOT_APPLICABLE]
    if not unlike or benchmarks.figures.source.is_national:
        return ()
    names = narrative.listed(unlike)
    note = (
        f"Not compared with {benchmarks.figures.partnership}: {names}. In some months files of a"
        " further police force are in use for one and not for the other."
    )
    return (note,)


def about_residents(benchmarks: Benchmarks) -> tuple[str, ...]:
    """Which mid-years the rates rest on, and who is without."""
    used = sorted(
        {
            (benchmarked.residents.year, benchmarked.residents.source.partition(" (")[0])
            for benchmarked in benchmarks.standings
            if benchmarked.residents
        }
    )
    notes = [f"Residents in mid-{year} ({source})." for year, source in used]
    wanted = benchmarks.period.financial_year
    if any(year != wanted for year, _ in used):
        notes.append(f"The nearest year held to mid-{wanted} is used.")
    without = [
        benchmarked.name for benchmarked in benchmarks.standings if benchmarked.residents is None
    ]
    if without:
        notes.append(f"{COUNT_ONLY}: {narrative.listed(without)}.")
    return (*notes, RESIDENTS)


def alternative(benchmarks: Benchmarks, kind: str) -> str:
    """The picture in words: each name with its rate."""
    rates = "; ".join(
        f"{benchmarked.name} {rate(benchmarks, benchmarked).bare_text}"
        for benchmarked in benchmarks.ranked
    )
    return f"{kind}: {rates}."


def about_group(name: str, source: str, dated: str, *, illustrative: bool, ended: str) -> str:
    """Whose group it is and of when."""
    text = f"{name}: {source}. As of {dated}."
    if illustrative:
        text += " The choice is illustrative."
    return f"{text} It was ended on {ended}." if ended else text
