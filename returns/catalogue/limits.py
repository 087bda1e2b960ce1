"""How much of a file the portal reads, and why no more; numbers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes are in bytes. The numbers leave each real file that we know at least four times over.

    A test, or a machine with less memory, may set its own.
    """

    # What an upload may weigh: 27 months of one force's street files are 9 MB zipped, 44 MB plain.
    upload: int = 200_000_000
    # One table of text out of a ZIP, which is in memory while it is read.
    table: int = 200_000_000
    # All tables of one ZIP together: three years of a large force are 400 MB.
    unpacked: int = 1_500_000_000
    # A workbook unpacked: its parser holds it in memory several times over.
    workbook: int = 150_000_000
    # Every force for three years, three files a month, is 4,600 members.
    members: int = 10_000
    # Deflate can reach 1,032; the most repetitive real sheet reached 60.
    ratio: int = 250
    # Below this a member does no harm, however well it is packed.
    ratio_from: int = 5_000_000
    # Cells of the rectangle from A1 to the last filled cell: the parser makes all of them.
    cells: int = 3_000_000
    # What the child that parses a workbook may take: so many seconds of the processor, and one
    # more for each megabyte that it unpacks to, up to the most. Damage shows in files that take
    # long for their size.
    child_memory: int = 1_500_000_000
    child_seconds: int = 5
    child_seconds_at_most: int = 60
    # A workbook larger than that is read row by row, for tables whose rows are only added up: the
    # Home Office's expands to 1,400 MB of XML, and is some 1.5 million rows of nine cells.
    streamed: int = 3_000_000_000
    stream_memory: int = 400_000_000
    stream_seconds: int = 600
    # Columns of a table: every ward, group and month of a year side by side would be 2,600, and
    # the widest that we know has 250.
    columns: int = 3_000
    # What the whole reading of one upload may take: time by its size, and memory beyond that of
    # the worker. The largest national workbook has 60 MB, and a third of the longest time.
    reading_memory: int = 2_500_000_000
    reading_seconds_at_least: int = 60
    reading_seconds_at_most: int = 900
    # Tables of a file that somebody is asked to map: a sheet a month for four years.
    mapped_tables: int = 50
    # And rows and cells of them together, so that each step of a mapping takes two seconds at
    # most: the largest ward files of a force have 19,000 rows of 29 cells.
    mapped_rows: int = 150_000
    mapped_cells: int = 1_500_000
    # Rows of a table of counts: 20 wards, 11 groups and 60 months are 13,200.
    count_rows: int = 500_000

    def seconds_to_parse(self, size: int) -> int:
        """For a workbook that unpacks to `size` bytes."""
        return min(self.child_seconds + size // 1_000_000, self.child_seconds_at_most)

    def reading_seconds(self, size: int) -> int:
        """For an upload of `size` bytes, from its opening to its parts."""
        return min(
            self.reading_seconds_at_least + 15 * size // 1_000_000, self.reading_seconds_at_most
        )


LIMITS = Limits()
# Of a list of records, which is read while somebody waits for the page: 2,000 of them at the most.
LISTS = Limits(
    upload=10_000_000,
    members=50,
    table=20_000_000,
    unpacked=50_000_000,
    workbook=50_000_000,
    streamed=50_000_000,
    cells=500_000,
    columns=500,
    child_seconds=2,
    child_seconds_at_most=10,
)

# Identical errors are listed so many times, and then counted.
LISTED_ALIKE = 100
