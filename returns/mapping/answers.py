"""A mapping with a person's answers in it; what is wrong with an answer is said, not applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from returns.catalogue.findings import Wrong
from returns.mapping import words
from returns.mapping.guess import placed, seen
from returns.mapping.known_words import Reader
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.questions import EACH, NO, YES, Answers, name_id, sign_id, table_id
from returns.mapping.sheets import (
    BY_DAY,
    LEFT_OUT,
    Gives,
    Role,
    SheetMapping,
    Sign,
    SixFigures,
    TableMapping,
    TitleCell,
    letter,
    role_of,
)
from returns.mapping.unmatched import Unmatched
from returns.reading.period_parts import written
from returns.reading.spellings import period_of

PERIODS = (Gives.PERIOD, Gives.YEAR, Gives.WITHIN)
_ROWS = re.compile(r"(\d{1,7})\s*(?:-|–|to)?\s*(\d{1,7})?", re.ASCII)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


@dataclass(frozen=True)
class OfferedTable:
    """A table of the file: read as it is here, or offered and not read."""

    table: TableMapping
    is_read: bool


@dataclass
class Answering:
    """Applies answers, one kind after the other; `faults` are sentences by question."""

    answers: Answers
    today: date
    faults: dict[str, str] = field(default_factory=dict)

    # --- Tables ------------------------------------------------------------------------------
    def tables(
        self, offered: Sequence[OfferedTable], sheets: Sequence[NamedSheet], reader: Reader
    ) -> tuple[OfferedTable, ...]:
        by_name = {named.name: named for named in sheets}
        found = []
        for number, offer in enumerate(offered, start=1):
            named = by_name.get(offer.table.sheet)
            table = (
                offer.table if named is None else self._table(number, offer.table, named, reader)
            )
            is_read = self.answers.get(table_id(number, "read"), YES if offer.is_read else NO)
            found.append(OfferedTable(table, is_read == YES))
        return tuple(found)

    def _table(
        self, number: int, table: TableMapping, named: NamedSheet, reader: Reader
    ) -> TableMapping:
        moved = self._placed(number, table, named, reader)
        if moved is not None:
            return moved
        table = self._columns(number, table, len(named.columns))
        table = self._headings(number, table)
        table = self._whole(number, table, named)
        is_list = self.answers.get(table_id(number, "rows-are"))
        if is_list is not None:
            table = replace(table, is_list=is_list == "incidents")
        return seen(table, named.grid)

    def _placed(
        self, number: int, table: TableMapping, named: NamedSheet, reader: Reader
    ) -> TableMapping | None:
        """The table guessed anew where it was said to stand elsewhere; None where it was not."""
        headings, first, last = table.heading_rows, table.first_row, table.last_row
        if (text := self.answers.get(table_id(number, "figures"))) is not None:
            match = _ROWS.fullmatch(text.strip())
            if match is None or not 1 <= int(match[1]) <= named.rows:
                self.faults[table_id(number, "figures")] = words.NO_ROWS
            else:
                first, last = int(match[1]), int(match[2]) if match[2] else None
        if (text := self.answers.get(table_id(number, "headings"))) is not None:
            match = _ROWS.fullmatch(text.strip())
            if text.strip() and (match is None or not 1 <= int(match[1]) <= named.rows):
                self.faults[table_id(number, "headings")] = words.NO_HEADING_ROWS
            elif match is not None:
                headings = tuple(range(int(match[1]), int(match[2] or match[1]) + 1))
            else:
                headings = ()
        if headings and headings[-1] >= first:
            self.faults[table_id(number, "figures")] = words.BELOW
            return None
        if (headings, first, last) == (table.heading_rows, table.first_row, table.last_row):
            return None
        if (headings, first) == (table.heading_rows, table.first_row):
            return replace(table, last_row=last)
        return placed(named, reader=reader, headings=headings, first=first, last=last)

    def _columns(self, number: int, table: TableMapping, width: int) -> TableMapping:
        columns: dict[int, Role] = dict(table.columns)
        for at in range(1, width + 1):
            answer = self.answers.get(table_id(number, f"column-{letter(at)}"))
            if answer is not None:
                columns.pop(at, None)
                if answer:
                    columns[at] = role_of(answer)
        for asked, answer in self.answers.items():
            match = re.fullmatch(rf"table-{number}/columns-([A-Z]+)-([A-Z]+)", asked)
            if match and answer == "":
                inside = range(_number(match[1]), _number(match[2]) + 1)
                columns = {at: gives for at, gives in columns.items() if at not in inside}
        return replace(table, columns=dict(sorted(columns.items())))

    def _headings(self, number: int, table: TableMapping) -> TableMapping:
        headings = dict(table.headings)
        for row in table.heading_rows:
            answer = self.answers.get(table_id(number, f"heading-{row}"))
            if answer is not None:
                headings.pop(row, None)
                if answer:
                    headings[row] = role_of(answer)
        return replace(table, headings=headings)

    def _whole(self, number: int, table: TableMapping, named: NamedSheet) -> TableMapping:
        """What holds for all of the table."""
        said = {
            asked.removeprefix(f"table-{number}/"): answer
            for asked, answer in self.answers.items()
            if asked.startswith(f"table-{number}/")
        }
        if "sheet-name" in said:
            gives = role_of(said["sheet-name"]) if said["sheet-name"] else None
            table = replace(table, sheet_gives=gives)
        table = replace(table, titles=self._titles(number, table, said))
        if "fill-down" in said:
            table = replace(table, fill_down=said["fill-down"] == YES)
        if "every-sheet" in said:
            table = replace(table, every_sheet=said["every-sheet"] == YES)
        return replace(table, fixed=self._fixed(number, table, said))

    def _titles(
        self, number: int, table: TableMapping, said: Mapping[str, str]
    ) -> tuple[TitleCell, ...]:
        titles = []
        for name, title in named_titles(table):
            gives = said.get(name)
            if gives is None:
                titles.append(title)
            elif gives:
                titles.append(replace(title, gives=role_of(gives)))
        at, gives = said.get("title", "").strip().upper(), said.get("title-gives", "")
        if at and gives:
            match = _CELL.fullmatch(at)
            if match is None:
                self.faults[table_id(number, "title")] = words.NO_CELL
            else:
                titles.append(TitleCell(int(match[2]), _number(match[1]), role_of(gives)))
        return tuple(titles)

    def _fixed(self, number: int, table: TableMapping, said: Mapping[str, str]) -> dict[Role, str]:
        fixed = dict(table.fixed)
        for what, answer in said.items():
            if not what.startswith("fixed-"):
                continue
            name = what.removeprefix("fixed-")
            text = answer.strip()
            if name == "period":
                fixed = {role: each for role, each in fixed.items() if role not in PERIODS}
                if text and self._is_period(text):
                    is_year = bool(table.given & {Gives.WITHIN, *BY_DAY})
                    fixed[Gives.YEAR if is_year else Gives.PERIOD] = text
                elif text:
                    self.faults[table_id(number, what)] = words.no_period(text)
                continue
            roles: dict[str, Role] = {"area": Gives.AREA, "definition": Gives.DEFINITION}
            role = roles.get(name, name)
            fixed.pop(role, None)
            if text:
                fixed[role] = text
        return fixed

    def _is_period(self, text: str) -> bool:
        found = period_of(written(text, today=self.today), today=self.today)
        return not isinstance(found, Wrong)

    # --- The whole file ----------------------------------------------------------------------
    def whole(self, mapping: SheetMapping) -> SheetMapping:
        """Whose rows, missing days, six figures, and whether codes or names lead."""
        said = self.answers
        if "districts" in said:
            mapping = replace(mapping, kept=said["districts"])
        if "places" in said:
            mapping = replace(mapping, is_for_all=said["places"] == "all")
        if "days" in said:
            mapping = replace(mapping, other_days_none=said["days"] == "none")
        if said.get("years") in {"months", "years"}:
            mapping = replace(mapping, six_figures=SixFigures(said["years"]))
        if said.get("codes") in {"names", "codes"}:
            mapping = replace(mapping, codes_lead=said["codes"] == "codes")
        return mapping

    def names(
        self, mapping: SheetMapping, unmatched: Sequence[Unmatched], signs: Sequence[str]
    ) -> SheetMapping:
        """What names and signs mean, as far as it was said."""
        names: dict[Role, dict[str, str]] = {
            role: dict(by_text) for role, by_text in mapping.names.items()
        }
        known = [Unmatched(role, text) for role, by_text in names.items() for text in by_text]
        out = set(mapping.others_out)
        for unknown in (*known, *unmatched):
            self._name(names.setdefault(unknown.role, {}), unknown)
            together = self.answers.get(name_id(unknown.role))
            if together == LEFT_OUT:
                out.add(unknown.role)
            elif together == EACH:
                out.discard(unknown.role)
        for role in mapping.others_out:
            if self.answers.get(name_id(role)) == EACH:
                out.discard(role)
        meant = dict(mapping.signs)
        for sign in dict.fromkeys([*mapping.signs, *signs, ""]):
            answer = self.answers.get(sign_id(sign))
            if answer and answer in Sign.__members__:
                meant[sign] = Sign[answer]
            elif answer == "":
                meant.pop(sign, None)
        return replace(
            mapping,
            names={role: by_text for role, by_text in names.items() if by_text},
            signs=meant,
            others_out=frozenset(out),
        )

    def _name(self, chosen: dict[str, str], unknown: Unmatched) -> None:
        asked = name_id(unknown.role, unknown.text)
        answer = self.answers.get(asked)
        if answer is None:
            return
        if not answer:
            chosen.pop(unknown.text, None)
        elif unknown.role in PERIODS and answer != LEFT_OUT and not self._is_period(answer):
            self.faults[asked] = words.no_period(answer)
        else:
            chosen[unknown.text] = answer


def named_titles(table: TableMapping) -> Iterator[tuple[str, TitleCell]]:
    """ "title-A1", and "title-A1-2" where the same cell gives something else too."""
    seen: dict[str, int] = {}
    for title in table.titles:
        name = f"title-{letter(title.column)}{title.row}"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), title


def _number(letters: str) -> int:
    number = 0
    for character in letters:
        number = 26 * number + ord(character) - ord("A") + 1
    return number
