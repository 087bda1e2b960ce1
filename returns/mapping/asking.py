"""The questions that a mapping leaves: all that can be decided, and what is open among it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from returns.mapping import words
from returns.mapping.answers import PERIODS, OfferedTable, named_titles
from returns.mapping.kinds import Kinds
from returns.mapping.known_words import KnownWords
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.questions import EACH, NO, YES, Choice, Question, table_id, yes_or_no
from returns.mapping.sheets import Gives, Role, TableMapping, letter, role_of, word_of

# So many columns of counts side by side are asked about as one.
COLUMNS_TOGETHER = 4
EXAMPLES = 3


@dataclass(frozen=True)
class TableQuestions:
    """The questions about one table, with their number among those that the file offers."""

    number: int
    offered: OfferedTable
    named: NamedSheet
    kinds: Kinds
    known: KnownWords
    singly: bool = False

    @property
    def table(self) -> TableMapping:
        return self.offered.table

    def all(self, *, of: int, sheets: int) -> Iterator[Question]:
        """Of a table that is not read only whether it should be."""
        if of > 1 or not self.offered.is_read:
            yield self._read(sheets)
        if not self.offered.is_read:
            return
        yield from self._place()
        yield from self._columns()
        yield from self._headings()
        yield from self._titles()
        yield from self._whole(sheets)

    # --- Where it stands ---------------------------------------------------------------------
    def _read(self, sheets: int) -> Question:
        table = self.table
        where = f" of sheet “{table.sheet}”" if sheets > 1 else ""
        rows = f"rows {table.first_row} to {table.last_row or self.named.rows}"
        return Question(
            id=table_id(self.number, "read"),
            words=f"Table {self.number}: {rows}{where}",
            chosen=YES if self.offered.is_read else NO,
            choices=yes_or_no("Read it", "Leave it out"),
            why=words.WHY_STANDS,
        )

    def _place(self) -> Iterator[Question]:
        table, number = self.table, self.number
        headings = "-".join(
            str(row)
            for row in dict.fromkeys(table.heading_rows[:: max(len(table.heading_rows) - 1, 1)])
        )
        yield Question(
            id=table_id(number, "headings"),
            words="Rows of headings",
            chosen=headings,
            hint="One row like 1, or two like 1-2",
            why=words.WHY_STANDS,
        )
        yield Question(
            id=table_id(number, "figures"),
            words="Rows of figures",
            chosen=f"{table.first_row}-{table.last_row or ''}",
            hint="Like 2-20, or 2- for all from row 2 on",
            why=words.WHY_STANDS,
        )
        yield Question(
            id=table_id(number, "rows-are"),
            words="What each row is",
            chosen="incidents" if table.is_list else "counts",
            choices=(Choice("counts", "It holds counts"), Choice("incidents", "One incident")),
            why=words.WHY_LIST if table.is_list else words.WHY_LOOKS,
        )

    # --- Columns and headings ----------------------------------------------------------------
    def _columns(self) -> Iterator[Question]:
        together = {} if self.singly else dict(self._runs())
        inside = {at for first, last in together.items() for at in range(first, last + 1)}
        for at in range(1, len(self.named.columns) + 1):
            if at in together:
                yield self._run(at, together[at])
            elif at not in inside and self._is_asked(at):
                yield self._column(at)

    def _is_asked(self, at: int) -> bool:
        return at in self.table.columns or len(self.named.columns[at - 1].texts) > 1

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Where many columns of counts stand side by side: the first and the last of each run."""
        counts = self.table.count_columns
        first = 0
        for place, at in enumerate(counts):
            if place + 1 < len(counts) and counts[place + 1] == at + 1:
                continue
            if place - first + 1 >= COLUMNS_TOGETHER:
                yield counts[first], at
            first = place + 1

    def _run(self, first: int, last: int) -> Question:
        seen = self.table.seen
        heads = f" ({seen.get(first, '')} to {seen.get(last, '')})" if seen.get(first) else ""
        return Question(
            id=table_id(self.number, f"columns-{letter(first)}-{letter(last)}"),
            words=f"Columns {letter(first)} to {letter(last)}{heads}",
            chosen=word_of(Gives.COUNT),
            choices=(
                Choice(word_of(Gives.COUNT), words.ROLES[Gives.COUNT]),
                Choice("", words.NOT_READ),
                Choice(EACH, "Say it for each column"),
            ),
            why=words.WHY_LOOKS,
        )

    def _column(self, at: int) -> Question:
        role = self.table.columns.get(at)
        heading = self.table.seen.get(at, "")
        return Question(
            id=table_id(self.number, f"column-{letter(at)}"),
            words=f"Column {letter(at)}{f': {heading}' if heading else ''}",
            chosen=word_of(role) if role else "",
            choices=self.kinds.roles(of_columns=True),
            hint=self._examples(at),
            why=words.WHY_LOOKS if role else words.WHY_NOTHING,
        )

    def _examples(self, at: int) -> str:
        inside = slice(self.table.first_row - 1, self.table.last_row)
        texts = [text for text, _ in self.named.columns[at - 1].weights(inside, EXAMPLES)]
        return ", ".join(text if len(text) < 30 else f"{text[:28]}…" for text in texts)

    def _headings(self) -> Iterator[Question]:
        for row in self.table.heading_rows if not self.table.is_list else ():
            role = self.table.headings.get(row)
            yield Question(
                id=table_id(self.number, f"heading-{row}"),
                words=f"Headings in row {row}, above the counts",
                chosen=word_of(role) if role else "",
                choices=self.kinds.roles(of_columns=False),
                why=words.WHY_LOOKS if role else words.WHY_NOTHING,
            )

    # --- What holds for all of it ------------------------------------------------------------
    def _titles(self) -> Iterator[Question]:
        roles, number, table = self.kinds.roles(of_titles=True), self.number, self.table
        yield Question(
            id=table_id(number, "sheet-name"),
            words="The name of the sheet or file",
            chosen=word_of(table.sheet_gives) if table.sheet_gives else "",
            choices=tuple(each for each in roles if self._may_name(role_of(each.value))),
            hint=self.named.name,
        )
        for name, title in named_titles(table):
            cell = f"{letter(title.column)}{title.row}"
            yield Question(
                id=table_id(number, name),
                words=f"Cell {cell}",
                chosen=word_of(title.gives),
                choices=roles,
                hint=self.named.grid[title.row - 1][title.column - 1],
                why=words.WHY_LOOKS,
            )
        yield Question(
            id=table_id(number, "title"),
            words="Another cell above the table",
            chosen="",
            hint="For example A1",
        )
        yield Question(
            id=table_id(number, "title-gives"),
            words="What that cell gives",
            chosen="",
            choices=roles,
        )

    def _may_name(self, role: Role) -> bool:
        """A sheet's name gives a period only where it is one, or was said to."""
        return role == self.table.sheet_gives or self.known.may_give(role, self.named.name)

    def _whole(self, sheets: int) -> Iterator[Question]:
        fixed, table = self.table.fixed, self.table
        yield self._fixed_choice(
            "area",
            "The area of the whole table",
            Gives.AREA,
            self.kinds.area_choices,
            "The table says the area",
        )
        yield Question(
            id=table_id(self.number, "fixed-period"),
            words="The period or year, where the table does not say it",
            chosen=next((fixed[role] for role in PERIODS if role in fixed), ""),
            hint="For example 2022/23, 2022/23 Q1 or 2022-10",
        )
        for word, title in self.kinds.categories:
            name = word.removeprefix("category:")
            listed = tuple(Choice(slug, label) for slug, label in self.kinds.listed(name))
            yield self._fixed_choice(
                name,
                f"{title} of the whole table",
                name,
                listed,
                "The table says it, or nothing does",
            )
        if self.kinds.source.counts_under:
            listed = tuple(Choice(label, label) for label, _ in self.kinds.definitions)
            yield self._fixed_choice(
                "definition",
                "The definition that it counts under",
                Gives.DEFINITION,
                listed,
                "Choose",
            )
        yield Question(
            id=table_id(self.number, "fill-down"),
            words="A blank cell in a column of areas, periods or categories repeats the one above",
            chosen=YES if table.fill_down else NO,
            choices=yes_or_no(),
        )
        if sheets > 1:
            yield Question(
                id=table_id(self.number, "every-sheet"),
                words="Read every sheet that has the same headings",
                chosen=YES if table.every_sheet else NO,
                choices=yes_or_no(),
            )

    def _fixed_choice(
        self, name: str, label: str, role: Role, listed: Sequence[Choice], otherwise: str
    ) -> Question:
        return Question(
            id=table_id(self.number, f"fixed-{name}"),
            words=label,
            chosen=self.table.fixed.get(role, ""),
            choices=(Choice("", otherwise), *listed),
            why=words.WHY_NOTHING if self.table.fixed.get(role) else "",
        )


def faults_of(number: int, table: TableMapping, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """What a table lacks, by the question that it is asked with."""
    counts = table.count_columns
    if not counts and not table.is_list:
        yield table_id(number, "rows-are"), words.NO_COUNTS
    if len(counts) > 1 and not table.headings:
        what = f"heading-{table.heading_rows[0]}" if table.heading_rows else "rows-are"
        yield table_id(number, what), words.NO_HEADINGS
    if not table.gives_period:
        yield table_id(number, "fixed-period"), words.NO_PERIOD
    if Gives.AREA not in table.given:
        yield table_id(number, "fixed-area"), words.NO_AREA
    if kinds.source.counts_under and Gives.DEFINITION not in table.given:
        yield table_id(number, "fixed-definition"), words.NO_DEFINITION
    keys = [(at, gives) for at, gives in table.columns.items() if gives not in MAY_REPEAT]
    first: dict[Role, int] = {}
    for at, gives in keys:
        if first.setdefault(gives, at) != at:
            yield table_id(number, f"column-{letter(at)}"), words.SAME_TWICE


MAY_REPEAT = (Gives.COUNT, Gives.FINER)
