"""Questions about the whole file: names and signs that nobody knows, districts, six figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from returns.catalogue.headings import plain
from returns.mapping import words
from returns.mapping.answers import PERIODS
from returns.mapping.kinds import Kinds
from returns.mapping.mapped_reading import Mapped
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.questions import EACH, Answers, Choice, Question, name_id, sign_id
from returns.mapping.sheets import LEFT_OUT, TOTAL, Gives, Role, SheetMapping, SixFigures
from returns.mapping.unmatched import Unmatched

# More names of one kind than these are one question.
ASKED_SINGLY = 6
MOST_SINGLY = 80
MOST_DISTRICTS = 80
MONTHS_NAMED = 3
FORCES = re.compile(r"\b(force|police|constabulary|county|cleveland|region|england|wales)\b", re.I)


@dataclass(frozen=True)
class FileQuestions:
    """What is asked about the whole of a file, after its tables."""

    mapping: SheetMapping
    mapped: Mapped
    sheets: Sequence[NamedSheet]
    kinds: Kinds
    answers: Answers = field(default_factory=dict)

    def all(self) -> Iterator[Question]:
        yield from self._districts()
        yield from self._places()
        yield from self._years()
        yield from self._days()
        yield from self._codes()
        yield from self._names()
        yield from self._signs()

    # --- Whose rows --------------------------------------------------------------------------
    def _districts(self) -> Iterator[Question]:
        texts = self._district_texts()
        if not texts:
            return
        kept = self.mapping.kept
        is_there = plain(kept) in {plain(text) for text in texts}
        chosen = next((text for text in texts if plain(text) == plain(kept)), kept)
        offered = texts if is_there or not kept else [*texts, kept]
        yield Question(
            id="districts",
            words=words.DISTRICTS,
            chosen=chosen,
            choices=(*(Choice(text, words.whose(text)) for text in offered), words.EVERY_ROW),
            is_open=bool(kept) and not is_there and "districts" not in self.answers,
            why=words.WHY_OURS,
        )

    def _district_texts(self) -> list[str]:
        by_name = {named.name: named for named in self.sheets}
        found: dict[str, None] = {}
        for table in self.mapping.tables:
            named = by_name.get(table.sheet)
            for at, gives in table.columns.items() if named else ():
                if gives is Gives.DISTRICT and named is not None:
                    inside = slice(table.first_row - 1, table.last_row)
                    weights = named.columns[at - 1].weights(inside, MOST_DISTRICTS)
                    found |= dict.fromkeys(text for text, _ in weights)
        ours = plain(self.mapping.kept)
        return sorted(found, key=lambda text: plain(text) != ours)

    def _places(self) -> Iterator[Question]:
        asks = any(unknown.role is Gives.AREA for unknown in self.mapped.unmatched)
        if not (asks or self.mapping.is_for_all or Gives.AREA in self.mapping.others_out):
            return
        place = self.kinds.place
        yield Question(
            id="places",
            words=words.PLACES,
            chosen="all" if self.mapping.is_for_all else "ours",
            choices=(Choice("ours", place.name), Choice("all", words.EVERY_PARTNERSHIP)),
            why=words.WHY_OURS,
        )

    # --- Numbers that could be both ----------------------------------------------------------
    def _years(self) -> Iterator[Question]:
        if self.mapped.six_figures is None:
            return
        meant, is_sure = self.mapped.six_figures
        if meant is SixFigures.BY_NEIGHBOURS:
            return
        example = next((text for text in self.mapped.six_texts), "202204")
        yield Question(
            id="years",
            words=words.YEARS.format(example),
            chosen=meant.value,
            choices=words.YEARS_CHOICES,
            is_open=not is_sure,
            why=words.WHY_NEIGHBOURS if is_sure else words.WHY_RUN,
        )

    def _days(self) -> Iterator[Question]:
        """Of months that lack days: whether nothing happened on them."""
        if self.mapped.short:
            is_none = self.mapping.other_days_none
            yield Question(
                id="days",
                words=words.days(
                    "; ".join(each.words for each in self.mapped.short[:MONTHS_NAMED])
                ),
                chosen="none" if is_none else "",
                choices=words.DAYS_CHOICES,
                why=words.WHY_CHOSEN if is_none else words.WHY_BLANK,
            )

    def _codes(self) -> Iterator[Question]:
        if not self.mapped.codes:
            return
        first = self.mapped.codes[0]
        chosen = "codes" if self.mapping.codes_lead else "names"
        yield Question(
            id="codes",
            words=words.codes(len(self.mapped.codes), (first.name, first.code, first.called)),
            chosen=chosen,
            choices=words.CODES_CHOICES,
            is_open=self.mapping.codes_lead is None,
            why=words.WHY_NAMES if self.mapping.codes_lead is None else words.WHY_CHOSEN,
        )

    # --- Names -------------------------------------------------------------------------------
    def _names(self) -> Iterator[Question]:
        by_role: dict[Role, list[Unmatched]] = {}
        for unknown in self.mapped.unmatched:
            by_role.setdefault(unknown.role, []).append(unknown)
        for role in dict.fromkeys([*self.mapping.names, *self.mapping.others_out, *by_role]):
            yield from self._of_kind(role, by_role.get(role, []))

    def _of_kind(self, role: Role, unknown: Sequence[Unmatched]) -> Iterator[Question]:
        chosen = self.mapping.names.get(role, {})
        for text in chosen:
            yield self._name(Unmatched(role, text), chosen[text])
        asked = self.answers.get(name_id(role), "")
        is_out = role in self.mapping.others_out
        may_be_many = role not in PERIODS and (
            len(unknown) > ASKED_SINGLY or is_out or asked == EACH
        )
        if may_be_many:
            yield self._together(role, unknown, asked)
        if not may_be_many or asked == EACH:
            for each in unknown[:MOST_SINGLY]:
                yield self._name(each, "")

    def _together(self, role: Role, unknown: Sequence[Unmatched], asked: str) -> Question:
        is_out = role in self.mapping.others_out
        counts = sum(each.counts for each in unknown)
        texts = [each.text for each in unknown]
        if is_out:
            left = [each for each in self.mapped.left_out if each.role == role]
            texts, counts = [each.text for each in left], sum(each.counts for each in left)
        guess = LEFT_OUT if self.mapped.lines else ""
        return Question(
            id=name_id(role),
            words=words.names_together(self._kind(role), texts, counts),
            chosen=LEFT_OUT if is_out else asked or guess,
            choices=(
                Choice(LEFT_OUT, f"Leave them out: {counts:,} counts"),
                Choice(EACH, "Say what each one is"),
            ),
            is_open=not is_out and asked != EACH,
            why=words.WHY_CHOSEN if is_out or asked else words.WHY_MANY,
        )

    def _kind(self, role: Role) -> str:
        titles = {dimension.field: dimension.title for dimension in self.kinds.dataset.dimensions}
        if role is Gives.AREA:
            return "areas"
        title = titles.get(str(role), "category")
        return title[:1].lower() + title[1:]

    def _name(self, unknown: Unmatched, chosen: str) -> Question:
        role = unknown.role
        if role in PERIODS:
            return Question(
                id=name_id(role, unknown.text),
                words=f"{words.name(unknown.text, unknown.counts)} as a period",
                chosen=chosen,
                hint="Write it like 2022/23, 2022/23 Q1 or 2022-10",
                is_open=not chosen,
                why=words.WHY_CHOSEN if chosen else words.WHY_NOTHING,
            )
        guess, why = self._guess(unknown)
        return Question(
            id=name_id(role, unknown.text),
            words=words.name(unknown.text, unknown.counts),
            chosen=chosen or guess,
            choices=self._choices(unknown),
            is_open=not chosen,
            why=words.WHY_CHOSEN if chosen else why,
        )

    def _guess(self, unknown: Unmatched) -> tuple[str, str]:
        if len(unknown.near) == 1 or (unknown.near and unknown.role is Gives.AREA):
            return unknown.near[0][0], words.WHY_NEAR
        if unknown.role is Gives.AREA and FORCES.search(unknown.text):
            return LEFT_OUT, words.WHY_FORCE
        return "", words.WHY_NOTHING

    def _choices(self, unknown: Unmatched) -> tuple[Choice, ...]:
        near = tuple(Choice(value, called, "Near to it") for value, called in unknown.near)
        if unknown.role is Gives.AREA:
            listed = self.kinds.area_choices
        else:
            listed = tuple(
                Choice(slug, label, "In the list")
                for slug, label in self.kinds.listed(str(unknown.role))
            )
        return (
            Choice("", "Choose what it means"),
            *near,
            *listed,
            Choice(TOTAL, "A total of others", "Otherwise"),
            Choice(LEFT_OUT, "Not read", "Otherwise"),
        )

    # --- Signs -------------------------------------------------------------------------------
    def _signs(self) -> Iterator[Question]:
        times = dict(self.mapped.signs)
        for sign in dict.fromkeys([*filter(None, self.mapping.signs), *times]):
            meant = self.mapping.signs.get(sign)
            yield Question(
                id=sign_id(sign),
                words=words.sign(sign, times.get(sign, 0)),
                chosen=meant.name if meant else "",
                choices=(Choice("", "Choose what it means"), *words.SIGNS),
                is_open=meant is None,
                why=words.WHY_CHOSEN if meant else words.WHY_NOTHING,
            )
        if self.mapped.added_up.with_blanks or "" in self.mapping.signs:
            blank = self.mapping.signs.get("")
            yield Question(
                id=sign_id(""),
                words=words.sign("", 0),
                chosen=blank.name if blank else words.SIGNS[1].value,
                choices=words.SIGNS[:2],
                why=words.WHY_CHOSEN if blank else words.WHY_BLANK,
            )
