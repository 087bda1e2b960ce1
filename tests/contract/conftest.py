"""Every registered dataset, and returns made from nothing but its own declaration."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from measures.periods import Month
from partnership.models import Agency, Partnership, Role, User
from returns.catalogue.declarations import Dataset, Fills, Layout, Source
from returns.catalogue.registry import datasets
from returns.lifecycle import decisions, definitions, sending, uploads
from returns.reading.places import Places
from returns.reading.templates_to_fill import Kind, Shape, template
from returns.reading.upload import Reading
from tests import starting
from tests.uploads import read

TODAY = date(2024, 3, 4)
AT = datetime(2024, 3, 4, 9, tzinfo=UTC)
MONTHS = (Month(2022, 10), Month(2022, 11))
SOURCES = [(dataset, source) for dataset in datasets for source in dataset.sources]
TO_FILL_IN = [(dataset, source) for dataset, source in SOURCES if source.template]


def _named(pair: tuple[Dataset, Source]) -> str:
    return "/".join(one.slug for one in pair)


every_source = pytest.mark.parametrize("pair", SOURCES, ids=_named)
every_template = pytest.mark.parametrize("pair", TO_FILL_IN, ids=_named)


@dataclass
class Filled:
    """A full return as lists of text: the counts are 1, 2, 3 and on."""

    dataset: Dataset
    source: Source
    layout: Layout
    headings: list[str]
    rows: list[list[str]]

    def at(self, fills: Fills | str) -> int:
        return next(at for at, one in enumerate(self.layout.columns) if one.fills == fills)

    @property
    def total(self) -> int:
        return sum(int(row[self.at(Fills.COUNT)]) for row in self.rows)

    def as_csv(self, *, encoding: str = "utf-8") -> bytes:
        text = io.StringIO()
        csv.writer(text).writerows([self.headings, *self.rows])
        return text.getvalue().encode(encoding)


@dataclass(frozen=True)
class Hosted:
    """Middlesbrough with its people, and what its sources need before they can send."""

    partnership: Partnership
    officer: User
    manager: User
    places: Places

    def agency(self, source: Source) -> Agency:
        return Agency.objects.filter(kind=source.supplied_by).order_by("slug")[0]

    def template(
        self,
        pair,
        *,
        kind: Kind | str = Kind.CSV,
        months: Sequence[Month] = MONTHS,
        shape: Shape = Shape.LONG,
    ):
        dataset, source = pair
        return template(
            dataset,
            source,
            datasets.layout(source.template),
            partnership=self.partnership,
            months=months,
            kind=kind,
            shape=shape,
        )

    def filled(self, pair, *, months: Sequence[Month] = MONTHS) -> Filled:
        dataset, source = pair
        text = self.template(pair, months=months).decode("utf-8-sig")
        headings, *rows = csv.reader(io.StringIO(text))
        made = Filled(dataset, source, datasets.layout(source.template), headings, rows)
        for number, row in enumerate(rows, start=1):
            row[made.at(Fills.COUNT)] = str(number)
        return made

    def read(self, content: bytes, source: Source, *, name: str = "return.csv") -> Reading:
        return read(
            io.BytesIO(content),
            name=name,
            places=self.places,
            today=TODAY,
            supplied_by=self.agency(source).slug,
        )


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Hosted]:
    with django_db_blocker.unblock(), starting.module("with_people"):
        partnership = Partnership.objects.get(slug="middlesbrough")
        people = {
            role: partnership.memberships.filter(role=role).order_by("pk")[0].user
            for role in (Role.CSP_OFFICER, Role.MANAGER)
        }
        for dataset, source in SOURCES:
            _define(dataset, source, partnership, by=people[Role.MANAGER])
        yield Hosted(
            partnership, people[Role.CSP_OFFICER], people[Role.MANAGER], Places.of_all_hosted()
        )


def _define(dataset: Dataset, source: Source, partnership: Partnership, *, by: User) -> None:
    """A source that counts under the partnership's definition has one to count under."""
    if source.counts_under:
        definitions.record_definition(
            partnership=partnership,
            dataset=dataset.slug,
            source=source.slug,
            name="Agreed locally",
            version="1",
            counted_in="What the partnership agreed",
            agreed_by="The partnership",
            agreed_on=date(2018, 4, 1),
            first_month=Month(2018, 4),
            by=by,
            at=datetime(2018, 4, 3, 9, tzinfo=UTC),
        )


@pytest.fixture
def hosted(loaded, db) -> Hosted:
    return loaded


@pytest.fixture
def accepted(hosted) -> Callable[[Filled], None]:
    """`accepted(filled)`: sent by the officer, its questions answered, accepted by the manager."""
    from returns.lifecycle import queries

    def accept(filled: Filled) -> None:
        kept = uploads.upload(
            file=io.BytesIO(filled.as_csv()),
            name="return.csv",
            partnership=hosted.partnership,
            by=hosted.officer,
            supplied_by=hosted.agency(filled.source),
            at=AT,
        )
        parts = list(kept.parts.all())
        for asked in {asked.key: asked for part in parts for asked in queries.questions(part)}:
            sending.confirm_query(
                of_return=kept, key=asked, explanation="So it was", by=hosted.officer, at=AT
            )
        sending.send(parts=parts, by=hosted.officer, at=AT)
        decisions.accept(parts=parts, by=hosted.manager, at=AT)

    return accept
