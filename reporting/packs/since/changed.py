"""Everything that a frozen pack would say otherwise if it were made now, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from measures.counts import Gap
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.description import Cell, Provenance, Style, in_words
from reporting.content.frozen import FrozenSection, cells, thaw_pack
from reporting.narrative import verdicts
from reporting.packs.build import build, standing_sections
from reporting.packs.models import Version
from reporting.packs.numbers import BadFigure, Bound, Numbers
from reporting.packs.sections.registry import SectionKind, section_kinds
from reporting.packs.since import words
from reporting.packs.since.pairs import Pair, differing
from reporting.packs.since.places import Place, slides_of
from reporting.packs.since.reasons import Reasons, is_ruled, undated

HIDDEN = Gap.HIDDEN.shorthand


class What(Enum):
    """What sort of thing reads differently."""

    FIGURE = "Figure"
    NUMBER = "Number worked out"
    VERDICT = "Verdict"
    WORDS = "Words"

    @property
    def is_figure(self) -> bool:
        return self in (What.FIGURE, What.NUMBER)


@dataclass(frozen=True)
class Change:
    """One thing that reads differently. `where` is the title of its slide or part, blank for the
    whole section; `of` says what it is, blank for words."""

    what: What
    where: str
    of: str
    then: str
    now: str
    because: str


@dataclass(frozen=True)
class ChangedSection:
    """The changes of one section, in the order of the section."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Since:
    """What reads differently, by section; sections that do not are left out."""

    sections: tuple[ChangedSection, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for section in self.sections for change in section.changes)

    @property
    def how_much(self) -> str:
        """ "3 figures and 2 sentences read differently"; blank where nothing does."""
        figures = sum(change.what.is_figure for change in self.changes)
        return words.how_much(figures, len(self.changes) - figures)

    def __len__(self) -> int:
        return len(self.changes)


def since(version: Version, *, now: datetime) -> Since:
    """A frozen version held against its own sections, made anew of the figures of `now`.

    A section whose settings are not known any more is held against its figures alone. What a rule
    hides now is not repeated, nor is what was worked out of it.
    """
    frozen = thaw_pack(version.frozen)
    standing = {section.key for section in standing_sections(version)}
    built = build(version, now=now, is_anew=True)
    anew = {one.key: one for one in built.pack.sections if one.key in standing}
    before = Numbers(version.pack.partnership, AS_COUNCILLOR, frozen.at)
    comparison = _Comparison(Reasons(before, built.numbers))
    sides = [(section, anew.get(section.key)) for section in frozen.sections]
    # First the figures of all sections: what is worked out names the section of theirs.
    figures = {section.key: comparison.figures(section, after) for section, after in sides}
    found = []
    for section, after in sides:
        rest = comparison.rest(section, after)
        if changes := (*figures[section.key], *rest):
            found.append(ChangedSection(section.title, changes))
    return Since(tuple(found))


_Figure: TypeAlias = tuple[Provenance, Style]


@dataclass
class _Comparison:
    """Remembers what has been listed, so that nothing is twice."""

    reasons: Reasons
    listed_in: dict[_Figure, str] = field(default_factory=dict)
    changed_in: dict[str, list[_Figure]] = field(default_factory=dict)
    hidden: dict[Provenance, bool] = field(default_factory=dict)
    is_hidden_in: dict[str, bool] = field(default_factory=dict)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    # --- Figures that lead to their rows -------------------------------------------------------
    def figures(self, section: FrozenSection, after: FrozenSection | None) -> tuple[Change, ...]:
        """The figures of a section that are others now and stood in none before it."""
        where = _where_each_stands(after) if after else {}
        changed = self.changed_in.setdefault(section.key, [])
        found = []
        for then in cells((section.slides, section.panel, section.annex)):
            if then.provenance is None:
                continue
            provenance = undated(then.provenance)
            self._look_for_a_rule(section.key, then, provenance)
            now = _written_as(then, self.reasons.after.now(then))
            if now is None or not _differs(then, now):
                continue
            key = (provenance, then.style)
            if key not in changed:
                changed.append(key)
            if key in self.listed_in:
                continue
            self.listed_in[key] = section.key
            self.seen.add((section.key, then.style, then.bare_text, now.bare_text))
            found.append(self._figure(then, now, provenance, where.get(key, "")))
        return tuple(found)

    def _figure(self, then: Cell, now: Cell, provenance: Provenance, where: str) -> Change:
        is_told = then.number is None or not is_ruled(now) or is_ruled(then)
        return Change(
            What.FIGURE,
            where,
            self.reasons.subject(provenance),
            then.bare_text if is_told else HIDDEN,
            now.bare_text,
            self.reasons.of_figure(then, now, provenance),
        )

    def _look_for_a_rule(self, key: str, then: Cell, provenance: Provenance) -> None:
        if then.number is None or is_ruled(then):
            return
        base = replace(provenance, wards="")
        if base not in self.hidden:
            self.hidden[base] = self.reasons.is_hidden(base)
        self.is_hidden_in[key] = self.is_hidden_in.get(key, False) or self.hidden[base]

    # --- What is worked out, and said -----------------------------------------------------------
    def rest(self, section: FrozenSection, after: FrozenSection | None) -> tuple[Change, ...]:
        """The numbers, verdicts and sentences of a section that read differently in their place."""
        if after is None:
            return tuple(self._bound(section))
        changes = [
            change
            for pair in differing(section, after)
            for change in (
                self._numbers(section, pair) if pair.is_of_numbers else self._words(section, pair)
            )
        ]
        if not changes:
            return ()
        because = self._because(section, after)
        return tuple(
            change if change.because else replace(change, because=because) for change in changes
        )

    def _numbers(self, section: FrozenSection, pair: Pair) -> Iterator[Change]:
        if pair.then is None or pair.now is None:
            return
        for at, (then, now) in enumerate(zip(pair.then.cells, pair.now.cells, strict=True)):
            if then.bare_text == now.bare_text or self._is_listed(then):
                continue
            of = pair.now.of or _with_a_gap(pair.now, at)
            # The same change once in a section, and of the same thing once in the pack.
            is_new_here = self._is_new(section.key, then.style, then.bare_text, now.bare_text)
            if not self._is_new(What.NUMBER, then.bare_text, now.bare_text, of) or not is_new_here:
                continue
            change = Change(What.NUMBER, pair.where, of, then.bare_text, now.bare_text, "")
            yield self._without_what_is_hidden(section, change, (then,), now)

    def _words(self, section: FrozenSection, pair: Pair) -> Iterator[Change]:
        then, now = (place.text if place else "" for place in (pair.then, pair.now))
        if self._differs_by_what_is_listed(section.key, then, now):
            return
        place = pair.now or pair.then
        given = verdicts.named_in(then), verdicts.named_in(now)
        what = What.VERDICT if then and now and given[0] != given[1] else What.WORDS
        if place and self._is_new(what, then, now, ""):
            told = (then or words.NOT_THERE, now or words.NOT_THERE)
            change = Change(what, pair.where, place.of, *told, "")
            said = pair.then.cells if pair.then else ()
            yield self._without_what_is_hidden(section, change, said) if then else change

    def _is_listed(self, cell: Cell) -> bool:
        provenance = cell.provenance
        return provenance is not None and (undated(provenance), cell.style) in self.listed_in

    def _is_new(self, *told: object) -> bool:
        if told in self.seen:
            return False
        self.seen.add(told)
        return True

    def _differs_by_what_is_listed(self, key: str, then: str, now: str) -> bool:
        """Whether words without cells differ in numbers alone, each of which is listed."""
        if _NUMBER.sub("#", then) != _NUMBER.sub("#", now):
            return False
        listed = {(told[2], told[3]) for told in self.seen if told[0] == key and len(told) == 4}
        pairs = zip(_NUMBER.findall(then), _NUMBER.findall(now), strict=True)
        return all(was == is_now or (was, is_now) in listed for was, is_now in pairs)

    def _without_what_is_hidden(
        self,
        section: FrozenSection,
        change: Change,
        said: tuple[Cell, ...],
        now: Cell | None = None,
    ) -> Change:
        """`change` without what stood there, where that could tell what a rule hides now.

        Each of its numbers must lead to rows that are shown; where a rule hides a figure of the
        section, nothing that was worked out or said of figures there is repeated.
        """
        kind = _kind(section)
        reads_others = kind is not None and kind.reads_others
        tells = self.is_hidden_in.get(section.key, False) or (
            any(self.is_hidden_in.values())
            and (reads_others or not said or any(one.provenance is None for one in said))
        )
        tells = tells or any(
            self.hidden.get(replace(undated(one.provenance), wards=""), False)
            for one in said
            if one.provenance
        )
        if now is not None and now.value is Gap.HIDDEN:
            return replace(change, then=HIDDEN, now=HIDDEN, because=words.RULE_HIDES)
        return replace(change, then=HIDDEN, because=words.RULE_HIDES_BESIDE) if tells else change

    def _because(self, section: FrozenSection, after: FrozenSection) -> str:
        """Why what is worked out or said in a section differs."""
        if changed := self.changed_in.get(section.key):
            return words.ABOVE if self._are_above(section, changed) else words.ABOVE_ELSEWHERE
        shown = cells((section.slides, section.panel, section.annex, after.slides, after.panel))
        provenances = [cell.provenance for cell in shown if cell.provenance]
        if because := self.reasons.of_section(provenances):
            return because
        kind = _kind(section)
        if kind and kind.reads_others and self.listed_in:
            return words.ABOVE_ELSEWHERE
        return words.METHOD if kind and kind.group == "Figures" else words.RECORDS

    def _are_above(self, section: FrozenSection, changed: list[_Figure]) -> bool:
        return any(self.listed_in[key] == section.key for key in changed)

    def _bound(self, section: FrozenSection) -> Iterator[Change]:
        """The figures in the words of a section whose settings are not known."""
        for figure in section.figures:
            try:
                parts = self.reasons.after.bound(Bound.parse(figure.token))
            except BadFigure as bad:
                change = Change(What.WORDS, "", figure.token, figure.text, str(bad), words.METHOD)
                yield self._without_what_is_hidden(section, change, ())
                continue
            then, now = (_bare(text) for text in (figure.text, in_words(parts)))
            if then != now and not self._differs_by_what_is_listed(section.key, then, now):
                change = Change(What.NUMBER, "", figure.token, then, now, words.ABOVE)
                gap = next((one for one in cells(parts) if one.value is Gap.HIDDEN), None)
                yield self._without_what_is_hidden(section, change, (), gap)


def _kind(section: FrozenSection) -> SectionKind | None:
    """Its kind; None for one that nobody declares any more."""
    return next((kind for kind in section_kinds if kind.slug == section.kind), None)


def _differs(then: Cell, now: Cell) -> bool:
    """Whether a figure reads differently; one that a rule rounds now does even where it fell on
    the same number, as it would be known exactly if it were not listed."""
    is_ruled_since = then.number is not None and is_ruled(now) and not is_ruled(then)
    return is_ruled_since or now.bare_text != then.bare_text


_AVERAGES = {Style.AVERAGE, Style.SMALL_AVERAGE}


def _written_as(then: Cell, now: Cell | None) -> Cell | None:
    """An average is held against the other with as many places as that was written with."""
    if now is None or not {then.style, now.style} <= _AVERAGES:
        return now
    return replace(now, style=then.style)


# A number in words, with its sign and its unit.
_NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?%?|\[[a-z]+\]")


def _bare(text: str) -> str:
    """What a text says of a figure, without marks and without what the figure is."""
    unmarked = re.sub(r" \[[a-z0-9]+\]", "", text.rpartition("llustrative: ")[2])
    return re.sub(r" \([a-z -]+\)$", "", unmarked)


def _with_a_gap(place: Place, at: int) -> str:
    """A sentence with "…" in the place of its number `at`."""
    numbers = iter(range(len(place.cells)))
    parts = (
        ("…" if next(numbers) == at else part.bare_text) if isinstance(part, Cell) else part
        for part in place.parts
    )
    return " ".join("".join(parts).split())


def _where_each_stands(section: FrozenSection) -> dict[_Figure, str]:
    """The title of the first slide or part on which each figure stands."""
    found: dict[_Figure, str] = {}
    for slide in slides_of(section):
        for place in (*slide.named, *slide.sentences):
            for cell in place.cells:
                if cell.provenance:
                    found.setdefault((undated(cell.provenance), cell.style), slide.title)
    return found
