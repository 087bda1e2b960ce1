"""What each column of a table most likely gives, from a bounded sample of its distinct texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from measures.whole_numbers import whole_number
from partnership.kinds import Level
from returns.catalogue.findings import Wrong
from returns.mapping.days import run_of_days
from returns.mapping.known_words import NUMBER, Reader
from returns.mapping.named_sheets import Column, NamedSheet
from returns.mapping.sheets import Gives, Role
from returns.reading.spellings import count_of, is_total, period_of

if TYPE_CHECKING:
    import numpy as np

MOST = 0.5
# So many distinct texts of a column are looked at, the commonest first.
SAMPLE = 120
ENOUGH_OF_OURS = 3
CATEGORIES_OF_OURS, FEWEST_OF_OURS = 2, 0.3
AREAS = re.compile(
    r"(inc)?(geo)?(ward|electoralward|area|beat|neighbourhood|locality)(name|nm|title)?\d*", re.I
)
DISTRICTS = re.compile(
    r"(inc)?(geo)?(borough|district|localauthority|la|lad|csp|council|force|policeforce|forcearea"
    r"|communitysafetypartnership|bcu|division)(name|nm|title)?\d*",
    re.I,
)
FORCE_HEADINGS = re.compile("force|council|division|bcu")
NOT_COUNTS = re.compile(
    r"%|per ?cent|\brates?\b|\bchange\b|per 1,?0|\bdifference\b|\bdiff\b|\brank(ing|ed)?\b"
    r"|\bpop(ulation|n)?\b|\bindex\b|\bdecile\b|\bscore\b|\baverage\b|\bmean\b|\bcost\b|\bhours?\b"
    r"|\byear to date\b|\bytd\b|\beasting|\bnorthing|\blatitude\b|\blongitude\b|\buprn\b|\busrn\b"
    r"|\bresidents\b|\bhouseholds\b|\btime\b|\bvariance\b|\btarget\b",
    re.I,
)
PERCENT = re.compile(r"%|per ?cent|\brate\b|change|per 1,?000|difference|\bdiff\b", re.IGNORECASE)
COUNTS = re.compile(
    r"((total|number|no\.?|count|volume|sum)( of)? )?"
    r"(counts?|number|totals?|volume|offences|incidents|crimes?|records|fires|reports|calls)",
    re.I,
)
RUNNING = re.compile(r"#|no\.?|nr|id|row|line|unnamed: ?\d+|index|serial|", re.I)
IDS = re.compile(r"\b(id|ref|reference|number|no)\b|(number|reference|id|ref)$", re.I)
CODE = re.compile(r"[EWNSK]\d{8}", re.I)
LONGEST_KIND = 80


class ColumnGuess:
    """The columns of one table that stands in rows `first` to `last`."""

    def __init__(
        self, named: NamedSheet, reader: Reader, headings: Sequence[int], first: int, last: int
    ) -> None:
        self.named, self.reader, self.words = named, reader, reader.words
        self.inside = slice(first - 1, last)
        self.headings = {
            at: " ".join(filter(None, (named.grid[row - 1][at - 1] for row in headings)))
            for at in range(1, len(named.columns) + 1)
        }
        self.is_under_words = bool(headings)
        self._samples: dict[tuple[int, int], list[tuple[str, int]]] = {}
        self.mask = self._all_rows()

    def _all_rows(self) -> np.ndarray:
        import numpy as np

        mask = np.zeros(self.named.rows, dtype=bool)
        mask[self.inside] = True
        return mask

    def roles(self) -> tuple[dict[int, Role], bool]:
        """What each column gives, and whether each row is one incident."""
        columns: dict[int, Role] = {}
        if (district := self._district()) is not None:
            columns[district] = Gives.DISTRICT
            self._look_at_ours(district)
        numeric: list[int] = []
        for at in self._used:
            if at in columns:
                continue
            kind = self._kind_of_name(at)
            if kind is not None and kind not in columns.values():
                columns[at] = kind
            elif kind is None and self._are_counts(at):
                numeric.append(at)
        self._areas_by_heading(columns)
        columns = self._without_parts_of_dates(columns)
        if self._is_list(columns, numeric):
            return self._sound(columns), True
        columns |= {at: Gives.COUNT for at in numeric if self._may_count(at, numeric)}
        columns = self._with_what_tells_apart(self._sound(self._by_day(columns)))
        return dict(sorted(columns.items())), False

    def _by_day(self, columns: dict[int, Role]) -> dict[int, Role]:
        """A column of days beside counts: they are added up by month."""
        return {
            at: run_of_days(text for text, _ in self._sample(at)) or gives
            if gives in {Gives.PERIOD, Gives.WITHIN}
            else gives
            for at, gives in columns.items()
        }

    def _without_parts_of_dates(self, columns: dict[int, Role]) -> dict[int, Role]:
        """A year beside a whole date says nothing more."""
        if Gives.PERIOD not in columns.values():
            return columns
        parts = {Gives.YEAR, Gives.WITHIN}
        return {at: gives for at, gives in columns.items() if gives not in parts}

    # --- One column --------------------------------------------------------------------------
    @cached_property
    def _used(self) -> list[int]:
        return [at for at in range(1, len(self.named.columns) + 1) if self._sample(at)]

    def _column(self, at: int) -> Column:
        return self.named.columns[at - 1]

    def _sample(self, at: int) -> list[tuple[str, int]]:
        key = (at, id(self.mask))
        if key not in self._samples:
            self._samples[key] = self._column(at).weights(self.mask, SAMPLE)
        return self._samples[key]

    def _kind(self, at: int) -> Role | None:
        """What most of its cells are, totals left out of the count."""
        parts = [(text, times) for text, times in self._sample(at) if not is_total(text)]
        if all(CODE.fullmatch(text) for text, _ in parts):
            return self._kind_of_codes(parts)
        weights: dict[Role | None, int] = {}
        for text, times in parts:
            kind = self.reader.kind(text) if len(text) < LONGEST_KIND else None
            if kind is None and self._is_day(text):
                kind = Gives.PERIOD
            weights[kind] = weights.get(kind, 0) + times
        if not weights:
            return None
        found = max(weights, key=lambda kind: (weights[kind], kind is not None))
        if weights[found] > MOST * sum(weights.values()) and found is not None:
            return found
        return self._category_of_some(parts)

    def _kind_of_name(self, at: int) -> Role | None:
        """As `_kind`; a reference that no two rows share is no category that it may look like."""
        kind = self._kind(at)
        return None if isinstance(kind, str) and self._is_id(at) else kind

    def _category_of_some(self, parts: Sequence[tuple[str, int]]) -> Role | None:
        """Several of our own categories among theirs: the rest will be asked about."""
        slugs: dict[str, set[str]] = {}
        for text, _ in parts:
            if name := self.reader.categories.field_of(text):
                slugs.setdefault(name, set()).add(self.reader.categories.slug(name, text) or "")
        name = max(slugs, key=lambda each: len(slugs[each]), default=None)
        is_some = name is not None and len(slugs[name]) >= CATEGORIES_OF_OURS
        return name if is_some and len(parts) <= len(slugs[name or ""]) / FEWEST_OF_OURS else None

    def _kind_of_codes(self, parts: Sequence[tuple[str, int]]) -> Role | None:
        if not parts:
            return None
        if any(self._is_area_heading(at) for at in self._used) or any(
            self.words.located(text) is None for text, _ in parts
        ):
            return Gives.CODE
        return Gives.AREA

    def _is_area_heading(self, at: int) -> bool:
        texts = self._sample(at)
        is_code = all(CODE.fullmatch(text) for text, _ in texts)
        return not is_code and any(
            (found := self.words.located(text)) is not None and found.level is Level.WARD
            for text, _ in texts
        )

    def _is_day(self, text: str) -> bool:
        if len(text) > 30 or not any(map(str.isdigit, text)) or NUMBER.fullmatch(text):
            return False
        return not isinstance(period_of(text, today=self.words.today, is_day=True), Wrong)

    def _are_counts(self, at: int) -> bool:
        texts = [text for text, _ in self._sample(at)]
        numbers = [text for text in texts if _is_count(text)]
        words = [text for text in texts if any(map(str.isalnum, text))]
        return len(numbers) > MOST * len(words) and not any(text.endswith("%") for text in numbers)

    def _may_count(self, at: int, numeric: Sequence[int]) -> bool:
        """Rates, ranks, populations, places on the map and numbers of rows are no counts."""
        heading = self.headings[at]
        plain_heading = re.sub(r"[_\s]+", " ", heading)
        if headed_as_number(plain_heading) or is_total(heading):
            return False
        if len(numeric) > 1 and self._is_id(at):
            return False
        texts = [text for text, _ in self._sample(at)]
        if sum("." in text and not text.endswith(".0") for text in texts) > MOST * len(texts):
            return False
        return not (len(numeric) > 1 and RUNNING.fullmatch(heading) and self._runs_on(at))

    def _runs_on(self, at: int) -> bool:
        """Whether it numbers the rows: 1, 2, 3."""
        column = self._column(at)
        rows = [column.texts[code] for code in column.codes[self.mask][:SAMPLE]]
        numbers = [number for text in rows if (number := whole_number(text)) is not None]
        return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    # --- Columns together --------------------------------------------------------------------
    def _district(self) -> int | None:
        """The column that names whose each row is, where there are wards beside it or others.

        One that names us, else one that is headed so: a file of another place has none of ours.
        """
        named, headed = [], []
        for at in self._used:
            texts = [text for text, _ in self._sample(at) if not is_total(text)]
            if not texts or NUMBER.fullmatch(texts[0]):
                continue
            ours = [text for text in texts if self.words.is_ours(text)]
            if any(self._is_ward(text) for text in texts if text not in ours):
                continue
            heading = re.sub(r"[^a-z]", "", self.headings[at].lower())
            is_headed = bool(DISTRICTS.fullmatch(heading))
            if ours and ((is_headed and len(texts) > len(ours)) or self._has_area(at)):
                named.append(at)
            # All of one force says nothing; all of one borough says that it is another's.
            is_telling = len(texts) > 1 or not FORCE_HEADINGS.search(heading)
            if is_headed and is_telling and not ours and self._has_area(at):
                headed.append(at)
        return next(iter([*named, *headed]), None)

    def _has_area(self, but: int) -> bool:
        return any(
            at != but
            and (
                self._is_area_heading(at)
                or AREAS.fullmatch(re.sub(r"[^a-z0-9]", "", self.headings[at].lower()))
            )
            for at in self._used
        )

    def _is_ward(self, text: str) -> bool:
        found = self.words.located(text)
        return found is not None and found.level is not Level.PARTNERSHIP

    def _look_at_ours(self, district: int) -> None:
        """Only our own rows say what the other columns hold, where there are any."""
        column = self._column(district)
        ours = [code for code, text in enumerate(column.texts) if self.words.is_ours(text)]
        mask = self.mask & column.mask_of(ours)
        if mask.any():
            self.mask = mask

    def _areas_by_heading(self, columns: dict[int, Role]) -> None:
        """A column headed "Ward" gives the area, though few of its wards are ours."""
        if Gives.AREA in columns.values():
            return
        for at in self._used:
            heading = re.sub(r"[^a-z0-9]", "", self.headings[at].lower())
            texts = [text for text, _ in self._column(at).weights(self.mask)]
            if at in columns or not texts or all(NUMBER.fullmatch(text) for text in texts):
                continue
            ours = sum(self._is_ward(text) for text in texts)
            if ours >= ENOUGH_OF_OURS or AREAS.fullmatch(heading):
                columns[at] = Gives.AREA
                return

    def _sound(self, columns: dict[int, Role]) -> dict[int, Role]:
        """A code without a name beside it gives the area itself."""
        if Gives.AREA in columns.values():
            return columns
        return {at: Gives.AREA if gives is Gives.CODE else gives for at, gives in columns.items()}

    def _is_list(self, columns: dict[int, Role], numeric: Sequence[int]) -> bool:
        """Whether each row is one incident: days or references, and no column of counts."""
        if any(
            COUNTS.fullmatch(_spaced(self.headings[at]).strip()) and not self._is_id(at)
            for at in numeric
        ):
            return False
        days = [at for at, gives in columns.items() if gives is Gives.PERIOD]
        if not days or not self.is_under_words:
            return False
        is_by_day = any(self._differs_within_months(at) for at in days)
        return is_by_day or any(self._is_id(at) for at in self._used)

    def _is_id(self, at: int) -> bool:
        """Whether no two rows have the same, and its heading calls it a reference."""
        import numpy as np

        if not IDS.search(_spaced(self.headings[at])):
            return False
        codes = self._column(at).codes[self.mask]
        return len(codes) > 1 and len(np.unique(codes)) == len(codes)

    def _differs_within_months(self, at: int) -> bool:
        """Whether several days of one month stand in it."""
        texts = [text for text, _ in self._sample(at) if self._is_day(text)]
        today = self.words.today
        months = {period_of(text, today=today, is_day=True) for text in texts}
        return len(months) < len(texts) and not all(self.words.is_period(text) for text in texts)

    def _with_what_tells_apart(self, columns: dict[int, Role]) -> dict[int, Role]:
        """Columns of words in which alone rows differ: kinds finer than ours, to be added up."""
        import numpy as np

        keys = [at for at, gives in columns.items() if gives is not Gives.COUNT]
        rows = self._numbers_of_rows(keys)
        differ = len(np.unique(rows))
        found = dict(columns)
        for at in self._used:
            if at in found or differ == len(rows):
                continue
            texts = [text for text, _ in self._sample(at)]
            if sum(bool(NUMBER.fullmatch(text)) for text in texts) > MOST * len(texts):
                continue
            apart = self._numbers_of_rows([*keys, at])
            if (now := len(np.unique(apart))) > differ:
                found[at], differ = Gives.FINER, now
                keys.append(at)
        return found

    def _numbers_of_rows(self, columns: Sequence[int]) -> np.ndarray:
        """Each row that counts as a number, the same for rows that are alike in all columns."""
        import numpy as np

        mask = self.mask & (self.named.filled > 1)
        numbers = np.zeros(int(mask.sum()), dtype="int64")
        for at in columns:
            column = self._column(at)
            _, numbers = np.unique(
                numbers * len(column.texts) + column.codes[mask], return_inverse=True
            )
        return numbers


def headed_as_number(heading: str) -> bool:
    """Whether the heading says that its numbers are no counts: rates, ranks, populations."""
    return bool(NOT_COUNTS.search(_spaced(heading)))


def _spaced(heading: str) -> str:
    """ "PumpHoursTotal" and "pump_hours" as words."""
    return re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))


def _is_count(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) or (
        len(text) < 5 and text != "" and not isinstance(count_of(text), Wrong)
    )
