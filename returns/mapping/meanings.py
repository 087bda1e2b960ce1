"""What the texts beside and above the counts of a table mean, each looked up once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from measures.periods import Period
from returns.catalogue.declarations import Source
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain
from returns.mapping.known_words import Categories, KnownWords, as_six_figures, six_figures
from returns.mapping.lines import TextLines, is_unread_sign, numbers_of
from returns.mapping.named_sheets import Column
from returns.mapping.sheets import (
    TOTAL,
    Gives,
    Role,
    SheetMapping,
    SixFigures,
    TableMapping,
    period_text,
)
from returns.mapping.unmatched import Unmatched, near_to
from returns.reading.area_matching import Located
from returns.reading.spellings import is_total, period_of

if TYPE_CHECKING:
    import numpy as np

PERIODS = (Gives.PERIOD, Gives.YEAR, Gives.WITHIN)


@dataclass(frozen=True)
class Codes:
    """A code and a name that stand side by side and are two areas; `called` is that of the code.

    A code that nobody knows has none.
    """

    name: str
    code: str
    called: str


@dataclass(frozen=True, eq=False)
class Meant:
    """The counts of a table that are understood, and what each part of them means.

    `periods`, `areas` and each of `keys` take a count to the number of its meaning.
    """

    lines: TextLines
    periods: Coded
    areas: Coded
    keys: Mapping[str, Coded]

    def where(self, mask: np.ndarray) -> Meant:
        """Those of the counts alone."""
        return Meant(
            self.lines.where(mask),
            self.periods.where(mask),
            self.areas.where(mask),
            {name: coded.where(mask) for name, coded in self.keys.items()},
        )


@dataclass(frozen=True, eq=False)
class Coded:
    """For each count the number of a meaning."""

    codes: np.ndarray
    meanings: Sequence[Any]

    def at(self, place: int) -> Any:
        return self.meanings[self.codes[place]]

    def where(self, mask: np.ndarray) -> Coded:
        return Coded(self.codes[mask], self.meanings)


@dataclass
class Meanings:
    """Looks up what texts mean, and notes what nobody knows: that is asked, and not yet read."""

    mapping: SheetMapping
    source: Source
    words: KnownWords
    fields: Sequence[str]
    asks: bool
    unmatched: dict[tuple[Role, str], Unmatched] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    codes: dict[tuple[str, str], Codes] = field(default_factory=dict)
    six: dict[str, None] = field(default_factory=dict)
    categories: Categories = field(init=False)
    open_counts: int = 0

    def __post_init__(self) -> None:
        self.categories = Categories(self.source)

    # --- Six figures -------------------------------------------------------------------------
    def notice_six_figures(self, texts: Iterable[str]) -> None:
        self.six |= dict.fromkeys(texts)

    @property
    def six_figures(self) -> tuple[SixFigures, bool]:
        """What numbers like 201920 are, and whether nobody need be asked."""
        guess, is_sure = six_figures(self.six)
        if self.mapping.six_figures is not SixFigures.BY_NEIGHBOURS:
            return self.mapping.six_figures, True
        return guess, is_sure

    # --- A table -----------------------------------------------------------------------------
    def of(self, lines: TextLines, table: TableMapping) -> Meant:
        """What is understood of the counts of a table."""
        lines = self._with_signs(lines)
        lines = self._with_codes(lines)
        periods = self._periods(lines, table)
        areas = self._areas(lines)
        keys = {name: self._category(lines, name) for name in self.fields}
        meant = Meant(lines, periods, areas, keys)
        named: list[tuple[Role, Coded]] = [(Gives.AREA, areas), *keys.items()]
        for role, coded in named:
            meant = self._without_strangers(meant, role, coded)
        return self._understood(meant)

    def _with_signs(self, lines: TextLines) -> TextLines:
        """A sign stands for what was chosen."""
        texts = lines.count.texts
        chosen = [self._sign(text) for text in texts]
        return replace(lines, count=Column(lines.count.codes, tuple(chosen)))

    def _sign(self, text: str) -> str:
        sign = self.mapping.signs.get(text)
        # A file's own "0" is a zero, and so is a sign that stands for none.
        return text if sign is None else sign.value

    def _with_codes(self, lines: TextLines) -> TextLines:
        """The area by its name, or by the code beside it where the name says nothing."""
        import numpy as np

        if not {Gives.CODE, Gives.AREA} <= set(lines.texts):
            return lines
        names, codes = lines.texts[Gives.AREA], lines.texts[Gives.CODE]
        pairs = names.codes.astype("int64") * len(codes.texts) + codes.codes
        found, number = np.unique(pairs, return_inverse=True)
        texts: dict[str, int] = {}
        chosen = []
        for pair in found.tolist():
            name, code = names.texts[pair // len(codes.texts)], codes.texts[pair % len(codes.texts)]
            text = self._by_name_or_code(name, code)
            chosen.append(texts.setdefault(text, len(texts)))
        area = Column(np.array(chosen, dtype="int32")[number], tuple(texts) or ("",))
        return replace(lines, texts={**lines.texts, Gives.AREA: area}, beside=lines.beside)

    def _by_name_or_code(self, name: str, code: str) -> str:
        by_name, by_code = self.words.located(name), self.words.located(code)
        if by_name and by_code and by_name != by_code:
            self.codes.setdefault((name, code), Codes(name, code, self._called(by_code)))
            return code if self.mapping.codes_lead else name
        if by_name and code and not by_code:
            self.codes.setdefault((name, code), Codes(name, code, ""))
        return code if by_code and not by_name and not is_total(name) else name

    def _called(self, located: Located) -> str:
        place = self.words.places.place(located.partnership)
        return place.areas(located.level).get(located.area, ("", place.name))[1]

    def _periods(self, lines: TextLines, table: TableMapping) -> Coded:
        import numpy as np

        roles: list[Role] = [role for role in PERIODS if role in lines.texts]
        number = np.zeros(len(lines), dtype="int64")
        for role in roles:
            column = lines.texts[role]
            number = number * len(column.texts) + column.codes
        _, first, codes = np.unique(number, return_index=True, return_inverse=True)
        meanings = []
        for at in first.tolist():
            columns = {role: lines.texts[role] for role in roles}
            texts = {role: each.texts[each.codes[at]] for role, each in columns.items()}
            meanings.append(self._period(texts, is_day=table.is_list))
        return Coded(codes, meanings)

    def _period(self, texts: Mapping[Role, str], *, is_day: bool) -> Period | Wrong | str:
        """The period; the text itself where it says that it is a total."""
        today, six = self.words.today, self.six_figures[0]
        whole = {role: as_six_figures(text, six) for role, text in texts.items()}
        if is_day and (day := whole.get(Gives.PERIOD, "")):
            return period_of(day, today=today, is_day=True)
        text = period_text(whole, today=today)
        found = period_of(text, today=today)
        return text if isinstance(found, Wrong) and is_total(text) else found

    def _areas(self, lines: TextLines) -> Coded:
        import numpy as np

        column = lines.texts.get(Gives.AREA)
        if column is None:
            return Coded(np.zeros(len(lines), dtype="int32"), [None])
        used = set(np.unique(column.codes).tolist())
        return Coded(
            column.codes,
            [
                self.words.located(text) or _Name(text) if code in used else None
                for code, text in enumerate(column.texts)
            ],
        )

    def _category(self, lines: TextLines, name: str) -> Coded:
        """The slug, or the text where there is none."""
        import numpy as np

        column = lines.texts.get(name)
        if column is None:
            return Coded(np.zeros(len(lines), dtype="int32"), [""])
        is_spoken = name in self.spoken
        return Coded(column.codes, [self._slug(name, text, is_spoken) for text in column.texts])

    @property
    def spoken(self) -> set[Role]:
        """What a title or the name of a sheet gives: it may say more than the category."""
        titles = {title.gives for table in self.mapping.tables for title in table.titles}
        return titles | {table.sheet_gives for table in self.mapping.tables if table.sheet_gives}

    def _slug(self, name: str, text: str, is_spoken: bool) -> Any:
        found = self.categories.slug(name, text)
        if found is None and is_spoken:
            found = self.categories.spoken_of(name, text)
        return found if found is not None else Unknown(text)

    # --- What nobody knows -------------------------------------------------------------------
    def _without_strangers(self, meant: Meant, role: Role, coded: Coded) -> Meant:
        """Without names that nobody knows, where all of them are to be left out."""
        if role not in self.mapping.others_out or role not in meant.lines.texts:
            return meant
        strangers = {
            code: _text_of(meaning)
            for code, meaning in enumerate(coded.meanings)
            if _is_stranger(meaning)
        }
        if not strangers:
            return meant
        mask = meant.lines.texts[role].mask_of(strangers)
        return replace(meant, lines=_noted(meant.lines, role, strangers, mask)).where(~mask)

    def _understood(self, meant: Meant) -> Meant:
        """Only the counts of which all is understood; the rest is asked about."""
        import numpy as np

        is_open = np.zeros(len(meant.lines), dtype=bool)
        named: list[tuple[Role, Coded]] = [(Gives.AREA, meant.areas), *meant.keys.items()]
        for role, coded in named:
            strange = [at for at, each in enumerate(coded.meanings) if _is_stranger(each)]
            is_open |= self._asked(meant, role, coded, strange)
        is_open |= self._asked_periods(meant)
        is_open |= self._asked_signs(meant.lines)
        if not self.asks:
            return meant
        self.open_counts += int(is_open.sum())
        return meant.where(~is_open) if is_open.any() else meant

    def _asked(self, meant: Meant, role: Role, coded: Coded, strange: Sequence[int]) -> np.ndarray:
        import numpy as np

        is_strange = np.zeros(max(len(coded.meanings), 1), dtype=bool)
        is_strange[list(strange)] = True
        mask = is_strange[coded.codes]
        texts = [_text_of(meaning) for meaning in coded.meanings]
        self._note(meant.lines, role, mask, Column(coded.codes, tuple(texts)))
        return mask

    def _asked_periods(self, meant: Meant) -> np.ndarray:
        import numpy as np

        wrong = [isinstance(meaning, Wrong) for meaning in meant.periods.meanings]
        mask = np.array(wrong, dtype=bool)[meant.periods.codes]
        has_text = np.zeros(len(meant.lines), dtype=bool)
        for role in PERIODS:
            if column := meant.lines.texts.get(role):
                here = mask & ~has_text & column.is_filled
                self._note(meant.lines, role, here, column)
                has_text |= here
        # Without any text the month is missing, and the check of the counts says so.
        return mask & has_text

    def _asked_signs(self, lines: TextLines) -> np.ndarray:
        import numpy as np

        signs = [code for code, text in enumerate(lines.count.texts) if is_unread_sign(text)]
        mask = lines.count.mask_of(signs)
        times = np.bincount(lines.count.codes, minlength=len(lines.count.texts))
        for code in signs:
            if times[code]:
                text = lines.count.texts[code]
                self.signs[text] = self.signs.get(text, 0) + int(times[code])
        return mask

    def _note(self, lines: TextLines, role: Role, mask: np.ndarray, column: Column) -> None:
        """Each text of `column` in those counts, with how many have it and what they add up to."""
        import numpy as np

        numbers = np.array(numbers_of(lines.count.texts)[0], dtype="float64")
        codes, size = column.codes[mask], len(column.texts)
        times = np.bincount(codes, minlength=size)
        totals = np.bincount(codes, weights=numbers[lines.count.codes[mask]], minlength=size)
        for code in np.flatnonzero(times).tolist():
            text = column.texts[code]
            key = (role, plain(text) or text)
            known = self.unmatched.get(key) or Unmatched(role, text, self._near(role, text))
            self.unmatched[key] = replace(
                known,
                counts=known.counts + int(times[code]),
                total=known.total + int(totals[code]),
            )

    def _near(self, role: Role, text: str) -> tuple[tuple[str, str], ...]:
        if role is Gives.AREA:
            return self.words.near(text)
        if isinstance(role, Gives) or len(self.unmatched) > MOST_NEAR:
            return ()
        listed = self.source.categories[role]
        return near_to(text, {category.slug: category.label for category in listed})


MOST_NEAR = 40


@dataclass(frozen=True)
class Unknown:
    """A word in place of a category that is none, and no total."""

    text: str


def _is_stranger(meaning: Any) -> bool:
    """A word for an area or a category that nobody knows; a blank and a total are none."""
    text = _text_of(meaning)
    return bool(text) and text != TOTAL and not is_total(text)


def _text_of(meaning: Any) -> str:
    if isinstance(meaning, Unknown):
        return meaning.text
    # A slug is text too: only of areas is a text one that nobody knows.
    return meaning if isinstance(meaning, _Name) else ""


class _Name(str):
    """The name of an area that nobody knows."""

    __slots__ = ()


def groups_of(meant: Meant) -> np.ndarray:
    """For each count the number of what it is of: the same where all means the same."""
    import numpy as np

    number = np.zeros(len(meant.lines), dtype="int64")
    parts = [meant.periods, meant.areas, *meant.keys.values()]
    if definition := meant.lines.texts.get(Gives.DEFINITION):
        parts.append(Coded(definition.codes, definition.texts))
    for coded in parts:
        alike: dict[Hashable, int] = {}
        codes = [alike.setdefault(_key(each), len(alike)) for each in coded.meanings]
        _, number = np.unique(
            number * max(len(alike), 1) + np.array(codes, dtype="int64")[coded.codes],
            return_inverse=True,
        )
    return number


def _key(meaning: Any) -> Hashable:
    return (meaning.message,) if isinstance(meaning, Wrong) else meaning


def _noted(
    lines: TextLines, role: Role, strangers: Mapping[int, str], mask: np.ndarray
) -> TextLines:
    """`lines` with a note of what is left out of them."""
    rest = lines.without(role, strangers)
    return replace(lines, left_out=rest.left_out)
