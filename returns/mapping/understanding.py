"""What a file most likely holds, what is asked about it, and what it gives as answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from partnership.kinds import AgencyKind
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Finding, Report
from returns.mapping import words
from returns.mapping.answers import Answering, OfferedTable
from returns.mapping.asking import TableQuestions, faults_of
from returns.mapping.asking_names import FileQuestions
from returns.mapping.guess import guessed, tables_of
from returns.mapping.kinds import Kinds, kinds_of
from returns.mapping.known_words import Categories, KnownWords, Reader
from returns.mapping.mapped_reading import Mapped, read_mapped
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.questions import (
    EACH,
    Answers,
    Choice,
    Question,
    table_id,
    with_faults,
    with_open,
    wrong_answers,
)
from returns.mapping.saved import mappable
from returns.mapping.sheets import Gives, SheetMapping, TableMapping, fitted
from returns.reading.upload import Reading

WORDS_LOOKED_AT = 200
# Each round can bring up names that the one before hid: a year first, then its months.
ROUNDS = 2


@dataclass(frozen=True, eq=False)
class Understanding:
    """A file as it is understood: the mapping by the present answers, what is asked, what it gives.

    `tables` are all that the file offers, numbered from 1 in its questions. `faults` are sentences
    about what can't be, by question; those of `refused` are answers that were given.
    """

    mapping: SheetMapping
    questions: tuple[Question, ...]
    mapped: Mapped
    tables: tuple[OfferedTable, ...]
    kinds: Kinds
    faults: dict[str, str]
    refused: frozenset[str] = frozenset()

    @property
    def open(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.is_open)

    @property
    def is_ready(self) -> bool:
        """Whether the file can be used as it is understood."""
        reading = self.mapped.reading
        return not (self.open or self.faults or reading.report.errors) and bool(reading.parts)


@dataclass(frozen=True)
class Known:
    """What is known of a file before it is looked at.

    `own` knows the words of the partnership it is for, `every` those of all that are hosted.
    `base` is how it was mapped so far (a draft of this very file), or one like it before.
    `source` was given with it, and `sent_by` is the kind of agency that supplied it.
    """

    own: KnownWords
    every: Callable[[], KnownWords]
    base: SheetMapping | None = None
    is_draft: bool = False
    source: str = ""
    sent_by: str = ""
    supplied_by: str = ""
    notes: tuple[Finding, ...] = ()


def understood(
    sheets: Sequence[NamedSheet], known: Known, answers: Answers | None = None
) -> Understanding:
    """What the sheets hold by the best guess and the `answers`; changes nothing."""
    return _Understanding(sheets, known, dict(answers or {})).made()


@dataclass
class _Understanding:
    sheets: Sequence[NamedSheet]
    known: Known
    answers: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def made(self) -> Understanding:
        question, dataset, source, is_new = self._source()
        reader = Reader.of(dataset, source, self.known.own)
        answering = Answering(self.answers, self.known.own.today, self.faults)
        base = self.known.base if not is_new else None
        offered = self._offered(base, reader)
        offered = answering.tables(offered, self.sheets, reader)
        start = base or SheetMapping(dataset.slug, source.slug, (), kept=self._kept(offered))
        mapping = answering.whole(replace(start, tables=_tables(offered, is_read=True)))
        mapping = replace(mapping, aside=_tables(offered, is_read=False))
        kinds = kinds_of(mapping, self.known.own.place)
        lacking = self._lacking(offered, kinds)
        sound = replace(
            mapping,
            tables=tuple(
                offer.table
                for number, offer in enumerate(offered, start=1)
                if offer.is_read and number not in lacking
            ),
        )
        mapping, mapped = self._read(mapping, sound, answering, dataset, source)
        questions = [question, *self._of_tables(offered, kinds)]
        whole = FileQuestions(mapping, mapped, self.sheets, kinds, self.answers)
        questions += whole.all()
        self.faults |= wrong_answers(questions, self._plain_answers(questions))
        refused = frozenset(self.faults)
        for faults in lacking.values():
            self.faults |= {asked: why for asked, why in faults.items() if asked not in self.faults}
        questions = with_open(questions, self._unsure(offered, base))
        return Understanding(
            mapping,
            with_faults(questions, self.faults),
            mapped,
            offered,
            kinds,
            self.faults,
            refused,
        )

    def _plain_answers(self, questions: Sequence[Question]) -> Answers:
        """Those to questions that still stand as they were asked."""
        return {asked: answer for asked, answer in self.answers.items() if answer not in {"", EACH}}

    # --- Which source ------------------------------------------------------------------------
    def _source(self) -> tuple[Question, Dataset, Source, bool]:
        every = {f"{each.slug}/{series.slug}": (each, series) for each, series in mappable()}
        base = self.known.base
        before = f"{base.dataset}/{base.source}" if base else ""
        chosen, is_sure, why = before, bool(base), words.WHY_BEFORE
        if not chosen:
            chosen, is_sure, why = self._likeliest_source(every)
        answer = self.answers.get("source", "")
        if answer in every:
            chosen, is_sure, why = answer, True, words.WHY_CHOSEN
        choices = tuple(
            Choice(value, f"{dataset.title}: {series.title}")
            for value, (dataset, series) in every.items()
        )
        question = Question("source", words.SOURCE, chosen, choices, is_open=not is_sure, why=why)
        return question, *every[chosen], chosen != before

    def _likeliest_source(self, every: dict[str, tuple[Dataset, Source]]) -> tuple[str, bool, str]:
        given = [value for value in every if value.endswith(f"/{self.known.source}")]
        if self.known.source and given:
            return given[0], True, words.WHY_GIVEN
        texts = self._words()
        scores: dict[str, tuple[int, bool]] = {}
        for value, (_, source) in every.items():
            categories = Categories(source)
            found = sum(categories.field_of(text) is not None for text in texts)
            spoken = any(
                categories.spoken_of(name, text)
                for name in source.categories
                for text in texts
                if " " in text
            )
            is_sender = bool(self.known.sent_by) and source.supplied_by == AgencyKind(
                self.known.sent_by
            )
            scores[value] = (found + spoken, is_sender)
        best = max(
            scores, key=lambda value: (bool(scores[value][0]) and scores[value][1], *scores[value])
        )
        alike = [value for value, score in scores.items() if score == scores[best]]
        if scores[best][0]:
            return best, len(alike) == 1, words.WHY_SOURCE
        senders = [value for value, (_, is_sender) in scores.items() if is_sender]
        if senders:
            return senders[0], len(senders) == 1, words.WHY_SUPPLIER
        return best, False, words.WHY_GUESSED_SOURCE

    def _words(self) -> list[str]:
        texts: dict[str, None] = {}
        for named in self.sheets:
            texts |= dict.fromkeys([named.name])
            for column in named.columns:
                weights = column.weights(slice(None), WORDS_LOOKED_AT)
                texts |= dict.fromkeys(text for text, _ in weights if not text.isdigit())
        return list(texts)

    # --- Which tables ------------------------------------------------------------------------
    def _offered(self, base: SheetMapping | None, reader: Reader) -> tuple[OfferedTable, ...]:
        """Every table of the file, those of `base` as they are there."""
        offered = [OfferedTable(table, True) for table in base.tables] if base else []
        if base and self.known.is_draft:
            offered += [OfferedTable(table, False) for table in base.aside]
        for named in self.sheets if not (base and self.known.is_draft) else ():
            for table in tables_of(named, reader):
                if not any(self._overlap(table, other.table, named) for other in offered):
                    is_like = base is None and self._is_read(table, offered, named)
                    offered.append(OfferedTable(self._at_home(table), is_like))
        if not offered and self.sheets:
            # Somebody can still say where the counts stand.
            offered = [OfferedTable(self._at_home(guessed(self.sheets[0], reader=reader)), True)]
        if base is None:
            offered = self._on_every_sheet(offered)
        order = {named.name: number for number, named in enumerate(self.sheets)}
        offered.sort(key=lambda each: (order.get(each.table.sheet, 0), each.table.first_row))
        return tuple(offered)

    def _is_read(
        self, table: TableMapping, offered: Sequence[OfferedTable], named: NamedSheet
    ) -> bool:
        """The first table, and those below it on the same sheet that look the same."""
        if not any(each.is_read for each in offered):
            return True
        first = next(each.table for each in offered if each.is_read)
        return (
            first.sheet == named.name
            and {*table.columns.values()} == {*first.columns.values()}
            and table.seen == first.seen
        )

    def _on_every_sheet(self, offered: Sequence[OfferedTable]) -> list[OfferedTable]:
        """One table for all sheets of the same headings, where their names say what differs."""
        first = next((each for each in offered if each.is_read), None)
        if first is None or first.table.sheet_gives is None:
            return list(offered)
        by_name = {named.name: named for named in self.sheets}
        rest, found = [], 0
        for each in offered:
            is_like = self._is_on(first.table, by_name[each.table.sheet])
            if each is not first and each.table.sheet != first.table.sheet and is_like:
                found += 1
            else:
                rest.append(each)
        if not found:
            return list(offered)
        whole = OfferedTable(replace(first.table, every_sheet=True), True)
        return [whole if each is first else each for each in rest]

    def _is_on(self, table: TableMapping, named: NamedSheet) -> bool:
        """Whether the table stands on that sheet too, and its name says what differs."""
        fit = fitted(table, named.grid)
        is_named = self.known.own.may_give(table.sheet_gives, named.name)
        return is_named and fit is not None and fit.is_whole

    def _overlap(self, table: TableMapping, other: TableMapping, named: NamedSheet) -> bool:
        if other.every_sheet and other.sheet != named.name:
            return self._is_on(other, named)
        if table.sheet != other.sheet:
            return False
        last, other_last = (each.last_row or named.rows for each in (table, other))
        return table.first_row <= other_last and other.first_row <= last

    def _at_home(self, table: TableMapping) -> TableMapping:
        """Where nothing names an area, the figures are most likely for all of the partnership."""
        if Gives.AREA in table.given:
            return table
        return replace(table, fixed={**table.fixed, Gives.AREA: self.known.own.place.name})

    def _kept(self, offered: Sequence[OfferedTable]) -> str:
        """The district whose rows are read: ours as the file writes it, else our name."""
        by_name = {named.name: named for named in self.sheets}
        for offer in offered:
            for at, gives in offer.table.columns.items():
                if gives is Gives.DISTRICT:
                    texts = by_name[offer.table.sheet].columns[at - 1].texts
                    ours = (text for text in texts if text and self.known.own.is_ours(text))
                    return next(ours, self.known.own.place.name)
        return ""

    # --- Reading and asking ------------------------------------------------------------------
    def _lacking(self, offered: Sequence[OfferedTable], kinds: Kinds) -> dict[int, dict[str, str]]:
        """By the number of a table, what keeps it from being read."""
        if not any(each.is_read for each in offered):
            return {0: {"source": words.NO_TABLE}}
        faults = {
            number: dict(faults_of(number, offer.table, kinds))
            for number, offer in enumerate(offered, start=1)
            if offer.is_read
        }
        return {number: found for number, found in faults.items() if found}

    def _read(
        self,
        mapping: SheetMapping,
        sound: SheetMapping,
        answering: Answering,
        dataset: Dataset,
        source: Source,
    ) -> tuple[SheetMapping, Mapped]:
        """The mapping with what names and signs mean, and what it makes of the file."""
        if not sound.tables:
            return mapping, Mapped(Reading(None, Report((), ())))
        own = self.known.every() if mapping.is_for_all else self.known.own
        for _ in range(ROUNDS):
            mapped = read_mapped(
                self.sheets,
                sound,
                words=own,
                supplied_by=self.known.supplied_by,
                notes=self.known.notes,
                asks=True,
            )
            signs = [sign for sign, _ in mapped.signs]
            again = answering.names(sound, mapped.unmatched, signs)
            if again == sound:
                break
            sound = again
        else:
            mapped = read_mapped(
                self.sheets,
                sound,
                words=own,
                supplied_by=self.known.supplied_by,
                notes=self.known.notes,
                asks=True,
            )
        return replace(sound, tables=mapping.tables), mapped

    def _unsure(self, offered: Sequence[OfferedTable], base: SheetMapping | None) -> Iterator[str]:
        """Where nothing names a place, and words that we don't know could be names of places."""
        for number, offer in enumerate(offered, start=1):
            table, asked = offer.table, table_id(number, "fixed-area")
            may_name_places = table.is_list or Gives.FINER in table.columns.values()
            is_guess = base is None and asked not in self.answers
            if offer.is_read and is_guess and may_name_places and Gives.AREA in table.fixed:
                yield asked

    def _of_tables(self, offered: Sequence[OfferedTable], kinds: Kinds) -> Iterator[Question]:
        by_name = {named.name: named for named in self.sheets}
        for number, offer in enumerate(offered, start=1):
            named = by_name.get(offer.table.sheet, self.sheets[0])
            singly = any(
                asked.startswith(f"table-{number}/columns-") and answer == EACH
                for asked, answer in self.answers.items()
            )
            asked = TableQuestions(number, offer, named, kinds, self.known.own, singly)
            yield from asked.all(of=len(offered), sheets=len(self.sheets))


def _tables(offered: Sequence[OfferedTable], *, is_read: bool) -> tuple[TableMapping, ...]:
    return tuple(each.table for each in offered if each.is_read is is_read)
