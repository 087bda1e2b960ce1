"""What a dataset app declares: its sources, layouts and measures; knows no dataset by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from measures.change import Better
from partnership.kinds import AgencyKind, Level
from returns.catalogue.disclosure_rules import NO_RULE, Disclosure

if TYPE_CHECKING:
    from returns.models import Fact


_Named = TypeVar("_Named", "Source", "Measure")


class Absence(Enum):
    """What it means that a file has no row for an area, month and category."""

    ZERO = "zero"  # a list of records: nothing happened
    GAP = "gap"  # a table of counts: not stated


class Rows(Enum):
    """What one row of a layout stands for."""

    COUNT = "a count"
    RECORD = "one record"  # or, with a COUNT column, so many records that are alike
    FIGURE = "a published figure"  # with its citation; see `returns.catalogue.published`
    # Of one code, where the category is kept; see `returns.reading.summed`.
    SUMMED = "a count to be added up"


class Scope(Enum):
    PARTNERSHIP = "partnership"
    NATIONAL = "national"


class Fills(Enum):
    """What a column of a file gives, besides the dataset's own dimensions."""

    AREA = "area"  # a code or a name
    AREA_NAME = "area name"  # beside a code: read when the code is blank, compared when both stand
    MONTH = "month"
    DISTRICT = "district"  # or force, beside a ward's name: which of several of that name it is
    COUNT = "count"
    ORIGIN = "origin"
    DEFINITION = "definition"  # under which of the partnership's definitions the row counts
    # Of SUMMED rows: the two that say when; what the category may be called where the dimension's
    # own column names something broader; and what tells one row of a category from another.
    YEAR = "financial year"
    QUARTER = "financial quarter"
    FINER = "finer category"
    CODE = "code"


@dataclass(frozen=True)
class Column:
    """A column by its heading; `fills` is a `Fills` or the field name of a dimension.

    Headings are matched ignoring case, spacing and punctuation. A dimension's column that is
    not required must have `NOT_STATED` in the lists of every source that the layout feeds.
    With `is_day` a MONTH column holds days, with or without a time, of which the month is
    kept and nothing else.
    """

    heading: str
    fills: Fills | str
    also_called: tuple[str, ...] = ()
    required: bool = True
    is_day: bool = False


# Ward names are not unique in the country: a file of several districts may say whose they are. Read
# beside the columns of any layout whose areas are wards or localities.
DISTRICT = Column(
    "District",
    Fills.DISTRICT,
    also_called=(
        "District name",
        "Local authority",
        "Local authority name",
        "Local authority district",
        "Borough",
        "Borough name",
        "Council",
        "LAD21NM",
        "LAD22NM",
        "LAD23NM",
        "LAD24NM",
        "CSP",
        "CSP name",
        "Partnership",
        "Community safety partnership",
        "Force",
        "Police force",
    ),
    required=False,
)


@dataclass(frozen=True)
class Layout:
    """How a file looks: the headings that it is recognised by, and what its rows are.

    `signature` are headings of which one at least tells this layout from its neighbours; they are
    not read.
    `area_level` is the level of the codes in the AREA column; areas outside every hosted
    partnership are reported for a RECORD layout and an error in a COUNT layout.
    """

    slug: str
    title: str
    columns: tuple[Column, ...]
    rows: Rows
    absence: Absence
    area_level: Level
    signature: tuple[str, ...] = ()

    def column(self, fills: Fills | str) -> Column | None:
        return next((column for column in self.columns if column.fills == fills), None)

    @property
    def beside(self) -> tuple[Column, ...]:
        """Columns that are read where a file has them, and that no template asks for."""
        is_named = self.area_level in {Level.WARD, Level.LOCALITY}
        return (DISTRICT,) if is_named and self.rows in {Rows.COUNT, Rows.RECORD} else ()


@dataclass(frozen=True)
class Lookalike:
    """A file that officers send by mistake: its headings, and the sentence that says so."""

    headings: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Category:
    """One entry of a source's own category list, with the other spellings found in files.

    `refused_because` is for a category that means nothing by itself: the sentence with which a
    file is refused that uses it, until the partnership has recorded what its supplier means by it
    (`returns.models.Definition`).
    """

    slug: str
    label: str
    also_called: tuple[str, ...] = ()
    refused_because: str = ""


# In the list of an optional dimension: what a blank cell, or a file without the column, means.
# It is never worked out from another column.
NOT_STATED = Category("not-stated", "Not stated", also_called=("Not known", "Unknown"))


@dataclass(frozen=True)
class Dimension:
    """A breakdown of a dataset: the field of its fact table, and its name on the screen."""

    field: str
    title: str


@dataclass(frozen=True)
class Source:
    """One series of a dataset. Figures of two sources are never added or joined in one line.

    `categories` has a list for each dimension's field; a dimension that a layout has no column
    for is `NOT_STATED`. `takes` chooses rows by a column of another dataset's dimension: the
    labels there that are this source's. `left_for_others` are labels that stand in the same
    file and belong to another dataset: counted and reported, never an error. `supplied_by` is
    the kind of agency whose file makes a month count as supplied.
    A NATIONAL source is of every partnership in the country, and belongs to none: its areas are
    partnerships, hosted or not, and whoever accepts a file of it answers for it to everybody.
    `counts_under` is for a source that has no fixed definition: what it counts, such as "serious
    violence". Each of its returns then says under which of the partnership's recorded
    definitions it counts, and figures of two definitions are neither added nor compared.
    """

    slug: str
    title: str
    layouts: tuple[str, ...]
    categories: Mapping[str, tuple[Category, ...]]
    area_level: Level
    supplied_by: AgencyKind
    published: bool
    caveats: tuple[str, ...] = ()
    attribution: str = ""
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_for_others: tuple[str, ...] = ()
    template: str = ""  # the layout that officers may download as a template, where there is one
    scope: Scope = Scope.PARTNERSHIP
    every_months: int = 3
    rule: Disclosure = NO_RULE
    counts_under: str = ""

    @property
    def is_national(self) -> bool:
        """Whether its figures are of the whole country, and in use for every partnership."""
        return self.scope is Scope.NATIONAL

    def may_leave_out(self, dimension: str) -> bool:
        """Whether a row may say nothing of `dimension`, and is then `NOT_STATED`."""
        return NOT_STATED in self.categories.get(dimension, ())


@dataclass(frozen=True)
class Noun:
    """What a measure counts, in the words of a sentence: "26,450 crimes were recorded"."""

    singular: str
    plural: str
    verb: str = "recorded"


@dataclass(frozen=True)
class Measure:
    """What a panel follows: categories of one dataset, added up.

    `categories` maps a source's slug to the categories that belong to the measure, by
    dimension; an empty mapping is everything in the source's list. A source that is not named
    does not have the measure ("not applicable"). `seasonal` is a sentence that says why one part
    of the year is unlike another; comparisons across the year then carry a caution.
    """

    slug: str
    title: str
    noun: Noun
    categories: Mapping[str, Mapping[str, tuple[str, ...]]]
    better: Better
    definition: str
    caveats: tuple[str, ...] = ()
    definition_version: str = "1"
    seasonal: str = ""


@dataclass(frozen=True)
class Dataset:
    """One kind of figures. `app` is the first part of a measure's address, `APP/SLUG`."""

    slug: str
    app: str
    title: str
    fact: type[Fact]
    dimensions: tuple[Dimension, ...]
    sources: tuple[Source, ...]
    measures: tuple[Measure, ...]
    unit: str
    caveats: tuple[str, ...] = ()
    lookalikes: tuple[Lookalike, ...] = field(default=())

    def source(self, slug: str) -> Source:
        """KeyError where this dataset has no such source."""
        return _by_slug(self.sources, slug)

    def measure(self, slug: str) -> Measure:
        """KeyError where this dataset has no such measure."""
        return _by_slug(self.measures, slug)


def _by_slug(entries: Iterable[_Named], slug: str) -> _Named:
    for entry in entries:
        if entry.slug == slug:
            return entry
    raise KeyError(slug)
